"""Makes a report's pages: content, grids, type, scan; and writes them with their truth."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.pagemaker import degrade, grid, truth, typeset
from benchmarks.pagemaker.content import ReportSpec, make_report
from benchmarks.pagemaker.grid import Drawing
from benchmarks.pagemaker.model import Report
from benchmarks.pagemaker.style import Style
from benchmarks.pagemaker.typeset import Printed


@dataclass(frozen=True)
class Job:
    """A report to be made: its folder's name, its content, how it is drawn and set, and the level of its scan."""

    name: str
    report: ReportSpec
    drawing: Drawing = field(default_factory=Drawing)
    style: Style = field(default_factory=Style)
    level: str = "office"


def print_job(job: Job) -> tuple[Report, Printed]:
    """The report and its PDF."""
    report = make_report(job.report)
    rng = np.random.default_rng([job.report.seed, 2])
    grids = grid.make_grids(report, job.report.wording, job.drawing, rng, permuted=job.report.permuted)
    return report, typeset.print_report(report, grids, job.style, rng)


def make(job: Job, folder: Path) -> dict[str, Any]:
    """Write page1, page2, ... and truth.json to ``folder / job.name``; returns the truth."""
    report, printed = print_job(job)
    out = folder / job.name
    empty_folder(out)
    dpi = degrade.LEVELS[job.level].dpi
    pages = []
    for number, image in enumerate(typeset.rasterise(printed.pdf, dpi), 1):
        data, ending, done = degrade.degrade(image, job.level, job.report.seed, number)
        (out / f"page{number}{ending}").write_bytes(data)
        pages.append({"file": f"page{number}{ending}", **done})
    known = truth.truth_of(report, level=job.level, dpi=dpi, pages=pages, value_pages=printed.pages)
    write_truth(known, out)
    return known


def empty_folder(folder: Path) -> None:
    """Make the folder, without the pages of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("page*"), *folder.glob("truth.json")]:
        old.unlink()


def write_truth(known: dict[str, Any], folder: Path) -> None:
    """Write truth.json."""
    (folder / "truth.json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
