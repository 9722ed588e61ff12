"""Lines that the form lacks: which they are, and the lattice without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ocrkit.prior.centred import better_centred
from ocrkit.prior.found import Found
from ocrkit.prior.headed import headed
from ocrkit.prior.lattice import Lattice, tidy
from ocrkit.prior.places import places
from ocrkit.prior.seen import is_inked, together

_CUT, _CENTRED, _PART = 2.0, 2.0, 3.0
"""What a line's slack gains where all its stretches cut labels, and where print would be nearer to the middle
without it by the distance of two lines; what it loses where all part labels. Nothing drawn of it is 1, and so is
another line upon it."""

_MOST = 0.5
"""Shares of the usual distance of lines beyond which it does not matter how far print is from the middle."""

_WHOLER = 0.02
"""How much more like a label two texts together are than either alone, if a line cuts a label in two."""


@dataclass(frozen=True)
class Line:
    """A line of a lattice, and what speaks for and against it; of columns, transposed, where not ``level``.

    Of the stretches of it between two cells: ``cuts`` have on both sides what together is a label of the form,
    ``parts`` a label of the form on either side; ``stretches`` are all. ``drawn`` is the share of the table's extent
    that it runs over, ``narrow`` how much nearer its nearest neighbour is than lines usually are; both 0 to 1.
    ``centred`` is by how much nearer to the middle print would stand without it, over the usual distance of lines:
    the mean of the stretches that tell (``_Sides.better_without``). ``headed``: it is one between columns, all of it
    under the heading of one (``headed``).
    """

    cuts: int
    parts: int
    other: int
    stretches: int
    drawn: float
    narrow: float
    centred: float
    headed: bool
    lattice: Lattice
    at: int
    level: bool

    @cached_property
    def without(self) -> Lattice | None:
        """The lattice without it; None where cells would be left that are no rectangles."""
        left = self.lattice.without(self.at)
        if left is None:
            return None
        left = tidy(left.pieces)
        return left if self.level else left.transposed

    @property
    def slack(self) -> float:
        """How little holds it in its place."""
        cuts, parts = self.cuts / self.stretches, self.parts / self.stretches
        return _CUT * cuts + (1 - self.drawn) + self.narrow + _CENTRED * self.centred - _PART * parts

    def is_loose(self, least: float) -> bool:
        """Whether so little holds it, or it is under one heading, and not a label of the form on either side."""
        return (self.headed or self.slack >= least) and self.parts <= self.cuts

    def cuts_words(self, least: int) -> bool:
        """Whether it runs through words, at least so many times, and parts nothing else."""
        return self.cuts >= least and not self.parts and self.other <= self.cuts


def level_lines(lattice: Lattice, found: Found, weigh: bool) -> Iterator[Line]:
    """Every line between rows that can be left out; ``weigh``: also by where print stands."""
    return _lines(lattice, found, True, weigh)


def upright_lines(lattice: Lattice, found: Found, weigh: bool) -> Iterator[Line]:
    """The same of lines between columns."""
    return _lines(lattice.transposed, found, False, weigh)


def _lines(lattice: Lattice, found: Found, level: bool, weigh: bool) -> Iterator[Line]:
    under_one = frozenset() if level or not weigh else headed(lattice.transposed, found)
    gaps = np.diff(places(lattice, found.boxes, level))
    usual = max(float(np.median(gaps)), 1.0)
    for at in range(1, lattice.n_rows):
        sides = _sides(lattice, at, found, level if weigh else None)
        centred = sides.better_without / usual
        yield Line(
            cuts=sides.cuts,
            parts=sides.parts,
            other=sides.other,
            stretches=sides.stretches,
            drawn=float((lattice.owners[at - 1] != lattice.owners[at]).mean()),
            narrow=max(0.0, 1 - float(gaps[at - 1 : at + 1].min()) / usual),
            centred=float(np.clip(centred, -_MOST, _MOST)),
            headed=at in under_one,
            lattice=lattice,
            at=at,
            level=level,
        )


@dataclass
class _Sides:
    """What stands on the two sides of a line, stretch by stretch."""

    stretches: int = 0
    cuts: int = 0
    parts: int = 0
    other: int = 0
    both: int = 0
    centred: list[float] = field(default_factory=list)

    @property
    def better_without(self) -> float:
        """By how much nearer to the middle print would stand without the line, in pixels: the mean of its stretches.

        Print on both sides is what a line is drawn between: what speaks against it is less among such stretches.
        """
        mean = float(np.mean(self.centred)) if self.centred else 0.0
        return mean * len(self.centred) / (len(self.centred) + self.both) if mean > 0 else mean


def _sides(lattice: Lattice, at: int, found: Found, level: bool | None) -> _Sides:
    """``level`` is which way print is to be in the middle, None for neither."""
    told = _Sides()
    for stretch in lattice.across(at):
        told.stretches += 1
        sides = [[lattice.pieces[i] for i in side] for side in stretch]
        cells = [[found.table.cells[i] for piece in side for i in piece.found] for side in sides]
        inked = [[cell for cell in side if is_inked(cell)] for side in cells]
        if not all(inked):
            one = [cell for side in inked for cell in side]
            at_left = not level and any(found.is_row_label(cell.words) for cell in one)  # as labels of rows are set
            if one and level is not None and not at_left:
                told.centred.append(better_centred(sides[not inked[0]], [*sides[0], *sides[1]], found, level))
            continue
        told.both += 1
        both = [cell for side in inked for cell in side]
        alone = [found.likeness(cell.words) for cell in both]
        joint = found.likeness(together(both))
        told.cuts += joint >= found.forms.hit and joint > max(alone) + _WHOLER
        told.parts += joint <= max(alone) + _WHOLER and sum(one >= found.forms.hit for one in alone) > 1
        told.other += joint < found.forms.hit and all(cell.text is not None for cell in both)
    return told
