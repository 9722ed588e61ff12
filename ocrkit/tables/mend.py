"""Broken rules: short pieces on one line between the same two rules across it vouch for one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ocrkit.tables.frame import Frame
from ocrkit.tables.frames import find_frames
from ocrkit.tables.rules import Rule, Rules, straight_runs, traced
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_OFF = 2.5
"""Pieces this many pixels (of a page ``PAGE_SIDE`` long) apart across the line are on one line."""

_REACHES = 4
"""A piece that comes this near to a rule across it reaches that rule; strokes of text keep further away."""

_WHOLE = 0.9
"""A stretch inked over this share needs no mending."""

_TURNS = 3

_CROWDED = 0.25
"""Pieces with other ink beside more than this share of them are strokes of characters."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is drawn of a line from one rule across it to the next, ``start`` to ``stop``.

    ``share`` of it is inked; ``head`` and ``tail`` say whether the ink reaches the rules at its two ends.
    """

    at: float
    start: float
    stop: float
    thickness: float
    share: float
    head: bool
    tail: bool

    @property
    def whole(self) -> bool:
        return self.share >= _WHOLE and self.head and self.tail


def mended(rules: Rules, frames: Sequence[Frame], settings: TableSettings) -> tuple[Rules, list[Frame]]:
    """Rules and frames with broken rules made whole in the ink, stretch by stretch; as they were where none are.

    Only on pages with tables whose rules are broken all over. A stretch from one crossing to the next is mended
    where its pieces cover enough of it, reach at least one of the two rules across, have paper on both sides, and
    where more of the same line is drawn elsewhere. In a merged cell there are no such pieces: strokes of its text
    reach no rule. Three turns: what is mended first are crossings for the next.
    """
    if all(_drawn_share(frame, rules) >= settings.sound_share for frame in frames):
        return rules, list(frames)
    for _ in range(_TURNS):
        rules = _mended_once(rules, frames, settings)
        frames = find_frames(rules, settings)
    return rules, list(frames)


def _mended_once(rules: Rules, frames: Sequence[Frame], settings: TableSettings) -> Rules:
    run = max(5, round(settings.min_piece * rules.scale))
    level, upright = rules.level_ink.copy(), rules.upright_ink.copy()
    level_pieces, upright_pieces = (straight_runs(ink, run, settings, rules.scale) for ink in (level, upright))
    dark = rules.level_dark, rules.upright_dark
    for frame in frames:
        level_across, upright_across = _crossings(frame, frames, rules, settings)
        _draw(level, level_pieces, upright_across, rules.upright_ink.T, dark, rules.scale, settings)
        _draw(upright, upright_pieces, level_across, rules.level_ink.T, dark[::-1], rules.scale, settings)
    return traced(replace(rules, level_ink=level, upright_ink=upright), settings)


def _crossings(
    frame: Frame, frames: Sequence[Frame], rules: Rules, settings: TableSettings
) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright rules that stretches of a table may end at.

    Its own, and long ones just outside, which are not yet its own where they are too broken to meet the others.
    """
    off, least = settings.snap * rules.scale, settings.short_rule * rules.scale
    beside = frame.box.grown(settings.letter * rules.scale)
    others = [other.box.grown(off) for other in frames if other is not frame]

    def free(rule: Rule, area: UprightBox, own: Sequence[Rule]) -> bool:
        if rule.length < least or min(r.at for r in own) - off <= rule.at <= max(r.at for r in own) + off:
            return False
        return beside.overlap(area) > 0 and not any(other.overlap(area) > 0 for other in others)

    level = [r for r in rules.level if free(r, UprightBox(r.start, r.at - 1, r.stop, r.at + 1), frame.level)]
    upright = [r for r in rules.upright if free(r, UprightBox(r.at - 1, r.start, r.at + 1, r.stop), frame.upright)]
    return [*frame.level, *level], [*frame.upright, *upright]


def _drawn_share(frame: Frame, rules: Rules) -> float:
    """Share of a table's rules that is inked."""
    reach = max(2, round(_REACHES * rules.scale))
    drawn, length = 0.0, 0.0
    for along, ink in ((frame.level, rules.level_ink), (frame.upright, rules.upright_ink)):
        for rule in along:
            at, x0, x1 = round(rule.at), max(0, round(rule.start)), round(rule.stop)
            strip = ink[max(0, at - reach) : at + reach + 1, x0:x1]
            if strip.size and not rule.implied:
                drawn += float(np.count_nonzero(strip.max(axis=0)))
                length += strip.shape[1]
    return drawn / length if length else 1.0


def _draw(
    ink: Image,
    pieces: Sequence[Rule],
    across: Sequence[Rule],
    across_ink: Image,
    dark: tuple[Image, Image],
    scale: float,
    settings: TableSettings,
) -> None:
    """Draw the broken stretches of level lines into ``ink``; ``across_ink`` is that of the upright ones."""
    stretches = [
        s
        for s in _stretches(ink, pieces, across, scale, settings)
        if not _over_cell(s, ink, across_ink, scale, settings)
    ]
    for s in stretches:
        if _vouched(s, stretches, scale, settings) and not _crowded(s, dark, scale, settings):
            at = round(s.at)
            ink[max(0, at - 1) : at + 2, round(s.start) : round(s.stop) + 1] = 1


def _stretches(
    ink: Image, pieces: Sequence[Rule], across: Sequence[Rule], scale: float, settings: TableSettings
) -> Iterator[_Stretch]:
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


def _stretch(ink: Image, pieces: Sequence[Rule], start: float, stop: float, scale: float) -> _Stretch:
    inked = sum(p.length for p in pieces)
    at, thickness = (
        sum(v * p.length for v, p in zip(of, pieces, strict=True)) / inked
        for of in ([p.at for p in pieces], [p.thickness for p in pieces])
    )
    x0, x1, end = round(start), round(stop), max(3, round(_REACHES * scale))
    y = max(1, round(at))
    drawn = ink[y - 1 : y + 2, x0:x1].max(axis=0)
    return _Stretch(at, start, stop, thickness, float(drawn.mean()), bool(drawn[end]), bool(drawn[-1 - end]))


def _over_cell(s: _Stretch, ink: Image, across_ink: Image, scale: float, settings: TableSettings) -> bool:
    """Whether a gap in a stretch runs from rule to rule across it: not broken, but the inside of a merged cell.

    Where the rules across were not found as such (that is what makes it one stretch), there is ink of them.
    """
    least, side, end = settings.min_cell * scale, round(30 * scale), max(3, round(_REACHES * scale))
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


def _vouched(s: _Stretch, stretches: Sequence[_Stretch], scale: float, settings: TableSettings) -> bool:
    """Whether the pieces on a stretch are no strokes of text: by their length, their ends, and what else is drawn.

    Where the line goes on at both ends little is enough, as a merged cell there would have none of it.
    """
    line = [t for t in stretches if t is not s and abs(t.at - s.at) <= _OFF * scale]
    before = [t for t in line if abs(t.stop - s.start) <= _OFF * scale]
    after = [t for t in line if abs(t.start - s.stop) <= _OFF * scale]
    same = [any(t.whole and _alike(s, t) for t in beside) for beside in (before, after)]
    if s.share < settings.mend_share:
        return all(same)
    if s.stop - s.start >= 1.5 * settings.letter * scale or (s.head and s.tail and s.share >= settings.lone_share):
        return True
    goes_on = (s.head and any(t.tail for t in before)) or (s.tail and any(t.head for t in after))
    return goes_on or any(same) or ((s.head or s.tail) and any(t.whole for t in line))


def _alike(s: _Stretch, t: _Stretch) -> bool:
    """Whether two stretches lie exactly on one line and are of one thickness."""
    return abs(t.at - s.at) <= 1 and abs(t.thickness - s.thickness) <= 1


def _crowded(s: _Stretch, dark: tuple[Image, Image], scale: float, settings: TableSettings) -> bool:
    """Whether there is other ink close beside what is drawn of a stretch."""
    near, far = max(3, round(3 * scale)), max(5, round(6 * scale))
    at, edge = round(s.at), round(2 * _REACHES * scale)
    along = slice(round(s.start) + edge, max(round(s.start) + edge + 1, round(s.stop) - edge))
    inked = [
        np.maximum(dark[0][rows, along].max(axis=0, initial=0), dark[1][along, rows].max(axis=1, initial=0))
        > 2 * settings.contrast
        for rows in (slice(max(0, at - far), max(0, at - near)), slice(at + near + 1, at + far + 1))
    ]
    return float((inked[0] | inked[1]).mean()) > _CROWDED
