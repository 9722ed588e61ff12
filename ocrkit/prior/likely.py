"""Labels told by what else the network held possible.

Of a label on a coarse page half the characters may be read wrong, and the words are like no label any more. But the
network that took 组 for 繼 held 组 for one of the likeliest of its eighteen thousand others: that it did so at
every character, in order, tells the label. What is printed is transcribed as it was read all the same.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
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

_PLAIN = 0.95
"""A text so like a label is that label; what else it may be is not asked."""


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
    label = likely_label(cell.reading.odds, known, settings)
    return cell if label is None else cell.model_copy(update={"label": label})


def likely_label(odds: Sequence[Odds], known: Sequence[str], settings: FormSettings) -> str | None:
    """What was read, with the characters of the one label of ``known`` that the odds tell; None where they tell none.

    A label is told as one that is read is (``FormSettings.sure``, ``margin``), a character that is wrong but possible
    counting as one that is partly right.
    """
    printed = _Printed.of(odds, settings.depth)
    plain = {label: similarity(printed.text, label) for label in known}
    if max(plain.values(), default=1.0) >= _PLAIN:
        return None
    least = settings.sure - settings.margin
    ranked = [(max(plain[label], printed.likeness(label, least)), label) for label in known]
    best, label = max(ranked)
    if best < settings.sure or best <= plain[label]:
        return None
    core = parse_label(label).core
    rival = max((likeness for likeness, other in ranked if parse_label(other).core != core), default=0.0)
    return printed.as_label(label) if best - rival >= settings.margin else None


@dataclass(frozen=True)
class _Printed:
    """A text as read, with the odds of its characters; ``body`` and ``core``: the places of those (see ``Label``)."""

    odds: Sequence[Odds]
    depth: float
    text: str
    body: tuple[int, ...]
    core: tuple[int, ...]

    @classmethod
    def of(cls, odds: Sequence[Odds], depth: float) -> _Printed:
        """The text that the likeliest characters spell."""
        text = "".join(each[0][0] for each in odds)
        label = parse_label(text)
        letters = [i for i, each in enumerate(odds) if unicodedata.category(each[0][0])[0] in "LN"]
        body = tuple(letters[max(0, len(letters) - len(label.body)) :])
        return cls(odds, depth, text, body, body[: len(label.core)])

    @cached_property
    def possible(self) -> tuple[dict[str, float], ...]:
        """What each character may be: how far it may, 0 to 1, by its powers of ten."""
        found: list[dict[str, float]] = []
        for each in self.odds:
            shares: dict[str, float] = {}
            for other, share in each:
                worth = 1.0 + math.log10(share) / self.depth
                shares[compact(other)] = max(worth, shares.get(compact(other), 0.0))
            found.append(shares)
        return tuple(found)

    @cached_property
    def anywhere(self) -> frozenset[str]:
        """The characters that are possible in any place."""
        return frozenset(letter for place in self.body for letter in self.possible[place])

    def likeness(self, label: str, least: float) -> float:
        """How like a label this may be, 0 to 1; 0 where it is not by ``least``."""
        worth = [pair for pair in self._pairs(label) if self._most(*pair) >= least]
        return max((_Alignment.of(self._shares(*pair)).likeness for pair in worth), default=0.0)

    def as_label(self, label: str) -> str:
        """The text with the label's characters in place of those that may be them."""
        aligned = [(_Alignment.of(self._shares(*pair)), pair) for pair in self._pairs(label)]
        best, (places, letters) = max(aligned, key=lambda each: each[0].likeness)
        characters = [each[0][0] for each in self.odds]
        for i, j in best.pairs:
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
