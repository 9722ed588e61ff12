"""The decoding over what a value may contain."""

from __future__ import annotations

from collections.abc import Sequence

from ocrkit.recognise.engines.ctc import Emissions, best_texts
from ocrkit.types.reading import Alternative
from ocrkit.types.settings import Settings

VALUE_CHARACTERS = "0123456789０１２３４５６７８９.．,，-—–－+＋/／%％元万增减无"
"""Digits, separators, signs, dashes, units and the words a value may be; what else is read is no plain value."""


class ValueSettings(Settings):
    """``characters``: what a value may contain."""

    characters: str = VALUE_CHARACTERS


class ValueDecoder:
    """Decodes a crop's output over the value characters alone."""

    def __init__(self, characters: Sequence[str], settings: ValueSettings | None = None) -> None:
        """``characters[i]`` belongs to class i + 1 of the output."""
        self.allowed = frozenset((settings or ValueSettings()).characters)
        self.classes = [i + 1 for i, c in enumerate(characters) if c in self.allowed]

    def decode(self, given: Emissions, free: Alternative | None) -> Alternative | None:
        """The most probable text over the value characters, with its true probability (not a share of theirs).

        A forced reading therefore has a low probability. ``free`` is the best text over all characters: where
        it has value characters alone it is the answer. None where no text has any probability.
        """
        if free is not None and self.allowed.issuperset(free.text):
            return free
        found = best_texts(given.only(self.allowed), count=1)
        return found[0] if found else None
