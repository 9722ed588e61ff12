"""Labels told by what else the network held possible.

Of a label on a coarse page half the characters may be read wrong, and the words are like no label any more. But the
network that took 组 for 繼 held 组 for the next likeliest of its eighteen thousand: that it did so at every character,
in order, tells the label. What is printed is transcribed as it was read all the same.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

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
    known = _labels(tuple(definitions))
    return table.model_copy(update={"cells": tuple(_with_label(cell, known, settings) for cell in table.cells)})


@cache
def _labels(definitions: tuple[FormDefinition, ...]) -> tuple[str, ...]:
    """Every label of every edition, once."""
    editions = [edition for definition in definitions for edition in definition.editions]
    return tuple(dict.fromkeys(label for edition in editions for label in vocabulary(edition).all))


def _with_label(cell: TableCell, known: Sequence[str], settings: FormSettings) -> TableCell:
    if cell.reading is None or not cell.reading.odds or not is_words(cell.text):
        return cell
    label = likely_label(cell.reading.odds, known, settings)
    return cell if label is None else cell.model_copy(update={"label": label})


def likely_label(odds: Sequence[Odds], known: Sequence[str], settings: FormSettings) -> str | None:
    """What was read with the characters of the label among ``known`` that its odds tell; None where they tell none.

    A label is told as one that is read is (``FormSettings.sure``, ``margin``), a character that is wrong but possible
    counting as one that is partly right.
    """
    printed = _Printed.of(odds)
    least = settings.sure - settings.margin
    ranked = [(printed.likeness(label, settings.depth, least), label) for label in known]
    best, label = max(ranked, default=(0.0, ""))
    if best < settings.sure or best <= similarity(printed.text, label):
        return None
    core = parse_label(label).core
    rivals = [likeness for likeness, other in ranked if parse_label(other).core != core]
    return printed.as_label(label, settings.depth) if best - max(rivals, default=0.0) >= settings.margin else None


@dataclass(frozen=True)
class _Printed:
    """A text as read, and the places and odds of the characters of its body and of its core (see ``Label``)."""

    text: str
    body: tuple[int, ...]
    core: tuple[int, ...]
    odds: Sequence[Odds]

    @classmethod
    def of(cls, odds: Sequence[Odds]) -> _Printed:
        """The text that the likeliest characters spell."""
        text = "".join(each[0][0] for each in odds)
        letters = [i for i, each in enumerate(odds) if unicodedata.category(each[0][0])[0] in "LN"]
        label = parse_label(text)
        body = letters[max(0, len(letters) - len(label.body)) :]
        return cls(text, tuple(body), tuple(body[: len(label.core)]), odds)

    def likeness(self, label: str, depth: float, least: float) -> float:
        """How like a label this may be, 0 to 1; how like it is where that is less than ``least``."""
        plain = similarity(self.text, label)
        pairs = ((self.body, parse_label(label).body), (self.core, parse_label(label).core))
        worth = [pair for pair in dict.fromkeys(pairs) if self._most(*pair) >= least]
        return max([plain, *(_Alignment.of(self._shares(*pair, depth)).likeness for pair in worth)])

    def as_label(self, label: str, depth: float) -> str:
        """The text with the label's characters in place of those that may be them."""
        pairs = ((self.body, parse_label(label).body), (self.core, parse_label(label).core))
        aligned = [(_Alignment.of(self._shares(*pair, depth)), pair) for pair in pairs if all(pair)]
        best, (places, letters) = max(aligned, key=lambda each: each[0].likeness)
        characters = [each[0][0] for each in self.odds]
        for i, j in best.pairs:
            characters[places[i]] = letters[j]
        return "".join(characters)

    def _most(self, places: Sequence[int], letters: str) -> float:
        """What the likeness is at most: the share of characters that are possible at all."""
        possible = {compact(other) for place in places for other, _ in self.odds[place]}
        found = sum(letter in possible for letter in letters)
        return found / max(len(places), len(letters), 1)

    def _shares(self, places: Sequence[int], letters: str, depth: float) -> list[list[float]]:
        """How far each character may be each of the ``letters``, 0 to 1."""
        odds = [{compact(other): share for other, share in reversed(self.odds[place])} for place in places]
        return [[_worth(each.get(letter, 0.0), depth) for letter in letters] for each in odds]


def _worth(share: float, depth: float) -> float:
    """What a character counts that is this share as probable as the likeliest: 0 to 1, by its powers of ten."""
    return max(0.0, 1.0 + math.log10(share) / depth) if share > 0.0 else 0.0


@dataclass(frozen=True)
class _Alignment:
    """The best alignment of what is printed with a label: how alike they are, and which characters may be which."""

    likeness: float
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, shares: Sequence[Sequence[float]]) -> _Alignment:
        """The least edit distance (Levenshtein), a substitution costing what of it is not possible."""
        n, m = len(shares), len(shares[0]) if shares else 0
        if not n or not m:
            return cls(0.0, ())
        costs = [[float(j) for j in range(m + 1)]]
        for i, row in enumerate(shares, start=1):
            cost = [float(i)]
            for j, share in enumerate(row, start=1):
                cost.append(min(costs[-1][j] + 1, cost[-1] + 1, costs[-1][j - 1] + 1 - share))
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
