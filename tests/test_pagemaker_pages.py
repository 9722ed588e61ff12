"""The pages: printed with every value, degraded without changing size, the sample scan as it should be."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from benchmarks.pagemaker import corpus, degrade, lockedpdf, make, paper, typeset

SAMPLE = Path(__file__).parent / "data" / "sample"
REASON = typeset.missing()
needs_fonts = pytest.mark.skipif(REASON is not None, reason=f"pages cannot be set here: {REASON}")


def _page(height: int = 700, width: int = 500) -> np.ndarray:
    page = np.full((height, width, 3), 255, np.uint8)
    cv2.rectangle(page, (60, 60), (440, 300), (0, 0, 0), 2)
    cv2.putText(page, "12345", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 3)
    return page


@pytest.mark.parametrize("level", degrade.ALL_LEVELS)
def test_a_degraded_page_keeps_its_size_and_its_ink(level: str) -> None:
    file = degrade.degrade(_page(), level, seed=3, number=1)
    image = cv2.imdecode(np.frombuffer(file.data, np.uint8), cv2.IMREAD_COLOR)
    assert image.shape == (700, 500, 3)
    assert file.done["level"] == level
    grey = image.min(axis=2)
    assert grey[280:330].min() + 60 < np.median(grey)  # the lower rule is still darker than the paper


@pytest.mark.parametrize("level", degrade.ALL_LEVELS)
def test_the_same_seed_gives_the_same_bytes(level: str) -> None:
    first, again, other = (degrade.degrade(_page(), level, seed, 1).data for seed in (3, 3, 4))
    assert first == again
    assert level == "clean" or first != other


def test_a_seal_is_red_and_leaves_black_ink_black() -> None:
    page = np.zeros((900, 900, 3), np.uint8)
    page[:, 450:] = 255
    stamped, (cx, cy, radius) = paper.seal(page, np.random.default_rng(1), 200)
    assert (stamped[:, :450] == 0).all()
    ring = stamped[cy - radius : cy + radius, 450 : cx + radius].reshape(-1, 3).astype(int)
    assert ((ring[:, 2] - ring[:, 0]) > 80).any()


def test_the_locked_pdf_opens_with_its_password_only() -> None:
    jpeg = degrade.encode(_page(), ".jpg", 90)
    data = lockedpdf.locked_pdf(jpeg, 500, 700, 100, "secret")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(data)
    document = pypdfium2.PdfDocument(data, password="secret")
    image = document[0].render(scale=100 / 72).to_numpy()
    assert abs(image[100:280, 80:400, 0].astype(int) - _page()[100:280, 80:400, 0]).mean() < 12


def test_rc4_gives_the_published_ciphertext() -> None:
    assert lockedpdf.rc4(b"Key", b"Plaintext").hex() == "bbf316e8d940af0ad3"


def test_jpegs_carry_their_resolution() -> None:
    data = degrade.encode(_page(), ".jpg", 80, 300)
    assert Image.open(io.BytesIO(data)).info["dpi"] == (300, 300)


@needs_fonts
def test_every_value_is_printed_on_the_page_the_truth_names() -> None:
    job = corpus.regular(5, 4)[1]
    report, printed = make.print_job(job)
    document = pypdfium2.PdfDocument(printed.pdf)
    texts = [Counter(page.get_textpage().get_text_range().split()) for page in document]
    wanted: dict[int, Counter[str]] = {}
    for (table, row, column), page in printed.pages.items():
        text = report.tables[table].cells[row][column].text
        if text.isascii() and text:
            wanted.setdefault(page, Counter())[text] += 1
    assert sum(len(report.tables[t].cells[r]) > 0 for t in report.tables for r in report.tables[t].cells) > 30
    for page, values in wanted.items():
        assert not values - texts[page - 1]


@needs_fonts
def test_the_same_job_makes_the_same_files(tmp_path: Path) -> None:
    job = replace(corpus.one_page(3, "one"), level="clean")
    for run in ("a", "b"):
        make.make(job, tmp_path / run)
    files = sorted(p.name for p in (tmp_path / "a" / "one").iterdir())
    assert "truth.json" in files
    assert len(files) == 2
    for name in files:
        assert (tmp_path / "a" / "one" / name).read_bytes() == (tmp_path / "b" / "one" / name).read_bytes()


def test_the_sample_scan_is_small_and_complete() -> None:
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    files = [SAMPLE / page["file"] for page in truth["pages"]]
    assert 3 <= len(files) <= 4
    assert sum(file.stat().st_size for file in files) < 1_500_000
    pages = {c["page"] for row in truth["requests"]["cells"].values() for c in row.values()}
    assert len(pages) == 2  # table three runs over a page
    assert len(truth["printed_inconsistencies"]) >= 1
    assert len(truth["altered"]) == 1
    values = [c["value"] for row in truth["requests"]["cells"].values() for c in row.values()]
    assert sum(bool(v) for v in values) > len(values) / 2


def test_the_sample_scan_looks_like_a_scan() -> None:
    for path in sorted(SAMPLE.glob("page*.jpg")):
        image = cv2.imread(str(path))
        assert image.shape[:2] == (2339, 1654)  # A4 at 200 dpi
        assert image[5:60, 5:60].std() > 0.5  # paper, not a blank raster
    sealed = cv2.imread(str(SAMPLE / "page2.jpg")).astype(int)
    assert ((sealed[..., 2] - sealed[..., 0]) > 80).sum() > 3000
