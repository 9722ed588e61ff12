"""Lines to straighten the page by: long ruling lines, and lines of text where there are few rules."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.types.geometry import sheet_side
from ocrkit.types.page import Image
from ocrkit.types.transform import Points

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


def trace_rules(grey: Image, contrast: int) -> tuple[list[Points], list[Points]]:
    """Points along each long rule, shape (N, 2): level ones, and upright ones.

    A rule is darker by more than ``contrast`` levels than what lies beside it. Where there is a table, lines that
    meet none of its rules are left out: the paper's edge, a shadow, a fold. Where there is none, the paper's edge
    is the best there is.
    """
    side = round(sheet_side(grey.shape[1], grey.shape[0]))
    level = _trace(grey, contrast, side, max(15, side // 40))
    # The skew is out already, but perspective leaves upright lines leaning: shorter runs stay whole.
    turned = np.asarray(cv2.transpose(grey), dtype=np.uint8)
    upright = [line[:, ::-1] for line in _trace(turned, contrast, side, max(15, side // 60))]
    return _of_tables(level, upright, max(3.0, side // 170)) or (level, upright)


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
