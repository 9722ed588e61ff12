"""The column past a side that is not drawn, where the rules that run on enclose print."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from sided_table import COLS, HIGH, LEFT, ROWS, TOP, WIDE, cells, page

from ocrkit.prior.regrid import Mended, _still_past
from ocrkit.recognise.cells.runs_on import RUNS_ON
from ocrkit.recognise.jobs import jobs_of
from ocrkit.recognise.settings import CellSettings
from ocrkit.tables import find
from ocrkit.tables.cells import GridCell, GridTable
from ocrkit.tables.open_sides import with_open_sides
from ocrkit.tables.runs_past import OpenSideSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PageRef, PreparedPage

PAST = 70
TABLE = GridTable(ROWS, COLS, tuple(cells()))


def printed(image: Image, left: bool = False, rows: range = range(ROWS)) -> Image:
    """The page with a number in these rows past the right or the left side."""
    image = image.copy()
    x = LEFT - PAST + 20 if left else LEFT + COLS * WIDE + 20
    for row in rows:
        cv2.putText(image, "31", (x, TOP + row * HIGH + 28), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (30,), 2)
    return image


def shape(image: Image, table: GridTable = TABLE) -> tuple[int, int]:
    (found,) = with_open_sides(image, [table], OpenSideSettings())
    squares = {(r, c) for cell in found.cells for r in range(*cell.rows) for c in range(*cell.cols)}
    area = sum((c.rows[1] - c.rows[0]) * (c.cols[1] - c.cols[0]) for c in found.cells)
    assert len(squares) == area == found.n_rows * found.n_cols, "the cells tile the table"
    return found.n_rows, found.n_cols


def test_print_past_an_open_side_is_in_a_column_of_its_own() -> None:
    (found,) = with_open_sides(printed(page(PAST)), [TABLE], OpenSideSettings())
    assert (found.n_rows, found.n_cols) == (ROWS, COLS + 1)
    last = [cell for cell in found.cells if cell.cols == (COLS, COLS + 1)]
    assert [cell.rows for cell in last] == [(row, row + 1) for row in range(ROWS)]
    assert all(abs(cell.box.x1 - LEFT - COLS * WIDE - PAST) <= 2 for cell in last)


def test_so_it_is_on_the_left_above_and_below() -> None:
    left = printed(page(-PAST), left=True)
    (found,) = with_open_sides(left, [TABLE], OpenSideSettings())
    assert (found.n_rows, found.n_cols) == (ROWS, COLS + 1)
    assert abs(found.box.x0 - LEFT + PAST) <= 2
    turned = GridTable(
        COLS,
        ROWS,
        tuple(GridCell(c.cols, c.rows, UprightBox(c.box.y0, c.box.x0, c.box.y1, c.box.x1)) for c in cells()),
    )
    assert shape(np.ascontiguousarray(left.T), turned) == (COLS + 1, ROWS)
    assert shape(np.ascontiguousarray(printed(page(PAST)).T), turned) == (COLS + 1, ROWS)


def test_a_rule_that_does_not_run_on_parts_nothing_there() -> None:
    some = [row for row in range(ROWS + 1) if row != 2]
    image = page(PAST, rules=some)
    assert shape(printed(image)) == (ROWS, COLS + 1)
    (found,) = with_open_sides(printed(image), [TABLE], OpenSideSettings())
    assert (1, 3) in [cell.rows for cell in found.cells if cell.cols == (COLS, COLS + 1)]


def test_a_cell_with_no_rule_at_its_side_goes_on() -> None:
    """A heading over the last two columns: the rule between them begins below it."""
    image = printed(page(PAST), rows=range(1, ROWS))
    x = LEFT + COLS * WIDE
    image[TOP + 3 : TOP + HIGH - 3, x - 4 : x + 5] = 245
    (found,) = with_open_sides(image, [TABLE], OpenSideSettings())
    assert (COLS - 1, COLS + 1) in [cell.cols for cell in found.cells if cell.rows == (0, 1)]
    assert shape(image) == (ROWS, COLS + 1)


def test_a_column_of_labels_is_many_times_as_wide_and_its_strokes_part_nothing() -> None:
    """Upright strokes of the labels stand below each other, nearly as high as their rows."""
    wide = 4 * WIDE
    image = page(wide)
    x = LEFT + COLS * WIDE
    for row in range(ROWS):
        image[TOP + row * HIGH + 5 : TOP + (row + 1) * HIGH - 6, x + 40 : x + 44] = 30
        cv2.putText(image, "31", (x + 60, TOP + row * HIGH + 28), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (30,), 2)
    assert shape(image) == (ROWS, COLS + 1)
    image[TOP : TOP + ROWS * HIGH, x + 40 : x + 44] = 30  # a rule from top to bottom: two columns, not one
    assert shape(image) == (ROWS, COLS)


@pytest.mark.parametrize("past", [0, 12, 800 - LEFT - COLS * WIDE])
def test_rules_drawn_a_little_too_far_or_to_the_pages_edge_enclose_nothing(past: int) -> None:
    assert shape(printed(page(past))) == (ROWS, COLS)


def test_nothing_is_past_a_side_where_nothing_is_printed() -> None:
    assert shape(page(PAST)) == (ROWS, COLS)
    assert shape(printed(page(PAST), rows=range(1))) == (ROWS, COLS), "one may be dirt"


def test_what_is_another_table_is_no_column_of_this_one() -> None:
    image = printed(page(PAST))
    x0, x1 = LEFT + COLS * WIDE + 5, LEFT + COLS * WIDE + PAST
    beside = GridTable(1, 1, (GridCell((0, 1), (0, 1), UprightBox(x0, TOP, x1, TOP + ROWS * HIGH)),))
    assert with_open_sides(image, [TABLE, beside], OpenSideSettings()) == [TABLE, beside]


def test_rules_that_end_apart_end_no_table() -> None:
    image = printed(page(0))
    for row in range(ROWS + 1):
        end = LEFT + COLS * WIDE + 40 + 18 * row
        image[TOP + row * HIGH - 1 : TOP + row * HIGH + 1, LEFT + COLS * WIDE : end] = 40
    assert shape(image) == (ROWS, COLS)


def test_the_table_does_not_end_where_the_page_does_or_its_rules_begin_again() -> None:
    image = printed(page(PAST))
    end = LEFT + COLS * WIDE + PAST
    assert shape(image[:, : end + 8]) == (ROWS, COLS)
    for row in range(ROWS + 1):
        image[TOP + row * HIGH - 1 : TOP + row * HIGH + 1, end + 22 : end + 60] = 40
    assert shape(image) == (ROWS, COLS), "a white streak through the column"


def test_nor_where_print_stands_just_beyond() -> None:
    image = page(PAST)
    for row in range(ROWS):
        x = LEFT + COLS * WIDE + 10
        cv2.putText(image, "468515", (x, TOP + row * HIGH + 28), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (30,), 2)
    assert shape(image) == (ROWS, COLS)


def test_two_columns_with_a_rule_between_are_not_one() -> None:
    image = printed(page(PAST))
    x = LEFT + COLS * WIDE + 40
    image[TOP : TOP + ROWS * HIGH, x : x + 2] = 40
    assert shape(image) == (ROWS, COLS)


def test_rules_that_begin_beyond_the_side_are_another_grid_s() -> None:
    image = printed(page(PAST))
    x = LEFT + COLS * WIDE
    image[:, x + 3 : x + 18] = 245
    assert shape(image) == (ROWS, COLS)


def test_every_cell_that_reaches_past_says_so_and_no_value_in_it_is_sure() -> None:
    image = printed(page(PAST))
    x = LEFT + COLS * WIDE
    image[TOP + 3 : TOP + HIGH - 3, x - 4 : x + 5] = 245
    (found,) = with_open_sides(image, [TABLE], OpenSideSettings())
    assert {cell.cols[1] == COLS + 1 for cell in found.cells if cell.past} == {True}
    assert sum(cell.past for cell in found.cells) == ROWS
    sheet = PreparedPage(PageRef(1, "p.png"), image.shape[::-1], image, np.zeros(image.shape, np.uint8), given=image)
    jobs, _ = jobs_of(sheet, found.cells, CellSettings())
    assert [RUNS_ON in job.doubts for job in jobs] == [cell.past for cell in found.cells]


@pytest.mark.parametrize("dy", range(-6, 6))
def test_a_table_that_the_page_s_edge_cuts(dy: int) -> None:
    image = printed(page(PAST))[TOP + dy :]
    moved = [
        replace(c, box=UprightBox(c.box.x0, c.box.y0 - TOP - dy, c.box.x1, c.box.y1 - TOP - dy)) for c in cells()
    ]
    shape(np.ascontiguousarray(image), GridTable(ROWS, COLS, tuple(moved)))


def test_a_double_rule_is_a_row_too_low_for_print() -> None:
    image = printed(page(PAST))
    image[TOP + HIGH + 5 : TOP + HIGH + 7, LEFT : LEFT + COLS * WIDE + PAST] = 40
    at = [TOP, TOP + HIGH, TOP + HIGH + 6, *(TOP + row * HIGH for row in range(2, ROWS + 1))]
    own = [
        GridCell((r, r + 1), (c, c + 1), UprightBox(LEFT + c * WIDE, at[r], LEFT + (c + 1) * WIDE, at[r + 1]))
        for r in range(ROWS + 1)
        for c in range(COLS)
    ]
    assert shape(image, GridTable(ROWS + 1, COLS, tuple(own))) == (ROWS + 1, COLS + 1)


def test_a_grid_mended_by_its_form_keeps_what_reached_past() -> None:
    wide = GridCell((0, 1), (0, 1), UprightBox(0, 0, 200, 40), past=True)
    parts = [
        GridCell((0, 1), (i, i + 1), UprightBox(x0, 0, x1, 40)) for i, (x0, x1) in enumerate([(0, 60), (60, 200)])
    ]
    other = GridCell((1, 2), (0, 2), UprightBox(0, 40, 200, 80))
    mended = Mended(GridTable(2, 2, (*parts, other)), (True, True, False))
    found = _still_past(mended, GridTable(2, 1, (wide, replace(other, cols=(0, 1)))))
    assert [cell.past for cell in found.grid.cells] == [True, True, False]


def test_tables_are_asked_for_it_and_what_is_no_table_is_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def spy(
        image: Image, tables: list[GridTable], settings: OpenSideSettings, beside: list[GridTable]
    ) -> list[GridTable]:
        asked.append((len(tables), len(beside)))
        return tables

    monkeypatch.setattr(find, "with_open_sides", spy)
    image = np.full((1400, 1000), 245, np.uint8)
    for x0, x1, inner in [(100, 500, 300), (700, 850, None)]:
        cv2.rectangle(image, (x0, 300), (x1, 700), (40,), 3)
        for y in range(380, 700, 80):
            image[y : y + 3, x0:x1] = 40
        if inner is not None:
            image[300:700, inner : inner + 3] = 40
    sheet = PreparedPage(PageRef(1, "p.png"), (1000, 1400), image, np.zeros(image.shape, np.uint8), given=image)
    assert [table.n_cols for table in find.find_tables(sheet)] == [2]
    assert asked == [(1, 1)]
