"""Strokes of characters that touch rules, and so look like short rules themselves."""

from __future__ import annotations

import numpy as np

from ocrkit.tables.rules import Rule, Rules
from ocrkit.tables.settings import TableSettings
from ocrkit.types.page import Image

_STRAIGHT = 0.9
"""What is inked over this share along a straight path is straight."""

_BOW = 1.5
"""A stroke whose middle lies this far off its ends, in pixels of a page ``PAGE_SIDE`` long, is a bracket."""


def has_strokes(rule: Rule, across: Image, scale: float, settings: TableSettings) -> bool:
    """Whether a short rule has strokes across it all along, as one of a character that touches rules has.

    ``across`` says how dark thin lines in the other direction are, laid out so that the rule is level.
    """
    if rule.length >= settings.short_rule * scale:
        return False
    start, stop = round(rule.start), max(round(rule.stop), round(rule.start) + 1)
    near, far = round(rule.thickness / 2) + 1, round(rule.thickness / 2) + max(3, round(4 * scale))
    at = round(rule.at)
    above = across[max(0, at - far) : max(0, at - near + 1), start:stop]
    below = across[at + near : at + far + 1, start:stop]
    inked = [band.max(axis=0) > 3 * settings.contrast for band in (above, below) if band.size]
    # The rules that it ends at are strokes across it too: its ends do not count.
    inside = slice((stop - start) // 6, (stop - start) - (stop - start) // 6)
    return any(float(band[inside].mean()) > settings.strokes for band in inked)


def in_text(rule: Rule, rules: Rules, settings: TableSettings) -> bool:
    """Whether there is text close to an upright rule on both sides of it, as beside a stroke in a line of text."""
    dark = (rules.level_dark, rules.upright_dark.T)
    margin = round(rule.length / 6)
    rows = slice(round(rule.start) + margin, max(round(rule.stop) - margin, round(rule.start) + margin + 1))
    near = round(rule.thickness / 2) + 1
    far = near + max(3, round(settings.beside * rules.scale))
    at = round(rule.at)
    sides = slice(max(0, at - far), max(0, at - near)), slice(at + near + 1, at + far + 1)
    inked = [
        np.maximum(*(d[rows, side].max(axis=1, initial=0) for d in dark)) > 2 * settings.contrast for side in sides
    ]
    return min(float(side.mean()) for side in inked) > settings.beside_share


def is_bracket(
    rule: Rule, start: float, stop: float, share: float, ink: Image, settings: TableSettings, scale: float
) -> bool:
    """Whether a level rule from ``start`` to ``stop`` is a bracket that lies in line with it.

    ``share`` of it is inked along its straightest path, and ``ink`` is what that was measured in.
    """
    if share >= _STRAIGHT or stop - start >= settings.short_rule * scale:
        return False
    reach = round(4 + 5 * scale)
    strip = ink[max(0, round(rule.at) - reach) : round(rule.at) + reach + 1, round(start) + 1 : round(stop)]
    full = strip.sum(axis=0)
    middles = (strip * np.arange(len(strip))[:, None]).sum(axis=0)[full > 0] / full[full > 0]
    third = np.flatnonzero(full) * 3 // strip.shape[1]
    if not all((third == i).any() for i in range(3)):
        return False
    first, middle, last = (float(np.median(middles[third == i])) for i in range(3))
    return abs(middle - (first + last) / 2) > max(1.0, _BOW * scale)
