"""A table whose rules run on past a side ends beyond it: no blank at that side is sure."""

from __future__ import annotations

import numpy as np
import pytest
from sided_table import COLS, LEFT, WIDE, cells, page

from ocrkit.recognise.cells.runs_on import RunsOnSettings, runs_off, runs_on
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PageRef, PreparedPage


def at_sides(image: Image) -> set[int]:
    """The columns of the cells that lie at an open side, if all of each do."""
    told = runs_on(image, cells(), RunsOnSettings())
    cols = [cell.cols[0] for cell in cells()]
    found = {col for col, on in zip(cols, told, strict=True) if on}
    assert all(on == (col in found) for col, on in zip(cols, told, strict=True))
    return found


@pytest.mark.parametrize(("past", "open_"), [(0, set()), (12, set()), (120, {2}), (-120, {0})])
def test_rules_that_run_on_tell_an_open_side(past: int, open_: set[int]) -> None:
    assert at_sides(page(past)) == open_


def test_they_may_lean_a_little() -> None:
    assert at_sides(page(120, lean=0.03)) == {2}


def test_most_of_them_must() -> None:
    assert at_sides(page(120, rules=range(2))) == set()
    assert at_sides(page(120, rules=range(5))) == {2}


def test_upright_rules_tell_as_much() -> None:
    turned = [GridCell(c.cols, c.rows, UprightBox(c.box.y0, c.box.x0, c.box.y1, c.box.x1)) for c in cells()]
    told = runs_on(np.ascontiguousarray(page(120).T), turned, RunsOnSettings())
    assert told == [cell.rows[0] == 2 for cell in turned]


def test_what_is_dark_beside_the_table_is_no_rule() -> None:
    image = page(0)
    image[:, LEFT + COLS * WIDE + 3 :] = 60  # the desk
    assert at_sides(image) == set()


def test_a_table_at_the_edge_of_the_page_or_without_cells_has_none() -> None:
    assert runs_on(page(0), [], RunsOnSettings()) == []
    narrow = page(120)[:, : LEFT + COLS * WIDE + 10]
    assert at_sides(np.ascontiguousarray(narrow)) == set()


def sheet(width: int) -> PreparedPage:
    image = np.full((500, width), 245, np.uint8)
    return PreparedPage(PageRef(1, "p.png"), (width, 500), image, np.zeros(image.shape, np.uint8))


def line(cell: GridCell, to_edge: float) -> list[UprightBox]:
    return [UprightBox(cell.box.x1 - 30 - to_edge, cell.box.y0 + 10, cell.box.x1 - to_edge, cell.box.y1 - 10)]


@pytest.mark.parametrize(("cut", "told"), [(0, 0), (1, 1), (2, 6)])
def test_print_at_the_page_s_edge_may_go_on_beyond_it(cut: int, told: int) -> None:
    """Where two cells show it no other of that side is sure, though its last digit ends before."""
    own, width = cells(), LEFT + COLS * WIDE
    last = [i for i, cell in enumerate(own) if cell.cols[1] == COLS]
    lines = [line(cell, 2.0 if i in last[:cut] else 9.0) for i, cell in enumerate(own)]
    found = runs_off(sheet(width), own, lines, 20.0)
    assert sum(found) == told
    assert all(i in last for i, on in enumerate(found) if on)
    assert not any(runs_off(sheet(width + 40), own, lines, 20.0))
    assert runs_off(sheet(width), [], [], 20.0) == []
