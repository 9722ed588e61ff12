"""Edges to cells: whatever edges are likely, cells are rectangles that tile the table, and the likeliest ones."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ocrkit.tables.parted import open_tables
from ocrkit.tables.settle import Lines, settled
from ocrkit.tables.solve import Edges, cells, extents, tables
from ocrkit.types.geometry import Box
from ocrkit.types.table import Place, Table, TableCell

SURE = 6.0
"""Log-odds of an edge that is plainly drawn."""

Owners = NDArray[np.intp]


def as_table(owner: Owners) -> Table:
    """A ``Table`` of the same cells: building it fails unless they tile the grid."""
    place = Place(page=1, box=Box(0, 0, 1, 1))
    found = [
        TableCell(rows=(a, b), cols=(c, d), places=(place,)) for a, b, c, d in extents(owner)[0].astype(int).tolist()
    ]
    return Table(n_rows=owner.shape[0], n_cols=owner.shape[1], cells=tuple(found))


def edges_of(level: NDArray[np.float64], upright: NDArray[np.float64]) -> Edges:
    """Edges with all of the outline drawn and these log-odds inside."""
    n_rows, n_cols = upright.shape[0], level.shape[1]
    whole_level, whole_upright = np.full((n_rows + 1, n_cols), SURE), np.full((n_rows, n_cols + 1), SURE)
    whole_level[1:-1], whole_upright[:, 1:-1] = level, upright
    return Edges(whole_level.astype(np.float32), whole_upright.astype(np.float32))


def drawn(owner: Owners) -> Edges:
    """Edges as sure as can be: those between two cells are drawn, the others are not."""
    level = np.where(owner[1:] != owner[:-1], SURE, -SURE)
    return edges_of(level, np.where(owner[:, 1:] != owner[:, :-1], SURE, -SURE))


@st.composite
def any_edges(draw: st.DrawFn) -> Edges:
    """Any pattern of edges, from hardly any to nearly all, sure or not."""
    n_rows, n_cols = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    middle, spread = draw(st.floats(-3, 3)), draw(st.floats(0.1, 6))
    return edges_of(
        rng.normal(middle, spread, (n_rows - 1, n_cols)), rng.normal(middle, spread, (n_rows, n_cols - 1))
    )


@settings(max_examples=150, deadline=None)
@given(any_edges())
def test_any_pattern_of_edges_gives_cells_that_tile(edges: Edges) -> None:
    before = edges.level.copy(), edges.upright.copy()
    as_table(cells(edges))
    assert np.array_equal(edges.level, before[0])
    assert np.array_equal(edges.upright, before[1])


def odds(edges: Edges, owner: Owners) -> float:
    """The log-odds of the edges between cells, added up."""
    level = edges.level[1:-1][owner[1:] != owner[:-1]].sum()
    return float(level + edges.upright[:, 1:-1][owner[:, 1:] != owner[:, :-1]].sum())


@settings(max_examples=100, deadline=None)
@given(any_edges())
def test_no_cell_split_and_no_two_put_together_would_be_likelier(edges: Edges) -> None:
    owner = cells(edges)
    best = odds(edges, owner)
    bounds = extents(owner)[0].tolist()
    for r0, r1, c0, c1 in bounds:
        for r in range(r0 + 1, r1):
            assert edges.level[r, c0:c1].sum() <= 1e-4
        for c in range(c0 + 1, c1):
            assert edges.upright[r0:r1, c].sum() <= 1e-4
    for i, (r0, r1, c0, c1) in enumerate(bounds):
        for j, other in enumerate(bounds):
            beside = other[:2] == [r0, r1] and other[2] == c1
            below = other[2:] == [c0, c1] and other[0] == r1
            if beside or below:
                assert odds(edges, np.where(owner == j, i, owner)) <= best + 1e-4


@pytest.mark.parametrize("seed", range(20))
def test_cells_that_are_plainly_drawn_come_back(seed: int) -> None:
    from tablemaker import random_table

    spans = random_table(np.random.default_rng(seed), 8, 6)
    owner = np.zeros((8, 6), np.intp)
    for k, span in enumerate(spans):
        owner[slice(*span.rows), slice(*span.cols)] = k
    assert np.array_equal(extents(cells(drawn(owner)))[0], extents(owner)[0])


@pytest.mark.parametrize(
    ("stronger", "expected"), [("level", [[0, 0], [1, 2]]), ("upright", [[0, 1], [0, 2]])], ids=["level", "upright"]
)
def test_an_l_shape_is_cut_at_its_inner_corner_where_that_is_likelier(
    stronger: str, expected: list[list[int]]
) -> None:
    """Three squares run together around a fourth."""
    level, upright = np.array([[-3.0, SURE]]), np.array([[-3.0], [SURE]])
    (level if stronger == "level" else upright)[0, 0] = -1.0
    owner = cells(edges_of(level, upright))
    assert np.array_equal(np.unique(owner, return_inverse=True)[1].reshape(2, 2), expected)


def test_a_lone_edge_within_a_cell_is_left_out() -> None:
    """A stroke of text in one of three rows of a merged cell."""
    level, upright = np.full((2, 2), -SURE), np.array([[2.0], [-3.0], [-3.0]])
    assert len(extents(cells(edges_of(level, upright)))[0]) == 1


def test_tables_apart_are_two_and_an_outer_line_that_holds_nothing_is_left_out() -> None:
    """Rows 0 to 2 and 4 to 6 of seven; a line above everything is likely in one column only."""
    level, upright = np.full((9, 3), -SURE), np.full((8, 4), -SURE)
    for top in (1, 5):
        level[top : top + 4], upright[top : top + 3] = SURE, SURE
    level[0, 1] = upright[0, 1] = 1.0
    level[4], upright[4] = SURE, -SURE
    assert sorted(tables(Edges(level.astype(np.float32), upright.astype(np.float32)))) == [(1, 4, 0, 3), (5, 8, 0, 3)]


def test_two_lines_closer_than_any_cell_is_high_are_one() -> None:
    """Each edge is the likelier of the two, where that lies; a line across without a likely edge cuts no other."""
    ys, xs = np.array([0.0, 40, 48, 90]), np.array([0.0, 60, 70, 130])
    level = np.array([[5.0] * 3, [4.0, 4, -2], [1.0, 3, 2], [5.0] * 3], np.float32)
    upright = np.array([[5.0] * 3, [-4.0] * 3, [-4.0] * 3, [5.0] * 3], np.float32)
    lines = [
        Lines(at, odds, np.repeat(at[:, None], 3, axis=1), np.asarray(odds > 0, np.float64))
        for at, odds in ((ys, level), (xs, upright))
    ]
    left = settled(*lines)
    edges, level_at, upright_at = left.edges, left.level, left.upright
    assert edges.level.shape == (3, 1)
    assert edges.upright.shape == (2, 2)
    assert edges.level[1, 0] == pytest.approx((4 * 70 + 2 * 60) / 130)
    assert level_at[1, 0] == pytest.approx((40 * 70 + 48 * 60) / 130)
    assert upright_at[:, 0].tolist() == [0, 130]


def open_sided(rows: list[tuple[int, ...]], sides: float = 1.0) -> tuple[Edges, Edges]:
    """Four columns whose sides are not drawn, in each row with these inner rules; and what is inked."""
    level, upright = np.full((len(rows) + 1, 4), SURE), np.full((len(rows), 5), -SURE)
    for row, rules in enumerate(rows):
        upright[row, list(rules)] = SURE
    ink = Edges((level > 0).astype(np.float32), (upright > 0).astype(np.float32))
    upright[:, [0, -1]] = [[1.0 if rules else sides] * 2 for rules in rows]
    return Edges(level.astype(np.float32), upright.astype(np.float32)), ink


@pytest.mark.parametrize("sides", [1.0, -2.0], ids=["likely", "unlikely"])
def test_a_heading_between_open_tables_parts_them_and_a_title_does_not(sides: float) -> None:
    """The one lies between rows of other columns, the other between rows of the same, or at the top of a table."""
    edges, ink = open_sided([(), (1, 2), (), (1,), (), (3,), (2, 3)], sides)
    assert sorted(open_tables(edges, ink)) == [(0, 4, 0, 4), (5, 7, 0, 4)]
    turned, ink_turned = (Edges(each.upright.T, each.level.T) for each in (edges, ink))
    assert sorted(open_tables(turned, ink_turned)) == [(0, 4, 0, 4), (0, 4, 5, 7)]


def test_a_title_of_other_columns_than_below_is_of_the_table_where_its_sides_are_drawn() -> None:
    edges, ink = open_sided([(1,), (), (3,)])
    ink.upright[:, [0, -1]] = 1.0
    assert open_tables(edges, ink) == [(0, 3, 0, 4)]


def test_what_is_between_two_tables_with_drawn_sides_is_no_title() -> None:
    """They have the same columns, and their sides end at it."""
    edges, ink = open_sided([(1,), (), (1,)], -2.0)
    ink.upright[[0, 2]] = ink.upright[[0, 2]] + np.array([1, 0, 0, 0, 1], np.float32)
    assert sorted(open_tables(edges, ink)) == [(0, 1, 0, 4), (2, 3, 0, 4)]


def test_a_large_grid_takes_no_more_for_each_cell_than_a_small_one() -> None:
    """A comparison of all squares for each cell took minutes here."""
    side = 300
    start = time.process_time()
    owner = cells(drawn(np.arange(side * side, dtype=np.intp).reshape(side, side)))
    assert len(np.unique(owner)) == side * side
    assert time.process_time() - start < 20
