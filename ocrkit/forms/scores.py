"""How well each printed line (a data row or column) fits each entry of a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrkit.forms.labels import parse_label, similarity
from ocrkit.forms.paths import Line
from ocrkit.types.form import Entry

UNREAD = 0.5
"""What a line without a readable label scores with every entry: nothing for or against any of them."""
_ORDINAL = 0.04
_GROUP = 0.15
_OTHER_GROUP = -0.35
_GROUP_SURE = 0.55
_GROUP_MARGIN = 0.1


@dataclass(frozen=True)
class Scores:
    """Lines against entries.

    ``leaf`` is the similarity of the label itself (0 to 1, ``UNREAD`` where there is none to read), ``total``
    the same with what ordinals and groups say for and against; both float, (n_lines, n_entries).
    """

    leaf: NDArray[np.float64]
    total: NDArray[np.float64]


def score(lines: Sequence[Line], entries: Sequence[Entry]) -> Scores:
    """Compare every line with every entry.

    An ordinal counts little, since rows are renumbered in practice. A group that is the entry's own counts for
    it; one that is another entry's counts heavily against; an unreadable or unknown one says nothing.
    """
    leaf = np.array([[_leaf(line, entry) for entry in entries] for line in lines], dtype=np.float64)
    extra = np.array([[_ordinal(line, entry) for entry in entries] for line in lines], dtype=np.float64)
    groups = tuple(dict.fromkeys(label for entry in entries for label in entry.path[:-1]))
    for i, line in enumerate(lines):
        named = {group for text in line.groups if (group := identify_group(text, groups)) is not None}
        extra[i] += [_group_evidence(named, entry) for entry in entries]
    return Scores(leaf, leaf + extra)


def identify_group(text: str, groups: Sequence[str]) -> str | None:
    """The group label that a printed text stands for, None where it is unlike all or like several."""
    ranked = sorted(((similarity(text, group), group) for group in groups), reverse=True)
    if not ranked or ranked[0][0] < _GROUP_SURE:
        return None
    return None if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _GROUP_MARGIN else ranked[0][1]


def _leaf(line: Line, entry: Entry) -> float:
    if not line.leaf:
        return UNREAD
    return max(similarity(text, label) for text in line.leaf for label in (entry.path[-1], *entry.aliases))


def _ordinal(line: Line, entry: Entry) -> float:
    number = parse_label(entry.path[-1]).ordinal
    return _ORDINAL if number and line.leaf and number in {parse_label(text).ordinal for text in line.leaf} else 0.0


def _group_evidence(named: set[str], entry: Entry) -> float:
    own = set(entry.path[:-1])
    if named - own:
        return _OTHER_GROUP
    return _GROUP * len(named) / len(own) if named else 0.0
