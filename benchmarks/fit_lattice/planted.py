"""What faults that are planted on drawn pages have in common: which table, how dark, how thick, where."""

from __future__ import annotations

import numpy as np

from benchmarks.fit_lattice.drawn import Ruled, Sheet


def any_table(rng: np.random.Generator, page: Sheet) -> Ruled:
    """One of the page's tables."""
    return page.tables[int(rng.integers(len(page.tables)))]


def any_ink(rng: np.random.Generator, page: Sheet) -> int:
    """As dark as the rules or any paler."""
    return page.ink if rng.random() < 0.5 else int(rng.integers(page.ink, max(page.ink + 1, page.paper - 25)))


def any_width(rng: np.random.Generator, page: Sheet) -> int:
    """As thick as the rules or any other."""
    return page.width if rng.random() < 0.5 else max(1, page.px(rng.integers(1, 6)))


def inside(table: Ruled, cell: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """x0, x1, y0, y1 of a cell."""
    r0, r1, c0, c1 = cell
    return int(table.xs[c0]), int(table.xs[c1]), int(table.ys[r0]), int(table.ys[r1])
