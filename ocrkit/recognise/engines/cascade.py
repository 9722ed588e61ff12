"""Two readers, one after the other: a small one reads all, a large one what the small one is not sure of.

A small recogniser takes a fifth of the time and is nearly always right where it is sure of each character. It is
believed for words, for a label that is read wrong is seen, and for noughts, which most values are. Any other value is
read by a second one, for what is read wrong there is not seen: by ocrkit's own network for values, which takes a
fifth of the large one's time; and by the large one where those two together are not sure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace

from pydantic import Field

from ocrkit.recognise.engines.protocol import CarefulReader, CropReader, TellingReader
from ocrkit.recognise.engines.value_decoder import VALUE_CHARACTERS
from ocrkit.recognise.engines.weighed import Powers, Weighed, WeighSettings, settled, weigh
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import same


class CascadeSettings(Settings):
    """When the small recogniser is believed.

    ``use``: whether there is one. ``lines``: the probability of the least sure character of a line of text from which
    on it is (``benchmarks.cascade_threshold``), ``figures``: of one with digits, of which one may be lost between
    others that are sure. ``sure``: that of words in a cell: not less than what a text needs to
    be out of doubt. ``nought``: that of a nought. ``against``: the probability of a value from which on it counts
    against another reading of the large one. ``beam``: how many texts its search follows; what it is not sure of is
    read again. ``weigh``: how far the network for values is believed.
    """

    use: bool = True
    lines: float = Field(default=0.9, gt=0, le=1)
    figures: float = Field(default=0.99, gt=0, le=1)
    sure: float = Field(default=0.95, gt=0, le=1)
    nought: float = Field(default=0.98, gt=0, le=1)
    against: float = Field(default=0.9, gt=0, le=1)
    beam: int = Field(default=4, ge=1)
    weigh: WeighSettings = WeighSettings()


_NOUGHTS = ("0", "０")

_LIKELY = 0.5
"""Above this probability a character is right rather than wrong. Below it both readers guess: dirt, show-through."""

_FIRST = 0.25
"""What the first reader takes of the time of both."""


def _tell_nobody(share: float) -> None:
    """For who does not want to know."""


class Cascade:
    """A ``CropReader`` made of two, and one for values, where there is one."""

    def __init__(
        self,
        first: CropReader,
        second: CropReader,
        settings: CascadeSettings | None = None,
        own: CropReader | None = None,
    ) -> None:
        self._first, self._second, self._own = first, second, own
        self._settings = settings or CascadeSettings()
        self._tell: Callable[[float], None] = _tell_nobody

    def careful(self) -> CropReader:
        """See ``CarefulReader``: the large one, and the one for values."""
        second = self._second.careful() if isinstance(self._second, CarefulReader) else self._second
        return self._beside_own(second, self._settings.weigh.large)

    def quick(self) -> CropReader:
        """See ``QuickReader``: the small one, and the one for values."""
        return self._beside_own(self._first, self._settings.weigh.small)

    def _beside_own(self, reader: CropReader, powers: Powers) -> CropReader:
        return reader if self._own is None else Weighed(reader, self._own, powers, self._settings.weigh)

    def telling(self, tell: Callable[[float], None]) -> Cascade:
        """See ``TellingReader.telling``."""
        told = copy(self)
        told._tell = tell
        if isinstance(self._first, TellingReader):
            told._first = self._first.telling(lambda share: tell(_FIRST * share))
        if isinstance(self._second, TellingReader):
            told._second = self._second.telling(lambda share: tell(_FIRST + (1 - _FIRST) * share))
        return told

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``. A value is the second one's, in doubt where the first is sure of another."""
        found = self._first.read(crops, values)
        asked = [i for i, reading in enumerate(found) if not self._is_believed(reading, values)]
        own = self._own_readings(crops, asked) if values else {}
        weighed = self._settings.weigh
        both = {i: settled(found[i], one, weighed) for i, one in own.items()}
        known = {i: reading for i, reading in both.items() if reading is not None}
        asked = [i for i in asked if i not in known]
        again = self._second.read([crops[i] for i in asked], values) if asked else []
        for i, reading in zip(asked, again, strict=True):
            whole = weigh(reading, own[i], weighed.large, weighed) if i in own else reading
            known[i] = self._held_against(whole, found[i]) if values else self._surer(reading, found[i])
        self._tell(1.0)
        return [known.get(i, reading) for i, reading in enumerate(found)]

    def _own_readings(self, crops: Sequence[Image], asked: Sequence[int]) -> dict[int, Reading]:
        """What the network for values reads, by the number of the crop; nothing where there is none."""
        if self._own is None or not asked:
            return {}
        return dict(zip(asked, self._own.read([crops[i] for i in asked], True), strict=True))

    def _is_believed(self, reading: Reading, values: bool) -> bool:
        text, least = reading.text or "", reading.least or 0.0
        if values and text in _NOUGHTS:
            return (reading.confidence or 0.0) >= self._settings.nought
        if values:
            return least >= self._settings.sure and _are_words(text)
        enough = self._settings.figures if any(c.isdecimal() for c in text) else self._settings.lines
        return bool(text) and least >= enough

    def _surer(self, reading: Reading, first: Reading) -> Reading:
        """The second reader's reading of a line; where it is not sure, the surer one's, if that is likely."""
        least, other = reading.least or 0.0, first.least or 0.0
        is_first = bool(first.text) and other > _LIKELY and least < min(self._settings.lines, other)
        return first if is_first else reading

    def _held_against(self, reading: Reading, first: Reading) -> Reading:
        """The second reader's reading, in doubt where the first is sure of another value."""
        is_value = bool(first.text) and same(first.text, first.value_text)
        if not is_value or (first.confidence or 0.0) < self._settings.against or same(first.text, reading.value_text):
            return reading
        doubt = Doubt(DoubtCode.LOOKS_DIFFER, {"texts": (first.text or "",)})
        return replace(reading, doubts=(*reading.doubts, doubt))


def _are_words(text: str) -> bool:
    """Whether half of a text or more, and more than one of it, is Chinese characters that no value has."""
    words = sum("\u4e00" <= c <= "\u9fff" and c not in VALUE_CHARACTERS for c in text)
    return words >= 2 and 2 * words >= len(text)
