"""Value cells: read once, looked at again where that was not plain, and checked by shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from pydantic import Field

from ocrkit.recognise.crops import CropSettings, InkLine, prepare_crop
from ocrkit.recognise.protocol import CropReader
from ocrkit.recognise.second_look import SecondLookSettings, judge, plain, same
from ocrkit.recognise.separators import SeparatorSettings, confirmed, could_be_either
from ocrkit.recognise.strokes import Stroke, StrokeSettings, lone_stroke
from ocrkit.types.reading import Alternative, Reading
from ocrkit.types.settings import Settings


class ValueReaderSettings(Settings):
    """The margins of the first look and the settings of the checks.

    ``by_shape`` is the probability given to a dash or slash that its shape told.
    """

    crop: CropSettings = CropSettings()
    second: SecondLookSettings = SecondLookSettings()
    strokes: StrokeSettings = StrokeSettings()
    separators: SeparatorSettings = SeparatorSettings()
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
        readings = self._look(lines, height, self._settings.crop)
        strokes = [lone_stroke(line, height, self._settings.strokes) for line in lines]
        unclear = [
            i for i, stroke in enumerate(strokes) if stroke is None and not plain(readings[i], self._settings.second)
        ]
        for i, judged in zip(unclear, self._look_again(lines, readings, unclear, height), strict=True):
            readings[i] = judged
        return [
            self._with_separators_checked(line, reading) if stroke is None else self._told_by_shape(reading, stroke)
            for line, reading, stroke in zip(lines, readings, strokes, strict=True)
        ]

    def _look(self, lines: Sequence[InkLine], height: float, margins: CropSettings) -> list[Reading]:
        crops = [prepare_crop(line.image, line.ink, height, margins) for line in lines]
        return self._reader.read(crops, values=True)

    def _look_again(
        self, lines: Sequence[InkLine], first: Sequence[Reading], unclear: Sequence[int], height: float
    ) -> list[Reading]:
        chosen = [lines[i] for i in unclear]
        looks = [self._look(chosen, height, margins) for margins in self._settings.second.looks]
        return [
            judge([first[i], *(look[position] for look in looks)], self._settings.second)
            for position, i in enumerate(unclear)
        ]

    def _told_by_shape(self, reading: Reading, stroke: Stroke) -> Reading:
        """The stroke the shape tells; what was read instead stays among the alternatives."""
        text = reading.text if reading.text and len(reading.text) == 1 and same(reading.text, stroke) else stroke
        sure = self._settings.by_shape
        others = tuple(a for a in reading.alternatives if a.text != text)
        return Reading(text, sure, text, sure, (Alternative(text, sure), *others))

    def _with_separators_checked(self, line: InkLine, reading: Reading) -> Reading:
        text = reading.value_text
        if text is None or not same(reading.text, text) or not could_be_either(text):
            return reading
        found = confirmed(text, line, self._settings.separators)
        if found is None:
            doubt = "comma or point: the shape of a separator does not tell, or tells otherwise"
            return replace(reading, doubts=(*reading.doubts, doubt))
        return replace(reading, text=found, value_text=found)
