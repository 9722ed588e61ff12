"""Broken rules made whole: short pieces on one line between the same two rules across it vouch for one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocrkit.tables.cells import make_cells
from ocrkit.tables.frame import Frame
from ocrkit.tables.frames import find_frames
from ocrkit.tables.grid import make_grid
from ocrkit.tables.rules import Rule, Rules, straight_runs, traced
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.stretches import REACHES, Stretch, broken_stretches
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_TURNS = 3


def mended(rules: Rules, frames: Sequence[Frame], settings: TableSettings) -> tuple[Rules, list[Frame]]:
    """Rules and frames with the rules of worn tables made whole in the ink, stretch by stretch.

    Only tables with less than ``sound_share`` of their rules inked are mended; the others stay as they were. A
    stretch from one crossing to the next is mended where its pieces cover enough of it, have paper on both sides, and
    reach both rules across; or reach one, with more of the same line drawn elsewhere; or are exactly in line with a
    whole stretch beside them. Strokes of text in a merged cell reach no rule, nor does a dash, which is never mended.
    Three turns: what is mended first are crossings for the next. A table with fewer cells after mending than before
    has lost rules, and keeps those it had.
    """
    worn = [frame for frame in frames if _drawn_share(frame, rules) < settings.sound_share]
    if not worn:
        return rules, list(frames)
    after, found = rules, list(frames)
    for _ in range(_TURNS):
        after = _mended_once(after, [f for f in found if _overlaps(f, worn)], found, settings)
        found = find_frames(after, settings)
    chosen: list[Frame] = []
    for old, new in _places(frames, found):
        is_worn = any(frame in worn for frame in old)
        is_mended = is_worn and _n_cells(new, after, settings) >= _n_cells(old, rules, settings)
        chosen += new if is_mended else old
    return after, sorted(chosen, key=lambda f: (f.box.y0, f.box.x0))


def _overlaps(frame: Frame, others: Sequence[Frame]) -> bool:
    return any(frame.box.overlap(other.box) > 0 for other in others)


def _places(before: Sequence[Frame], after: Sequence[Frame]) -> list[tuple[list[Frame], list[Frame]]]:
    """The frames before and after mending, place by place: those that overlap belong together."""
    places: list[tuple[list[Frame], list[Frame]]] = []
    for old, new in [*(([f], []) for f in before), *(([], [f]) for f in after)]:
        apart = []
        for place in places:
            if any(_overlaps(frame, [*old, *new]) for frame in (*place[0], *place[1])):
                old, new = [*place[0], *old], [*place[1], *new]
            else:
                apart.append(place)
        places = [*apart, (old, new)]
    return places


def _n_cells(frames: Sequence[Frame], rules: Rules, settings: TableSettings) -> int:
    return sum(len(make_cells(make_grid(frame, rules, settings), settings).cells) for frame in frames)


def _mended_once(rules: Rules, worn: Sequence[Frame], frames: Sequence[Frame], settings: TableSettings) -> Rules:
    """Rules with the stretches of the ``worn`` ones among the ``frames`` drawn."""
    run = max(5, round(settings.min_piece * rules.scale))
    level, upright = rules.level_ink.copy(), rules.upright_ink.copy()
    level_pieces, upright_pieces = (straight_runs(ink, run, settings, rules.scale) for ink in (level, upright))
    dark = rules.level_dark, rules.upright_dark
    for frame in worn:
        level_across, upright_across = _crossings(frame, frames, rules, settings)
        for ink, pieces, across, across_ink, darks in (
            (level, level_pieces, upright_across, rules.upright_ink.T, dark),
            (upright, upright_pieces, level_across, rules.level_ink.T, dark[::-1]),
        ):
            _draw(ink, broken_stretches(ink, pieces, across, across_ink, darks, rules.scale, settings))
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
    reach = max(2, round(REACHES * rules.scale))
    drawn, length = 0.0, 0.0
    for along, ink in ((frame.level, rules.level_ink), (frame.upright, rules.upright_ink)):
        for rule in along:
            at, x0, x1 = round(rule.at), max(0, round(rule.start)), round(rule.stop)
            strip = ink[max(0, at - reach) : at + reach + 1, x0:x1]
            if strip.size and not rule.implied:
                drawn += float(np.count_nonzero(strip.max(axis=0)))
                length += strip.shape[1]
    return drawn / length if length else 1.0


def _draw(ink: Image, stretches: Sequence[Stretch]) -> None:
    for s in stretches:
        at = round(s.at)
        ink[max(0, at - 1) : at + 2, round(s.start) : round(s.stop) + 1] = 1
