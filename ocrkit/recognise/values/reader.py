"""Value cells: read once, looked at again where that was not plain, and checked by shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocrkit.recognise.cells.crops import CropSettings, InkLine, prepare_crop
from ocrkit.recognise.cells.line_components import line_components
from ocrkit.recognise.engines.protocol import CarefulReader, CropReader, QuickReader
from ocrkit.recognise.engines.value_decoder import VALUE_CHARACTERS
from ocrkit.recognise.values.alike import told_alike
from ocrkit.recognise.values.apart import Apart, apart
from ocrkit.recognise.values.checks import CHECKS
from ocrkit.recognise.values.context import Context, context_of
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.second_look import SecondLookSettings, doubted, is_label, is_text, judge, plain
from ocrkit.recognise.values.set_close import full_width_pitch, set_close
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.recognise.values.spacing import close_gaps
from ocrkit.recognise.values.speckless import without_specks
from ocrkit.recognise.values.strokes import lone_stroke
from ocrkit.text.marks import CIRCLED
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.text import same


@dataclass(frozen=True)
class _Record:
    """A line and its reading so far; ``is_told``: by its shape, or words: no further look tells more."""

    line: ValueLine
    reading: Reading
    is_told: bool


class ValueReader:
    """Reads the lines of value cells; every reading that it is not sure of comes with its doubts."""

    def __init__(self, reader: CropReader, settings: ValueReaderSettings | None = None) -> None:
        self._reader = reader
        self._careful = reader.careful() if isinstance(reader, CarefulReader) else reader
        self._quick = reader.quick() if isinstance(reader, QuickReader) else reader
        self._settings = settings or ValueReaderSettings()

    def read(self, lines: Sequence[InkLine], text_height: float | None = None) -> list[Reading]:
        """One reading per line, in order.

        ``text_height`` is the usual height of a digit, in pixels (by default the median of the inks' heights).
        Raises ``EngineError``.
        """
        if not lines:
            return []
        height = text_height or float(np.median([line.ink.height for line in lines]))
        pitch = full_width_pitch(lines, self._settings.close)
        first = self._looked(lines, height, pitch)
        context = replace(context_of(first, height, self._settings), pitch=pitch)
        records = [self._judged(line) for line in first]
        records = self._looked_again(records, context)
        records = self._looked_without_specks(records, context)
        found = [_checked(record.line, record.reading, context) for record in records]
        found = self._told_apart(records, found, context)
        return told_alike([record.line.picture for record in records], found, height, self._settings.alike)

    def _look(
        self,
        reader: CropReader,
        lines: Sequence[InkLine],
        height: float,
        margins: CropSettings,
        pitch: float | None = None,
    ) -> list[Reading]:
        """The readings of these lines in crops with these margins: see ``_looks``."""
        return self._looks(reader, lines, height, (margins,), pitch)[0]

    def _looks(
        self,
        reader: CropReader,
        lines: Sequence[InkLine],
        height: float,
        every: Sequence[CropSettings],
        pitch: float | None = None,
    ) -> list[list[Reading]]:
        """The readings of these lines in crops with each of these margins, digits set wide apart put together.

        ``pitch``: how far apart the table sets full-width digits, in their heights; None where it does not. All are
        read at once: a network that is shown other widths takes time to change.
        """
        if not lines:
            return [[] for _ in every]
        close = self._settings.close
        shown = lines if pitch is None else [set_close(line, pitch, close) for line in lines]
        crops = [prepare_crop(line.image, line.ink, height, margins) for margins in every for line in shown]
        found = reader.read(crops, values=True)
        looks = [found[first : first + len(lines)] for first in range(0, len(found), len(lines))]
        return [
            [close_gaps(line, reading) for line, reading in zip(lines, look, strict=True)]
            for _, look in zip(every, looks, strict=True)
        ]

    def _looked(self, lines: Sequence[InkLine], height: float, pitch: float | None) -> list[ValueLine]:
        """The first look at each line: a quick one where its shape tells what it is, whatever it reads as.

        A level stroke as wide as a character may be a dash or the numeral 一, and only the reading tells.
        """
        components = [tuple(line_components(line)) for line in lines]
        strokes = [
            lone_stroke(line, height, self._settings.strokes, found)
            for line, found in zip(lines, components, strict=True)
        ]
        readings: dict[int, Reading] = {}
        for reader, is_told in ((self._quick, True), (self._reader, False)):
            chosen = [
                i for i, stroke in enumerate(strokes) if (stroke is not None and _LONG not in stroke) == is_told
            ]
            looks = self._look(reader, [lines[i] for i in chosen], height, self._settings.crop, pitch)
            readings |= dict(zip(chosen, looks, strict=True))
        return [ValueLine(line, readings[i], strokes[i], components[i]) for i, line in enumerate(lines)]

    def _judged(self, line: ValueLine) -> _Record:
        """What the first look and the shape say."""
        if line.stroke is not None:
            return _Record(line, _told_by_shape(line.first, line.stroke, self._settings.by_shape), is_told=True)
        if self._is_plain(line.first) or not is_label(line.first, self._settings.second):
            return _Record(line, line.first, is_told=False)
        return _Record(line, doubted(line.first), is_told=True)

    def _is_plain(self, reading: Reading) -> bool:
        return plain(reading, self._settings.second)

    def _looked_again(self, records: Sequence[_Record], context: Context) -> list[_Record]:
        """What was not read plainly is read at other margins too, and all looks judged together."""
        unclear = [i for i, r in enumerate(records) if not r.is_told and not self._is_plain(r.reading)]
        pictures = [records[i].line.picture for i in unclear]
        looks = self._looks(self._careful, pictures, context.text_height, self._settings.second.looks, context.pitch)
        found = list(records)
        for i, *others in zip(unclear, *looks, strict=True):
            reading = judge([records[i].reading, *others], self._settings.second)
            doubts = dict.fromkeys((*reading.doubts, *records[i].reading.doubts))
            found[i] = replace(records[i], reading=replace(reading, doubts=tuple(doubts)))
        return found

    def _looked_without_specks(self, records: Sequence[_Record], context: Context) -> list[_Record]:
        """What doubtful values are without their specks, where that is plain and differs."""
        cleaned = {
            i: ink
            for i, record in enumerate(records)
            if not record.is_told
            and _may_have_specks(record.reading, self._settings.second)
            and (ink := without_specks(record.line.picture, context.text_height, self._settings.specks)) is not None
        }
        found = list(records)
        looked = self._looked(list(cleaned.values()), context.text_height, context.pitch)
        for i, line in zip(cleaned, looked, strict=True):
            clean = self._clean(line, context)
            if clean is not None and not same(clean.text, records[i].reading.text):
                found[i] = replace(records[i], reading=_instead_of(records[i].reading, clean))
        return found

    def _told_apart(self, records: Sequence[_Record], found: Sequence[Reading], context: Context) -> list[Reading]:
        """The readings; of doubtful ones with a footnote's mark or a stroke through figures, the value by itself."""
        parts = {
            i: part
            for i, (record, reading) in enumerate(zip(records, found, strict=True))
            if record.line.stroke is None
            and _is_mostly_a_value(reading)
            and _APART & {doubt.code for doubt in reading.doubts}
            and (part := apart(record.line, reading, self._settings.apart)) is not None
        }
        height, margins = context.text_height, self._settings.crop
        alone = [part.value for part in parts.values() if part.value is not None]
        values = iter(self._look(self._careful, alone, height, margins, context.pitch))
        told = list(found)
        for i, part in parts.items():
            if part.value is None:
                told[i] = _with_mark(found[i], part, None, found[i])
            else:
                other = self._look(self._careful, [part.other], part.other.ink.height, margins)[0]
                told[i] = _with_mark(found[i], part, next(values), other)
        return told

    def _clean(self, line: ValueLine, context: Context) -> Reading | None:
        """The reading of a line without its specks, checked; None where it is not plain either."""
        if line.stroke is not None:
            return _checked(line, _told_by_shape(line.first, line.stroke, self._settings.by_shape), context)
        is_value = self._is_plain(line.first) and same(line.first.text, line.first.value_text)
        return line.first if is_value else None


_LONG = "—"
"""How a level stroke as wide as a character is written."""

_APART = frozenset(
    {DoubtCode.PRINT_SIZE, DoubtCode.PRINT_BASELINE, DoubtCode.STRUCK_OUT, DoubtCode.FREE_READING_DIFFERS}
)
"""Doubts of lines in which a part may be none of the value."""


_MARKS = frozenset("*※†‡" + CIRCLED)
"""What a footnote's mark may be, beside figures and letters: a dash or a point is dirt."""


def _with_mark(whole: Reading, part: Apart, value: Reading | None, other: Reading) -> Reading:
    """The reading of a value and of what stands beside it, in doubt as it was when read as one."""
    number, mark = "" if value is None else value.value_text or "", other.text or ""
    could_be = any(sign.isdecimal() or (sign.isascii() and sign.isalpha()) or sign in _MARKS for sign in mark)
    if not could_be or (value is not None and not same(value.text, number)):
        return whole
    text = part.written(number, mark)
    sure = min(look.confidence or 0.0 for look in (value, other) if look is not None)
    others = tuple(alternative for alternative in whole.alternatives if alternative.text != text)
    return Reading(text, sure, number or text, sure, (Alternative(text, sure), *others), whole.doubts)


def _told_by_shape(first: Reading, stroke: str, sure: float) -> Reading:
    """The stroke the shape tells; what was read instead stays among the alternatives."""
    text = first.text if first.text and len(first.text) == 1 and same(first.text, stroke) else stroke
    others = tuple(a for a in first.alternatives if a.text != text)
    return Reading(text, sure, text, sure, (Alternative(text, sure), *others))


def _checked(line: ValueLine, reading: Reading, context: Context) -> Reading:
    """The reading, with a doubt for whatever about the ink or the text speaks against it."""
    found: Iterable[Doubt] = (doubt for check in CHECKS for doubt in check(line, reading, context))
    return replace(reading, doubts=tuple(dict.fromkeys((*reading.doubts, *found))))


def _instead_of(dirty: Reading, clean: Reading) -> Reading:
    """The reading without specks, with all that was read and doubted with them."""
    doubt = Doubt(DoubtCode.READ_WITH_SPECKS, {"text": dirty.text or ""})
    own = (Alternative(dirty.text, dirty.confidence or 0.0),) if dirty.text else ()
    known = {a.text for a in clean.alternatives}
    others = {a.text: a for a in (*own, *dirty.alternatives) if a.text not in known}
    doubts = dict.fromkeys((doubt, *clean.doubts, *dirty.doubts))
    return replace(clean, alternatives=(*clean.alternatives, *others.values()), doubts=tuple(doubts))


def _may_have_specks(reading: Reading, settings: SecondLookSettings) -> bool:
    """Whether a reading is in doubt, or a value with something else in it: mostly a value, or too short for words."""
    mixed = _is_mostly_a_value(reading) or not is_text(reading, settings)
    return bool(reading.doubts) or (mixed and not same(reading.text or "", reading.value_text))


def _is_mostly_a_value(reading: Reading) -> bool:
    """Whether most of the characters read are those of values."""
    text = reading.text or ""
    return 2 * sum(c in VALUE_CHARACTERS for c in text) > len(text)
