"""Lines of text read greedily: the likeliest character of every step. Searching for others takes too long there."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from ocrkit.recognise.engines.batches import BatchSettings, batches
from ocrkit.recognise.engines.ctc import Grid, Probabilities, Run, runs
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.text.widths import other_width
from ocrkit.types.page import Image
from ocrkit.types.reading import UNREAD, Reading
from ocrkit.types.settings import Settings


class LineTextSettings(Settings):
    """What the recogniser leaves open and the line tells.

    ``space``: one that is less probable is none: print has none between a figure and its measure, and looks as if.
    ``width``: a sign whose other width has this probability is as wide as what stands beside it.
    """

    space: float = Field(default=0.9, ge=0, le=1)
    width: float = Field(default=0.03, ge=0, le=1)


_SIGNS = frozenset("(),;:!?（），；：！？")
"""Signs that are set in either width, by what they stand in."""


class GreedyLines:
    """A ``CropReader`` for lines of text, on the recognition network."""

    def __init__(self, recogniser: Recogniser, batch: BatchSettings, text: LineTextSettings | None = None) -> None:
        self._recogniser, self._batch, self._settings = recogniser, batch, text or LineTextSettings()

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
        kept = [run for run in found if self._is_printed(run)]
        text = [characters[run.column - 1] for run in kept]
        for i, run in enumerate(kept):
            if text[i] in _SIGNS and self._may_be_other(run, probs):
                text[i] = _as_wide(text[i], text[max(0, i - 1) : i] + text[i + 1 : i + 2])
        return Reading("".join(text), sum(run.first for run in found) / len(found), least=least)

    def _is_printed(self, run: Run) -> bool:
        return run.probability >= self._settings.space or not self._recogniser.characters[run.column - 1].isspace()

    def _may_be_other(self, run: Run, probs: Grid) -> bool:
        """Whether the recogniser leaves it open which width a sign has."""
        other = self._recogniser.columns.get(other_width(self._recogniser.characters[run.column - 1]))
        return other is not None and float(probs[run.peak, other]) >= self._settings.width


def _as_wide(sign: str, beside: Sequence[str]) -> str:
    """The sign in full width beside Chinese, else in half width."""
    chinese = any("\u4e00" <= c <= "\u9fff" for c in beside)
    return sign if (ord(sign) > 0xFF00) == chinese else other_width(sign)
