"""Lines across a table that are none of its rules: print that shows through, folds, streaks of a machine."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.frame import Frame
from ocrkit.tables.rules import Rule, Rules, darkness, straight_share
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_FEW = 1 / 3
"""Where this share of all rules run on, or more, they are no folds: the table is open there."""

_LONG, _NEIGHBOURS = 150, 8
"""Rules this long have a slope, which is compared with that of so many next to them."""

_SLANT, _DRIFT, _STRAIGHT = 0.005, 4.0, 0.75
"""A line slants that differs in slope by more than this, leaves its place by so many pixels, and is inked
over less than this share along a straight path."""

_NEAR, _FAR, _LEAST = 14, 180, 50
"""Where beside a table a line is looked for that runs on, and how much of it the page must have; in pixels of a page
``PAGE_SIDE`` long."""

_ON, _PARTS, _AS_DARK = 0.4, 4, 0.5
"""A line runs on where over this share of each of so many parts of the way it is at least so dark, as a share of how
dark it is inside. Strokes of text beside the table leave paper between them, and between them and the table."""


def without_pale(frame: Frame, rules: Rules, settings: TableSettings) -> Frame:
    """The frame without rules much paler than the others: folds, and print that shows through."""
    reach = round(settings.snap * rules.scale)
    level = [darkness(rules.level_dark, r, reach) for r in frame.level]
    upright = [darkness(rules.upright_dark, r, reach) for r in frame.upright]
    drawn = [d for d, r in zip(level + upright, (*frame.level, *frame.upright), strict=True) if not r.implied]
    least = settings.pale * float(np.median(drawn)) if drawn else 0.0
    return Frame(
        tuple(r for r, d in zip(frame.level, level, strict=True) if d >= least or r.implied),
        tuple(r for r, d in zip(frame.upright, upright, strict=True) if d >= least or r.implied),
    )


def without_passing(frame: Frame, frames: Sequence[Frame], rules: Rules, settings: TableSettings) -> Frame:
    """The frame without lines that run on past its sides, where its rules end: folds, and streaks of a machine.

    ``frames`` are all those of the page: what lies beside the table may be another one.
    """
    others = [other.box for other in frames if other is not frame]
    level = _passing(frame.level, frame.upright, rules.level_dark, others, rules.scale, settings)
    turned = [UprightBox(o.y0, o.x0, o.y1, o.x1) for o in others]
    upright = _passing(frame.upright, frame.level, rules.upright_dark, turned, rules.scale, settings)
    return Frame(
        tuple(r for r, passes in zip(frame.level, level, strict=True) if not passes),
        tuple(r for r, passes in zip(frame.upright, upright, strict=True) if not passes),
    )


def without_slanting(frame: Frame, rules: Rules, settings: TableSettings) -> Frame:
    """The frame without lines that slant where its rules are straight: streaks and scratches."""
    kept = []
    for along, dark, ink in (
        (frame.level, rules.level_dark, rules.level_ink),
        (frame.upright, rules.upright_dark, rules.upright_ink),
    ):
        slopes = np.array([_slope(rule, dark, rules.scale, settings) for rule in along], dtype=np.float64)
        off = [_off(i, along, slopes) for i in range(len(along))]
        slant = [
            (rule, float(slope))
            for rule, o, slope in zip(along, off, slopes, strict=True)
            if abs(o) * rule.length > max(3.0, _DRIFT * rules.scale) and not _is_straight(rule, ink, rules.scale)
        ]
        # What is too short to be sure of is one where it slants, too, and lies in line with one.
        kept.append(
            tuple(
                rule
                for rule, o in zip(along, off, strict=True)
                if not any(o and _in_line(rule, other, slope, rules.scale) for other, slope in slant)
            )
        )
    return Frame(*kept)


def _slope(rule: Rule, dark: Image, scale: float, settings: TableSettings) -> float:
    """How far a level line falls per pixel along it; nan where too little of it is drawn to tell."""
    if rule.implied or rule.length < _LONG * scale:
        return np.nan
    reach = round(settings.snap * scale)
    top = max(0, round(rule.at) - reach)
    strip = dark[top : round(rule.at) + reach + 1, round(rule.start) : round(rule.stop)]
    drawn = np.flatnonzero(strip.max(axis=0) > 2 * settings.contrast)
    third = drawn * 3 // strip.shape[1]
    if min(np.count_nonzero(third == part) for part in (0, 2)) < strip.shape[1] / 9:
        return np.nan
    at = strip[:, drawn].argmax(axis=0)
    run = float(np.median(drawn[third == 2]) - np.median(drawn[third == 0]))
    return float(np.median(at[third == 2]) - np.median(at[third == 0])) / run


def _off(i: int, along: Sequence[Rule], slopes: NDArray[np.float64]) -> float:
    """How much the slope of a rule differs from that of the rules nearest to it; 0.0 where not more than it may.

    ``slopes`` are nan for rules too short to tell.
    """
    others = np.flatnonzero(~np.isnan(slopes) & (np.arange(len(along)) != i))
    if np.isnan(slopes[i]) or len(others) < 2:
        return 0.0
    away = np.abs(np.array([along[j].at for j in others]) - along[i].at)
    near = others[np.argsort(away, kind="stable")[:_NEIGHBOURS]]
    off = float(slopes[i] - np.median(slopes[near]))
    return off if abs(off) > _SLANT else 0.0


def _in_line(rule: Rule, other: Rule, slope: float, scale: float) -> bool:
    """Whether a rule lies on the line of one that slants, or is that one."""
    along = (rule.start + rule.stop - other.start - other.stop) / 2
    return abs(other.at + slope * along - rule.at) <= max(2.0, _DRIFT * scale)


def _is_straight(rule: Rule, ink: Image, scale: float) -> bool:
    """Whether there is a straight line all the same, which a slanting one crosses at a small angle."""
    reach = max(2, round(_DRIFT * scale))
    return straight_share(ink, rule.at, rule.start, rule.stop, reach, 0.0) >= _STRAIGHT


def _passing(
    along: Sequence[Rule],
    across: Sequence[Rule],
    dark: Image,
    others: Sequence[UprightBox],
    scale: float,
    settings: TableSettings,
) -> NDArray[np.bool_]:
    """Which of the level rules ``along`` run on past the sides, given the upright ones; bool (len(along),).

    Past both sides; or past one, where their other end is none of a rule: in the middle of a cell. (A rule may be
    drawn a little too long, or have text in line with it.)
    """
    reach, far = round(settings.snap * scale), _FAR * scale
    sides = min(r.at for r in across), max(r.at for r in across)
    least = [max(settings.contrast, _AS_DARK * darkness(dark, rule, reach)) for rule in along]
    windows = (sides[0] - far, sides[0] - _NEAR * scale), (sides[1] + _NEAR * scale, sides[1] + far)
    before, after = (
        np.array([_runs_on(r, *w, dark, d, others, scale) for r, d in zip(along, least, strict=True)], dtype=np.bool_)
        for w in windows
    )
    crossings = np.array([r.at for r in across])
    starts, stops = np.array([r.start for r in along]), np.array([r.stop for r in along])
    passing = before & after
    for on, outer, inner, there in (
        (before, starts, stops, starts <= sides[0] + far),
        (after, stops, starts, stops >= sides[1] - far),
    ):
        free = np.abs(inner[:, None] - crossings).min(axis=1) > reach
        passing |= on & there & free & ~_end_together(outer, on, dark.shape[1], reach)
    return passing if np.count_nonzero(passing) < _FEW * len(along) else np.zeros_like(passing)


def _end_together(outer: NDArray[np.float64], on: NDArray[np.bool_], width: int, reach: float) -> NDArray[np.bool_]:
    """Which of the lines that run on (``on``) end where another does, short of the page's edge: at an open side."""
    same = (np.abs(outer[:, None] - outer[None]) <= reach) & on[:, None] & on[None]
    inside = (outer > 3 * reach) & (outer < width - 3 * reach)
    return np.asarray((same.sum(axis=1) > 1) & inside, dtype=np.bool_)


def _runs_on(
    rule: Rule, start: float, stop: float, dark: Image, least: float, others: Sequence[UprightBox], scale: float
) -> bool:
    """Whether a level line is drawn beside the table too, as far as that is the page and no other table.

    An implied rule is not drawn anywhere.
    """
    if rule.implied:
        return False
    start, stop = max(0.0, start), min(float(dark.shape[1]), stop)
    if any(o.y0 - _NEAR * scale <= rule.at <= o.y1 + _NEAR * scale and o.x0 < stop and o.x1 > start for o in others):
        return False
    if stop - start < _LEAST * scale:
        return False
    reach = max(2, round(5 * scale))
    top = max(0, round(rule.at) - reach - 2)
    ink = (dark[top : round(rule.at) + reach + 3, round(start) : round(stop)] > least).astype(np.uint8)
    ends = np.linspace(0, ink.shape[1], _PARTS + 1)
    return all(straight_share(ink, rule.at - top, a, b, reach, 0.0) >= _ON for a, b in pairwise(ends))
