"""The must-show table counts as ``ocrkit benchmark`` does: right, silent and flagged mean one thing."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("rapidfuzz", reason="pip install -e '.[benchmark]'")

from benchmarks.must_show.score import score_values
from ocrkit.profiles import annual_report
from ocrkit.score import Truth, TruthCell, TruthForm, TruthPage, score_cells
from ocrkit.types.report import Cell, FormTable, Report, by_field

COUNTS = {
    1: (200, 154, 25, 38),
    2: (200, 148, 30, 35),
    3: (200, 147, 29, 39),
    4: (200, 154, 24, 43),
    5: (200, 144, 28, 46),
    6: (200, 18, 5, 180),
    7: (200, 148, 23, 37),
    8: (200, 165, 18, 38),
}
"""Values, right, silent and flagged of the stored readings, as two scorers counted them before one was left."""


def stored(seed: int) -> tuple[Report, Truth]:
    """A reading and its truth: values right, otherwise, missing, in review or not; now and then a lost table."""
    rng = random.Random(seed)
    printed: dict[str, TruthForm] = {}
    read: dict[str, FormTable] = {}
    for form in annual_report().forms:
        wanted: dict[str, dict[str, TruthCell]] = {}
        cells: dict[str, dict[str, Cell]] = {}
        for row, column in form.editions[0].places():
            truth = _printed(rng)
            wanted.setdefault(row, {})[column] = truth
            if rng.random() < 0.95:
                cells.setdefault(row, {})[column] = _read(rng, truth)
        printed[form.key] = TruthForm(edition=form.editions[0].name, cells=wanted)
        if rng.random() < 0.9:
            read[form.key] = FormTable(edition=form.editions[0].name, cells=cells)
    page = TruthPage(file="page.png")
    return Report(**by_field(read)), Truth.model_validate({"pages": (page,), **printed})


def _printed(rng: random.Random) -> TruthCell:
    kind = rng.choices(("number", "blank", "dash", "text"), (12, 2, 1, 1))[0]
    value = Decimal(rng.choice(("0", "7", "12", "105.5", "2000"))) if kind == "number" else None
    return TruthCell(value=value, kind=kind, text=None if value is None else str(value))


def _read(rng: random.Random, truth: TruthCell) -> Cell:
    status = rng.choices(("accepted", "review"), (9, 1))[0]
    if rng.random() < 0.8:
        return Cell(value=truth.value, text=truth.text or "", kind=truth.kind, status=status)
    if rng.random() < 0.2:
        return Cell(value=None, text=None, kind="unreadable", status="review")
    other = _printed(rng)
    return Cell(value=other.value, text=other.text or "", kind=other.kind, status=status)


def as_json(model: Any) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(model.model_dump_json())
    return content


@pytest.mark.parametrize("seed", COUNTS)
def test_both_say_the_same_of_a_stored_reading(seed: int) -> None:
    report, truth = stored(seed)
    counted = score_cells(report.form_tables(), truth)
    shown = score_values(as_json(report), as_json(truth))
    assert (shown.values, shown.right, shown.silent, shown.flagged) == COUNTS[seed]
    assert (counted.total, counted.right, counted.silent, counted.flagged) == COUNTS[seed]
    assert len(shown.wrong) == len(counted.misses)
