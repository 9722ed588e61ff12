"""Print under a rule or across it: a digit against the rule, a number too long for its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from ocrkit.recognise.cells.sides import Inside, SideSettings
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox

_LEVEL = 0.5
"""Lines of two cells are one line of print where they share this much of the lower one's height."""

_FELLOWS = 2
"""So many cells whose print touches the same rule of theirs tell that the table's print is set there."""

Ends = tuple[bool, bool]
"""Whether a cell's print touches the rule on its left, and the one on its right."""


class Cut(IntEnum):
    """What of a cell's print may be hidden by a rule; nothing is false."""

    NONE = 0
    BESIDE = 1
    """A rule at its side may hide some, or it goes on in the cell beside."""
    LEVEL = 2
    """It touches the rule above it or below, and no other."""
    SIDE = 3
    """It touches the rule at its side; nothing as high as a character stands under that, or touches it beyond."""


def cut_at_rules(
    cells: Sequence[GridCell],
    insides: Sequence[Inside],
    lines: Sequence[Sequence[UprightBox]],
    height: float,
    settings: SideSettings,
) -> list[Cut]:
    """Which cells of a table have print that may go on under a rule, or behind it.

    ``lines`` are the boxes of each cell's lines, ``height`` is the usual height of a character, in pixels.
    """
    near, on = settings.goes_on * height, settings.run_on * height
    level, ends = (
        [cell.is_met(own, sides) for cell, own in zip(insides, lines, strict=True)] for sides in ((2, 3), (0, 1))
    )
    often = sum(ends) > settings.often * sum(bool(own) for own in lines)
    beside = [
        runs or (often and cell.is_touched_off(own)) or cell.has_hidden(height, settings) or cell.goes_on(own, near)
        for runs, cell, own in zip(runs_on(cells, lines, on), insides, lines, strict=True)
    ]
    return [
        Cut.BESIDE if b else Cut.SIDE if s else Cut.LEVEL if a else Cut.NONE
        for a, b, s in zip(level, beside, ends, strict=True)
    ]


def runs_on(cells: Sequence[GridCell], lines: Sequence[Sequence[UprightBox]], near: float) -> list[bool]:
    """Which cells, given the boxes of each one's lines, have print that goes on in the cell beside them.

    It does where no more than ``near`` pixels part two lines: print keeps farther off a rule on one side at least.
    """
    found = [False] * len(cells)
    for i, j in side_by_side(cells):
        if any(_one(a, b, near) for a in lines[i] for b in lines[j]):
            found[i] = found[j] = True
    return found


def side_by_side(cells: Sequence[GridCell]) -> Iterator[tuple[int, int]]:
    """The cells that share a rule with the one right of them, and that one."""
    at = {(row, cell.cols[0]): i for i, cell in enumerate(cells) for row in range(*cell.rows)}
    for i, cell in enumerate(cells):
        for j in {at.get((row, cell.cols[1]), i) for row in range(*cell.rows)} - {i}:
            yield i, j


def set_at_rule(cuts: Sequence[Cut], ends: Sequence[Ends]) -> set[int]:
    """Which cells have print at the rule beside them because the table's is set there, given which ``ends`` touch.

    What touches the other rule may be set over that, and stand in the wrong cell.
    """
    at = [{i for i, cut in enumerate(cuts) if cut == Cut.SIDE and ends[i][end]} for end in (0, 1)]
    usual, other = (at[1], at[0]) if len(at[1]) >= len(at[0]) else (at[0], at[1])
    return usual - other if len(usual) >= _FELLOWS else set()


def met_from_beyond(cells: Sequence[GridCell], ends: Sequence[Ends]) -> set[int]:
    """Which cells have print of the cell beside them at the rule between, given which ``ends`` of each one's touch.

    Print that was set over a rule stands in the wrong cell, and the right one seems blank.
    """
    pairs = list(side_by_side(cells))
    return {j for i, j in pairs if ends[i][1]} | {i for i, j in pairs if ends[j][0]}


def met_from_outside(
    cells: Sequence[GridCell], insides: Sequence[Inside], height: float, settings: SideSettings
) -> list[bool]:
    """Which cells at the sides of a table have something as high as a character outside, at the rule between."""
    pairs = list(side_by_side(cells))
    inner = {i for _, i in pairs}, {i for i, _ in pairs}
    return [
        any(i not in inner[side] and own.has_beyond(side, height, settings) for side in (0, 1))
        for i, own in enumerate(insides)
    ]


def _one(a: UprightBox, b: UprightBox, near: float) -> bool:
    """Whether the line ``b`` begins where ``a`` ends."""
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return b.x0 - a.x1 <= near and shared >= _LEVEL * min(a.height, b.height)
