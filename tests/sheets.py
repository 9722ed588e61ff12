"""Synthetic pages with points known beforehand, and what scanners and cameras do to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.types.page import Image, Page, PageRef, PreparedPage

Points = NDArray[np.float64]
SourceOf = Callable[[Points], Points]

PAPER = 250
DOT = 6
WORDS = "Annual report on public information requests received and answered"


def given(image: Image, orientation: int = 1, number: int = 1) -> Page:
    """A page as the load stage hands it over."""
    return Page(PageRef(number, f"page{number}.png"), image, 200.0, "0" * 64, str(number), orientation)


def on_paper(image: Image) -> PreparedPage:
    """A page that needs no preparing."""
    return PreparedPage(PageRef(1, "page1.png"), image.shape[1::-1], image, np.zeros(image.shape, np.uint8))


@dataclass(frozen=True)
class Sheet:
    """A page and where on it things are: ``dots`` are centres of discs, ``level`` and ``upright`` points of rules."""

    image: Image
    dots: Points
    level: tuple[Points, ...]
    upright: tuple[Points, ...]


def sheet(width: int = 1500, height: int = 2120, words: str = WORDS) -> Sheet:
    """Text, then a ruled table with a disc in some cells; nothing about it is symmetric."""
    image = np.full((height, width), PAPER, np.uint8)
    em = height / 2120
    for i in range(10):
        at = (round((130 + 40 * (i == 0)) * em), round((150 + 62 * i) * em))
        cv2.putText(image, words, at, cv2.FONT_HERSHEY_DUPLEX, em, 30, round(2 * em), cv2.LINE_AA)
    xs, ys = np.linspace(0.09 * width, 0.9 * width, 7), np.linspace(0.4 * height, 0.93 * height, 14)
    for y in ys:
        cv2.line(image, (round(xs[0]), round(y)), (round(xs[-1]), round(y)), 30, 3)
    for x in xs:
        cv2.line(image, (round(x), round(ys[0])), (round(x), round(ys[-1])), 30, 3)
    columns, rows = (xs[:-1] + xs[1:]) / 2, (ys[:-1] + ys[1:]) / 2
    dots = [(round(x), round(y)) for r, y in enumerate(rows) for c, x in enumerate(columns) if (2 * r + c) % 3 == 0]
    for dot in dots:
        cv2.circle(image, dot, DOT, 30, -1, cv2.LINE_AA)
    along_x, along_y = np.linspace(xs[0], xs[-1], 25), np.linspace(ys[0], ys[-1], 25)
    return Sheet(
        image,
        np.array(dots, np.float64),
        tuple(np.column_stack([along_x, np.full(25, round(y))]) for y in ys),
        tuple(np.column_stack([np.full(25, round(x)), along_y]) for x in xs),
    )


def measured(image: Image, near: Points, reach: int = 14) -> Points:
    """The centre of the dark ink around each of the points ``near``."""
    found = []
    for x, y in np.round(near).astype(int):
        window = 255.0 - image[y - reach : y + reach + 1, x - reach : x + reach + 1]
        weight = np.where(window > 60, window, 0.0)
        rows, cols = np.mgrid[-reach : reach + 1, -reach : reach + 1]
        assert weight.sum() > 0, f"no ink near {x}, {y}"
        found.append((x + (weight * cols).sum() / weight.sum(), y + (weight * rows).sum() / weight.sum()))
    return np.array(found)


def turned(plain: Sheet, degrees: float) -> Sheet:
    """The sheet laid askew (positive: lines fall to the right)."""
    height, width = plain.image.shape
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 0.92), [0, 0, 1]])
    return _projected(plain, matrix)


def in_perspective(plain: Sheet, amount: float = 0.03) -> Sheet:
    """The sheet photographed from the side: its corners moved inwards by different shares of its size."""
    height, width = plain.image.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inwards = np.array([[1.0, 0.5], [-0.2, 0.1], [-0.9, -0.6], [0.2, -0.1]], np.float32) * amount
    moved = corners + inwards * np.array([width, height], np.float32)
    return _projected(plain, cv2.getPerspectiveTransform(corners, moved.astype(np.float32)))


def curled(plain: Sheet, amount: float = 0.012) -> Sheet:
    """The sheet with a gentle curl: lines sag towards the spine by ``amount`` of the page's height."""
    height, width = plain.image.shape

    def shift(x: NDArray[np.float64]) -> NDArray[np.float64]:
        return amount * height * (1.6 * (x / width - 0.45) ** 2 - 0.3)

    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    image = cv2.remap(plain.image, xs, (ys - shift(xs)).astype(np.float32), cv2.INTER_CUBIC, borderValue=(PAPER,))
    return _moved(plain, np.asarray(image, np.uint8), lambda p: np.column_stack([p[:, 0], p[:, 1] + shift(p[:, 0])]))


def _projected(plain: Sheet, matrix: NDArray[np.float64]) -> Sheet:
    size = plain.image.shape[1::-1]
    image = cv2.warpPerspective(plain.image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(PAPER,))

    def move(points: Points) -> Points:
        return np.asarray(cv2.perspectiveTransform(points[None], matrix)[0], np.float64)

    return _moved(plain, np.asarray(image, np.uint8), move)


def _moved(plain: Sheet, image: Image, move: SourceOf) -> Sheet:
    return Sheet(
        image,
        move(plain.dots),
        tuple(move(line) for line in plain.level),
        tuple(move(line) for line in plain.upright),
    )
