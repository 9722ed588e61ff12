"""From rules to the frames of tables: rules that cross each other belong together, strokes of text fall away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from ocrkit.tables.rules import Rule, Rules, straight_share
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image


@dataclass(frozen=True)
class Frame:
    """The rules of one table."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def box(self) -> UprightBox:
        """The box around all rules. Rules that stick out past the last one across them open a cell there."""
        return UprightBox(
            min(min(r.start for r in self.level), min(r.at for r in self.upright)),
            min(min(r.start for r in self.upright), min(r.at for r in self.level)),
            max(max(r.stop for r in self.level), max(r.at for r in self.upright)),
            max(max(r.stop for r in self.upright), max(r.at for r in self.level)),
        )


def find_frames(rules: Rules, settings: TableSettings) -> list[Frame]:
    """Group the rules that cross or touch into tables, top to bottom.

    A rule of a table meets at least two rules across it, and a short one runs right up to them; strokes of
    characters and underlines do not, and are dropped until nothing more falls away.
    """
    reach = settings.snap * rules.scale
    level, upright = list(rules.level), list(rules.upright)
    upright_ink = np.ascontiguousarray(rules.upright_ink.T)
    while True:
        meets = _meetings(level, upright, reach)
        before = (level, upright)
        level, upright = (
            [
                t
                for r, m in zip(level, meets, strict=True)
                for t in _drawn(r, m, upright, rules.level_ink, rules, settings)
            ],
            [
                t
                for r, m in zip(upright, meets.T, strict=True)
                for t in _drawn(r, m, level, upright_ink, rules, settings)
            ],
        )
        if not level or not upright:
            return []
        if (level, upright) == before:
            break
    n = len(level)
    graph = np.zeros((n + len(upright),) * 2, dtype=np.bool_)
    graph[:n, n:] = meets
    count, group = connected_components(csr_matrix(graph), directed=False)
    frames = [
        Frame(
            tuple(r for r, g in zip(level, group[:n], strict=True) if g == i),
            tuple(r for r, g in zip(upright, group[n:], strict=True) if g == i),
        )
        for i in range(count)
    ]
    side = settings.min_side * rules.scale
    frames = [f for f in frames if f.box.height >= side or f.box.width >= 6 * side]
    return sorted(frames, key=lambda f: (f.box.y0, f.box.x0))


def _drawn(
    rule: Rule, meets: NDArray[np.bool_], across: list[Rule], ink: Image, rules: Rules, settings: TableSettings
) -> list[Rule]:
    """The part of a rule that is one of the table's, given which rules ``across`` it meets; [] if none is."""
    scale, reach = rules.scale, max(2, round(3 * rules.scale))
    crossings = sorted({other.at for other, met in zip(across, meets, strict=True) if met})

    def drawn(start: float, stop: float, share: float) -> bool:
        return straight_share(ink, rule.at, start, stop, reach, 0.0) >= share

    # Strokes of text in line with a rule may have been taken for its end.
    while len(crossings) > 1 and not drawn(crossings[0], crossings[1], settings.long_share):
        crossings.pop(0)
    while len(crossings) > 1 and not drawn(crossings[-2], crossings[-1], settings.long_share):
        crossings.pop()
    if len(crossings) < 2:
        return []
    start, stop = crossings[0], crossings[-1]
    if stop - start < settings.short_rule * scale:
        # A stroke of a character leaves a little paper between itself and the rules on both sides.
        end = min(max(4.0, 10 * scale), (stop - start) / 3)
        if not (
            drawn(start, stop, settings.short_share)
            and drawn(start, start + end, 0.6)
            and drawn(stop - end, stop, 0.6)
        ):
            return []
    near = settings.snap * scale
    before = rule.start if start - rule.start <= near or drawn(rule.start, start, settings.short_share) else start
    after = rule.stop if rule.stop - stop <= near or drawn(stop, rule.stop, settings.short_share) else stop
    return [Rule(rule.at, min(before, start), max(after, stop))]


def _meetings(level: list[Rule], upright: list[Rule], reach: float) -> NDArray[np.bool_]:
    """Which level rule meets which upright one, bool (len(level), len(upright))."""
    a = np.array([[r.at, r.start, r.stop] for r in level], dtype=np.float64).reshape(-1, 3)[:, None, :]
    b = np.array([[r.at, r.start, r.stop] for r in upright], dtype=np.float64).reshape(-1, 3)[None, :, :]
    along = (b[..., 0] >= a[..., 1] - reach) & (b[..., 0] <= a[..., 2] + reach)
    across = (a[..., 0] >= b[..., 1] - reach) & (a[..., 0] <= b[..., 2] + reach)
    return np.asarray(along & across, dtype=np.bool_)
