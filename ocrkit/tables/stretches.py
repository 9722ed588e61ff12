"""Stretches of a line from one rule across it to the next, and which of them are broken rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ocrkit.tables.rules import Rule
from ocrkit.tables.settings import TableSettings
from ocrkit.types.page import Image

_OFF = 2.5
"""Pieces this many pixels (of a page ``PAGE_SIDE`` long) apart across the line are on one line."""

REACHES = 4
"""A piece that comes this near to a rule across it reaches that rule; strokes of text keep further away."""

_CLEAR = 16
"""What keeps this far from the rules at both ends of a cell was printed in it: a broken rule has lost less there."""

_WHOLE = 0.9
"""A stretch inked over this share needs no mending."""

_CROWDED = 0.25
"""Pieces with other ink beside more than this share of them are strokes of characters."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is drawn of a line from one rule across it to the next, ``start`` to ``stop``.

    ``share`` of it is inked; ``head`` and ``tail`` say whether the ink reaches the rules at its two ends; it is a
    ``dash`` where it is one piece with clear paper at both ends.
    """

    at: float
    start: float
    stop: float
    thickness: float
    share: float
    head: bool
    tail: bool
    dash: bool

    @property
    def whole(self) -> bool:
        """Whether there is nothing to mend."""
        return self.share >= _WHOLE and self.head and self.tail


def broken_stretches(
    ink: Image,
    pieces: Sequence[Rule],
    across: Sequence[Rule],
    across_ink: Image,
    dark: tuple[Image, Image],
    scale: float,
    settings: TableSettings,
) -> list[Stretch]:
    """The stretches of level lines that are rules, be they broken; ``across_ink`` is that of the upright ones.

    ``ink`` and ``across_ink`` as in ``Rules``, ``pieces`` level and ``across`` upright; ``dark`` is how much darker
    than what lies beside them the level and the upright lines are, the latter transposed.
    """
    stretches = [
        s
        for s in _stretches(ink, pieces, across, scale, settings)
        if not _over_cell(s, ink, across_ink, scale, settings)
    ]
    return [
        s for s in stretches if _vouched(s, stretches, scale, settings) and not _crowded(s, dark, scale, settings)
    ]


def _stretches(
    ink: Image, pieces: Sequence[Rule], across: Sequence[Rule], scale: float, settings: TableSettings
) -> Iterator[Stretch]:
    """The stretches that pieces lie on, each between two neighbouring rules across."""
    # A rule's very end may be lost with the pieces that were too short for it.
    reach, least = (settings.snap + settings.min_run) * scale, max(12.0, settings.min_cell * scale)
    table = np.array([[r.at, r.start - reach, r.stop + reach] for r in sorted(across, key=lambda r: r.at)])
    parts: dict[tuple[float, float], list[Rule]] = defaultdict(list)
    for piece in pieces:
        crossings = table[(table[:, 1] <= piece.at) & (piece.at <= table[:, 2]), 0]
        for a, b in pairwise(crossings):
            if a < piece.stop and b > piece.start and b - a > least:
                parts[a, b].append(replace(piece, start=max(a, piece.start), stop=min(b, piece.stop)))
    for (a, b), here in parts.items():
        for group in _lines(here, _OFF * scale):
            if sum(p.length for p in group) >= settings.flanked_share * (b - a):
                yield _stretch(ink, group, a, b, scale)


def _lines(pieces: Sequence[Rule], off: float) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for piece in sorted(pieces, key=lambda p: p.at):
        if group and piece.at - group[0].at > off:
            yield group
            group = []
        group.append(piece)
    yield group


def _stretch(ink: Image, pieces: Sequence[Rule], start: float, stop: float, scale: float) -> Stretch:
    inked = sum(p.length for p in pieces)
    at, thickness = (
        sum(v * p.length for v, p in zip(of, pieces, strict=True)) / inked
        for of in ([p.at for p in pieces], [p.thickness for p in pieces])
    )
    x0, x1, end = round(start), round(stop), max(3, round(REACHES * scale))
    y = max(1, round(at))
    drawn = ink[y - 1 : y + 2, x0:x1].max(axis=0)
    inside = np.flatnonzero(drawn[end : len(drawn) - end])
    clear = min(inside[0], len(drawn) - 2 * end - 1 - inside[-1]) + end if inside.size else 0
    is_dash = clear >= _CLEAR * scale and drawn[inside[0] + end : inside[-1] + end + 1].mean() >= _WHOLE
    return Stretch(
        at, start, stop, thickness, float(drawn.mean()), bool(drawn[end]), bool(drawn[-1 - end]), bool(is_dash)
    )


def _over_cell(s: Stretch, ink: Image, across_ink: Image, scale: float, settings: TableSettings) -> bool:
    """Whether a gap in a stretch runs from rule to rule across it: not broken, but the inside of a merged cell.

    Where the rules across were not found as such (that is what makes it one stretch), there is ink of them.
    """
    least, side, end = settings.min_cell * scale, round(30 * scale), max(3, round(REACHES * scale))
    y = max(1, round(s.at))
    drawn = ink[y - 1 : y + 2, round(s.start) : round(s.stop)].max(axis=0)
    steps = np.flatnonzero(np.diff(np.concatenate([[1], drawn, [1]])))
    gaps = [
        (a, b)
        for a, b in zip(steps[::2], steps[1::2], strict=True)
        if b - a >= least and b - a < len(drawn) - 2 * end
    ]
    near = slice(max(0, y - side), y + side + 1)

    def crossed(x: int) -> bool:
        x += round(s.start)
        return bool(across_ink[near, max(0, x - end) : x + end + 1].any(axis=1).mean() > 0.25)

    return any(crossed(int(a)) and crossed(int(b)) for a, b in gaps)


def _vouched(s: Stretch, stretches: Sequence[Stretch], scale: float, settings: TableSettings) -> bool:
    """Whether the pieces on a stretch are no strokes of text: by their ends, and what else is drawn of their line.

    A dash is never vouched for. Where the line goes on at both ends little is enough, as a merged cell there would
    have none of it.
    """
    line = [t for t in stretches if t is not s and abs(t.at - s.at) <= _OFF * scale]
    before = [t for t in line if abs(t.stop - s.start) <= _OFF * scale]
    after = [t for t in line if abs(t.start - s.stop) <= _OFF * scale]
    same = [any(t.whole and _alike(s, t) for t in beside) for beside in (before, after)]
    if s.dash:
        return False
    if s.share < settings.mend_share:
        return all(same)
    if s.head and s.tail and s.share >= settings.lone_share:
        return True
    goes_on = (s.head and any(t.tail for t in before)) or (s.tail and any(t.head for t in after))
    is_long = s.stop - s.start >= 1.5 * settings.letter * scale
    return goes_on or any(same) or ((s.head or s.tail) and any(is_long or t.whole for t in line))


def _alike(s: Stretch, t: Stretch) -> bool:
    """Whether two stretches lie exactly on one line and are of one thickness."""
    return abs(t.at - s.at) <= 1 and abs(t.thickness - s.thickness) <= 1


def _crowded(s: Stretch, dark: tuple[Image, Image], scale: float, settings: TableSettings) -> bool:
    """Whether there is other ink close beside what is drawn of a stretch."""
    near, far = max(3, round(3 * scale)), max(5, round(6 * scale))
    at, edge = round(s.at), round(2 * REACHES * scale)
    along = slice(round(s.start) + edge, max(round(s.start) + edge + 1, round(s.stop) - edge))
    inked = [
        np.maximum(dark[0][rows, along].max(axis=0, initial=0), dark[1][along, rows].max(axis=1, initial=0))
        > 2 * settings.contrast
        for rows in (slice(max(0, at - far), max(0, at - near)), slice(at + near + 1, at + far + 1))
    ]
    return float((inked[0] | inked[1]).mean()) > _CROWDED
