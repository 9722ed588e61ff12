"""How much of a page's cells has been read, told while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ocrkit.recognise.engines.protocol import CropReader, TellingReader

TellShare = Callable[[float], None]
_STEPS = 100
"""A share is told in steps of a hundredth, however many batches there are."""


class CellShare:
    """The share of a page's cells: ``counts`` are those of its tables, in the order in which they are read."""

    def __init__(self, counts: Sequence[int], tell: TellShare) -> None:
        self._counts, self._tell = counts, tell
        self._all = max(1, sum(counts))
        self._told = self._before = self._tables = 0

    def of_next(self, crops: CropReader) -> CropReader:
        """The reader for the cells of the next table; one that cannot tell is taken as it is."""
        before, own = self._before, self._counts[self._tables]
        self._before, self._tables = before + own, self._tables + 1
        if not isinstance(crops, TellingReader):
            return crops
        return crops.telling(lambda part: self._at((before + part * own) / self._all))

    def _at(self, share: float) -> None:
        """A second look at some lines takes the share back, which is not told."""
        step = int(_STEPS * share)
        if step > self._told:
            self._told = step
            self._tell(step / _STEPS)
