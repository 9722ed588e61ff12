"""Small pages of drawn text, for what looks at where words stand."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocrkit.types.page import Image, PageRef, PreparedPage

SIZE = (1654, 2339)
"""A4 at 200 dpi."""
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_SCALE = 0.8


def blank() -> Image:
    """An empty page, A4 at 200 dpi."""
    return np.full(SIZE[::-1], 245, np.uint8)


def write(image: Image, x: float, y: float, text: str, right: bool = False) -> None:
    """Put a line of text on the page, its foot at ``y``; it begins at ``x``, or ends there."""
    if right:
        x -= cv2.getTextSize(text, _FONT, _SCALE, 2)[0][0]
    cv2.putText(image, text, (round(x), round(y)), _FONT, _SCALE, 20, 2, cv2.LINE_AA)


def write_table(image: Image, xs: Sequence[float], y: float, rows: Sequence[Sequence[str]], step: float = 40) -> None:
    """Rows of text: the first column begins at ``xs[0]``, the others end at theirs."""
    for i, row in enumerate(rows):
        for j, (x, text) in enumerate(zip(xs, row, strict=True)):
            write(image, x, y + i * step, text, right=j > 0)


def write_prose(image: Image, box: tuple[float, float, float, float], seed: int, step: float = 36) -> None:
    """Justified running text in (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = box
    rng = np.random.default_rng(seed)
    y = y0
    while y < y1:
        words = ["".join(rng.choice(list("aceimnorsuvxdlt"), rng.integers(2, 10))) for _ in range(40)]
        widths = np.array([cv2.getTextSize(word, _FONT, _SCALE, 2)[0][0] for word in words])
        n = int(np.searchsorted(np.cumsum(widths + 10), x1 - x0))
        gap = (x1 - x0 - widths[:n].sum()) / (n - 1)
        for word, x in zip(words[:n], x0 + np.concatenate([[0], np.cumsum(widths[: n - 1] + gap)]), strict=True):
            write(image, x, y, word)
        y += step


def prepared(image: Image) -> PreparedPage:
    """The page as the stages behind ``prepare`` see it."""
    height, width = image.shape
    return PreparedPage(PageRef(1, "drawn.png"), (width, height), image, np.zeros((height, width), np.uint8))
