"""Squares to cells: whatever edges are seen, the cells are rectangles that tile the grid."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ocrkit.tables.cells import GridTable, make_cells
from ocrkit.tables.grid import Grid
from ocrkit.tables.rules import straight_shares
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import Box
from ocrkit.types.table import Place, Table, TableCell

SIZE = 100.0


def as_table(table: GridTable) -> Table:
    """A ``Table`` of the same cells: building it fails unless they tile the grid."""
    place = Place(page=1, box=Box(0, 0, 1, 1))
    cells = tuple(TableCell(rows=c.rows, cols=c.cols, places=(place,)) for c in table.cells)
    return Table(n_rows=table.n_rows, n_cols=table.n_cols, cells=cells)


def grid_of(level: NDArray[np.float64], upright: NDArray[np.float64]) -> Grid:
    """A grid with all of its outline drawn and these shares of ink inside."""
    n_rows, n_cols = upright.shape[0], level.shape[1]
    whole_level, whole_upright = np.ones((n_rows + 1, n_cols)), np.ones((n_rows, n_cols + 1))
    whole_level[1:-1], whole_upright[:, 1:-1] = level, upright
    return Grid(np.arange(n_rows + 1) * SIZE, np.arange(n_cols + 1) * SIZE, whole_level, whole_upright)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Any pattern of edges, from hardly any to nearly all, with any share of ink."""
    n_rows, n_cols = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    drawn = draw(st.floats(0, 1))
    faint = draw(st.booleans())

    def edges(shape: tuple[int, int]) -> NDArray[np.float64]:
        ink = (rng.random(shape) < drawn).astype(float)
        return ink * rng.random(shape) if faint else ink

    return grid_of(edges((n_rows - 1, n_cols)), edges((n_rows, n_cols - 1)))


@settings(max_examples=150, deadline=None)
@given(grids())
def test_any_pattern_of_edges_gives_cells_that_tile(grid: Grid) -> None:
    before = grid.level.copy(), grid.upright.copy()
    table = make_cells(grid, TableSettings())
    as_table(table)
    box = table.box
    assert box.as_tuple() == (0, 0, grid.xs[-1], grid.ys[-1])
    assert sum(cell.box.area for cell in table.cells) == box.area
    assert np.array_equal(grid.level, before[0])
    assert np.array_equal(grid.upright, before[1])


@settings(max_examples=100, deadline=None)
@given(grids())
def test_no_grid_line_is_left_that_separates_nothing(grid: Grid) -> None:
    owner = as_table(make_cells(grid, TableSettings())).owners()
    assert (owner[1:] != owner[:-1]).any(axis=1).all()
    assert (owner[:, 1:] != owner[:, :-1]).any(axis=0).all()


@settings(max_examples=100, deadline=None)
@given(grids())
def test_every_edge_that_is_drawn_is_kept(grid: Grid) -> None:
    """An inked edge between two squares of one cell would be a rule that was overlooked, unless it dangles."""
    table = make_cells(grid, TableSettings())
    for cell in table.cells:
        x0, y0, x1, y1 = (int(v / SIZE) for v in cell.box.as_tuple())
        inner_level = grid.level[y0 + 1 : y1, x0:x1] >= TableSettings().edge_share
        inner_upright = grid.upright[y0:y1, x0 + 1 : x1] >= TableSettings().edge_share
        assert not inner_level.all(axis=1).any()
        assert not inner_upright.all(axis=0).any()


def test_a_hidden_line_is_dropped_and_spans_are_counted_without_it() -> None:
    level, upright = np.zeros((1, 3)), np.ones((2, 2))
    table = make_cells(grid_of(level, upright), TableSettings())
    assert (table.n_rows, table.n_cols) == (1, 3)
    assert [(c.rows, c.cols) for c in table.cells] == [((0, 1), (0, 1)), ((0, 1), (1, 2)), ((0, 1), (2, 3))]


def test_an_l_shape_is_cut_at_its_inner_corner_where_there_is_more_ink() -> None:
    """Three squares run together around a fourth; the fainter of the two lines through them is chosen by its ink."""
    for stronger, expected in (
        ("level", {((0, 1), (0, 2)), ((1, 2), (0, 1)), ((1, 2), (1, 2))}),
        ("upright", {((0, 2), (0, 1)), ((0, 1), (1, 2)), ((1, 2), (1, 2))}),
    ):
        level, upright = np.array([[0.1, 1.0]]), np.array([[0.1], [1.0]])
        (level if stronger == "level" else upright)[0, 0] = 0.4
        table = make_cells(grid_of(level, upright), TableSettings())
        assert {(c.rows, c.cols) for c in table.cells} == expected


def test_a_half_lost_rule_between_two_that_are_there_counts() -> None:
    """Of a rule that runs on to the left and to the right a third is enough; where it ends anyway, it is not."""
    level = np.ones((1, 3))
    level[0, 1] = 0.33
    assert len(make_cells(grid_of(level, np.ones((2, 2))), TableSettings()).cells) == 6
    level[0, 2] = 0.0
    assert len(make_cells(grid_of(level, np.ones((2, 2))), TableSettings()).cells) == 4


def test_a_large_grid_takes_no_more_for_each_cell_than_a_small_one() -> None:
    """A comparison of all squares for each cell took minutes here."""
    side = 500
    start = time.process_time()
    table = make_cells(grid_of(np.ones((side - 1, side)), np.ones((side, side - 1))), TableSettings())
    assert (table.n_rows, table.n_cols, len(table.cells)) == (side, side, side * side)
    assert time.process_time() - start < 20


def test_shares_of_all_edges_of_a_line_are_those_of_each() -> None:
    """Against the share as it is defined: of the rows near the line, three at a time, the most inked."""
    rng = np.random.default_rng(5)
    ink = (rng.random((40, 200)) < 0.5).astype(np.uint8)
    edges = [tuple(sorted(rng.uniform(0, 200, 2))) for _ in range(50)]
    for at in (0.2, 17.6, 38.9):
        shares = straight_shares(ink, at, edges, 3, 4.0)
        for (start, stop), share in zip(edges, shares, strict=True):
            margin = min(4.0, (stop - start) / 4)
            x0 = round(start + margin)
            x1 = max(round(stop - margin), x0 + 1)
            rows = range(max(1, round(at) - 3), min(39, round(at) + 4))
            defined = max(ink[y - 1 : y + 2, x0:x1].any(axis=0).mean() for y in rows) if x0 < 200 else 0.0
            assert share == pytest.approx(defined)
