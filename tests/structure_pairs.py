"""Pairs of random tables, and what the packages that others use say of them.

``python tests/structure_pairs.py`` writes their scores anew (it needs the extras benchmark and grits).
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from ocrkit.score import Grid, GridCell
from ocrkit.types.geometry import Box

RECORDED = Path(__file__).with_name("data") / "structure_reference.json"
TEXTS = ("", "0", "12", "1,204", "总计", "自然人", "其他处理", "其他")


def random_grid(rng: random.Random, most: int = 6) -> Grid:
    """A table of merged cells: spans that meet are repaired, so every square is covered once."""
    n_rows, n_cols = rng.randint(1, most), rng.randint(1, most)
    spans = []
    for _ in range(rng.randint(0, 4)):
        row, col = rng.randrange(n_rows), rng.randrange(n_cols)
        spans.append(((row, rng.randint(row + 1, n_rows)), (col, rng.randint(col + 1, n_cols))))
    cells = tuple(GridCell(rows=rows, cols=cols) for rows, cols in spans)
    return dressed(Grid(n_rows=n_rows, n_cols=n_cols, cells=cells).tiled(), rng)


def dressed(grid: Grid, rng: random.Random) -> Grid:
    """The same cells with other texts, and boxes on lines that stand somewhere else."""
    xs = sorted(rng.sample(range(0, 400, 5), grid.n_cols + 1))
    ys = sorted(rng.sample(range(0, 400, 5), grid.n_rows + 1))
    cells = tuple(
        cell.model_copy(
            update={
                "text": rng.choice(TEXTS),
                "box": Box(xs[cell.cols[0]], ys[cell.rows[0]], xs[cell.cols[1]], ys[cell.rows[1]]),
            }
        )
        for cell in grid.cells
    )
    return grid.model_copy(update={"cells": cells})


def pairs(n: int, seed: int = 0) -> list[tuple[Grid, Grid]]:
    """(read, true): half of them of the same structure."""
    rng = random.Random(seed)
    found = []
    for i in range(n):
        true = random_grid(rng)
        found.append((dressed(true, rng) if i % 2 else random_grid(rng), true))
    return found


def record(n: int = 60) -> None:
    """Write what the packages say."""
    from ocrkit.score.packages import package_grits, package_teds

    rows = [[package_teds(a, b), package_teds(a, b, structure_only=True), *package_grits(a, b)] for a, b in pairs(n)]
    lines = ",\n".join(json.dumps(row) for row in rows)
    RECORDED.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    record()
