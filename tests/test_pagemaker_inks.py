"""Reports whose sheets bear more than plain print: dealt evenly, drawn where they say, their truth as printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from benchmarks.factors import main as factors
from benchmarks.marks.glyphs import missing
from benchmarks.pagemaker import benchmark, degrade, inks, make, tablevalues, typeset
from benchmarks.pagemaker.make import Job
from benchmarks.pagemaker.model import Value
from ocrkit.score import read_truth

LACKING = missing() or typeset.missing()
needs_fonts = pytest.mark.skipif(LACKING is not None, reason=f"pages cannot be set here: {LACKING}")


def test_every_ink_is_dealt_alike_often_beside_every_level() -> None:
    jobs = benchmark.inked(1, 120)
    counts = Counter(job.ink for job in jobs)
    assert set(counts) == set(inks.INKINGS)
    assert set(counts.values()) == {15}
    levels = Counter(job.level for job in jobs)
    assert max(levels.values()) - min(levels.values()) <= 2
    assert len({(job.ink, job.level) for job in jobs}) >= 0.9 * len(inks.INKINGS) * len(degrade.LEVELS)
    assert benchmark.inked(1, 12) == jobs[:12]
    assert not any(isinstance(job, Job) and job.ink for job in benchmark.jobs(1, 12, 0))


def _job(ink: str) -> Job:
    job = next(job for job in benchmark.inked(2, 24) if job.ink == ink)
    return replace(job, level="clean", dpi=100, engine="typst")


@needs_fonts
@pytest.mark.parametrize("ink", inks.INKINGS)
def test_each_ink_changes_tables_alone_and_leaves_a_valid_truth(ink: str, tmp_path: Path) -> None:
    job = _job(ink)
    made = make.make(job, tmp_path / "inked")
    make.make(replace(job, ink=""), tmp_path / "plain")
    truth, plain = (read_truth(tmp_path / name / job.name) for name in ("inked", "plain"))
    assert made["ink"] == ink
    boxes = [c.box for table in truth.tables or () if table.page == 1 for c in table.cells if c.box is not None]
    inked, before = (_page(tmp_path / name / job.name / "page1.png") for name in ("inked", "plain"))
    changed = np.abs(inked - before).max(axis=2) > 40
    if boxes and ink != "stamps":  # a stamp may reach over the table's edge
        for box in boxes:
            changed[int(box.y0) - 4 : int(box.y1) + 5, int(box.x0) - 4 : int(box.x1) + 5] = False
        assert not changed.any()
    marked = {tuple(place): kind for *place, kind in made["marks"]}
    assert bool(marked) is (ink in ("marks", "strikes", "stamps", "frames"))
    for key, form in truth.forms().items():
        for row, column, cell in form:
            was = plain.forms()[key].cells[row][column]
            kind = marked.get((key, row, column))
            same = (cell.kind, cell.value) == (was.kind, was.value)
            assert same or kind in ("struck", "struck-and-new"), (key, row, column)
            assert kind != "struck" or cell.kind == "text"


def _page(path: Path) -> np.ndarray:
    import cv2

    return np.asarray(cv2.imread(str(path))).astype(int)


@needs_fonts
def test_the_sums_of_the_truth_are_of_the_values_that_were_not_struck_out(tmp_path: Path) -> None:
    job = _job("strikes")
    made = make.make(job, tmp_path)
    tables = make.print_job(job)[0].tables
    for table, row, column, kind in made["marks"]:
        now, before = made[table]["cells"][row][column], tables[table].cells[row][column]
        assert now["note"] == before.text, "what was struck out"
        assert (now["kind"], now["value"] is None) == (("text", True) if kind == "struck" else ("number", False))
        value = None if now["value"] is None else Decimal(now["value"])
        tables[table].cells[row][column] = Value(now["text"], now["kind"], value)
    assert made["printed_inconsistencies"] == tablevalues.inconsistencies(tables)


def test_factors_says_where_a_folder_has_no_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert factors([str(tmp_path)]) == 2
    assert "truth.json" in capsys.readouterr().err
