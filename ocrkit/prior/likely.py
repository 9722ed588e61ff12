"""Labels told by what else the network held possible.

Of a label on a coarse page half the characters may be read wrong, and the words are like no label any more. But the
network that took 组 for 繼 held 组 for one of the likeliest of its eighteen thousand others: that it did so at
every character, in order, tells the label. What is printed is transcribed as it was read all the same.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from ocrkit.forms.grid import is_words
from ocrkit.forms.hits import vocabulary
from ocrkit.forms.labels import parse_label, similarity
from ocrkit.forms.settings import FormSettings
from ocrkit.text.widths import compact
from ocrkit.types.form import FormDefinition
from ocrkit.types.reading import Odds
from ocrkit.types.table import Table, TableCell


def with_labels(table: Table, definitions: Sequence[FormDefinition], settings: FormSettings) -> Table:
    """The table, its cells told which label of the forms stands in them, where one is told by the odds alone."""
    if not any(cell.reading and cell.reading.odds for cell in table.cells):
        return table
    known = known_labels(tuple(definitions))
    return table.model_copy(update={"cells": tuple(_with_label(cell, known, settings) for cell in table.cells)})


@cache
def known_labels(definitions: tuple[FormDefinition, ...]) -> tuple[str, ...]:
    """Every label of every edition, once however its ordinal and its closing note are printed."""
    editions = [edition for definition in definitions for edition in definition.editions]
    labels = [label for edition in editions for label in vocabulary(edition).all]
    once = {(parse_label(label).body, parse_label(label).core): label for label in reversed(labels)}
    return tuple(reversed(once.values()))


def _with_label(cell: TableCell, known: Sequence[str], settings: FormSettings) -> TableCell:
    if cell.reading is None or not cell.reading.odds or not is_words(cell.text):
        return cell
    label = likely_label(cell.text or "", cell.reading.odds, known, settings)
    return cell if label is None else cell.model_copy(update={"label": label})


def likely_label(text: str, odds: Sequence[Odds], known: Sequence[str], settings: FormSettings) -> str | None:
    """What was read, with the characters of the one label of ``known`` that the odds tell; None where they tell none.

    A label is told as one that is read is (``FormSettings.sure``, ``margin``), a character that is wrong but possible
    counting as one that is partly right. Where the ``text`` that was read tells one, nothing else is asked; nor are
    odds that are not its.
    """
    printed = _Printed.of(odds, settings)
    if not known or similarity(text, printed.text) < settings.sure or _told(text, known, settings) is not None:
        return None
    least = settings.sure - settings.margin
    label = _clear({label: printed.likeness(label, least) for label in known}, settings)
    return None if label is None else printed.as_label(label)


def _told(text: str, known: Sequence[str], settings: FormSettings) -> str | None:
    """The label that a text is by itself."""
    return _clear({label: similarity(text, label) for label in known}, settings)


def _clear(likeness: Mapping[str, float], settings: FormSettings) -> str | None:
    """The label that is likely enough, and by enough more than any with other words; None where there is none."""
    best = max(likeness, key=lambda label: likeness[label])
    core = parse_label(best).core
    rival = max((alike for label, alike in likeness.items() if parse_label(label).core != core), default=0.0)
    return best if likeness[best] >= settings.sure and likeness[best] - rival >= settings.margin else None


@dataclass(frozen=True)
class _Printed:
    """A text as read, with the odds of its characters; ``body`` and ``core``: the places of those (see ``Label``)."""

    odds: Sequence[Odds]
    settings: FormSettings
    text: str
    body: tuple[int, ...]
    core: tuple[int, ...]

    @classmethod
    def of(cls, odds: Sequence[Odds], settings: FormSettings) -> _Printed:
        """The text that the likeliest characters spell."""
        text = "".join(each[0][0] for each in odds)
        label = parse_label(text)
        letters = [i for i, each in enumerate(odds) if unicodedata.category(each[0][0])[0] in "LN"]
        body = tuple(letters[max(0, len(letters) - len(label.body)) :])
        return cls(odds, settings, text, body, body[: len(label.core)])

    @cached_property
    def possible(self) -> tuple[dict[str, float], ...]:
        """What each character may be: how far it may, 0 to 1, by its powers of ten.

        A few characters that were read are as well other words, so of a short label they must be more probable.
        """
        is_short = len(self.core) <= self.settings.short
        depth = self.settings.short_depth if is_short else self.settings.depth
        found: list[dict[str, float]] = []
        for each in self.odds:
            shares: dict[str, float] = {}
            for other, share in each:
                worth = 1.0 + math.log10(share) / depth
                shares[compact(other)] = max(0.0, worth, shares.get(compact(other), 0.0))
            found.append(shares)
        return tuple(found)

    @cached_property
    def anywhere(self) -> frozenset[str]:
        """The characters that are possible in any place."""
        return frozenset(letter for i in self.body for letter, worth in self.possible[i].items() if worth > 0.0)

    def likeness(self, label: str, least: float) -> float:
        """How like a label this may be, 0 to 1; how like it is where it may not be by ``least``."""
        worth = [pair for pair in self._pairs(label) if self._most(*pair) >= least]
        possibly = max((_Alignment.of(self._shares(*pair)).likeness for pair in worth), default=0.0)
        return max(possibly, similarity(self.text, label))

    def as_label(self, label: str) -> str:
        """The text with the label's characters in place of those that may be them; its note, with a unit, stays."""
        aligned = [(_Alignment.of(self._shares(*pair)), pair) for pair in self._pairs(label)]
        best, (places, letters) = max(aligned, key=lambda each: each[0].likeness)
        characters = [each[0][0] for each in self.odds]
        for i, j in best.pairs:
            if places[i] in self.core:
                characters[places[i]] = letters[j]
        return "".join(characters)

    def _pairs(self, label: str) -> list[tuple[tuple[int, ...], str]]:
        """What is compared with what: the bodies, and the cores."""
        wanted = parse_label(label)
        pairs = ((self.body, wanted.body), (self.core, wanted.core))
        return [pair for pair in dict.fromkeys(pairs) if all(pair)]

    def _most(self, places: Sequence[int], letters: str) -> float:
        """What the likeness is at most: the share of characters that are possible at all."""
        return sum(letter in self.anywhere for letter in letters) / max(len(places), len(letters))

    def _shares(self, places: Sequence[int], letters: str) -> list[list[float]]:
        """How far each character may be each of the ``letters``, 0 to 1."""
        return [[self.possible[place].get(letter, 0.0) for letter in letters] for place in places]


@dataclass(frozen=True)
class _Alignment:
    """The best alignment of what is printed with a label: how alike they are, and which characters may be which."""

    likeness: float
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, shares: Sequence[Sequence[float]]) -> _Alignment:
        """The least edit distance (Levenshtein), a substitution costing what of it is not possible."""
        n, m = len(shares), len(shares[0])
        costs = [[float(j) for j in range(m + 1)]]
        for i, row in enumerate(shares, start=1):
            cost, above = [float(i)], costs[-1]
            for j, share in enumerate(row, start=1):
                cost.append(min(above[j] + 1, cost[-1] + 1, above[j - 1] + 1 - share))
            costs.append(cost)
        return cls(1 - costs[n][m] / max(n, m), tuple(_path(costs, shares)))


def _path(costs: Sequence[Sequence[float]], shares: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Which characters may be which, from the end of the cheapest alignment."""
    i, j, found = len(shares), len(shares[0]), []
    while i and j:
        share = shares[i - 1][j - 1]
        if costs[i][j] == costs[i - 1][j - 1] + 1 - share:
            i, j = i - 1, j - 1
            if share > 0.0:
                found.append((i, j))
        elif costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return found
