"""Signs that stand alone in many cells of a table, and look alike: each says what the others are.

Where values are nothing a table has one sign in a hundred cells: a slash, a dash, 无. On a coarse copy each by itself
is read with little certainty; but print is the same every time. What looks as most of those read as one sign do, and
like nothing else in the table, is that sign, if the table as a whole is read so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.second_look import mass
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import folded

_OF_READING = frozenset({DoubtCode.LOOKS_DIFFER, DoubtCode.IMPROBABLE, DoubtCode.FREE_READING_DIFFERS})
"""Doubts that ask which sign it is; what may be lost of it, or stands beside it, others ask."""

_LIKE = {"/": frozenset("17"), "-": frozenset[str](), "无": frozenset[str]()}
"""What else a sign may be: it is told only beside one of these, which it is not like."""

_SHORT = 2
"""Texts of so many characters are compared with signs."""

_SIDE = 24
"""Signs are compared as pictures of so many pixels,"""

_HEIGHT = 16
"""in which a digit is so high."""

Picture = NDArray[np.float32]


class AlikeSettings(Settings):
    """When a sign is told by the others. ``least``: so many lines of the table are read as it, ``sure``: with this
    mean probability; ``near``: it is as near to their mean as so many times the usual; ``apart``: and by this factor
    nearer than to the mean of all that is read otherwise, text by text, of which there are ``others``."""

    least: int = Field(default=12, ge=2)
    sure: float = Field(default=0.6, gt=0, le=1)
    near: float = Field(default=1.5, gt=1)
    apart: float = Field(default=0.75, gt=0, lt=1)
    others: int = Field(default=2, ge=1)


def told_alike(
    lines: Sequence[InkLine], readings: Sequence[Reading], text_height: float, settings: AlikeSettings
) -> list[Reading]:
    """The readings of a table's lines, the doubts of signs answered that the others tell."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for i, reading in enumerate(readings):
        groups[folded(reading.text or "")].append(i)
    groups = defaultdict(list, {text: found for text, found in groups.items() if 0 < len(text) <= _SHORT})
    known = {text for text, found in groups.items() if len(found) >= settings.others}
    wanted = [
        sign for sign, like in _LIKE.items() if len(groups[sign]) >= settings.least and (not like or known & like)
    ]
    asked = [i for sign in wanted for i in groups[sign] if _is_asked(readings[i])]
    found = list(readings)
    if not asked:
        return found
    pictures = {i: picture(lines[i], text_height) for text in known for i in groups[text]}
    means = {text: np.mean([pictures[i] for i in groups[text]], axis=0) for text in known}
    for sign in wanted:
        group = groups[sign]
        if np.mean([mass(readings[i], sign) for i in group]) >= settings.sure:
            usual = float(np.median([_apart(pictures[i], means[sign]) for i in group]))
            for i in group:
                if _is_asked(readings[i]) and _is_one(pictures[i], sign, means, usual, settings):
                    found[i] = _answered(readings[i])
    return found


def picture(line: InkLine, text_height: float) -> Picture:
    """A line's ink, 0 to 1, (_SIDE, _SIDE), in the middle and at the size that it has beside the table's digits."""
    x0, y0, x1, y1 = (round(v) for v in line.ink.as_tuple())
    ink = line.image[max(0, y0) : max(y0 + 1, y1), max(0, x0) : max(x0 + 1, x1)].astype(np.float32)
    if not ink.size:
        return np.zeros((_SIDE, _SIDE), np.float32)
    paper, darkest = float(np.percentile(line.image, 75)), float(ink.min())
    ink = np.clip((paper - ink) / max(1.0, paper - darkest), 0, 1)
    scale = _HEIGHT / max(1.0, text_height)
    wide, high = (min(_SIDE, max(1, round(size * scale))) for size in (ink.shape[1], ink.shape[0]))
    small = cv2.resize(ink, (wide, high), interpolation=cv2.INTER_AREA)
    found = np.zeros((_SIDE, _SIDE), np.float32)
    top, left = (_SIDE - high) // 2, (_SIDE - wide) // 2
    found[top : top + high, left : left + wide] = small
    return np.asarray(cv2.GaussianBlur(found, (3, 3), 0), np.float32)


def _is_asked(reading: Reading) -> bool:
    return bool(reading.doubts) and {doubt.code for doubt in reading.doubts} <= _OF_READING


def _is_one(one: Picture, sign: str, means: Mapping[str, Picture], usual: float, settings: AlikeSettings) -> bool:
    own = _apart(one, means[sign])
    others = [_apart(one, mean) for text, mean in means.items() if text != sign]
    return own <= settings.near * usual and all(own <= settings.apart * other for other in others)


def _apart(one: Picture, other: Picture) -> float:
    return float(np.abs(one - other).mean())


def _answered(reading: Reading) -> Reading:
    return replace(reading, doubts=(), answered=(*reading.answered, *reading.doubts))
