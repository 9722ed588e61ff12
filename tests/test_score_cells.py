"""Values, text and positions scored as the checker of the check scans does it; grids of poor systems repaired."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from form_tables import cut
from hypothesis import given
from hypothesis import strategies as st
from score_samples import EDITION, PARAGRAPHS, TABLE, VALUES, grid, known, peer, report

from ocrkit.score import (
    Grid,
    GridCell,
    PageOutput,
    SystemOutput,
    TruthCell,
    TruthForm,
    character_error_rate,
    found_error_rate,
    grids_of,
    matched,
    read_truth,
    score_cells,
    score_document,
)
from ocrkit.score.cells import DoubtCount
from ocrkit.score.edits import align, distance_within
from ocrkit.types.geometry import Box
from ocrkit.types.report import Cell, FormTable, Report
from ocrkit.types.table import Place, Table, TableCell

SHARED = Path(__file__).parents[2] / "shared"


def one(printed: TruthCell, read: Cell | None) -> tuple[int, int, int]:
    """(right, silent, flagged) of a single value."""
    row, column = EDITION.places()[0]
    form = TruthForm(edition="2021", cells={row: {column: printed}}, partial=True)
    truth = known().model_copy(update={"requests": form})
    table = FormTable(edition="2021", cells={row: {column: read}} if read is not None else {})
    scores = score_cells({"requests": table}, truth)
    assert (scores.total, len(scores.misses)) == (1, 1 - scores.right)
    return scores.right, scores.silent, scores.flagged


def read_as(value: str | None, kind: str = "number", status: str = "accepted") -> Cell:
    return Cell.model_validate({"value": value, "text": value or "", "kind": kind, "status": status})


NUMBER, BLANK = TruthCell(value=Decimal("12.5"), kind="number"), TruthCell(value=None, kind="blank")
GONE = TruthCell(value=None, kind="unreadable")


@pytest.mark.parametrize(
    ("printed", "read", "expected"),
    [
        (NUMBER, read_as("12.50"), (1, 0, 0)),
        (NUMBER, read_as("12.5", status="review"), (1, 0, 1)),
        (NUMBER, read_as("125"), (0, 1, 0)),
        (NUMBER, read_as("125", status="review"), (0, 0, 1)),
        (NUMBER, read_as(None, "unreadable"), (0, 0, 1)),
        (NUMBER, None, (0, 0, 1)),
        (NUMBER, read_as(None, "blank"), (0, 1, 0)),
        (BLANK, read_as(None, "blank"), (1, 0, 0)),
        (BLANK, read_as(None, "dash"), (0, 1, 0)),
        (BLANK, read_as("0"), (0, 1, 0)),
        (GONE, read_as(None, "unreadable"), (1, 0, 1)),
        (GONE, read_as("7", status="review"), (1, 0, 1)),
        (GONE, read_as("7"), (0, 1, 0)),
        (GONE, None, (0, 0, 1)),
    ],
)
def test_one_value(printed: TruthCell, read: Cell | None, expected: tuple[int, int, int]) -> None:
    assert one(printed, read) == expected


def test_values_that_are_not_on_paper_are_counted_apart() -> None:
    output = report()
    assert output.report is not None
    assert output.report.requests is not None
    more = dict(output.report.requests.cells) | {"no_such_row": {"total": read_as("3")}}
    tables = {"requests": output.report.requests.model_copy(update={"cells": more})}
    scores = score_cells(tables, known())
    assert (scores.right, scores.silent, scores.extra) == (175, 0, 1)


@pytest.mark.shared
@pytest.mark.parametrize("form", ["form-01", "form-04", "gaotang-2021/office"])
def test_agrees_with_the_checker_of_the_check_scans(form: str, tmp_path: Path) -> None:
    folder = SHARED / "scans" / form
    if not (folder / "truth.json").exists():
        pytest.skip("no ../shared beside the repository")
    truth = read_truth(folder)
    spoilt = spoil(json.loads((folder / "truth.json").read_text(encoding="utf-8")))
    (tmp_path / "report.json").write_text(json.dumps(spoilt), encoding="utf-8")
    command = [sys.executable, str(SHARED / "check.py"), str(tmp_path / "report.json"), str(folder / "truth.json")]
    *listed, said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    score = score_document(SystemOutput(system="x", report=Report.model_validate(spoilt)), truth)
    cells = score.cells
    counts = re.findall(r"(\d+)/(\d+) values right, (\d+) silent, (\d+) flagged", said)[0]
    assert tuple(map(int, counts)) == (cells.right, cells.total, cells.silent, cells.flagged)
    told = sorted((line.split(":")[0], line.endswith("SILENT")) for line in listed)  # it has an order of its own
    assert told == sorted((f"{m.form}.{m.row}.{m.column}", not m.flagged) for m in cells.misses)
    assert 0 < cells.silent < cells.flagged
    assert score.text is not None
    assert said.endswith(f"{100 * score.text.errors / score.text.chars:.2f}%")


def spoil(truth: dict) -> dict:
    """A report with every kind of mistake in it."""
    changes = [
        {"value": 987654},
        {"status": "review"},
        {"kind": "unreadable"},
        {"kind": "text", "value": None},
        {"kind": "dash", "value": None, "status": "review"},
        {},
        {},
    ]
    rng = random.Random(4)
    forms = {key: truth[key] for key in ("requests", "review_and_litigation")}
    for form in forms.values():
        for row in form["cells"].values():
            for cell in row.values():
                cell |= {"text": None} | rng.choice(changes)
    form["cells"].popitem()
    sections = [
        {"key": s["key"], "heading": s["heading"], "paragraphs": [text[1:] + " 错" for text in s["paragraphs"]]}
        for s in truth["sections"][:-1]
    ]
    return forms | {"sections": sections}


@given(st.text("甲乙1２ ", max_size=12), st.text("甲乙12", max_size=12))
def test_edit_distances_are_those_of_the_plain_table(a: str, b: str) -> None:
    expected = table_distance(a, b)
    assert expected == sum(x != y for x, y in align(a, b))
    assert "".join(x for x, _ in align(a, b)) == a
    assert "".join(y for _, y in align(a, b)) == b
    pieces = (a[i:j] for i in range(len(a) + 1) for j in range(i, len(a) + 1))
    assert distance_within(a, b) == min(table_distance(piece, b) for piece in pieces)


def table_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def test_digits_are_paired_along_the_cheapest_edit() -> None:
    assert align("1204", "124") == [("1", "1"), ("2", "2"), ("0", ""), ("4", "4")]
    assert align("3", "83") == [("", "8"), ("3", "3")]


def test_paragraphs_are_found_wherever_they_stand() -> None:
    printed = known().sections
    text = "某市人民政府" + PARAGRAPHS[1] + "第 3 页" + PARAGRAPHS[0].replace("三", "王")
    assert found_error_rate([text], printed) == (1, sum(map(len, PARAGRAPHS)))
    assert character_error_rate([], printed) == (sum(map(len, PARAGRAPHS)),) * 2


def test_a_grid_that_does_not_tile_is_repaired_in_the_order_of_its_cells() -> None:
    def cell(rows: tuple[int, int], cols: tuple[int, int], text: str) -> GridCell:
        return GridCell(rows=rows, cols=cols, text=text)

    poor = Grid(
        n_rows=2,
        n_cols=3,
        cells=(
            cell((0, 1), (0, 2), "a"),
            cell((0, 2), (1, 2), "b"),  # its upper square is a's
            cell((0, 1), (0, 1), "c"),  # no square is free
            cell((1, 5), (2, 9), "d"),  # runs over the edge
            cell((7, 8), (0, 1), "e"),  # wholly outside
        ),
    )
    assert [(c.rows, c.cols, c.text) for c in poor.tiled().cells] == [
        ((0, 1), (0, 2), "a\nc"),
        ((0, 1), (2, 3), ""),
        ((1, 2), (0, 1), ""),
        ((1, 2), (1, 2), "b"),
        ((1, 2), (2, 3), "d"),
    ]
    assert poor.tiled().tiled() == poor.tiled()
    assert poor.tiled().owners().tolist() == [[0, 0, 1], [2, 3, 4]]


@given(st.data())
def test_any_grid_can_be_repaired(data: st.DataObject) -> None:
    n_rows, n_cols = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    span = st.tuples(st.integers(-1, 5), st.integers(-1, 6))
    cells = [GridCell(rows=r, cols=c, text="x") for r, c in data.draw(st.lists(st.tuples(span, span), max_size=8))]
    tiled = Grid(n_rows=n_rows, n_cols=n_cols, cells=tuple(cells)).tiled()
    assert tiled.owners().min() == 0


def test_values_are_found_in_the_grids_of_a_system_without_boxes() -> None:
    bare = grid(lambda cell: cell.model_copy(update={"box": None}))
    scores = score_cells(matched(peer(bare)), known())
    assert (scores.right, scores.silent, scores.flagged) == (175, 0, 0)


def test_a_table_over_two_pages_is_put_together_by_its_labels() -> None:
    upper, lower = cut(TABLE, 12, split_labels=True)
    pages = [PageOutput(page=n, tables=tuple(grids_of([part])[n])) for n, part in ((1, upper), (2, lower))]
    scores = score_cells(matched(SystemOutput(system="peer", pages=tuple(pages))), known())
    assert (scores.right, scores.silent) == (175, 0)


def test_the_parts_of_a_joined_table_are_those_on_each_page() -> None:
    def at(*pages: int) -> tuple[Place, ...]:
        return tuple(Place(page=page, box=Box(page, 0, page + 1, 1)) for page in pages)

    joined = Table(
        n_rows=3,
        n_cols=2,
        cells=(
            TableCell(rows=(0, 3), cols=(0, 1), places=at(1, 2), text="label"),
            TableCell(rows=(0, 1), cols=(1, 2), places=at(1), text="1"),
            TableCell(rows=(1, 2), cols=(1, 2), places=at(2), text="2"),
            TableCell(rows=(2, 3), cols=(1, 2), places=at(2), text="3"),
        ),
    )
    parts = grids_of([joined])
    assert [(c.rows, c.text, c.box) for c in parts[1][0].cells] == [
        ((0, 1), "label", Box(1, 0, 2, 1)),
        ((0, 1), "1", Box(1, 0, 2, 1)),
    ]
    assert [(c.rows, c.text, c.box) for c in parts[2][0].cells] == [
        ((0, 2), "label", Box(2, 0, 3, 1)),
        ((0, 1), "2", Box(2, 0, 3, 1)),
        ((1, 2), "3", Box(2, 0, 3, 1)),
    ]


def test_a_document_score_survives_json() -> None:
    score = score_document(peer(), known(), "a/b")
    assert type(score).model_validate_json(score.model_dump_json()) == score
    assert SystemOutput.model_validate_json(report().model_dump_json()) == report()
    assert len(VALUES) == score.cells.total


def test_what_each_doubt_held_back_is_counted() -> None:
    places = EDITION.places()[:4]
    codes = [("pale_ink",), ("pale_ink", "low_ink"), ("low_ink",), ()]
    rows: dict[str, dict[str, TruthCell]] = {}
    cells: dict[str, dict[str, Cell]] = {}
    for number, ((row, column), doubts) in enumerate(zip(places, codes, strict=True)):
        status = "review" if doubts else "accepted"
        told = [{"code": code, "detail": {}} for code in doubts]
        value = "12.5" if number != 2 else "3"
        read = {"value": value, "text": value, "kind": "number", "status": status, "doubts": told}
        cells.setdefault(row, {})[column] = Cell.model_validate(read)
        rows.setdefault(row, {})[column] = NUMBER
    truth = known().model_copy(update={"requests": TruthForm(edition="2021", cells=rows, partial=True)})
    scores = score_cells({"requests": FormTable(edition="2021", cells=cells)}, truth)
    assert scores.doubts == (
        DoubtCount(code="low_ink", wrong=1, right=1, wrong_alone=1, right_alone=0),
        DoubtCount(code="pale_ink", wrong=0, right=2, right_alone=1),
    )
