"""Value cells: read once, looked at again where that was not plain, and checked by shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.crops import CropSettings, InkLine, contrast, prepare_crop
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.engines.value_decoder import VALUE_CHARACTERS
from ocrkit.recognise.values.second_look import SecondLookSettings, doubted, is_label, is_text, judge, plain
from ocrkit.recognise.values.separators import could_be_thousands
from ocrkit.recognise.values.spacing import close_gaps, is_spaced
from ocrkit.recognise.values.speckless import SpecklessSettings, without_specks
from ocrkit.recognise.values.strokes import StrokeSettings, leaning, lone_stroke, off_the_middle
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import same

_FAINT = Doubt(DoubtCode.FAINT_INK)
_PALE = Doubt(DoubtCode.PALE_INK)
_ALIKE = 8
"""So many lines of ink of one kind tell how dark it usually is; a few strokes may all be dirt."""
_FEET = Doubt(DoubtCode.DASH_OR_FEET)
_SLASH = Doubt(DoubtCode.SLASH_OR_ONE)
_COMMA = Doubt(DoubtCode.POINT_OR_COMMA)
_SIDE_BY_SIDE = Doubt(DoubtCode.NUMBERS_SIDE_BY_SIDE)
_LOW = Doubt(DoubtCode.LOW_INK)
_LEGIBLE = 7
"""No digit can be told in fewer pixels of height, whatever else is in the table."""
_DASHES = frozenset("-—–−－一_")


class ValueReaderSettings(Settings):
    """The margins of the first look and the settings of the checks.

    ``by_shape`` is the probability given to a dash or slash that its shape told. ``faint``: ink that is darker
    than its paper by fewer grey levels has lost strokes as a rule (4 is left as 1); office scans have 77 or more.
    ``pale``: what has less than this share of the usual darkness of digits, or of dashes, may not be print at all.
    ``low``: ink of less than this share of the usual text height is no digit, whatever it was read as (digits are
    about three quarters of a Chinese character, and values may be set smaller than labels).
    """

    crop: CropSettings = CropSettings()
    second: SecondLookSettings = SecondLookSettings()
    strokes: StrokeSettings = StrokeSettings()
    specks: SpecklessSettings = SpecklessSettings()
    faint: float = Field(default=60, ge=0, le=255)
    pale: float = Field(default=0.5, ge=0, le=1)
    low: float = Field(default=0.45, ge=0, le=1)
    by_shape: float = Field(default=0.99, gt=0, le=1)


class ValueReader:
    """Reads the lines of value cells; every reading that it is not sure of comes with its doubts."""

    def __init__(self, reader: CropReader, settings: ValueReaderSettings | None = None) -> None:
        self._reader = reader
        self._settings = settings or ValueReaderSettings()

    def read(self, lines: Sequence[InkLine], text_height: float | None = None) -> list[Reading]:
        """One reading per line, in order.

        ``text_height`` is the usual height of a digit, in pixels (by default the median of the inks' heights).
        Raises ``EngineError``.
        """
        if not lines:
            return []
        height = text_height or float(np.median([line.ink.height for line in lines]))
        first = self._look(lines, height, self._settings.crop)
        readings = [close_gaps(line, reading) for line, reading in zip(lines, first, strict=True)]
        strokes = [lone_stroke(line, height, self._settings.strokes) for line in lines]
        unclear = [
            i for i, stroke in enumerate(strokes) if stroke is None and not plain(readings[i], self._settings.second)
        ]
        labels = [i for i in unclear if is_label(readings[i], self._settings.second)]
        for i in labels:
            readings[i] = doubted(readings[i])
        unclear = sorted(set(unclear) - set(labels))
        for i, judged in zip(unclear, self._look_again(lines, readings, unclear, height), strict=True):
            readings[i] = judged
        not_told = [i for i, stroke in enumerate(strokes) if stroke is None and i not in labels]
        for i, cleaner in self._look_without_specks(lines, readings, not_told, height).items():
            readings[i] = cleaner
        checked = [
            self._checked(line, reading, height)
            if stroke is None
            else self._told_by_shape(line, reading, stroke, height)
            for line, reading, stroke in zip(lines, readings, strokes, strict=True)
        ]
        pale = self._pale(lines, [stroke is not None for stroke in strokes])
        return [
            replace(reading, doubts=(*reading.doubts, _PALE)) if is_pale else reading
            for reading, is_pale in zip(checked, pale, strict=True)
        ]

    def _pale(self, lines: Sequence[InkLine], strokes: Sequence[bool]) -> NDArray[np.bool_]:
        """Which lines are much paler than others of their kind, bool (N,): thin ``strokes`` are paler than digits."""
        dark, lone = np.array([contrast(line) for line in lines]), np.array(strokes)
        usual = np.full(len(lines), float(np.median(dark)))
        for kind in (lone, ~lone):
            if np.count_nonzero(kind) >= _ALIKE:
                usual[kind] = float(np.median(dark[kind]))
        return np.asarray(dark < self._settings.pale * usual, dtype=np.bool_)

    def _look(self, lines: Sequence[InkLine], height: float, margins: CropSettings) -> list[Reading]:
        crops = [prepare_crop(line.image, line.ink, height, margins) for line in lines]
        return self._reader.read(crops, values=True)

    def _look_again(
        self, lines: Sequence[InkLine], first: Sequence[Reading], unclear: Sequence[int], height: float
    ) -> list[Reading]:
        chosen = [lines[i] for i in unclear]
        looks = [
            [
                close_gaps(line, reading)
                for line, reading in zip(chosen, self._look(chosen, height, margins), strict=True)
            ]
            for margins in self._settings.second.looks
        ]
        return [
            judge([first[i], *(look[position] for look in looks)], self._settings.second)
            for position, i in enumerate(unclear)
        ]

    def _look_without_specks(
        self, lines: Sequence[InkLine], readings: Sequence[Reading], places: Sequence[int], height: float
    ) -> dict[int, Reading]:
        """What doubtful values (of those at ``places``) are without their specks, where that is plain and differs."""
        cleaned = {
            i: line
            for i in places
            if _may_have_specks(readings[i], self._settings.second)
            and (line := without_specks(lines[i], height, self._settings.specks)) is not None
        }
        looks = self._look(list(cleaned.values()), height, self._settings.crop) if cleaned else []
        found = {}
        for (i, line), first in zip(cleaned.items(), looks, strict=True):
            look = close_gaps(line, first)
            stroke = lone_stroke(line, height, self._settings.strokes)
            if stroke is not None:
                found[i] = self._told_by_shape(line, look, stroke, height)
            elif plain(look, self._settings.second) and same(look.text, look.value_text):
                found[i] = look
        return {
            i: _instead_of(readings[i], reading)
            for i, reading in found.items()
            if not same(reading.text, readings[i].text)
        }

    def _told_by_shape(self, line: InkLine, reading: Reading, stroke: str, height: float) -> Reading:
        """The stroke the shape tells; what was read instead stays among the alternatives.

        Dashes can also be what is left of digits, the feet of 22: doubtful away from the middle of the cell, and in
        a row in which no look saw a dash. Faint ones can be no print at all.
        """
        text = reading.text if reading.text and len(reading.text) == 1 and same(reading.text, stroke) else stroke
        sure = self._settings.by_shape
        others = tuple(a for a in reading.alternatives if a.text != text)
        row = len(stroke) > 1
        doubts = []
        if contrast(line) < self._settings.faint:
            doubts.append(_FAINT)
        unseen = row and not _DASHES & set(reading.text or "")
        if stroke != "/" and (unseen or off_the_middle(line, height, self._settings.strokes)):
            doubts.append(_FEET)
        return Reading(text, sure, text, sure, (Alternative(text, sure), *others), tuple(doubts))

    def _checked(self, line: InkLine, reading: Reading, height: float) -> Reading:
        """The reading, with a doubt for whatever about the ink or the text speaks against it."""
        text = reading.value_text or ""
        doubts = list(reading.doubts)
        if text in ("1", "１") and leaning(line, self._settings.strokes):
            doubts.append(_SLASH)
        if could_be_thousands(text):
            doubts.append(_COMMA)
        if is_spaced(text) or is_spaced(reading.text or ""):
            doubts.append(_SIDE_BY_SIDE)
        if line.ink.height < max(_LEGIBLE, self._settings.low * height) and any(c.isdigit() for c in text):
            doubts.append(_LOW)
        if contrast(line) < self._settings.faint:
            doubts.append(_FAINT)
        return replace(reading, doubts=tuple(doubts))


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
    text = reading.text or ""
    of_values = sum(c in VALUE_CHARACTERS for c in text)
    mixed = 2 * of_values > len(text) or not is_text(reading, settings)
    return bool(reading.doubts) or (mixed and not same(text, reading.value_text))
