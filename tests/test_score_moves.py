"""Each metric shown to move: one known mistake in a perfect reading, and exactly the right figures change.

The document is a printed request table (25 rows of 7 values) and two paragraphs. Every test gives the amounts by
which all figures that move do so; a figure that is not named must not move at all.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from score_samples import FIRST, PARAGRAPHS, SECOND, TABLE, VALUES, figures, grid, known, peer, report

from ocrkit.score import Grid, GridCell, SystemOutput, score_document
from ocrkit.types.geometry import Box

TRUTH = known()
N_VALUES = 175
N_SQUARES = TABLE.n_rows * TABLE.n_cols
N_NODES = 1 + TABLE.n_rows + len(TABLE.cells)  # the tree that TEDS compares: table, rows, cells
N_CHARS = sum(map(len, PARAGRAPHS))
PERFECT_REPORT = figures(score_document(report(), TRUTH))
PERFECT_PEER = figures(score_document(peer(), TRUTH))
PLACE = (FIRST, "natural_person")  # its value is 1111


def moves(output: SystemOutput) -> dict[str, float]:
    """By how much each figure differs from the perfect reading's; those that do not are left out."""
    perfect = PERFECT_PEER if output.report is None else PERFECT_REPORT
    now = figures(score_document(output, TRUTH))
    assert {name for name in now if now[name] is None} == {name for name in perfect if perfect[name] is None}
    changes = {name: now[name] - value for name, value in perfect.items() if value is not None}
    return {name: change for name, change in changes.items() if abs(change) > 1e-12}


def retold(old: str, new: str | None) -> Callable[[GridCell], GridCell]:
    return lambda cell: cell.model_copy(update={"text": new}) if cell.text == old else cell


def reboxed(old: str, box: Box) -> Callable[[GridCell], GridCell]:
    return lambda cell: cell.model_copy(update={"box": box}) if cell.text == old else cell


def test_a_perfect_reading_has_perfect_figures() -> None:
    ideal = dict.fromkeys(PERFECT_PEER, 1.0) | dict.fromkeys(("silent", "flagged", "cer_found"), 0.0)
    ideal |= dict.fromkeys(("plain_exact", "plain_silent", "plain_flagged", "head_exact", "head_silent", "told"))
    assert ideal | {"cer": None} == PERFECT_PEER
    assert ideal | {"cer": 0.0} == PERFECT_REPORT
    assert (280, 1 + 28 + len(TABLE.cells)) == (N_SQUARES, N_NODES)


def test_one_digit_of_a_report() -> None:
    wrong = report({PLACE: {"value": 1171, "text": "1171"}})
    assert moves(wrong) == pytest.approx({"cells_exact": -1 / N_VALUES, "silent": 1 / N_VALUES, "reports_exact": -1})
    cells = score_document(wrong, TRUTH).cells
    assert cells.digits()["1", "7"] == 1
    assert sum(n for (expected, read), n in cells.digits().items() if expected != read) == 1
    assert sum(cells.digits().values()) == 4 * N_VALUES
    (miss,) = cells.misses
    assert (miss.row, miss.column, miss.expected, miss.read, miss.flagged) == (*PLACE, "1111", "1171", False)


def test_one_digit_that_is_flagged_is_not_silent() -> None:
    wrong = report({PLACE: {"value": 1171, "text": "1171", "status": "review"}})
    assert moves(wrong) == pytest.approx({"cells_exact": -1 / N_VALUES, "flagged": 1 / N_VALUES, "reports_exact": -1})


def test_a_right_digit_that_is_flagged_costs_no_accuracy() -> None:
    assert moves(report({PLACE: {"status": "review"}})) == pytest.approx({"flagged": 1 / N_VALUES})


def test_one_digit_in_a_grid_moves_the_value_and_the_contents() -> None:
    """One character of four: a quarter of a node for TEDS; a longest common subsequence of 3 for GriTS."""
    assert moves(peer(grid(retold("1111", "1171")))) == pytest.approx(
        {
            "cells_exact": -1 / N_VALUES,
            "silent": 1 / N_VALUES,
            "reports_exact": -1,
            "teds": -0.25 / N_NODES,
            "grits_content": -0.25 / N_SQUARES,
        }
    )


def test_a_lost_digit_is_counted_as_lost() -> None:
    cells = score_document(peer(grid(retold("1111", "111"))), TRUTH).cells
    assert cells.digits()["1", ""] == 1
    assert (cells.right, cells.silent) == (N_VALUES - 1, 1)


def swapped_values(cell: GridCell) -> GridCell:
    """The values of the first two rows change places; the labels stay."""
    columns = [column for row, column in VALUES if row == FIRST]
    pairs = {VALUES[FIRST, c]: VALUES[SECOND, c] for c in columns}
    pairs |= {b: a for a, b in pairs.items()}
    return cell.model_copy(update={"text": pairs.get(cell.text or "", cell.text)})


def test_values_of_two_rows_swapped() -> None:
    """14 wrong values, and 14 nodes to rename for TEDS (no digit is shared).

    GriTS does best to leave out one row on each side, so that one row of 10 squares is lost and the row that
    is left meets the other's label, in 3 squares: they share 12 of 16 characters.
    """
    content = (10 + 3 * (1 - 0.75)) / N_SQUARES
    assert moves(peer(grid(swapped_values))) == pytest.approx(
        {
            "cells_exact": -14 / N_VALUES,
            "silent": 14 / N_VALUES,
            "reports_exact": -1,
            "teds": -14 / N_NODES,
            "grits_content": -content,
        }
    )


def test_two_whole_rows_swapped_are_found_by_their_labels() -> None:
    """Every value keeps its row by its label, though nothing is where it was.

    TEDS renames 7 values and a quarter of a label's characters (4 of 16), twice. GriTS loses one row of 10.
    Every box of the two rows is the other row's, and beside it: 14 values that do not overlap.
    """
    top = next(cell.rows[0] for cell in TABLE.cells if cell.text == "1111")
    other = {top: top + 1, top + 1: top}

    def swap(cell: GridCell) -> GridCell:
        start = other.get(cell.rows[0], cell.rows[0])
        return cell.model_copy(update={"rows": (start, start + cell.rows[1] - cell.rows[0])})

    assert moves(peer(grid(swap))) == pytest.approx(
        {"teds": -2 * (7 + 0.25) / N_NODES, "grits_content": -10 / N_SQUARES, "grits_location": -10 / N_SQUARES}
    )


def without_span(text: str) -> Grid:
    """The table with the cell of ``text`` (one row high) in single squares, its text in the first."""
    cells: list[GridCell] = []
    for cell in grid().cells:
        if cell.text != text:
            cells.append(cell)
            continue
        assert cell.box is not None
        width = cell.box.width / (cell.cols[1] - cell.cols[0])
        for i, column in enumerate(range(*cell.cols)):
            left = cell.box.x0 + i * width
            box = Box(left, cell.box.y0, left + width, cell.box.y1)
            cells.append(GridCell(rows=cell.rows, cols=(column, column + 1), text=text if i == 0 else "", box=box))
    return grid().model_copy(update={"cells": tuple(cells)})


def test_one_lost_span() -> None:
    """法人或其他组织 spans 5 columns; read as 5 cells it costs TEDS one renaming and 4 insertions.

    For GriTS each of its 5 squares is a fifth of what it should be, in span and in box, and 4 lack the text.
    """
    span = next(cell for cell in TABLE.cells if cell.text == "法人或其他组织")
    assert (span.row_span, span.col_span) == (1, 5)
    teds = 5 / (N_NODES + 4)
    assert moves(peer(without_span("法人或其他组织"))) == pytest.approx(
        {
            "teds": -teds,
            "teds_s": -teds,
            "grits_topology": -5 * (1 - 1 / 5) / N_SQUARES,
            "grits_location": -5 * (1 - 1 / 5) / N_SQUARES,
            "grits_content": -4 / N_SQUARES,
        }
    )


def test_one_shifted_box() -> None:
    """A box moved by half its width shares a third of the union with where it should be."""
    box = next(cell.box for cell in TABLE.cells if cell.text == "1111")
    half = Box(box.x0 + box.width / 2, box.y0, box.x1 + box.width / 2, box.y1)
    assert moves(peer(grid(reboxed("1111", half)))) == pytest.approx(
        {"iou": -(1 - 1 / 3) / N_VALUES, "grits_location": -(1 - 1 / 3) / N_SQUARES}
    )
    assert moves(report({PLACE: {"box": half}})) == pytest.approx({"iou": -(1 - 1 / 3) / N_VALUES})
    assert moves(report({PLACE: {"page": 2}})) == pytest.approx({"iou": -1 / N_VALUES})


def test_one_missing_row_is_flagged_not_silent() -> None:
    """The last row of the grid is not there: its 7 values are missing, its node and 8 or 9 cells too."""
    last = TABLE.n_rows - 1
    lost = [cell for cell in grid().cells if cell.rows == (last, last + 1)]
    kept = tuple(
        cell.model_copy(update={"rows": (cell.rows[0], min(cell.rows[1], last))})
        for cell in grid().cells
        if cell not in lost
    )
    output = peer(grid().model_copy(update={"n_rows": last, "cells": kept}))
    cells = score_document(output, TRUTH).cells
    assert (cells.right, cells.flagged, cells.silent) == (N_VALUES - 7, 7, 0)


def test_a_table_that_was_not_found() -> None:
    change = moves(peer(Grid(n_rows=0, n_cols=0, cells=(), page=1)))
    structure = ("tables_found", "teds", "teds_s", "grits_topology", "grits_content", "grits_location")
    values = {"cells_exact": -1.0, "reports_exact": -1.0, "flagged": 1.0, "iou": -1.0}
    assert change == pytest.approx(dict.fromkeys(structure, -1.0) | values)


def test_one_table_too_many_is_counted() -> None:
    more = Grid(n_rows=1, n_cols=1, cells=(GridCell(rows=(0, 1), cols=(0, 1), text="印", box=Box(0, 2000, 9, 2009)),))
    assert moves(peer(grid(), more)) == {}
    assert score_document(peer(grid(), more), TRUTH).extra_tables == 1


def test_characters_of_the_text() -> None:
    """三 as 二; then the whole second paragraph lost."""
    wrong = (PARAGRAPHS[0].replace("三", "二"), PARAGRAPHS[1])
    assert moves(report(paragraphs=wrong)) == pytest.approx({"cer": 1 / N_CHARS, "cer_found": 1 / N_CHARS})
    assert moves(peer(lines=wrong)) == pytest.approx({"cer_found": 1 / N_CHARS})
    lost = len(PARAGRAPHS[1]) / N_CHARS
    assert moves(report(paragraphs=PARAGRAPHS[:1]))["cer"] == pytest.approx(lost)


def test_text_in_other_lines_and_widths_is_the_same_text() -> None:
    lines = (
        "页眉",
        *(piece for text in PARAGRAPHS for piece in (text[:5], " " + text[5:].replace("，", ","))),
        "- 1 -",
    )
    assert moves(peer(lines=lines)) == {}
