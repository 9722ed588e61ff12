"""A table whose rules run on past a side ends beyond it: no blank at that side is sure."""

from __future__ import annotations

import numpy as np
import pytest
from sided_table import COLS, HIGH, LEFT, ROWS, TOP, WIDE, cells, page

from ocrkit.recognise.cells.runs_on import RUNS_ON, RunsOnSettings, runs_off, runs_on
from ocrkit.recognise.jobs import jobs_of
from ocrkit.recognise.settings import CellSettings
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


def sheet(image: Image) -> PreparedPage:
    return PreparedPage(PageRef(1, "p.png"), image.shape[::-1], image, np.zeros(image.shape, np.uint8))


@pytest.mark.parametrize(("beyond", "drawn", "told"), [(0, False, True), (0, True, False), (30, False, False)])
def test_no_value_is_sure_at_a_side_that_the_page_s_edge_cuts(beyond: int, drawn: bool, told: bool) -> None:
    """Nor a blank there; where the side is a rule the page ends behind the table."""
    end = LEFT + COLS * WIDE
    image = page(0)
    if not drawn:
        image[TOP + 2 : TOP + ROWS * HIGH - 2, end - 3 : end + 3] = 245
    own = cells()
    found = runs_off(sheet(np.ascontiguousarray(image[:, : end + 2 + beyond])), own, 20.0)
    assert found == [told and cell.cols[1] == COLS for cell in own]
    turned = [GridCell(c.cols, c.rows, UprightBox(c.box.y0, c.box.x0, c.box.y1, c.box.x1)) for c in own]
    below = runs_off(sheet(np.ascontiguousarray(image[:, : end + 2 + beyond].T)), turned, 20.0)
    assert below == [told and cell.rows[1] == COLS for cell in turned]
    assert runs_off(sheet(image), [], 20.0) == []


def test_so_says_every_cell_of_such_a_side() -> None:
    end = LEFT + COLS * WIDE
    image = page(0)
    image[TOP + 2 : TOP + ROWS * HIGH - 2, end - 3 : end + 3] = 245
    cut = np.ascontiguousarray(image[:, :end])
    jobs, _ = jobs_of(sheet(cut), cells(), CellSettings())
    assert [RUNS_ON in job.doubts for job in jobs] == [cell.cols[1] == COLS for cell in cells()]
