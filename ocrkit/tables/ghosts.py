"""Print that shows through from the back of the sheet: many pale rules among the dark ones of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocrkit.tables.frame import Frame
from ocrkit.tables.frames import find_frames
from ocrkit.tables.rules import Rule, Rules, darkness, traced
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image

_GRID = 3
"""Rules this many in both directions make a table by themselves, not only a border."""

_DARKEST = 0.85
"""Of all that is drawn of the rules this share is no darker than the darkest ones."""

_VALLEY = np.linspace(0.2, 0.5, 13)
"""Where the boundary between pale and dark rules is looked for, as shares of the darkest."""

_WIDE, _EMPTY = 1.35, 0.04
"""It lies where rules from 1 / ``_WIDE`` to ``_WIDE`` times as dark make up less than this share of all rules. The
rules of one print, be it faded in patches, are of all shades between the palest and the darkest."""

_HELD = 0.85
"""Where more than this share of the pale rules end on dark ones, they are the table's own."""

_PIXEL = 0.8
"""A pixel of a rule is at least this dark, as a share of the palest one."""


def without_ghosts(rules: Rules, frames: Sequence[Frame], settings: TableSettings) -> tuple[Rules, list[Frame]]:
    """Rules and frames without print that shows through, as far as it lies on a table.

    The ink of such rules is taken away and what is left traced anew: pieces of both may have been in one line.
    """
    level, upright = rules.level_ink.copy(), rules.upright_ink.copy()
    found = False
    for frame in frames:
        box = frame.box.grown(settings.snap * rules.scale)
        least = _palest(box, rules, settings)
        if least is not None:
            found = True
            _clear(level, rules.level_dark, box, settings.contrast, least * _PIXEL)
            _clear(upright, rules.upright_dark, _flipped(box), settings.contrast, least * _PIXEL)
    if not found:
        return rules, list(frames)
    cleared = traced(replace(rules, level_ink=level, upright_ink=upright), settings)
    return cleared, find_frames(cleared, settings)


def _palest(box: UprightBox, rules: Rules, settings: TableSettings) -> float | None:
    """How dark a table's own rules are at least, given the box of all; None where they cannot be told from others."""
    least, reach = 2 * settings.min_run * rules.scale, round(settings.snap * rules.scale)
    level = [r for r in rules.level if r.length >= least and box.overlap(_box(r)) > 0]
    upright = [r for r in rules.upright if r.length >= least and box.overlap(_flipped(_box(r))) > 0]
    dark = np.array(
        [darkness(rules.level_dark, r, reach) for r in level]
        + [darkness(rules.upright_dark, r, reach) for r in upright]
    )
    length = np.array([r.length for r in (*level, *upright)])
    if dark.size == 0:
        return None
    order = np.argsort(dark)
    most = dark[order][np.searchsorted(np.cumsum(length[order]), _DARKEST * length.sum())]
    valleys = [at for at in _VALLEY if (dark < most * at).any()]
    near = [length[(dark > most * at / _WIDE) & (dark < most * at * _WIDE)].sum() for at in valleys]
    if not valleys or min(near) > _EMPTY * length.sum():
        return None
    boundary = float(most * valleys[int(np.argmin(near))])
    pale = dark < boundary
    dark_level, dark_upright = (
        [r for r, p in zip(rs, ps, strict=True) if not p]
        for rs, ps in ((level, pale[: len(level)]), (upright, pale[len(level) :]))
    )
    if min(len(dark_level), len(dark_upright)) < _GRID:
        return None  # fine rules within a bold border
    if not pale[: len(level)].any() or not pale[len(level) :].any():
        return None  # a table with pale rules in one direction
    own = [_held(r, dark_upright, rules.upright_dark, boundary, reach) for r in level]
    own += [_held(r, dark_level, rules.level_dark, boundary, reach) for r in upright]
    if length[pale & np.array(own)].sum() > _HELD * length[pale].sum():
        return None  # rules of two shades
    return boundary


def _held(rule: Rule, across: Sequence[Rule], dark: Image, least: float, reach: int) -> bool:
    """Whether both ends of a rule lie on rules across it that are dark there, as a table's own do."""
    beside = slice(max(0, round(rule.at) - 2 * reach), round(rule.at) + 2 * reach + 1)

    def holds(other: Rule, end: float) -> bool:
        if abs(other.at - end) > reach or not other.start - reach <= rule.at <= other.stop + reach:
            return False
        strip = dark[max(0, round(other.at) - reach) : round(other.at) + reach + 1, beside]
        return bool(strip.size and np.median(strip.max(axis=0)) >= least)

    return all(any(holds(other, end) for other in across) for end in (rule.start, rule.stop))


def _box(rule: Rule) -> UprightBox:
    return UprightBox(rule.start, rule.at - 1, rule.stop, rule.at + 1)


def _flipped(box: UprightBox) -> UprightBox:
    return UprightBox(box.y0, box.x0, box.y1, box.x1)


def _clear(ink: Image, dark: Image, box: UprightBox, contrast: int, least: float) -> None:
    """Take ink paler than ``least`` out of the box; what was filled in at crossings has no darkness, and stays."""
    x0, y0, x1, y1 = (max(0, v) for v in box.as_ints())
    inside = dark[y0:y1, x0:x1]
    ink[y0:y1, x0:x1][(inside > contrast) & (inside < least)] = 0
