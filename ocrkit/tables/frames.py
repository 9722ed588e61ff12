"""From rules to the frames of tables: rules that cross each other belong together, strokes of text fall away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.bridges import without_bridges
from ocrkit.tables.foreign import without_pale, without_passing, without_slanting
from ocrkit.tables.frame import Frame, without_strokes
from ocrkit.tables.open_sides import implied_sides
from ocrkit.tables.rules import Rule, Rules, link_far, straight_share, straight_shares
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.strokes import has_strokes, is_bracket
from ocrkit.types.page import Image


def find_frames(rules: Rules, settings: TableSettings) -> list[Frame]:
    """Group the rules that cross or touch into tables, top to bottom.

    A rule of a table meets at least two rules across it, and a short one runs right up to them; strokes of
    characters and underlines do not, and are dropped until nothing more falls away.
    """
    reach = settings.snap * rules.scale
    level = [r for r in rules.level if not has_strokes(r, rules.upright_dark.T, rules.scale, settings)]
    upright = [r for r in rules.upright if not has_strokes(r, rules.level_dark.T, rules.scale, settings)]
    upright += implied_sides(rules, settings)
    frames = _group(level, upright, rules, settings)
    linked = _linked_inside(level, upright, frames, rules.scale, settings)
    if (len(linked[0]), len(linked[1])) != (len(level), len(upright)):
        frames = _group(*linked, rules, settings)
    frames = [without_bridges(without_pale(frame, rules, settings), rules.scale, settings) for frame in frames]
    frames = _regrouped(frames, rules, settings)
    frames = [without_passing(frame, frames, rules, settings) for frame in frames]
    frames = [without_slanting(frame, rules, settings) for frame in frames]
    frames = [without_strokes(frame, rules, settings) for frame in frames]
    frames = _regrouped(frames, rules, settings)
    frames = [_with_outer_rules(frame, rules, reach) for frame in frames]
    side = settings.min_side * rules.scale
    frames = [f for f in frames if f.box.height >= side or f.box.width >= 8 * side]
    return sorted(frames, key=lambda f: (f.box.y0, f.box.x0))


def _regrouped(frames: Sequence[Frame], rules: Rules, settings: TableSettings) -> list[Frame]:
    """Frames that have lost rules: others may stand alone then, or a frame fall into two."""
    return [f for frame in frames for f in _group(list(frame.level), list(frame.upright), rules, settings)]


def _linked_inside(
    level: list[Rule], upright: list[Rule], frames: Sequence[Frame], scale: float, settings: TableSettings
) -> tuple[list[Rule], list[Rule]]:
    """The rules with those joined inside a table that a stamp hides parts of; never from one table to the next."""
    off, gap, reach = max(1.0, scale), settings.far_gap * scale, settings.snap * scale
    for frame in frames:
        box = frame.box.grown(reach)
        level = link_far(level, frame.level, off, gap, (box.x0, box.x1))
        upright = link_far(upright, frame.upright, off, gap, (box.y0, box.y1))
    return level, upright


def _group(level: list[Rule], upright: list[Rule], rules: Rules, settings: TableSettings) -> list[Frame]:
    """Frames of the rules that hold each other up."""
    reach = settings.snap * rules.scale
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
                for t in _drawn(r, m, level, rules.upright_ink, rules, settings)
            ],
        )
        if not level or not upright:
            return []
        if (level, upright) == before:
            break
    group, across = _groups(_meetings(level, upright, reach))
    return [
        Frame(
            tuple(r for r, g in zip(level, group, strict=True) if g == i),
            tuple(r for r, g in zip(upright, across, strict=True) if g == i),
        )
        for i in dict.fromkeys(group.tolist())
    ]


def _groups(meets: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each level and each upright rule the number of the first level rule that it hangs together with.

    Every rule meets another. (Importing SciPy for this would take longer than finding a page's tables.)
    """
    level = np.arange(len(meets), dtype=np.intp)
    while True:
        upright = np.where(meets, level[:, None], len(meets)).min(axis=0)
        before, level = level, np.where(meets, upright, len(meets)).min(axis=1)
        if (before == level).all():
            return level, upright


def _with_outer_rules(frame: Frame, rules: Rules, reach: float) -> Frame:
    """The frame with rules that close it where its sides are open: they meet one rule only, but run all along."""
    box = frame.box

    def closes(rule: Rule, across: Sequence[Rule], start: float, stop: float) -> bool:
        runs_along = abs(rule.start - start) <= reach and abs(rule.stop - stop) <= reach
        return runs_along and any(o.start - reach <= rule.at <= o.stop + reach for o in across)

    more_level = [r for r in rules.level if closes(r, frame.upright, box.x0, box.x1)]
    more_upright = [r for r in rules.upright if closes(r, frame.level, box.y0, box.y1)]
    return Frame(_merged(frame.level, more_level, reach), _merged(frame.upright, more_upright, reach))


def _merged(rules: Sequence[Rule], more: Sequence[Rule], reach: float) -> tuple[Rule, ...]:
    """``rules`` and what of ``more`` is on a line of its own."""
    new = [m for m in more if all(abs(m.at - r.at) > reach for r in rules)]
    return (*rules, *new)


def _drawn(
    rule: Rule, meets: NDArray[np.bool_], across: list[Rule], ink: Image, rules: Rules, settings: TableSettings
) -> list[Rule]:
    """The parts of a rule that are the table's, given which rules ``across`` it meets; [] if none is.

    Between two rules that it meets the rule is drawn or it is not; where not, it falls into two.
    """
    if rule.implied:
        return [rule] if meets.sum() >= 2 else []
    crossings = sorted({other.at for other, met in zip(across, meets, strict=True) if met})
    half = {other.at: other.thickness / 2 for other, met in zip(across, meets, strict=True) if met}
    parts: list[list[float]] = [[]]
    stretches = list(pairwise(crossings))
    shares = straight_shares(ink, rule.at, stretches, _reach(rules.scale), 0.0).tolist()
    for (start, stop), share in zip(stretches, shares, strict=True):
        if share >= settings.long_share and not is_bracket(rule, start, stop, share, ink, settings, rules.scale):
            parts[-1] = [*(parts[-1] or [start]), stop]
        elif parts[-1]:
            parts.append([])
    parts = [part for part in parts if part]
    found = []
    for i, part in enumerate(parts):
        span = _sound_span(rule, part, half, ink, rules.scale, settings)
        if span is not None:
            ends = rule.start if i == 0 else span[0], rule.stop if i == len(parts) - 1 else span[1]
            found.append(_with_ends(rule, *span, ends, ink, rules.scale, settings))
    return found


def _sound_span(
    rule: Rule, crossings: list[float], half: dict[float, float], ink: Image, scale: float, settings: TableSettings
) -> tuple[float, float] | None:
    """The longest stretch between two of the ``crossings`` over which it is no stroke of a character; None if none.

    A stroke of text in line with a rule may have lengthened it past the crossing where it ends.
    """
    n = len(crossings)
    spans = [(crossings[i], crossings[j]) for i in range(min(n, 3)) for j in range(max(0, n - 3), n) if i < j]
    for start, stop in sorted(spans, key=lambda span: span[0] - span[1]):
        if _is_rule(rule, start + half[start], stop - half[stop], ink, scale, settings):
            return start, stop
    return None


def _is_rule(rule: Rule, start: float, stop: float, ink: Image, scale: float, settings: TableSettings) -> bool:
    """Whether what runs from one crossing to another is no stroke of a character."""
    if stop - start >= settings.short_rule * scale:
        return True
    if stop - start < settings.min_cell * scale:
        return False
    # A stroke of a character leaves a little paper between itself and the rules on both sides.
    end = min(max(4.0, 10 * scale), (stop - start) / 3)
    pieces = ((start, stop, settings.short_share), (start, start + end, 0.6), (stop - end, stop, 0.6))
    return all(_share(rule, a, b, ink, scale) >= share for a, b, share in pieces)


def _with_ends(
    rule: Rule,
    start: float,
    stop: float,
    ends: tuple[float, float],
    ink: Image,
    scale: float,
    settings: TableSettings,
) -> Rule:
    """The rule from ``start`` to ``stop`` and on to its ``ends``, where it is drawn that far."""
    near = settings.snap * scale

    def sticks_out(a: float, b: float) -> bool:
        return b - a <= near or _share(rule, a, b, ink, scale) >= settings.short_share

    before = ends[0] if ends[0] < start and sticks_out(ends[0], start) else start
    after = ends[1] if ends[1] > stop and sticks_out(stop, ends[1]) else stop
    return Rule(rule.at, before, after, thickness=rule.thickness)


def _share(rule: Rule, start: float, stop: float, ink: Image, scale: float) -> float:
    return straight_share(ink, rule.at, start, stop, _reach(scale), 0.0)


def _reach(scale: float) -> int:
    """How many pixels the ink of a rule may lie off it."""
    return max(2, round(3 * scale))


def _meetings(level: list[Rule], upright: list[Rule], reach: float) -> NDArray[np.bool_]:
    """Which level rule meets which upright one, bool (len(level), len(upright))."""
    a = np.array([[r.at, r.start, r.stop] for r in level], dtype=np.float64).reshape(-1, 3)[:, None, :]
    b = np.array([[r.at, r.start, r.stop] for r in upright], dtype=np.float64).reshape(-1, 3)[None, :, :]
    along = (b[..., 0] >= a[..., 1] - reach) & (b[..., 0] <= a[..., 2] + reach)
    across = (a[..., 0] >= b[..., 1] - reach) & (a[..., 0] <= b[..., 2] + reach)
    return np.asarray(along & across, dtype=np.bool_)
