"""Ruling lines: from the prepared image to straight segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.prepare.shrink import shrunk
from ocrkit.prepare.trace import thin_dark
from ocrkit.tables.settings import TableSettings
from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image

_INK = 225
"""Darker than this is ink, on evenly lit paper; how dark most of it is sets the finer threshold."""

_STRICT, _STRICT_PALE, _PALE = 0.6, 0.5, 185
"""Where between white and the usual ink the threshold lies: low enough that blur joins no character to a rule, but
not so low that a pale rule (paler than ``_PALE``) falls to pieces."""

_STUB = 4
"""A small piece this many times as long as wide may be what is left of a broken rule."""

_CROSS = 0.12
"""A piece with less of its box inked than this is no character: two rules that cross, broken off all around."""

Span = tuple[float, float]

PAGE_SIDE = 3508
"""Settings are given for pages this long."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight piece of rule: it lies at ``at`` and runs over [start, stop), pixels of the prepared image.

    ``implied`` where it is not drawn (see ``open_sides``). ``thickness`` is the mean along it, 0.0 where not known.
    """

    at: float
    start: float
    stop: float
    implied: bool = False
    thickness: float = 0.0

    @property
    def length(self) -> float:
        """Length in pixels."""
        return self.stop - self.start


@dataclass(frozen=True)
class Rules:
    """Level and upright rules of a page, with the ink they were found in.

    ``level_ink`` and ``upright_ink`` are uint8 0/1: thin dark lines in that direction, text included; the latter is
    transposed, shape (W, H), so that its rules are level too. ``level_dark`` and ``upright_dark`` (transposed
    likewise) say by how many levels each pixel is darker than what lies beside it. ``scale`` is how long the sheet
    is (``sheet_side``), as a share of ``PAGE_SIDE``.
    """

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    level_ink: Image
    upright_ink: Image
    level_dark: Image
    upright_dark: Image
    scale: float


def find_rules(image: Image, seals: NDArray[np.bool_], settings: TableSettings) -> Rules:
    """Find the ruling lines of a prepared page; ``image`` is grey uint8 (H, W), ``seals`` bool (H, W).

    Where a seal was, only rules as dark as print count: what is left of a seal is paler.
    """
    scale = sheet_side(image.shape[1], image.shape[0]) / PAGE_SIDE
    width = max(5, round(settings.max_thickness * scale)) | 1
    level_dark, upright_dark = (thin_dark(image, axis, width) for axis in (1, 0))
    letters = _letters(image, settings, scale)
    level, upright = (_thin_ink(dark, seals, settings) & ~letters for dark in (level_dark, upright_dark))
    level_ink = _bridge_crossings(level, upright, 1, settings, scale)
    upright_ink = cv2.transpose(_bridge_crossings(upright, level, 0, settings, scale)).astype(np.uint8, copy=False)
    return traced(
        Rules(
            level=(),
            upright=(),
            level_ink=level_ink,
            upright_ink=upright_ink,
            level_dark=level_dark,
            upright_dark=cv2.transpose(upright_dark).astype(np.uint8, copy=False),
            scale=scale,
        ),
        settings,
    )


def traced(rules: Rules, settings: TableSettings) -> Rules:
    """The same ink with the rules found in it."""
    level, upright = (tuple(_trace(ink, settings, rules.scale)) for ink in (rules.level_ink, rules.upright_ink))
    return replace(rules, level=level, upright=upright)


def _letters(image: Image, settings: TableSettings, scale: float) -> Image:
    """255 where ink hangs together in pieces as small as characters, else 0; uint8 (H, W).

    A table's rules hang together, and even a broken one leaves pieces longer than a character.
    """
    factor = 0.5 if scale > 0.95 else 1.0
    small = shrunk(image, factor)
    inked = small[small < _INK]
    if inked.size == 0:
        return np.zeros(image.shape, np.uint8)
    usual = float(np.median(inked))
    strict = _STRICT if usual < _PALE else _STRICT_PALE
    ink = (small < (1 - strict) * 255 + strict * usual).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    side = settings.letter * scale * factor
    across, along = np.sort(stats[:, 2:4], axis=1).T
    full = stats[:, cv2.CC_STAT_AREA] >= _CROSS * along * across
    is_letter = ((along < side) & (along < _STUB * across) & full).astype(np.uint8) * 255
    is_letter[0] = 0
    found = cv2.dilate(is_letter[labels], np.ones((3, 3), np.uint8))
    return np.asarray(cv2.resize(found, image.shape[::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def _thin_ink(dark: Image, seals: NDArray[np.bool_], settings: TableSettings) -> Image:
    ink = (dark > settings.contrast).astype(np.uint8)
    if seals.any():
        near = cv2.dilate(seals.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        ink[near & (dark < settings.seal_contrast)] = 0
    return ink


def _bridge_crossings(ink: Image, crossing: Image, axis: int, settings: TableSettings, scale: float) -> Image:
    """Where a rule crosses another it is not thin: fill it in there, and only there."""
    width = max(3, round(settings.bridge * scale)) | 1
    shape = (1, width) if axis == 1 else (width, 1)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(shape, np.uint8))
    near = cv2.dilate(crossing, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.bitwise_or(ink, cv2.bitwise_and(closed, near)), dtype=np.uint8)


def _trace(ink: Image, settings: TableSettings, scale: float) -> list[Rule]:
    """Level rules in ``ink``: long runs, linked across gaps."""
    run = max(9, round(settings.min_run * scale))
    return link(straight_runs(ink, run, settings, scale), settings.snap * scale / 2, settings.max_gap * scale)


def straight_runs(ink: Image, run: int, settings: TableSettings, scale: float) -> list[Rule]:
    """Thin level pieces of ``ink`` that run on unbroken for ``run`` pixels or more."""
    # One pixel up and down: what is left of skew steps a line from row to row.
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    # Most rows have no runs: only the others, and a blank one after each band of them, are looked at.
    full = runs.max(axis=1) > 0
    rows = np.flatnonzero(full | np.concatenate([[False], full[:-1]]))
    if rows.size == 0:
        return []
    _, _, stats, centroids = cv2.connectedComponentsWithStats(runs[rows], connectivity=8)
    thickest = settings.max_thickness * scale * 1.5 + 4
    return [
        Rule(
            float(y + rows[s[cv2.CC_STAT_TOP]] - s[cv2.CC_STAT_TOP]),
            float(s[cv2.CC_STAT_LEFT]),
            float(s[cv2.CC_STAT_LEFT] + s[cv2.CC_STAT_WIDTH]),
            thickness=max(0.0, float(s[cv2.CC_STAT_AREA] / s[cv2.CC_STAT_WIDTH]) - 2),
        )
        for s, (_, y) in zip(stats[1:], centroids[1:], strict=True)
        if s[cv2.CC_STAT_HEIGHT] <= thickest
    ]


def link(pieces: list[Rule], off: float, gap: float) -> list[Rule]:
    """Join pieces that lie in one line: no more than ``off`` apart across it and ``gap`` along it.

    One of the pieces joined is at least as long as the gap between them.
    """
    rules: list[Rule] = []
    for piece in sorted(pieces, key=lambda p: p.start):
        for i in range(len(rules) - 1, -1, -1):
            rule = rules[i]
            near = min(gap, max(piece.length, rule.length))
            if abs(rule.at - piece.at) <= off and piece.start - rule.stop <= near:
                rules[i] = _joined(rule, piece)
                break
        else:
            rules.append(piece)
    return rules


def link_far(rules: Sequence[Rule], sound: Sequence[Rule], off: float, gap: float, along: Span) -> list[Rule]:
    """Join rules exactly in one line, and of one thickness, across a gap up to ``gap`` that is shorter than each.

    Only those that run in ``along`` and lie in line with one of the ``sound`` ones. What hides a rule for so long
    (a stamp, a blot) leaves long pieces of it on both sides. Where there is no rule in the gap, the rules across
    it tell so later.
    """
    linked: list[Rule] = []
    rest: list[Rule] = []
    for rule in sorted(rules, key=lambda r: r.start):
        inside = along[0] <= rule.start and rule.stop <= along[1] and not rule.implied
        if not inside or all(abs(rule.at - s.at) > off for s in sound):
            rest.append(rule)
            continue
        for i, before in enumerate(linked):
            alike = abs(rule.at - before.at) <= off and abs(rule.thickness - before.thickness) <= off
            if alike and 0 < rule.start - before.stop <= min(gap, before.length, rule.length):
                linked[i] = _joined(before, rule)
                break
        else:
            linked.append(rule)
    return linked + rest


def _joined(a: Rule, b: Rule) -> Rule:
    weight = a.length + b.length
    at = (a.at * a.length + b.at * b.length) / weight
    thickness = (a.thickness * a.length + b.thickness * b.length) / weight
    return Rule(at, a.start, max(a.stop, b.stop), thickness=thickness)


def straight_share(ink: Image, at: float, start: float, stop: float, reach: int, margin: float) -> float:
    """Share of a level edge that is inked along its best straight path (see ``straight_shares``)."""
    return float(straight_shares(ink, at, [(start, stop)], reach, margin)[0])


def straight_shares(ink: Image, at: float, edges: Sequence[Span], reach: int, margin: float) -> NDArray[np.float64]:
    """For each of the ``edges`` of one level line the share that is inked along its best straight path.

    The path may lie up to ``reach`` pixels off ``at`` and wander by one pixel; ``margin`` pixels at both ends, where
    other rules cross, do not count.
    """
    spans = np.array([_inside(*edge, margin) for edge in edges], np.intp).reshape(-1, 2).clip(0, ink.shape[1])
    y0 = max(1, round(at) - reach)
    left, right = (int(spans[:, 0].min()), int(spans[:, 1].max())) if len(spans) else (0, 0)
    strip = ink[y0 - 1 : round(at) + reach + 2, left:right]
    if strip.shape[0] < 3:
        return np.zeros(len(spans))
    near = strip[:-2] | strip[1:-1] | strip[2:]
    before = np.pad(np.cumsum(near, axis=1, dtype=np.int64), ((0, 0), (1, 0)))
    inked = (before[:, spans[:, 1] - left] - before[:, spans[:, 0] - left]).max(axis=0)
    length = spans[:, 1] - spans[:, 0]
    return np.asarray(np.where(length > 0, inked / np.maximum(length, 1), 0.0), np.float64)


def _inside(start: float, stop: float, margin: float) -> tuple[int, int]:
    """The pixels [first, last) of an edge without its ends; one at least."""
    margin = min(margin, (stop - start) / 4)
    first = round(start + margin)
    return first, max(round(stop - margin), first + 1)


def darkness(dark: Image, rule: Rule, reach: int) -> float:
    """How dark a level rule is where it is drawn: the upper quartile along it, of the darkest within ``reach``."""
    strip = dark[max(0, round(rule.at) - reach) : round(rule.at) + reach + 1, round(rule.start) : round(rule.stop)]
    return float(np.percentile(strip.max(axis=0), 75)) if strip.size else 0.0
