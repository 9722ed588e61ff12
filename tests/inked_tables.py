"""Pages with a table half of whose cells hold a number, and marks of any ink drawn into the others."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.marks.spot import INKS
from benchmarks.pagemaker.degrade import encode
from ocrkit.types.page import Image

Bgr = tuple[int, int, int]

ROWS, COLUMNS = 10, 6
POINT = 0.12
"""A decimal point is so wide at least, as a share of the height of a digit."""
_BLACK: Bgr = (25, 25, 25)
_FIELDS: tuple[Bgr, ...] = ((150, 90, 40), (60, 60, 150), (90, 90, 90))
"""Grounds on which a mark may be lighter."""
_FINER = 8
"""Marks are drawn so many times as large and made smaller, so that their edges are those of a scan."""


@dataclass(frozen=True)
class InkedTable:
    """A page as given, and what was drawn where: by (row, column), the kind of mark, its ink, its size in pixels."""

    image: Image
    marks: dict[tuple[int, int], tuple[str, str, float]]
    blank: frozenset[tuple[int, int]]


def inked_table(rng: np.random.Generator) -> InkedTable:
    """Any resolution of an office scan, any paper, a little askew or not; marks from a decimal point on."""
    dpi = int(rng.choice([150, 200, 300]))
    unit = dpi / 200
    digit = round(float(rng.uniform(19, 30)) * unit)
    wide, high, side = round(1654 * unit), round(1100 * unit), round(90 * unit)
    paper = tuple(int(v) for v in 255 - rng.integers(0, 25, 3))
    image = np.full((high, wide, 3), paper, np.uint8)
    xs = np.linspace(side, wide - side, COLUMNS + 1).round().astype(int)
    ys = np.linspace(2 * side, high - side, ROWS + 1).round().astype(int)
    field = _FIELDS[int(rng.integers(len(_FIELDS)))] if rng.random() < 0.5 else None
    if field is not None:  # the last two rows are a field
        cv2.rectangle(image, (xs[0], ys[-3]), (xs[-1], ys[-1]), field, -1)
    rule = max(2, round(2 * unit))
    for y in ys:
        cv2.line(image, (xs[0], y), (xs[-1], y), _BLACK, rule)
    for x in xs:
        cv2.line(image, (x, ys[0]), (x, ys[-1]), _BLACK, rule)
    cv2.putText(image, "Table of values", (side, side + digit), cv2.FONT_HERSHEY_DUPLEX, digit / 22, _BLACK, 2)
    marks, blank = {}, set()
    for row in range(ROWS):
        for column in range(COLUMNS):
            box = (xs[column], ys[row], xs[column + 1], ys[row + 1])
            on = field is not None and row >= ROWS - 2
            if (row + column) % 2 == 0:
                _number(image, box, digit, str(rng.integers(1, 9999)), (255, 255, 255) if on else _BLACK)
            elif rng.random() < 0.7:
                marks[row, column] = _mark(image, box, digit, on, rng)
            else:
                blank.add((row, column))
    return InkedTable(_scanned(image, dpi, rng), marks, frozenset(blank))


def _number(image: Image, box: tuple[int, ...], digit: int, text: str, ink: Bgr) -> None:
    x0, y0, _, y1 = box
    at = (x0 + digit, (y0 + y1 + digit) // 2)
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_DUPLEX, digit / 21.5, ink, max(2, round(digit / 11)), cv2.LINE_AA)


def _mark(
    image: Image, box: tuple[int, ...], digit: int, light: bool, rng: np.random.Generator
) -> tuple[str, str, float]:
    """Draw a mark well inside a cell; ``light``: lighter than its ground."""
    name = "white" if light else str(rng.choice([*INKS, "black"]))
    ink = {"white": (255, 255, 255), "black": _BLACK}.get(name) or INKS[name]
    kind = str(rng.choice(["dot", "dash", "ring", "stroke", "7"]))
    size = float(digit * rng.uniform(*{"dot": (POINT, 0.4), "dash": (0.3, 1.2)}.get(kind, (0.4, 1.2))))
    pen = max(POINT * digit, 0.12 * size)
    half = round(size / 2 + pen) + 2
    x0, y0, x1, y1 = box
    x = int(rng.integers(x0 + half + digit // 3, x1 - half - digit // 3))
    y = int(rng.integers(y0 + half + digit // 3, max(y0 + half + digit // 3 + 1, y1 - half - digit // 3)))
    cover = np.zeros((2 * half * _FINER,) * 2, np.uint8)
    _draw(cover, kind, size * _FINER, round(pen * _FINER))
    share = cv2.resize(cover, (2 * half,) * 2, interpolation=cv2.INTER_AREA)[..., None] / 255
    window = np.s_[y - half : y + half, x - half : x + half]
    image[window] = (image[window] * (1 - share) + np.array(ink) * share).round()
    return kind, name, size


def _draw(cover: Image, kind: str, size: float, pen: int) -> None:
    middle, reach = cover.shape[0] // 2, round(size / 2)
    if kind == "dot":
        cv2.circle(cover, (middle, middle), reach, 255, -1)
    elif kind == "ring":
        cv2.circle(cover, (middle, middle), reach, 255, pen)
    elif kind == "dash":
        cv2.line(cover, (middle - reach, middle), (middle + reach, middle), 255, pen)
    elif kind == "stroke":
        cv2.line(cover, (middle - reach // 2, middle + reach), (middle + reach // 2, middle - reach), 255, pen)
    else:
        points = np.array([[-reach // 2, -reach], [reach // 2, -reach], [-reach // 4, reach]]) + middle
        cv2.polylines(cover, [points.astype(np.int32)], False, 255, pen)


def _scanned(image: Image, dpi: int, rng: np.random.Generator) -> Image:
    """As an office scanner gives it: a little soft, noisy and askew, mostly as JPEG."""
    high, wide = image.shape[:2]
    if rng.random() < 0.5:
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), float(rng.uniform(-1.2, 1.2)), 1.0)
        white = tuple(int(v) for v in image[2, 2])
        image = np.asarray(
            cv2.warpAffine(image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white), np.uint8
        )
    image = np.asarray(cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.3, 0.7))), np.uint8)
    noisy = image + rng.normal(0, float(rng.uniform(0, 3)), image.shape)
    image = np.clip(noisy, 0, 255).astype(np.uint8)
    if rng.random() < 0.7:
        data = np.frombuffer(encode(image, ".jpg", int(rng.integers(80, 95)), dpi), np.uint8)
        image = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return image
