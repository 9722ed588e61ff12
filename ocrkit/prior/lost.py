"""Lines between rows that the paper lost: where a cell of a row holds one label of the form above another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrkit.forms.grid import is_words
from ocrkit.forms.labels import SHORT_FORM
from ocrkit.forms.number import parse_value
from ocrkit.prior.found import Found
from ocrkit.prior.made import Made
from ocrkit.prior.seen import together
from ocrkit.types.geometry import UprightBox

_LOW = 0.3
"""Lines of ink lower than this share of the highest in the cell are what is left of a rule."""

_NEAR = 0.75
"""How far from where the labels part a row its other cells may part, as a share of a line's height."""


_SAY_SO = 0.25
"""A row is two where so many cells say so for each that holds a heading alone."""


@dataclass(frozen=True)
class _Band:
    """A line of ink in a cell, from top to bottom, in pixels."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def is_in(self, one: Made) -> bool:
        return one.cell.box.y0 <= (self.top + self.bottom) / 2 < one.cell.box.y1


def with_lost_rows(cells: Sequence[Made], found: Found) -> list[Made]:
    """The cells of a grid, rows put apart between which the form has a line.

    A row is two where the lines of text in one of its cells are two labels of the form, one above the other, or a
    heading above a value, and no print of its other cells is in the way. Where the row holds many headings and few of
    them a value, that is what is left of a seal, or of another mark.
    """
    made, row = list(cells), 0
    while row < max(one.cell.rows[1] for one in made):
        inside = [one for one in made if one.cell.rows == (row, row + 1)]
        ys = [y for one in inside if (y := _between(one, found)) is not None]
        told = bool(ys) and len(ys) >= _SAY_SO * sum(_is_heading(one, found) for one in inside)
        made = (_cut(made, row, ys[0], found) if told else None) or made
        row += 1
    return made


def _is_heading(one: Made, found: Found) -> bool:
    """Whether a cell holds a heading of the form and nothing else."""
    text = together([found.table.cells[i] for i in one.found])
    near = found.nearest("".join((text or "").split("\n")))
    return near[0] >= found.forms.sure and near[1] in found.known.columns


def _between(one: Made, found: Found) -> float | None:
    """Where a cell holds two things one above the other: the place between them; None where it does not."""
    text = together([found.table.cells[i] for i in one.found])
    lines = [line for line in (text or "").split("\n") if any(c.isalnum() for c in line)]
    if not any(_are_two("".join(lines[:k]), "".join(lines[k:]), found) for k in range(1, len(lines))):
        return None
    printed = _printed(_bands(one.found, found))
    if len(lines) != len(printed):
        return None
    inside = [(line, band) for line, band in zip(lines, printed, strict=True) if band.is_in(one)]
    for k in range(1, len(inside)):
        upper, lower = ("".join(line for line, _ in part) for part in (inside[:k], inside[k:]))
        if _are_two(upper, lower, found):
            return (inside[k - 1][1].bottom + inside[k][1].top) / 2
    return None


def _are_two(upper: str, lower: str, found: Found) -> bool:
    """Whether two texts are labels of rows or titles, or a heading and a value, rather than one label together.

    Headings one above the other are those of two columns that run together, and tell nothing of rows.
    """
    above, below = found.nearest(upper), found.nearest(lower)
    sure = found.forms.sure
    if above[0] < sure:
        return False
    if not is_words(lower):
        return parse_value(lower).kind == "number" and above[1] in found.known.columns
    two = above[1] != below[1] and not {above[1], below[1]} & {*found.known.columns}
    return two and below[0] >= sure and found.likeness(upper + lower) <= SHORT_FORM


def _cut(made: Sequence[Made], row: int, y: float, found: Found) -> list[Made] | None:
    """The cells with a line through a row at about ``y``; None where print is in the way."""
    cut: list[Made] = []
    for one in made:
        top, bottom = one.cell.rows
        if (top, bottom) == (row, row + 1):
            at = _gap(_inside(one, found), y)
            if at is None or not one.cell.box.y0 < at < one.cell.box.y1:
                return None
            cut += one.moved(row + 1).cut(row + 1, at)
        elif top <= row < bottom and _parts(one, y, found):
            cut += one.moved(row + 1).cut(row + 1, y)
        else:
            cut.append(one.moved(row + 1))
    return cut


def _parts(one: Made, y: float, found: Found) -> bool:
    """Whether a cell over several rows holds the label of one group above ``y`` and of another below it."""
    at = _between(one, found)
    bands = _inside(one, found)
    if at is None:
        return False
    clear = all(band.bottom <= y or band.top >= y for band in bands)
    return clear and sum(band.bottom <= y for band in bands) == sum(band.bottom <= at for band in bands)


def _gap(bands: Sequence[_Band], y: float) -> float | None:
    """The place nearest to ``y`` at which no print is; None where it is too far off."""
    hit = next((band for band in bands if band.top < y < band.bottom), None)
    if hit is None:
        return y
    ends = sorted((hit.top, hit.bottom), key=lambda end: abs(end - y))
    return ends[0] if abs(ends[0] - y) <= _NEAR * hit.height else None


def _inside(one: Made, found: Found) -> list[_Band]:
    """The lines of print in a cell."""
    return [band for band in _printed(_bands(one.found, found)) if band.is_in(one)]


def _bands(cells: Sequence[int], found: Found) -> list[_Band]:
    """The lines of ink in cells as found, top to bottom."""
    boxes: list[UprightBox] = [box for i in cells for box in found.ink.boxes[i]]
    bands: list[_Band] = []
    for box in sorted(boxes, key=lambda box: box.y0):
        if bands and box.y0 < bands[-1].bottom:
            bands[-1] = _Band(bands[-1].top, max(bands[-1].bottom, box.y1))
        else:
            bands.append(_Band(box.y0, box.y1))
    return bands


def _printed(bands: Sequence[_Band]) -> list[_Band]:
    """The bands that are print, not what is left of a rule."""
    highest = max((band.height for band in bands), default=0.0)
    return [band for band in bands if band.height >= _LOW * highest]
