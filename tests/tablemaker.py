"""Random merged tables and their pictures, for property tests: read(render(table)) must give the table back.

Needs OpenCV only; cell texts are digits in OpenCV's stroke font.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

FONT = cv2.FONT_HERSHEY_SIMPLEX
DIGIT_HEIGHT = 16
MARGIN = 60


@dataclass(frozen=True)
class Span:
    """A cell: rows [start, stop), columns [start, stop), its text, and its corners in the picture.

    ``corners`` are clockwise from top left, in pixels of the skewed picture; () before it is drawn.
    """

    rows: tuple[int, int]
    cols: tuple[int, int]
    text: str = ""
    corners: tuple[tuple[float, float], ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The upright box around the corners."""
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def every_line_visible(owner: NDArray[np.intp]) -> bool:
    """Whether each interior grid line separates two cells somewhere; ``owner`` is (rows, cols) of cell numbers."""
    horizontal = (owner[1:] != owner[:-1]).any(axis=1)
    vertical = (owner[:, 1:] != owner[:, :-1]).any(axis=0)
    return bool(horizontal.all() and vertical.all())


def random_table(rng: np.random.Generator, rows: int, cols: int, merges: int | None = None) -> list[Span]:
    """A random tiling of ``rows`` x ``cols`` whose every interior grid line is visible somewhere.

    ``merges`` rectangles are tried (by default about a third of the squares); one that would overlap an
    earlier one or hide a grid line everywhere is dropped.
    """
    owner = np.arange(rows * cols, dtype=np.intp).reshape(rows, cols)
    merged = np.zeros_like(owner, dtype=bool)
    for _ in range(rows * cols // 3 if merges is None else merges):
        height, width = int(rng.integers(1, min(rows, 5) + 1)), int(rng.integers(1, min(cols, 5) + 1))
        top, left = int(rng.integers(0, rows - height + 1)), int(rng.integers(0, cols - width + 1))
        window = np.s_[top : top + height, left : left + width]
        if height * width == 1 or merged[window].any():
            continue
        trial = owner.copy()
        trial[window] = owner[top, left]
        if every_line_visible(trial):
            owner = trial
            merged[window] = True
    return _spans(owner)


def _spans(owner: NDArray[np.intp]) -> list[Span]:
    """The cells of a grid of cell numbers, in reading order."""
    found = []
    for number in dict.fromkeys(owner.ravel().tolist()):
        rr, cc = np.nonzero(owner == number)
        found.append(Span((int(rr.min()), int(rr.max()) + 1), (int(cc.min()), int(cc.max()) + 1)))
    return found


def with_digits(spans: Sequence[Span], rng: np.random.Generator, blank: float = 0.2) -> list[Span]:
    """The spans with random numbers as texts; a share ``blank`` of them stays empty."""
    return [replace(s, text="" if rng.random() < blank else str(int(10 ** rng.uniform(0, 4)))) for s in spans]


def render(
    spans: Sequence[Span],
    rng: np.random.Generator,
    *,
    skew_deg: float = 0.0,
    line_width: int = 2,
    ink: int = 30,
    paper: int = 250,
    noise: float = 3.0,
) -> tuple[NDArray[np.uint8], list[Span]]:
    """Draw a table and turn it by ``skew_deg`` (counter-clockwise): grey uint8 picture, spans with corners.

    Row heights (34 to 70 px) and column widths (80 to 150 px) are random. ``noise`` is the standard deviation
    of the grey values added to every pixel.
    """
    xs = _edges(rng, max(s.cols[1] for s in spans), 80, 150)
    ys = _edges(rng, max(s.rows[1] for s in spans), 34, 70)
    image = np.full((int(ys[-1]) + MARGIN, int(xs[-1]) + MARGIN), paper, np.uint8)
    for span in spans:
        top_left, bottom_right = _corners(span, xs, ys)
        cv2.rectangle(image, top_left, bottom_right, ink, line_width)
        _write(image, span.text, top_left, bottom_right, ink)
    image, turn = _turned(image, skew_deg, paper)
    if noise:
        grain = rng.normal(0, noise, image.shape)
        image = np.clip(image + grain, 0, 255).astype(np.uint8)
    return image, [replace(s, corners=_moved(_corners(s, xs, ys), turn)) for s in spans]


def _edges(rng: np.random.Generator, count: int, least: int, most: int) -> NDArray[np.intp]:
    """Positions of ``count`` + 1 grid lines."""
    return MARGIN + np.concatenate([[0], np.cumsum(rng.integers(least, most + 1, count))])


def _corners(span: Span, xs: NDArray[np.intp], ys: NDArray[np.intp]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Top-left and bottom-right pixel of a span before skew."""
    return (int(xs[span.cols[0]]), int(ys[span.rows[0]])), (int(xs[span.cols[1]]), int(ys[span.rows[1]]))


def _write(image: NDArray[np.uint8], text: str, start: tuple[int, int], stop: tuple[int, int], ink: int) -> None:
    """Put a text in the middle of a cell."""
    if not text:
        return
    scale = DIGIT_HEIGHT / 22  # the font's digits are 22 px high at scale 1
    (width, height), _ = cv2.getTextSize(text, FONT, scale, 2)
    at = ((start[0] + stop[0] - width) // 2, (start[1] + stop[1] + height) // 2)
    cv2.putText(image, text, at, FONT, scale, ink, 2, cv2.LINE_AA)


def _turned(image: NDArray[np.uint8], degrees: float, paper: int) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The picture turned about its centre on a canvas that holds all of it, and the 2 x 3 matrix."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_width, new_height = int(np.ceil(width * cos + height * sin)), int(np.ceil(width * sin + height * cos))
    matrix[:, 2] += (new_width - width) / 2, (new_height - height) / 2
    turned = cv2.warpAffine(image, matrix, (new_width, new_height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(turned, np.uint8), matrix


def _moved(
    corners: tuple[tuple[int, int], tuple[int, int]], matrix: NDArray[np.float64]
) -> tuple[tuple[float, float], ...]:
    """All four corners of an upright rectangle after the turn."""
    (x0, y0), (x1, y1) = corners
    points = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]], float) @ matrix.T
    return tuple((float(x), float(y)) for x, y in points)
