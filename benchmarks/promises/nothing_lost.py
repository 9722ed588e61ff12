"""Nothing is lost: files, damaged pages, forms."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.command import ocrkit
from benchmarks.hostile.pictures import encoded
from benchmarks.promises.inputs import SAMPLE, pages_read, small
from benchmarks.promises.row import Row, Shown, refused

PROMISE = "Nothing is lost"
FORM = "form: {}\neditions:\n  - blocks:\n      - columns: [cases: 受理件数]\n        rows: [all: 合计]\n"
_DAMAGES = 8


def unknown_endings(folder: Path) -> Shown:
    given = folder / "given"
    given.mkdir()
    for name in ("page1.jpg", "page2.heic", "page3.gif"):
        small(given / name)
    ran = ocrkit("read", given, "-o", folder / "out", "--json")
    return Shown(f"exit {ran.code}, {pages_read(ran)} of 3 pages read", ran.code == 0 and pages_read(ran) == 3)


def damage_in_mid_stream(folder: Path) -> Shown:
    """What libjpeg warns of must be told; that is asked of another program, which shows the same picture."""
    rng, warned, told, refusals = np.random.default_rng(8), 0, 0, 0
    for n in range(_DAMAGES):
        data = bytearray(encoded("JPEG", quality=90))
        at = int(rng.integers(len(data) // 4, len(data) - 200))
        data[at : at + 12] = rng.bytes(12).replace(b"\xff", b"\x7f")
        path = folder / f"page{n}.jpg"
        path.write_bytes(data)
        if not _warns(path):
            continue
        warned += 1
        ran = ocrkit("read", path, "-o", folder / f"out{n}", "--json")
        refusals += ran.code == 1
        told += ran.code == 0 and any(finding["kind"] == "damaged_page" for finding in ran.summary["findings"])
    came = f"{_DAMAGES} damaged, libjpeg warns of {warned}: {told} read with a finding, {refusals} refused"
    return Shown(came, warned > 0 and warned == told + refusals)


def _warns(path: Path) -> bool:
    script = "import sys, cv2; cv2.imread(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    return "Corrupt JPEG data" in done.stderr or "premature" in done.stderr.lower()


def statutory_key(folder: Path) -> Shown:
    form = folder / "mine.yaml"
    form.write_text(FORM.format("requests"), encoding="utf-8")
    return refused(ocrkit("read", SAMPLE, "-o", folder / "out", "--form", form), "mine.yaml", "requests", code=2)


def same_key(folder: Path) -> Shown:
    forms = [folder / "one.yaml", folder / "two.yaml"]
    for form in forms:
        form.write_text(FORM.format("hotline"), encoding="utf-8")
    options: list[str | Path] = ["--form", forms[0], "--form", forms[1]]
    return refused(ocrkit("read", SAMPLE, "-o", folder / "out", *options), "one.yaml", "two.yaml", code=2)


ROWS = [
    Row(
        PROMISE,
        '"1 of 1 pages", exit 0, the others not named',
        "ocrkit read folder/ -o out (JPEG, HEIC, GIF)",
        unknown_endings,
    ),
    Row(
        PROMISE,
        "accepted without a finding; the decoder had warned",
        "ocrkit read damaged.jpg -o out",
        damage_in_mid_stream,
    ),
    Row(
        PROMISE, "took the statutory table's place", "ocrkit read … --form mine.yaml (form: requests)", statutory_key
    ),
    Row(PROMISE, "one of the two vanished", "ocrkit read … --form one.yaml --form two.yaml (one key)", same_key),
]
