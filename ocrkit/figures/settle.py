"""What to make of figures that wordings gave with less than certainty, once all have been read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocrkit.types.profile import Categories
from ocrkit.types.report import Figure


@dataclass(frozen=True)
class Found:
    """A figure; ``weak`` by its wording, ``of_all`` a part listed after a count for all years."""

    figure: Figure
    weak: bool = False
    of_all: bool = False


def settled(found: Sequence[Found], categories: Categories | None) -> tuple[Figure, ...]:
    """The figures that stand, in reading order, each value of a key (and label) once."""
    return tuple(_distinct(_settle_weak(_settle_parts(found, categories))))


def _settle_parts(found: Sequence[Found], categories: Categories | None) -> list[Found]:
    """Categories listed after a count for all years are this year's if they add up to that rather."""
    if categories is None:
        return list(found)
    added = sum((f.figure.value for f in found if f.of_all), Decimal(0))
    this_year = [f.figure.value for f in found if f.figure.key == categories.this_year]
    in_all = [f.figure.value for f in found if f.figure.key == categories.all_years]
    if this_year and in_all and abs(added - this_year[-1]) < abs(added - in_all[0]):
        return list(found)
    return [f for f in found if not f.of_all]


def _settle_weak(found: Sequence[Found]) -> list[Figure]:
    """Weak wordings count only where nothing else gives the figure and they agree."""
    strong = {f.figure.key for f in found if not f.weak}
    weak: dict[str, set[Decimal]] = {}
    for f in found:
        if f.weak and f.figure.key not in strong:
            weak.setdefault(f.figure.key, set()).add(f.figure.value)
    return [f.figure for f in found if not f.weak or len(weak.get(f.figure.key, ())) == 1]


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    seen: set[tuple[str, str | None, Decimal]] = set()
    out = []
    for figure in figures:
        identity = figure.key, figure.label, figure.value
        if identity not in seen:
            seen.add(identity)
            out.append(figure)
    return out
