"""Tables compared as structures, before anything is matched with a form: which with which, TEDS and GriTS."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.optimize import linear_sum_assignment

from ocrkit.score.grid import Grid
from ocrkit.score.grits import GritsScores, grits
from ocrkit.score.position import iou
from ocrkit.score.teds import teds

__all__ = ["GritsScores", "TableScore", "grits", "match_tables", "score_tables", "teds"]


_BREAK = "\u23ce"
"""Stands for a line break where these are compared: the metrics leave white space out."""


class TableScore(BaseModel):
    """One true table; ``found`` is whether a table was read where it stands.

    ``grits_location`` is None where the truth has no boxes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: int
    n_rows: int
    n_cols: int
    found: bool
    teds: float
    teds_s: float
    grits_topology: float
    grits_content: float
    grits_location: float | None


def match_tables(read: Sequence[Grid], true: Sequence[Grid]) -> list[tuple[Grid | None, Grid]]:
    """Every true table with the table read for it on its page, None where there is none.

    Where all tables of a page have boxes, those pair up that overlap, so that the overlaps (intersection over
    union) add up to the most; else they pair up in their order.
    """
    partners: dict[int, Grid] = {}
    for page in {grid.page for grid in true}:
        wanted = [i for i, grid in enumerate(true) if grid.page == page]
        given = [grid for grid in read if grid.page == page]
        pairs = _by_overlap([true[i] for i in wanted], given)
        partners |= {wanted[a]: given[b] for a, b in pairs}
    return [(partners.get(i), grid) for i, grid in enumerate(true)]


def _by_overlap(true: Sequence[Grid], read: Sequence[Grid]) -> list[tuple[int, int]]:
    """Pairs (index in ``true``, index in ``read``)."""
    boxes, others = [grid.box() for grid in true], [grid.box() for grid in read]
    if any(box is None for box in [*boxes, *others]):
        return list(zip(range(len(true)), range(len(read)), strict=False))
    gain = np.array([[iou(a, b) for b in others if b] for a in boxes if a]).reshape(len(true), len(read))
    rows, cols = linear_sum_assignment(gain, maximize=True)
    return [(int(a), int(b)) for a, b in zip(rows, cols, strict=True) if gain[a, b] > 0]


def score_tables(read: Sequence[Grid], true: Sequence[Grid]) -> tuple[TableScore, ...]:
    """The structure scores of every true table."""
    return tuple(_score(found, wanted) for found, wanted in match_tables(read, true))


def _score(found: Grid | None, wanted: Grid) -> TableScore:
    if found is not None:
        found = _with_breaks(_without_unknown(found, wanted), wanted)
    wanted = _with_breaks(wanted, wanted)
    similarity = grits(found, wanted)
    return TableScore(
        page=wanted.page,
        n_rows=wanted.n_rows,
        n_cols=wanted.n_cols,
        found=found is not None,
        teds=teds(found, wanted),
        teds_s=teds(found, wanted, structure_only=True),
        grits_topology=similarity.topology,
        grits_content=similarity.content,
        grits_location=similarity.location,
    )


def _with_breaks(grid: Grid, true: Grid) -> Grid:
    """``grid`` with a sign for each line break of cells for which the truth states breaks; it may not say where
    lines end, and what it does not say is not compared."""
    stated = [cell for cell in true.cells if cell.text and "\n" in cell.text]
    if not stated:
        return grid
    cells = tuple(
        cell.model_copy(update={"text": cell.text.replace("\n", _BREAK)})
        if cell.text and any(_meet(cell.rows, s.rows) and _meet(cell.cols, s.cols) for s in stated)
        else cell
        for cell in grid.cells
    )
    return grid.model_copy(update={"cells": cells})


def _without_unknown(read: Grid, true: Grid) -> Grid:
    """``read`` without the texts of cells that cover a square whose text on paper nobody knows."""
    unknown = [cell for cell in true.cells if cell.text is None]
    if not unknown:
        return read
    cells = tuple(
        cell.model_copy(update={"text": ""})
        if any(_meet(cell.rows, u.rows) and _meet(cell.cols, u.cols) for u in unknown)
        else cell
        for cell in read.cells
    )
    return read.model_copy(update={"cells": cells})


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]
