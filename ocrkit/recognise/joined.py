"""The lines of a cell as one reading."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from ocrkit.recognise.told import certainty
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import BLANK, Alternative, Odds, Reading

_NUMBER = re.compile(r"[0-9０-９.,，．]+")
_DASHES = re.compile(r"[-—–−－]+")


def join_lines(readings: Sequence[Reading], parted: Sequence[bool] = ()) -> Reading:
    """The reading of a cell from those of its lines, top to bottom; blank where there are none.

    Of a cell with a line that cannot be read the others are kept, in doubt: they may be enough to know a label by.
    Line breaks part the lines, in the text as in the value's; a slash where ``parted`` says that a diagonal ruling
    line parts one from the line before.
    """
    if not readings:
        return BLANK
    if len(readings) == 1:
        return readings[0]
    if all(r.text is None for r in readings):
        return Reading(None, None, doubts=(Doubt(DoubtCode.LINE_UNREAD),))
    text = _joined([r.text or "" for r in readings], parted)
    confidence = math.prod(r.confidence or 0.0 for r in readings)
    values = [r.value_text for r in readings]
    numbers = [r.text for r in readings if r.text and _NUMBER.fullmatch(r.text)]
    texts = tuple(r.text for r in readings if r.text and (r.text in numbers or _DASHES.fullmatch(r.text)))
    above = (Doubt(DoubtCode.NUMBERS_STACKED, {"texts": texts}),) if numbers and len(texts) > 1 else ()
    unread = (Doubt(DoubtCode.LINE_UNREAD),) if any(r.text is None for r in readings) else ()
    return Reading(
        text=text,
        confidence=confidence,
        value_text=None if any(v is None for v in values) else _joined([v or "" for v in values], parted),
        value_confidence=None,
        alternatives=(Alternative(text, confidence),),
        doubts=(*dict.fromkeys(d for r in readings for d in r.doubts), *unread, *above),
        least=min(certainty(r) or 0.0 for r in readings),
        answered=tuple(dict.fromkeys(d for r in readings for d in r.answered)),
        odds=_joined_odds(readings, parted),
    )


def _joined_odds(readings: Sequence[Reading], parted: Sequence[bool]) -> tuple[Odds, ...]:
    """The odds of the characters of all lines, and of the signs between them; none where all lines are sure."""
    if not any(reading.odds for reading in readings):
        return ()
    lines = [reading.odds or tuple(((c, 1.0),) for c in reading.text or "") for reading in readings]
    signs = _signs(len(lines), parted)
    return tuple(odds for sign, line in zip(signs, lines, strict=True) for odds in (((sign, 1.0),), *line))[1:]


def _joined(texts: Sequence[str], parted: Sequence[bool]) -> str:
    return "".join(f"{sign}{text}" for sign, text in zip(_signs(len(texts), parted), texts, strict=True))[1:]


def _signs(count: int, parted: Sequence[bool]) -> list[str]:
    """What stands before each line: a slash where a diagonal parts it from the one before, else a line break."""
    return ["/" if i < len(parted) and parted[i] else "\n" for i in range(count)]
