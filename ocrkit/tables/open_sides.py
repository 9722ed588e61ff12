"""Tables printed without rules at their sides: level rules that begin and end together imply them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from ocrkit.tables.rules import Rule, Rules
from ocrkit.tables.settings import TableSettings

_BARE = 1.7
"""Level rules with no upright one between them are one table's up to this many (lower-quartile) rows apart."""


def implied_sides(rules: Rules, settings: TableSettings) -> list[Rule]:
    """Upright rules that are not drawn, at the ends of level rules of equal extent which lie close together."""
    reach = settings.snap * rules.scale
    least = 4 * settings.min_side * rules.scale
    sides = []
    for group in _same_extent([r for r in rules.level if r.length >= least], reach):
        for run in _runs(group, rules, reach):
            top, bottom = run[0].at, run[-1].at
            for at in (float(np.median([r.start for r in run])), float(np.median([r.stop for r in run]))):
                if not _drawn_at(at, top, bottom, rules.upright, reach):
                    sides.append(Rule(at, top, bottom, implied=True))
    return sides


def _same_extent(level: Sequence[Rule], reach: float) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(level, key=lambda r: r.at):
        for group in groups:
            if abs(group[-1].start - rule.start) <= reach and abs(group[-1].stop - rule.stop) <= reach:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _runs(group: list[Rule], rules: Rules, reach: float) -> Iterator[list[Rule]]:
    """Pieces of ``group`` (top to bottom) that belong to one table, of three rules or more."""
    linked = [_linked(a, b, rules.upright, reach) for a, b in pairwise(group)]
    gaps = [b.at - a.at for a, b in pairwise(group)]
    rows = [gap for gap, link in zip(gaps, linked, strict=True) if link]
    usual = float(np.percentile(rows, 25)) if rows else 0.0
    run = [group[0]]
    for rule, gap, link in zip(group[1:], gaps, linked, strict=True):
        if not link and gap > _BARE * usual:
            if len(run) >= 3:
                yield run
            run = []
        run.append(rule)
    if len(run) >= 3:
        yield run


def _linked(above: Rule, below: Rule, upright: Sequence[Rule], reach: float) -> bool:
    """Whether an upright rule runs from one level rule to the other."""
    return any(
        above.start - reach <= u.at <= above.stop + reach
        and u.start <= above.at + reach
        and u.stop >= below.at - reach
        for u in upright
    )


def _drawn_at(at: float, top: float, bottom: float, upright: Sequence[Rule], reach: float) -> bool:
    covered = sum(max(0.0, min(u.stop, bottom) - max(u.start, top)) for u in upright if abs(u.at - at) <= reach)
    return covered > 0.5 * (bottom - top)
