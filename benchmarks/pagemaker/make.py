"""Makes a report's pages: content, grids, type, scan; and writes them with their truth."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.pagemaker import degrade, grid, holes, inks, randomtables, truth, typeset
from benchmarks.pagemaker.content import ReportSpec, make_report
from benchmarks.pagemaker.grid import Drawing
from benchmarks.pagemaker.model import Report, TableContent, Value
from benchmarks.pagemaker.paper import Image
from benchmarks.pagemaker.style import Style
from benchmarks.pagemaker.truth import Scanned
from benchmarks.pagemaker.typeset import Part, Printed, Ref
from benchmarks.pagemaker.warp import STILL, PointMap, moved_box


@dataclass(frozen=True)
class Job:
    """A report to be made: its folder's name, its content, how it is drawn and set, and the level of its scan.

    ``dpi`` is the level's own where None. ``ink`` names what the sheets bear beside plain print (``inks.INKINGS``,
    "" for nothing). ``facts`` go into the truth as they are.
    """

    name: str
    report: ReportSpec
    drawing: Drawing = field(default_factory=Drawing)
    style: Style = field(default_factory=Style)
    level: str = "office"
    engine: str = "typst"
    dpi: int | None = None
    facts: tuple[tuple[str, Any], ...] = ()
    ink: str = ""


@dataclass(frozen=True)
class TableJob:
    """A page with tables of random structure to be made; the rest as in ``Job``."""

    name: str
    seed: int
    style: Style
    level: str
    engine: str
    dpi: int
    facts: tuple[tuple[str, Any], ...] = ()


def print_job(job: Job) -> tuple[Report, Printed]:
    """The report and its PDF."""
    report = make_report(job.report)
    rng = np.random.default_rng([job.report.seed, 2])
    grids = grid.make_grids(report, job.report.wording, job.drawing, rng, permuted=job.report.permuted)
    return report, typeset.print_report(report, grids, job.style, rng, job.engine)


def make(job: Job, folder: Path) -> dict[str, Any]:
    """Write page1, page2, ... and truth.json to ``folder / job.name``; returns the truth."""
    report, printed = print_job(job)
    seed, dpi = job.report.seed, job.dpi or degrade.ALL_LEVELS[job.level].dpi
    inking = Inking(job.ink, job.style, report) if job.ink else None
    pages, scanned = scan(printed, job.level, seed, dpi, folder / job.name, inking)
    told = _made(job, seed, dpi) | ({} if inking is None else {"ink": job.ink})
    known = truth.truth_of(report if inking is None else inking.now(), scanned, **told, pages=pages)
    write_truth(known, folder / job.name)
    return known


def make_tables(job: TableJob, folder: Path) -> dict[str, Any]:
    """Write page1 and truth.json to ``folder / job.name``; returns the truth."""
    flow, grids = randomtables.tables(np.random.default_rng([job.seed, 1]))
    printed = typeset.print_flow(flow, grids, job.style, np.random.default_rng([job.seed, 2]), job.engine)
    pages, scanned = scan(printed, job.level, job.seed, job.dpi, folder / job.name)
    known = {**_made(job, job.seed, job.dpi), "pages": pages, "tables": truth.tables_of(scanned)}
    write_truth(known, folder / job.name)
    return known


def make_any(job: Job | TableJob, folder: Path) -> dict[str, Any]:
    """Make a report or a page of tables."""
    return make(job, folder) if isinstance(job, Job) else make_tables(job, folder)


def _made(job: Job | TableJob, seed: int, dpi: int) -> dict[str, Any]:
    """What the truth says about how a document was made."""
    printed = {"level": job.level, "dpi": dpi, "engine": job.engine, "font": job.style.fonts.name}
    return {"source": "generated", "seed": seed, **printed, **dict(job.facts)}


class Inking:
    """Inks the pages of a report one after the other, and keeps what that changed of its values."""

    def __init__(self, ink: str, style: Style, report: Report) -> None:
        self._ink, self._style, self._report = ink, style, report
        self._values: dict[Ref, Value] = {}

    def page(self, image: Image, parts: Sequence[Part], dpi: int, rng: np.random.Generator) -> inks.Inked:
        """A page with its ink."""
        values = {
            (name, row, col): value
            for name, table in self._report.tables.items()
            for row, line in table.cells.items()
            for col, value in line.items()
        }
        done = inks.inked(image, parts, values, self._ink, self._style, dpi, rng)
        self._values |= done.values
        return done

    def now(self) -> Report:
        """The report as its inked pages say it."""
        return replace(
            self._report,
            tables={
                name: TableContent(
                    table.edition,
                    {
                        row: {col: self._values.get((name, row, col), value) for col, value in line.items()}
                        for row, line in table.cells.items()
                    },
                )
                for name, table in self._report.tables.items()
            },
        )


def scan(
    printed: Printed, level: str, seed: int, dpi: int, folder: Path, inking: Inking | None = None
) -> tuple[list[dict[str, Any]], list[Scanned]]:
    """Write the scans of printed pages to a folder; gives the pages' entries of the truth, and the tables on them."""
    empty_folder(folder)
    pages, scanned = [], []
    for number, image in enumerate(typeset.rasterise(printed.pdf, dpi), 1):
        parts = [part for part in printed.parts if part.page == number]
        done = None if inking is None else inking.page(image, parts, dpi, np.random.default_rng([seed, number, 11]))
        file = degrade.degrade(image if done is None else done.image, level, seed, number, dpi)
        name = f"page{number}{file.ending}"
        (folder / name).write_bytes(file.data)
        pages.append({"file": name, **file.done})
        for part in parts:
            lost = holes.lost_cells(image, part.boxes, dpi, file.holes)
            marks = {} if done is None else _marks(part, done)
            scanned.append(replace(scanned_part(part, dpi, file.shape, file.points, lost), marks=marks))
    return pages, scanned


def _marks(part: Part, done: inks.Inked) -> dict[int, str]:
    """The mark in each cell of a part that has one."""
    return {i: done.marks[cell.ref] for i, cell in enumerate(part.grid.cells) if cell.ref in done.marks}


def scanned_part(
    part: Part, dpi: int, shape: tuple[int, ...], points: PointMap = STILL, lost: frozenset[int] = frozenset()
) -> Scanned:
    """A part of a table on a page of ``shape`` scanned at ``dpi`` and moved by ``points``."""
    scale = dpi / 72
    boxes = [(x0 * scale, y0 * scale, x1 * scale, y1 * scale) for x0, y0, x1, y1 in part.boxes]
    return Scanned(part, tuple(moved_box(box, points, shape) for box in boxes), lost)


def empty_folder(folder: Path) -> None:
    """Make the folder, without the pages of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("page*"), *folder.glob("truth.json")]:
        old.unlink()


def write_truth(known: dict[str, Any], folder: Path) -> None:
    """Write truth.json: a line a key, but boxes and ranges on one line."""
    text = json.dumps(known, ensure_ascii=False, indent=1)
    text = re.sub(r"\[\s+(-?\d[-\d.,\s]*?)\s+\]", lambda m: f"[{' '.join(m[1].split())}]", text)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")
