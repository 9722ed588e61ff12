"""The repository's sample scan (``tests/data/sample``): a short report that shows what makes these pages hard.

Table three runs over a page break that cuts a label, one sum is printed wrong, seals lie on the paper, the
sheets are slightly askew. Its bytes depend on the fonts installed; it is committed, so that nobody needs them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.pagemaker import degrade, make, paper, truth, typeset
from benchmarks.pagemaker.content import ReportSpec
from benchmarks.pagemaker.grid import Drawing
from benchmarks.pagemaker.make import Job
from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.scan import Truth
from benchmarks.pagemaker.style import FONT_SETS, Style
from benchmarks.pagemaker.values import Writing
from benchmarks.pagemaker.warp import PointMap, rotated
from benchmarks.pagemaker.wording import Wording

DPI = 200
QUALITY = 72

JOB = Job(
    "sample",
    ReportSpec(
        seed=2040,
        writing=Writing(notes=0.4),
        wording=Wording(title=1),
        size=2.0,
        empty=0.3,
        wrong_sums=1,
        full=True,
        variant=1,
    ),
    Drawing(),
    Style(fonts=FONT_SETS[0], body_size=15.5, table_size=9, value_size=9, inset_y=8, margin_x=66),
    "office",
)


def make_sample(out: Path) -> None:
    """Write the sample's pages and truth.json to ``out``."""
    report, printed = make.print_job(JOB)
    make.empty_folder(out)
    pages, scanned = [], []
    for number, image in enumerate(typeset.rasterise(printed.pdf, DPI), 1):
        rng = np.random.default_rng([JOB.report.seed, number])
        image, done, points = _scan(image, rng, sealed=number > 1)
        (out / f"page{number}.jpg").write_bytes(degrade.encode(image, ".jpg", QUALITY, DPI))
        pages.append({"file": f"page{number}.jpg", "level": "office", **done, "jpeg_q": QUALITY})
        on_page = [part for part in printed.parts if part.page == number]
        scanned += [make.scanned_part(part, DPI, image.shape, points) for part in on_page]
    made = {"source": "generated", "level": "office", "dpi": DPI, "engine": JOB.engine, "font": JOB.style.fonts.name}
    known = truth.truth_of(report, scanned, **made, pages=pages)
    make.write_truth(known, out)


def _scan(page: Image, rng: np.random.Generator, *, sealed: bool) -> tuple[Image, Truth, PointMap]:
    """An office scan of a sheet."""
    done: Truth = {"skew_deg": round(float(rng.uniform(-1.2, 1.2)), 3)}
    if sealed:
        page, done["seal"] = paper.seal(page, rng, DPI)
    turned = rotated(paper.tinted(page, rng, 6), done["skew_deg"])
    page = paper.blurred(turned.image, 0.5)
    return paper.noisy(page, rng, 2.0), done, turned.points
