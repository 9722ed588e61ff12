"""Names that may be of one agency: proposed to a person, never taken for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

_SHORTEST = 4
"""Characters of the shorter name."""
_BEGINNING = 2
"""Characters of a name's beginning (its place) by which names are compared at all."""


def may_be_one(years: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Pairs of names that are near to each other and of which no year has a report under both.

    Near: one character is another, or the longer name is the shorter one with characters put in (交通局, 交通运输局);
    a place may stand before it (青州市水利局, 山东省青州市水利局). ``years`` are those with a report, by name.
    """
    for names in _comparable(years).values():
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                if one != other and not years[one] & years[other] and near(one, other):
                    yield (one, other) if min(years[one]) <= min(years[other]) else (other, one)


def near(one: str, other: str) -> bool:
    """Whether two names may be one's, as far as they tell."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST:
        return False
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1 and short[-1] == long[-1]
    return long.endswith(short) or (
        short[:_BEGINNING] == long[:_BEGINNING] and short[-1] == long[-1] and _is_within(short, long)
    )


def _is_within(short: str, long: str) -> bool:
    """Whether all characters of a name stand in the longer one, in order."""
    characters = iter(long)
    return all(character in characters for character in short)


def _comparable(names: Mapping[str, frozenset[int]]) -> Mapping[str, list[str]]:
    """Names by what near ones have in common: their last characters or their first; each pair in one group only."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        groups[name[-1:]].append(name)
    return groups
