"""The crop reader: PaddleOCR's recognition weights, run by us.

PaddleOCR's own class gives neither alternatives nor probabilities per step, and pads every crop to 320 pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy

from pydantic import Field

from ocrkit.recognise.engines.batches import BatchSettings, batches
from ocrkit.recognise.engines.ctc import Emissions, best_texts, emissions, least_sure, odds
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.recognise.engines.value_decoder import ValueDecoder, ValueSettings
from ocrkit.types.page import Image
from ocrkit.types.reading import UNREAD, Alternative, Reading
from ocrkit.types.settings import Settings


class ReaderSettings(Settings):
    """How crops are read.

    ``alternatives``: how many texts to keep; ``beam``: how many the search follows. ``forced``: whether what reads as
    no value is decoded as one too. ``sure``: of words the odds of other characters are told, down to one in ten to
    the power of ``depth``, where a character is less probable than this.
    """

    alternatives: int = Field(default=5, ge=1)
    beam: int = Field(default=16, ge=1)
    forced: bool = True
    sure: float = Field(default=0.95, gt=0, le=1)
    depth: float = Field(default=4.0, gt=0)
    batch: BatchSettings = BatchSettings()
    value: ValueSettings = ValueSettings()


def _tell_nobody(share: float) -> None:
    """For who does not want to know."""


class NetworkCrops:
    """A ``CropReader`` on the recognition network."""

    def __init__(self, recogniser: Recogniser, settings: ReaderSettings | None = None) -> None:
        self._settings = settings or ReaderSettings()
        self._recogniser = recogniser
        self._values = ValueDecoder(recogniser.characters, self._settings.value)
        self._tell: Callable[[float], None] = _tell_nobody

    def telling(self, tell: Callable[[float], None]) -> NetworkCrops:
        """See ``TellingReader.telling``."""
        told = copy(self)
        told._tell = tell
        return told

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``; ``confidence`` is the probability of exactly the text read."""
        found: list[Reading | None] = [None] * len(crops)
        characters, always = self._recogniser.characters, self._values.classes if values else ()
        given, done = batches(crops, self._settings.batch), 0
        for batch, cut in self._recogniser.each(given, lambda output: emissions(output, characters, always)):
            for i, emitted in zip(batch.indices, cut, strict=True):
                found[i] = self._decode(emitted, values)
            done += len(batch.indices)
            self._tell(done / len(crops))
        return [reading for reading in found if reading is not None]

    def _decode(self, given: Emissions, values: bool) -> Reading:
        texts = best_texts(given, self._settings.alternatives, self._settings.beam)
        if not texts:
            return UNREAD
        value = self._value(given, texts[0]) if values else None
        least = least_sure(given)
        # Of lines of text nobody asks for odds.
        is_unsure = values and least < self._settings.sure and any(c.isalpha() for c in texts[0].text)
        return Reading(
            text=texts[0].text,
            confidence=texts[0].probability,
            value_text=value.text if value else None,
            value_confidence=value.probability if value else None,
            alternatives=tuple(texts),
            least=least,
            odds=odds(given, self._settings.depth, self._settings.sure) if is_unsure else (),
        )

    def _value(self, given: Emissions, free: Alternative) -> Alternative | None:
        if self._settings.forced or self._values.allowed.issuperset(free.text):
            return self._values.decode(given, free)
        return None
