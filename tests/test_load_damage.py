"""What was damaged and could still be decoded is read, and told: the page's flaws, a finding, values in review."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import load_samples as samples
import numpy as np
import pikepdf
import pytest
from load_samples import encoded, noisy, pdf, write
from test_pipeline_faults import page as report_page
from test_pipeline_faults import reader

from ocrkit.errors import BrokenFileError
from ocrkit.load import PageFailure, load_page, load_pages
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.page import Page, PageRef


def loaded(path: Path, data: bytes) -> Page:
    return load_page(PageRef(1, write(path, data)))


def hurt(jpeg: bytes, at: float = 0.5, seed: int = 1) -> bytes:
    """The JPEG with 30 bytes of its scan changed; no marker is made or lost."""
    data, start = bytearray(jpeg), int(len(jpeg) * at)
    data[start : start + 30] = np.random.default_rng(seed).integers(1, 255, 30, np.uint8).tobytes()
    return bytes(data)


def test_a_whole_file_has_no_flaws(tmp_path: Path) -> None:
    for kind in ("JPEG", "PNG", "TIFF", "GIF", "WEBP", "JPEG2000"):
        assert loaded(tmp_path / "a", encoded(noisy()[..., 0], kind)).flaws == (), kind
    assert loaded(tmp_path / "a", pdf([encoded(noisy(), "JPEG")])).flaws == ()
    assert loaded(tmp_path / "a", samples.drawn_pdf()).flaws == ()


@pytest.mark.parametrize("options", [{}, {"restart_marker_rows": 2}, {"mode": "CMYK"}, {"progressive": True}])
def test_damage_inside_a_jpeg_is_told_where_the_decoder_notices_it(
    options: dict[str, object], tmp_path: Path
) -> None:
    """Not every damage is noticed: a decoder that falls into step again has nothing to warn of."""
    whole = encoded(noisy(), "JPEG", **options)
    before = loaded(tmp_path / "a", whole).image
    spoiled, told = 0, 0
    for seed in range(12):
        (page,) = load_pages(write(tmp_path / "b", hurt(whole, 0.5, seed)))
        if isinstance(page, PageFailure):
            assert isinstance(page.error, BrokenFileError)
            spoiled, told = spoiled + 1, told + 1
        elif (page.image != before).mean() > 0.02:
            spoiled, told = spoiled + 1, told + any(not flaw.harmless for flaw in page.flaws)
    assert spoiled >= 7
    assert told >= 0.8 * spoiled


def test_bytes_left_over_in_a_jpeg_are_told(tmp_path: Path) -> None:
    jpeg = encoded(noisy(), "JPEG")
    (flaw,) = loaded(tmp_path / "a", jpeg[:-2] + b"\x12\x34\x56\x78" * 3 + jpeg[-2:]).flaws
    assert "extraneous bytes" in flaw.message
    assert not flaw.harmless


def test_an_odd_jpeg_that_is_whole_is_told_to_be_harmless(tmp_path: Path) -> None:
    jpeg = bytearray(encoded(noisy(), "JPEG"))
    jpeg[11] = 3  # JFIF 3.01
    (flaw,) = loaded(tmp_path / "a", bytes(jpeg)).flaws
    assert "JFIF" in flaw.message
    assert flaw.harmless


@pytest.mark.parametrize("compression", ["group3", "group4", "jpeg", "tiff_deflate"])
def test_damage_inside_a_tiff_is_told(compression: str, tmp_path: Path) -> None:
    """In the second page, so that it is that one which is looked at."""
    pages = [samples.Pil.fromarray(noisy(seed)) for seed in (1, 2)]
    first, second = (page.convert("1") for page in pages) if compression.startswith("group") else pages
    out = io.BytesIO()
    first.save(out, "TIFF", compression=compression, save_all=True, append_images=[second])
    whole, told = out.getvalue(), 0
    assert [page.flaws for page in load_pages(write(tmp_path / "a", whole)) if isinstance(page, Page)] == [(), ()]
    for seed in range(8):
        good, bad = load_pages(write(tmp_path / "b", hurt(whole, 0.7, seed)))
        assert isinstance(good, Page)
        assert good.flaws == ()
        told += isinstance(bad, PageFailure) or any(not flaw.harmless for flaw in bad.flaws)
    assert told >= 6


def test_damage_inside_a_jpeg_of_a_pdf_is_told(tmp_path: Path) -> None:
    jpeg = encoded(noisy(), "JPEG")
    spoiled = jpeg[:-2] + b"\x12\x34" * 4 + jpeg[-2:]
    first, second = load_pages(write(tmp_path / "a.pdf", pdf([jpeg, spoiled])))
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (len(first.flaws), len(second.flaws)) == (0, 1)


@pytest.mark.parametrize("colours", ["/BitsPerComponent 1/ColorSpace/DeviceGray", samples.STENCIL])
def test_damage_inside_a_fax_of_a_pdf_is_told(colours: str, tmp_path: Path) -> None:
    parms = f"/DecodeParms<</K -1/Columns {samples.WIDTH}/Rows {samples.HEIGHT}/BlackIs1 true>>"
    fax, told = samples.fax_data(), 0
    assert loaded(tmp_path / "a", samples.image_pdf(f"/CCITTFaxDecode{parms}", fax, colours)).flaws == ()
    for at in range(20, 120, 10):
        spoiled = bytearray(fax)
        spoiled[at : at + 4] = b"\x5a\xa5\x33\xcc"
        (page,) = load_pages(
            write(tmp_path / "b", samples.image_pdf(f"/CCITTFaxDecode{parms}", bytes(spoiled), colours))
        )
        told += isinstance(page, PageFailure) or any(not flaw.harmless for flaw in page.flaws)
    assert told >= 8


# --- the structure of PDFs -----------------------------------------------------------------------------------


def saved(data: bytes, **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(out, **options)
    return out.getvalue()


def updated(data: bytes) -> bytes:
    """The PDF with its page's content replaced by an incremental update."""
    at, old = len(data) + 1, data.rfind(b"startxref")
    before = int(data[old:].split()[1])
    content = b"4 0 obj\n" + samples.stream("", b"0 0 100 100 re f") + b"\nendobj\n"
    table = b"xref\n4 1\n%010d 00000 n \n" % at
    tail = b"trailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, at + len(content))
    return data + b"\n" + content + table + tail


def blank() -> bytes:
    """As qpdf writes it: content that is said to be deflated and has no bytes."""
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(300, 200))
        file.save(out)
    return out.getvalue()


def pdfs() -> dict[str, bytes]:
    plain = pdf([encoded(noisy(), "JPEG", quality=20)])
    two = pdf([encoded(noisy(), "JPEG", quality=20), encoded(noisy(2), "JPEG", quality=20)])
    return {
        "table": plain,
        "two pages": two,
        "linearised": saved(two, linearize=True),
        "object streams": saved(two, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "linearised object streams": saved(two, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "updated": updated(plain),
        "drawn": samples.drawn_pdf(),
        "of a page without content": blank(),
    }


PDFS = pdfs()


@pytest.mark.parametrize("name", PDFS)
def test_whole_pdfs_of_every_structure_have_no_flaws(name: str, tmp_path: Path) -> None:
    pages = list(load_pages(write(tmp_path / "a", PDFS[name])))
    assert all(isinstance(page, Page) and page.flaws == () for page in pages)


@pytest.mark.parametrize("name", PDFS)
def test_no_pdf_cut_anywhere_passes_for_a_whole_one(name: str, tmp_path: Path) -> None:
    """It is refused; where only the end mark is gone it is read with a flaw; at the end of a revision it is whole."""
    data = PDFS[name]
    whole = [page.image for page in load_pages(write(tmp_path / "a", data)) if isinstance(page, Page)]
    ends = {at for at in range(len(data)) if data[:at].rstrip().endswith(b"%%EOF")}
    revisions = ends if name == "updated" else {at for at in ends if at > len(data) - 3}
    step = max(1, len(data) // 150)
    for at in sorted({*range(0, len(data), step), *range(max(0, len(data) - 40), len(data)), *ends}):
        for page in load_pages(write(tmp_path / "b", data[:at])):
            if isinstance(page, Page) and at not in revisions:
                assert len(page.flaws) == 1, at
                if page.flaws[0].harmless:
                    assert len(data) - at <= len(b"%%EOF\n") + 1, at
                    assert np.array_equal(page.image, whole[page.ref.index]), at


def test_a_pdf_without_its_end_mark_is_read_and_that_is_told(tmp_path: Path) -> None:
    for name, data in PDFS.items():
        page, *_ = load_pages(write(tmp_path / "a", data[: data.rfind(b"%%EOF")]))
        assert isinstance(page, Page), name
        (flaw,) = page.flaws
        assert "end mark" in flaw.message
        assert flaw.harmless


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"startxref\n", b"startxref\n9"),
        lambda data: data.replace(b"0000000009 00000 n", b"0000000109 00000 n"),
        lambda data: data.replace(b"xref\n0 ", b"xrfe\n0 ", 1),
        lambda data: data.replace(b"\n", b"\r\n"),
    ],
    ids=["startxref", "an entry", "no table", "line ends changed"],
)
def test_a_pdf_that_had_to_be_repaired_is_told(spoil: object, tmp_path: Path) -> None:
    data = spoil(samples.drawn_pdf())
    (page,) = load_pages(write(tmp_path / "a", data))
    assert isinstance(page, PageFailure) or any(not flaw.harmless for flaw in page.flaws)


def test_damage_in_the_content_of_a_page_is_told_on_that_page(tmp_path: Path) -> None:
    content = b"".join(b"%d %d 9 9 re\n" % (x, x * x % 200) for x in range(300)) + b"f"
    packed = bytearray(zlib.compress(content))
    packed[len(packed) // 2] ^= 0x55
    box = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 320 240]/Contents %d 0 R>>"
    data = samples.assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
            box % 5,
            box % 6,
            samples.stream("/Filter/FlateDecode", zlib.compress(content)),
            samples.stream("/Filter/FlateDecode", bytes(packed)),
        ]
    )
    first, second = load_pages(write(tmp_path / "a", data))
    assert isinstance(first, Page)
    assert first.flaws == ()
    assert isinstance(second, Page)
    assert [flaw.harmless for flaw in second.flaws] == [False]


def test_a_broken_tree_of_pages_is_no_chatter(tmp_path: Path) -> None:
    """In a process of its own: pytest has handlers for what is logged."""
    data = PDFS["two pages"].replace(b"/Kids[3 0 R 6 0 R]", b"/Kids[3 0 R 123  ]")
    path = write(tmp_path / "a", data)
    first, second = load_pages(path)
    assert isinstance(first, Page)
    assert isinstance(second, PageFailure)
    code = "import sys; from ocrkit.load import load_pages; list(load_pages(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


# --- what becomes of it --------------------------------------------------------------------------------------


def test_every_value_of_a_damaged_page_is_in_review_and_a_finding_names_it(tmp_path: Path) -> None:
    for number in (1, 2):
        data = cv2.imencode(".jpg", report_page(number))[1].tobytes()
        write(tmp_path / f"{number}.jpg", data if number == 1 else data[:-2] + b"\x12\x34" * 5 + data[-2:])
    result = reader().read_report(tmp_path)
    (finding,) = [f for f in result.report.findings if f.kind == "damaged_page"]
    assert finding.pages == (2,)
    assert "2.jpg page 1" in finding.message
    assert "extraneous" in finding.message
    assert not result.failures
    cells = [cell for tables in result.pages if tables.page.number == 2 for t in tables.tables for cell in t.cells]
    assert cells
    for cell in cells:
        assert cell.reading is not None
        assert DoubtCode.DAMAGED_PAGE in [doubt.code for doubt in cell.reading.doubts]
    of_first = [cell for tables in result.pages if tables.page.number == 1 for t in tables.tables for cell in t.cells]
    assert not any(d.code == DoubtCode.DAMAGED_PAGE for cell in of_first for d in cell.reading.doubts)
