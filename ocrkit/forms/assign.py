"""One-to-one assignment of printed lines to a form's entries, with how sure each pair is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ocrkit.forms.labels import parse_label
from ocrkit.forms.pairing import best_pairing
from ocrkit.forms.paths import Line
from ocrkit.forms.scores import UNREAD, Scores, score
from ocrkit.forms.settings import FormSettings
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.form import Entry

_ORDER = 1e-3
_SHORT = 3

Axis = Literal["row", "column"]


@dataclass(frozen=True)
class Pair:
    """A line (by index) filed under an entry (by index), and why a person should look, None where nobody need."""

    line: int
    entry: int
    score: float
    doubt: Doubt | None = None


def assign(lines: Sequence[Line], entries: Sequence[Entry], settings: FormSettings, axis: Axis) -> list[Pair]:
    """File each line under at most one entry, and each entry under at most one line; ``axis`` says which lines.

    The assignment of the greatest total (the form's order breaks ties only). A pair is **sure** where the label is
    like the entry's by ``settings.sure`` (as it was read: one that the odds tell is not) and its score is
    ``settings.margin`` above that of every other entry; **inferred** where every rival entry belongs to a sure line,
    and the neighbours are those of the form or all other lines and entries have found each other, or where its
    reading is in doubt and all other lines and entries have found each other without; else it has a doubt. A
    readable label less alike than ``settings.floor`` (unless it is short and the only one left, or its reading is in
    doubt and it stands where the form has one, between lines that are sure), and an unread one without neighbours of
    the form, are left out: they are not forced anywhere.
    """
    if not lines or not entries:
        return []
    scores = score(lines, entries)
    found = _best_pairs(scores)
    sure = {i for i, j in found.items() if _is_sure(i, j, lines, scores, settings)}
    complete = _is_complete(found, sure, lines, scores)
    pairs = []
    for i, j in found.items():
        line, alike = lines[i], float(scores.leaf[i, j])
        placed = complete or _has_neighbours(i, len(lines), found)
        if line.readable and alike < settings.floor and not (complete and _is_ruined(line, entries[j])):
            if line.doubtful and _between_sure(i, lines, entries, found, sure):
                pairs.append(Pair(i, j, alike, _by_order(line, entries[j], axis)))
            continue
        if not line.readable and not placed:
            continue
        if i in sure:
            clear = not _claimed_twice(i, j, scores, settings)
        else:
            clear = placed and alike >= settings.floor and _no_rival(i, j, found, sure, scores, settings)
        doubt = None if clear else _doubt(line, entries[j], alike, settings, axis)
        pairs.append(Pair(i, j, alike if line.readable else 0.0, doubt))
    return _by_elimination(pairs, lines, scores, settings)


def _by_elimination(pairs: list[Pair], lines: Sequence[Line], scores: Scores, settings: FormSettings) -> list[Pair]:
    """The pairs. Where all lines and entries have found each other, misread labels that are told are in no doubt.

    Such a label is told where it is a little like its entry, and by as much less like every other whose line is not
    told. A label that is like nothing may be that of a line which the form has not, in the place of one that it has.
    """
    n, m = scores.leaf.shape
    if not 1 < len(pairs) == n == m:
        return pairs
    unclear = {pair.entry: pair for pair in pairs if pair.doubt is not None}
    misread = {
        entry: pair
        for entry, pair in unclear.items()
        if lines[pair.line].doubtful and pair.doubt and pair.doubt.code != DoubtCode.LABEL_FITS_TWICE
    }
    while told := [entry for entry, pair in misread.items() if _is_told(pair, unclear, scores, settings)]:
        for entry in told:
            del misread[entry], unclear[entry]
    return [pair if pair.entry in unclear else replace(pair, doubt=None) for pair in pairs]


def _is_told(pair: Pair, unclear: Mapping[int, Pair], scores: Scores, settings: FormSettings) -> bool:
    leaf = scores.leaf[pair.line]
    nearest = max((leaf[other] for other in unclear if other != pair.entry), default=0.0)
    return bool(leaf[pair.entry] - nearest >= settings.margin)


def _best_pairs(scores: Scores) -> dict[int, int]:
    n, m = scores.total.shape
    apart = np.abs(np.linspace(0, 1, n)[:, None] - np.linspace(0, 1, m)[None, :])
    worth = scores.total - _ORDER * apart
    return best_pairing(worth)


def _is_sure(i: int, j: int, lines: Sequence[Line], scores: Scores, settings: FormSettings) -> bool:
    if not lines[i].readable or lines[i].by_odds or scores.leaf[i, j] < settings.sure:
        return False
    others = np.delete(scores.total[i], j)
    return bool(others.size == 0 or scores.total[i, j] - others.max() >= settings.margin)


def _claimed_twice(i: int, j: int, scores: Scores, settings: FormSettings) -> bool:
    """Whether another line, too, fits this entry best, and about as well."""
    others = np.delete(np.arange(len(scores.total)), i)
    best = scores.total[others].argmax(axis=1) == j
    near = scores.total[others, j] > scores.total[i, j] - settings.margin
    return bool((best & near & (scores.leaf[others, j] >= settings.sure)).any())


def _is_complete(found: dict[int, int], sure: set[int], lines: Sequence[Line], scores: Scores) -> bool:
    """Whether the lines are as many as the entries, and at most one of them says nothing of what it is."""
    n, m = scores.total.shape
    vague = [i for i, j in found.items() if i not in sure and (not lines[i].readable or scores.leaf[i, j] < UNREAD)]
    return n == m and len(vague) <= 1


def _no_rival(i: int, j: int, found: dict[int, int], sure: set[int], scores: Scores, settings: FormSettings) -> bool:
    """Whether every other entry that the line might be belongs to a line that is sure."""
    taken = {found[k] for k in sure}
    rivals: NDArray[np.intp] = np.flatnonzero(scores.total[i] > scores.total[i, j] - settings.margin)
    return all(int(rival) == j or int(rival) in taken for rival in rivals)


def _has_neighbours(i: int, n: int, found: dict[int, int]) -> bool:
    """Whether the lines before and after it, as far as there are any, have the entries before and after."""
    before = i == 0 or found.get(i - 1) == found[i] - 1
    after = i == n - 1 or found.get(i + 1) == found[i] + 1
    return before and after and n > 1


def _between_sure(
    i: int, lines: Sequence[Line], entries: Sequence[Entry], found: dict[int, int], sure: set[int]
) -> bool:
    """Whether the lines from the last sure one before it to the first after it are the form's, one for one.

    The ends of the lines are as good as a sure one where they are the form's, too.
    """
    before = max((k for k in sure if k < i), default=-1)
    after = min((k for k in sure if k > i), default=len(lines))
    first = found[before] if before >= 0 else -1
    last = found[after] if after < len(lines) else len(entries)
    in_order = all(found.get(k) == first + k - before for k in range(before + 1, after))
    return in_order and last - first == after - before


def _is_ruined(line: Line, entry: Entry) -> bool:
    """Whether a label is so short that two misread characters leave nothing of it."""
    shortest = min(len(parse_label(text).body) for text in line.leaf or ("",))
    return max(shortest, len(parse_label(entry.path[-1]).body)) <= _SHORT


def _by_order(line: Line, entry: Entry, axis: Axis) -> Doubt:
    return Doubt(DoubtCode.LABEL_BY_ORDER, {"axis": axis, "label": line.text, "expected": entry.path[-1]})


def _doubt(line: Line, entry: Entry, alike: float, settings: FormSettings, axis: Axis) -> Doubt:
    if not line.readable:
        return Doubt(DoubtCode.LABEL_UNREAD, {"axis": axis})
    label = line.text or ""
    if line.by_odds:
        return Doubt(DoubtCode.LABEL_BY_ODDS, {"axis": axis, "label": label})
    if alike < settings.sure:
        return Doubt(DoubtCode.LABEL_UNLIKE, {"axis": axis, "label": label, "expected": entry.path[-1]})
    return Doubt(DoubtCode.LABEL_FITS_TWICE, {"axis": axis, "label": label})
