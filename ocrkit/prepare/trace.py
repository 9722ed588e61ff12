"""Lines to straighten the page by: long ruling lines, and lines of text where there are few rules."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image
from ocrkit.types.transform import Points

_CONTRASTS = (30, 12)
"""Rules are darker by this than what lies beside them; bleached ones, and those under a stain, by the second."""

_GAIN = 1.25
"""A weak line that is so many times as long as the strong ones on it is taken for them."""

_TABLE = 6
"""Lines that meet this often are a table's."""

_SAMPLE = 12
"""One point of a line per this many pixels."""


def thin_dark(grey: Image, axis: int, width: int) -> Image:
    """How much darker each pixel is than what lies on both sides of it, uint8 (H, W).

    A black-hat with a line of ``width`` pixels across the direction of the rule: ``axis`` 1 for level rules
    (compared with above and below), 0 for upright ones. Shaded grounds and broad dark areas give nothing.
    """
    shape = (width, 1) if axis == 1 else (1, width)
    return np.asarray(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones(shape, np.uint8)), dtype=np.uint8)


def trace_rules(grey: Image) -> tuple[list[Points], list[Points]]:
    """Points along each long rule, shape (N, 2): level ones, and upright ones.

    Where there is a table, lines that meet none of its rules are left out: the paper's edge, a shadow, a fold. Where
    there is none, the paper's edge is the best there is. Both contrasts are asked: a page of black rules may
    have pale ones in a stained part that is bent otherwise than the rest.
    """
    reach = max(3.0, sheet_side(grey.shape[1], grey.shape[0]) // 170)
    first, *weaker = (_trace_both(grey, contrast) for contrast in _CONTRASTS)
    lines = _of_tables(*first, reach)
    for level, upright in weaker:
        found = _of_tables(level, upright, reach)
        if lines is None or found is None:
            lines = lines or found
        else:
            lines = _longer(lines[0], found[0], reach), _longer(lines[1], found[1], reach)
    return lines or first


def _longer(strong: list[Points], weak: list[Points], reach: float) -> list[Points]:
    """Strong lines, and in place of those that it shows much longer, or not at all, weak ones.

    Where both show the same, the strong one is the more exact.
    """
    kept, taken = list(strong), []
    for line in weak:
        near = [_shared(line, other, reach) for other in kept]
        if len(line) > _GAIN * sum(near) + 1:
            taken.append(line)
            kept = [other for other, shared in zip(kept, near, strict=True) if 2 * shared <= len(other)]
    return kept + taken


def _shared(line: Points, other: Points, reach: float) -> int:
    """How many points of ``other`` lie on ``line``; along its longer direction both are in order."""
    axis = int(np.ptp(line[:, 0]) < np.ptp(line[:, 1]))
    along, across = other[:, axis], other[:, 1 - axis]
    within = (along >= line[0, axis]) & (along <= line[-1, axis])
    off = np.abs(np.interp(along, line[:, axis], line[:, 1 - axis]) - across)
    return int(np.count_nonzero(within & (off <= reach)))


def _of_tables(level: list[Points], upright: list[Points], reach: float) -> tuple[list[Points], list[Points]] | None:
    """The lines that meet others as a table's do, None where there is no table."""
    meets = _meetings(level, upright, reach)
    if np.count_nonzero(meets) < _TABLE:
        return None
    least = min(2, int(meets.sum(axis=0).max()))
    return (
        [line for line, count in zip(level, meets.sum(axis=1), strict=True) if count],
        [line for line, count in zip(upright, meets.sum(axis=0), strict=True) if count >= least],
    )


def _trace_both(grey: Image, contrast: int) -> tuple[list[Points], list[Points]]:
    side = round(sheet_side(grey.shape[1], grey.shape[0]))
    level = _trace(grey, contrast, side, max(15, side // 40))
    # The skew is out already, but perspective leaves upright lines leaning: shorter runs stay whole.
    turned = np.asarray(cv2.transpose(grey), dtype=np.uint8)
    return level, [line[:, ::-1] for line in _trace(turned, contrast, side, max(15, side // 60))]


def _meetings(level: list[Points], upright: list[Points], reach: float) -> NDArray[np.bool_]:
    """Which level line meets which upright one, bool (len(level), len(upright))."""
    meets = np.zeros((len(level), len(upright)), dtype=np.bool_)
    if not level or not upright:
        return meets
    a = np.array([[*line.min(axis=0), *line.max(axis=0)] for line in level])[:, None]
    b = np.array([[*line.min(axis=0), *line.max(axis=0)] for line in upright])[None]
    near = (a[..., :2] - reach <= b[..., 2:]) & (b[..., :2] - reach <= a[..., 2:])
    for i, j in np.argwhere(near.all(axis=-1)):
        x = np.interp(np.median(level[i][:, 1]), upright[j][:, 1], upright[j][:, 0])
        y = np.interp(x, level[i][:, 0], level[i][:, 1])
        meets[i, j] = (
            level[i][0, 0] - reach <= x <= level[i][-1, 0] + reach
            and upright[j][0, 1] - reach <= y <= upright[j][-1, 1] + reach
        )
    return meets


def _trace(grey: Image, contrast: int, side: int, run: int) -> list[Points]:
    """Points along the level rules that run on unbroken for ``run`` pixels somewhere; ``side`` is the sheet's."""
    thin = (thin_dark(grey, 1, max(5, side // 150)) > contrast).astype(np.uint8)
    mask = cv2.dilate(thin, np.ones((3, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, max(15, side // 40)), np.uint8))
    return _middles(np.asarray(mask, dtype=np.uint8), min_length=side // 14, max_height=side // 25)


def trace_text(grey: Image) -> list[Points]:
    """Points along the middle of each long line of text, shape (N, 2)."""
    h, w = grey.shape
    ink = (grey < 190).astype(np.uint8)
    char = max(6, round(sheet_side(w, h)) // 90)
    smear = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 2 * char), np.uint8))
    smear = cv2.morphologyEx(smear, cv2.MORPH_OPEN, np.ones((max(2, char // 3), char), np.uint8))
    return _middles(
        np.asarray(smear, dtype=np.uint8), min_length=w // 4, max_height=3 * char, sample=2 * char, fill=0.4
    )


def _middles(mask: Image, min_length: int, max_height: int, sample: int = _SAMPLE, fill: float = 0.0) -> list[Points]:
    """The middle height of every component, column bin by column bin."""
    # Each is longer than a few pixels, so that 16 bits count them all, in a third of the time.
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_16U)
    lines: list[Points] = []
    for label in range(1, len(stats)):
        x, y, width, height, area = (int(v) for v in stats[label])
        if width < min_length or height > max_height or area < fill * width * height:
            continue
        lines.append(_middle(labels[y : y + height, x : x + width] == label, x, y, sample))
    return lines


def _middle(part: NDArray[np.bool_], x: int, y: int, sample: int) -> Points:
    rows, cols = np.nonzero(part)
    bins = cols // sample
    count = np.bincount(bins)
    full = count >= 0.5 * np.median(count[count > 0])
    mid_x = np.bincount(bins, weights=cols)[full] / count[full]
    mid_y = np.bincount(bins, weights=rows)[full] / count[full]
    return np.column_stack([mid_x + x, mid_y + y])
