"""Lines of text read greedily: the likeliest character of every step. Searching for others takes too long there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrkit.recognise.engines.batches import BatchSettings, batches
from ocrkit.recognise.engines.ctc import Probabilities
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
        characters = self._recogniser.characters
        classes = output.argmax(axis=2)
        scores = np.take_along_axis(output, classes[..., None], axis=2)[..., 0]
        starts = np.diff(classes, axis=1, prepend=0) != 0
        read = []
        for path, score, start in zip(classes, scores, starts, strict=True):
            kept = start & (path != 0)
            text = "".join(characters[c - 1] for c in path[kept])
            mean = float(score[kept].mean()) if text else 0.0
            peaks = np.maximum.reduceat(score, np.flatnonzero(start)) if text else score[:0]
            least = float(peaks[path[start] != 0].min(initial=1.0))
            read.append(Reading(text, mean, least=least))
        return read
