"""From a frame to a grid: the lines, and which edges between its squares are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.frame import Frame
from ocrkit.tables.rules import Rule, Rules, straight_shares
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.strokes import is_bracket
from ocrkit.types.page import Image

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """Grid lines and the evidence for the edges between them.

    ``ys`` (n_rows + 1,) and ``xs`` (n_cols + 1,) are the lines' positions in pixels of the prepared image.
    ``level[i, c]`` is the share of line i inked over column c, shape (n_rows + 1, n_cols); ``upright[r, j]`` that of
    line j over row r, shape (n_rows, n_cols + 1). The outline counts as drawn (1.0): a table is closed, even where
    its rule is missing at the page's edge; ``outline`` is the share of it that is really inked, mean of four sides.
    """

    ys: Floats
    xs: Floats
    level: Floats
    upright: Floats
    outline: float = 1.0

    @property
    def shape(self) -> tuple[int, int]:
        """(n_rows, n_cols)."""
        return len(self.ys) - 1, len(self.xs) - 1


def make_grid(frame: Frame, rules: Rules, settings: TableSettings) -> Grid:
    """The grid of a frame, with the ink along every edge measured."""
    snap = settings.snap * rules.scale
    ys = grid_lines(frame.level, frame.upright, snap)
    xs = grid_lines(frame.upright, frame.level, snap)
    level = _edges(frame.level, ys, xs, rules.level_ink, settings, rules.scale)
    upright = _edges(frame.upright, xs, ys, rules.upright_ink, settings, rules.scale).T
    widths, heights = np.diff(xs), np.diff(ys)
    sides = [np.average(level[i], weights=widths) for i in (0, -1)]
    sides += [np.average(upright[:, j], weights=heights) for j in (0, -1)]
    level[[0, -1]] = 1.0
    upright[:, [0, -1]] = 1.0
    return Grid(ys, xs, level, upright, float(np.mean(sides)))


def grid_lines(rules: Sequence[Rule], across: Sequence[Rule], snap: float) -> Floats:
    """Positions of the grid lines, ascending: rules closer than ``snap`` are one line, at their weighted mean.

    Where rules across stick out past the outermost line by more than two ``snap``, and as far as each other, their
    end is a line too: a cell left open at the page's edge.
    """
    order = sorted(rules, key=lambda r: r.at)
    groups: list[list[Rule]] = []
    for rule in order:
        if groups and rule.at - _mean(groups[-1]) <= snap:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    lines = [_mean(group) for group in groups]
    before = _open_end([lines[0] - r.start for r in across if r.start <= lines[0] + snap], snap)
    after = _open_end([r.stop - lines[-1] for r in across if r.stop >= lines[-1] - snap], snap)
    return np.array([lines[0] - before] * (before > 0) + lines + [lines[-1] + after] * (after > 0))


def _open_end(overhangs: Sequence[float], snap: float) -> float:
    """How far an open row of cells reaches past the outermost line; 0.0 where there is none.

    Two rules that end together are enough: over a merged cell at the table's side there are no more.
    """
    far = sorted(o for o in overhangs if o > 2 * snap)
    together = [(a + b) / 2 for a, b in pairwise(far) if b - a <= snap]
    return max(together, default=0.0)


def _mean(rules: Sequence[Rule]) -> float:
    return float(np.average([r.at for r in rules], weights=[r.length for r in rules]))


def _edges(
    rules: Sequence[Rule], lines: Floats, across: Floats, ink: Image, settings: TableSettings, scale: float
) -> Floats:
    """For each of ``lines`` and each gap between ``across`` how much of the edge is drawn, 0 to 1.

    Only the part that a rule of the frame runs over counts: a stroke of text that happens to lie on a grid line
    is no edge.
    """
    edges = list(pairwise(across.tolist()))
    share = np.zeros((len(lines), len(edges)))
    snap, reach = settings.snap * scale, max(2, round(4 * scale))
    margin = max(2.0, 4 * scale)
    for i, line in enumerate(lines):
        for rule in (r for r in rules if abs(r.at - line) <= snap):
            drawn = straight_shares(ink, rule.at, edges, reach, margin).tolist()
            for c, (start, stop) in enumerate(edges):
                run = min(stop, rule.stop) - max(start, rule.start)
                if run > settings.broken_share * (stop - start) and drawn[c] > share[i, c]:
                    bent = is_bracket(rule, start, stop, drawn[c], ink, settings, scale)
                    share[i, c] = share[i, c] if bent else drawn[c]
    return share
