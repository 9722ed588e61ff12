"""Lines of text read greedily: the likeliest character of every step. Searching for others takes too long there."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.recognise.engines.batches import BatchSettings, batches
from ocrkit.recognise.engines.ctc import Grid, Probabilities, runs
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.types.page import Image
from ocrkit.types.reading import UNREAD, Reading


class GreedyLines:
    """A ``CropReader`` for lines of text, on the recognition network."""

    def __init__(self, recogniser: Recogniser, batch: BatchSettings) -> None:
        self._recogniser, self._batch = recogniser, batch

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``; ``confidence`` is the mean probability per character, 0.0 for no text.

        No crop is read as a value.
        """
        read = [UNREAD] * len(crops)
        for batch, readings in self._recogniser.each(batches(crops, self._batch), self._likeliest):
            for i, reading in zip(batch.indices, readings, strict=True):
                read[i] = reading
        return read

    def _likeliest(self, output: Probabilities) -> list[Reading]:
        """Greedy CTC decoding: each crop's text, and the mean and the least probability of its characters."""
        return [self._text(probs) for probs in output]

    def _text(self, probs: Grid) -> Reading:
        characters, found = self._recogniser.characters, runs(probs)
        if not found:
            return Reading("", 0.0, least=1.0)
        least = min(run.sureness(probs, characters, self._recogniser.columns) for run in found)
        text = "".join(characters[run.column - 1] for run in found)
        return Reading(text, sum(run.first for run in found) / len(found), least=least)
