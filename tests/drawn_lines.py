"""Lines of ink drawn for the tests of their checks: strokes and digits in a plain print, with what may be wrong."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading

HEIGHT = 30.0
CONTEXT = Context(HEIGHT, ValueReaderSettings(), digits_darkness=200, strokes_darkness=120)


def line_of(
    text: str, height: int = 30, lean: int = 0, ink: int = 20, stroke: str | None = None, level: float = 0.0
) -> ValueLine:
    """A stroke of this height that leans to the right by ``lean`` pixels, read as ``text``."""
    image = np.full((80, 80), 250, np.uint8)
    cv2.line(image, (40 - lean // 2, 40 + height // 2), (40 + lean // 2, 40 - height // 2), ink, 4, cv2.LINE_AA)
    box = UprightBox(37 - lean // 2, 40 - height / 2, 43 + lean // 2, 40 + height / 2)
    return ValueLine(InkLine(image, box, level), Reading(text, 0.99, text, 0.99), stroke)


def set_line(
    text: str, scale: float = 1.0, down: int = 0, thick: int = 2, tint: float = 0.0, read: str | None = None
) -> ValueLine:
    """Digits set in a plain print, or larger, lower, bolder, coloured, in the middle of a cell."""
    image = np.full((90, 40 + 30 * len(text)), 250, np.uint8)
    cv2.putText(image, text, (20, 58 + down), cv2.FONT_HERSHEY_DUPLEX, scale, 20, thick, cv2.LINE_AA)
    return picture_line(image, read or text, tint)


def picture_line(image: np.ndarray, text: str, tint: float = 0.0, left_out: tuple[UprightBox, ...] = ()) -> ValueLine:
    ys, xs = np.nonzero(image < 130)
    box = UprightBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    level = (box.y0 + box.y1) / 2 - 45
    picture = InkLine(image, box, level, 45.0, tint=tint, left_out=left_out)
    return ValueLine(picture, Reading(text, 0.99, text, 0.99), None)


def with_mark(text: str, mark: str, scale: float, up: int) -> ValueLine:
    """Digits and a smaller or raised one behind them, read as one number."""
    line = set_line(text + " ", read=text + mark)
    image = line.picture.image.copy()
    at = (int(line.picture.ink.x1) + 4, 58 - up)
    cv2.putText(image, mark, at, cv2.FONT_HERSHEY_DUPLEX, scale, 20, 2, cv2.LINE_AA)
    return picture_line(image, text + mark)


def printed_over(one: str, other: str) -> ValueLine:
    """Two digits in one place, read one after the other."""
    image = set_line(one).picture.image.copy()
    cv2.putText(image, other, (26, 58), cv2.FONT_HERSHEY_DUPLEX, 1.0, 20, 2, cv2.LINE_AA)
    return picture_line(image, one + other)


def struck(text: str) -> ValueLine:
    line = set_line(text)
    image, ink = line.picture.image.copy(), line.picture.ink
    cv2.line(image, (int(ink.x0) - 2, 47), (int(ink.x1) + 2, 47), 20, 2)
    return picture_line(image, text)


def left_out(text: str, dx: float, dy: float, size: float) -> ValueLine:
    """Digits with a mark that was painted over as dirt: ``dx`` behind their end, ``dy`` below their heads."""
    line = set_line(text)
    ink = line.picture.ink
    mark = UprightBox(ink.x1 + dx, ink.y0 + dy, ink.x1 + dx + size, ink.y0 + dy + size)
    return picture_line(line.picture.image, text, left_out=(mark,))


def long_dash(width: int) -> ValueLine:
    image = np.full((80, 160), 250, np.uint8)
    image[40:43, 10 : 10 + width] = 20
    return ValueLine(picture_line(image, "—").picture, Reading("—", 0.99, "—", 0.99), "—")


def likely_dash(sure: float) -> ValueLine:
    """A mark in a dash's place, read as one with this probability."""
    line = line_of("-", stroke="-", level=3)
    return ValueLine(replace(line.picture, dash=True, likely=True), Reading("-", sure, "-", sure), "-")


def confirmed(line: ValueLine) -> ValueLine:
    """The same, read alike by two networks."""
    return replace(line, first=replace(line.first, confirmed=True))


def box(round_: bool) -> ValueLine:
    """A box as high as digits, or a nought as wide."""
    image = np.full((80, 80), 250, np.uint8)
    if round_:
        cv2.ellipse(image, ((40, 40), (22, 30), 0.0), (20,), 3, cv2.LINE_AA)
    else:
        cv2.rectangle(image, (29, 25), (51, 55), (20,), 3)
    return picture_line(image, "0")


TABLE = [set_line(text) for text in ("12", "30", "405", "7", "88", "96", "2", "51", "640", "3", "19", "74")]
"""The lines of a table in one print."""
