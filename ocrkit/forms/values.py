"""From a table's cell to a value of the report, never forcing a reading into a number."""

from __future__ import annotations

from ocrkit.forms.number import Value, parse_value
from ocrkit.forms.settings import FormSettings
from ocrkit.text.widths import half_width
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading
from ocrkit.types.report import Cell, Guess
from ocrkit.types.table import TableCell

_GROUP = 3
"""Digits between two commas of a number."""

_SHARES = ("%", "‰")
"""Units of numbers that are not in thousands."""

_OF_NO_DASH = frozenset({DoubtCode.LONG_DASH})
"""Doubts that say nothing of a value which is a dash: how many it is made of changes nothing."""


def read_value(
    cell: TableCell, settings: FormSettings, *, signed: bool = False, doubts: tuple[Doubt, ...] = ()
) -> Cell:
    """The value in a cell, with status "review" wherever there is a doubt about it.

    ``signed`` says that the column gives a change, where a sign belongs; ``doubts`` are those about which row
    and column the cell is in.
    """
    reading = cell.reading
    place = {
        "confidence": cell.confidence,
        "page": cell.page,
        "box": cell.box,
        "second": cell.second,
        "ink_explained": cell.ink_explained,
        "answered": reading.answered if reading else (),
    }
    guesses = tuple(Guess(text=a.text, probability=a.probability) for a in reading.alternatives) if reading else ()
    if cell.text is None:
        why = (*doubts, *(reading.doubts if reading else ()), Doubt(DoubtCode.INK_UNREAD))
        return Cell(
            value=None, text=None, kind="unreadable", status="review", alternatives=guesses, doubts=why, **place
        )
    value = parse_value(cell.text)
    read = tuple(d for d in reading.doubts if value.kind != "dash" or d.code not in _OF_NO_DASH) if reading else ()
    why = (
        *doubts,
        *read,
        *value.doubts,
        *_odd_sign(value, signed),
        *_maybe_thousands(value),
        *(_lost_sign(_whole(cell), value, settings) if signed else ()),
        *_unsure_dash(cell.text, _whole(cell), value, settings),
        *_disagreement(cell.text, value, reading),
    )
    return Cell(
        value=value.number,
        text=cell.text if value.kind != "blank" else "",
        kind=value.kind,
        note=value.note,
        unit=value.unit,
        status="review" if why else "accepted",
        alternatives=guesses,
        doubts=tuple(dict.fromkeys(why)),
        **place,
    )


def _whole(cell: TableCell) -> float | None:
    """The probability of the reading as a whole; a cell without one says only what it says."""
    return cell.confidence if cell.reading is None else cell.reading.confidence


def _odd_sign(value: Value, signed: bool) -> list[Doubt]:
    return [Doubt(DoubtCode.SIGN_IN_COUNT)] if value.signed and not signed else []


def _maybe_thousands(value: Value) -> list[Doubt]:
    """A comma is read as a point now and then, and beside words no other check sees that: 4,651 (件) as 4.651."""
    number = value.number
    like = number is not None and number.as_tuple().exponent == -_GROUP and abs(number) >= 1
    beside = value.note or (value.unit and value.unit not in _SHARES)
    return [Doubt(DoubtCode.POINT_OR_COMMA)] if like and beside else []


def _lost_sign(confidence: float | None, value: Value, settings: FormSettings) -> list[Doubt]:
    """A minus sign that runs into its digit makes another digit's shape: read as one, but less surely."""
    if value.number is None or value.signed or value.number == 0:
        return []
    sure = confidence is None or confidence >= settings.sign_confidence
    return [] if sure else [Doubt(DoubtCode.SIGN_MAYBE_LOST)]


def _unsure_dash(text: str, confidence: float | None, value: Value, settings: FormSettings) -> list[Doubt]:
    """A long dash is read as 一, which could also be the numeral."""
    if value.kind != "dash" or "一" not in text:
        return []
    sure = confidence is not None and confidence >= settings.dash_confidence
    return [] if sure else [Doubt(DoubtCode.DASH_OR_NUMERAL)]


def _disagreement(text: str, value: Value, reading: Reading | None) -> list[Doubt]:
    """The decoding over a value's characters must say the same as the free one."""
    if reading is None or reading.value_text is None:
        return []
    other = parse_value(reading.value_text)
    same = (value.kind, value.number, value.unit) == (other.kind, other.number, other.unit)
    if same or (value.note is not None and _begins_alike(text, reading.value_text)):
        return []
    return [Doubt(DoubtCode.VALUE_READING_DIFFERS, {"text": text, "value_text": reading.value_text})]


def _begins_alike(text: str, other: str) -> bool:
    """Whether both begin with the same digits; a note's words are outside a value's characters."""
    head = half_width(text.replace("\n", "")).split("(")[0].strip()
    return bool(head) and half_width(other.replace("\n", "")).strip().startswith(head)
