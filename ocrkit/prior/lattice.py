"""A grid whose cells remember of which cells as found they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ocrkit.types.table import Range, Table, tiling

Square = tuple[Range, Range]
"""A rectangle of squares: rows and columns, half-open."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell: its rows and columns, half-open, and the cells as found in it, by index, in reading order."""

    rows: Range
    cols: Range
    found: tuple[int, ...]


@dataclass(frozen=True)
class Lattice:
    """Cells that tile ``n_rows`` x ``n_cols``."""

    n_rows: int
    n_cols: int
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, table: Table) -> Lattice:
        """The lattice of a table as found."""
        pieces = tuple(Piece(cell.rows, cell.cols, (i,)) for i, cell in enumerate(table.cells))
        return cls(table.n_rows, table.n_cols, pieces)

    @cached_property
    def owners(self) -> NDArray[np.intp]:
        """The index of the piece of every square; intp, (n_rows, n_cols)."""
        return tiling(self.n_rows, self.n_cols, [(piece.rows, piece.cols) for piece in self.pieces])

    @cached_property
    def transposed(self) -> Lattice:
        """Rows and columns exchanged, so that what holds for rows can be asked of columns."""
        pieces = tuple(Piece(piece.cols, piece.rows, piece.found) for piece in self.pieces)
        return Lattice(self.n_cols, self.n_rows, pieces)

    def across(self, line: int) -> list[tuple[list[int], list[int]]]:
        """The pieces that meet at the line above row ``line``: of each stretch of it those above and those below.

        Pieces are of one stretch where one reaches over or under both; stretches run from left to right.
        """
        above = self._ending(line - 1, line, 1)
        below = self._ending(line, line, 0)
        stretches: list[tuple[list[int], list[int]]] = []
        reach = -1
        for side, i in sorted(
            [(0, i) for i in above] + [(1, i) for i in below], key=lambda pair: self.pieces[pair[1]].cols
        ):
            cols = self.pieces[i].cols
            if cols[0] >= reach:
                stretches.append(([], []))
            stretches[-1][side].append(i)
            reach = max(reach, cols[1])
        return stretches

    def _ending(self, row: int, line: int, end: int) -> list[int]:
        """The pieces of a row whose first (``end`` 0) or last (1) line this is, from left to right."""
        owners: list[int] = self.owners[row].tolist()
        return [i for i in dict.fromkeys(owners) if self.pieces[i].rows[end] == line]

    def without(self, line: int) -> Lattice | None:
        """The lattice without the line above row ``line``; None where cells would be left that are no rectangles."""
        taken: set[int] = set()
        joined: list[Piece] = []
        for above, below in self.across(line):
            whole = self._union([*above, *below])
            if whole is None:
                return None
            joined.append(whole)
            taken.update((*above, *below))
        kept = [piece for i, piece in enumerate(self.pieces) if i not in taken]
        pieces = [replace(piece, rows=_shorter(piece.rows, line)) for piece in (*kept, *joined)]
        return Lattice(self.n_rows - 1, self.n_cols, ordered(pieces))

    def inside(self, square: Square) -> list[Piece]:
        """The pieces that lie in a rectangle of squares, in reading order."""
        (top, bottom), (left, right) = square
        return [
            p
            for p in self.pieces
            if top <= p.rows[0] and p.rows[1] <= bottom and left <= p.cols[0] and p.cols[1] <= right
        ]

    def joined(self, square: Square) -> Lattice | None:
        """The lattice with one cell in a rectangle of squares; None where cells reach out of it."""
        inside = self.inside(square)
        whole = self._union([self.pieces.index(piece) for piece in inside]) if inside else None
        if whole is None or (whole.rows, whole.cols) != square:
            return None
        kept = [piece for piece in self.pieces if piece not in inside]
        return tidy([*kept, whole])

    def _union(self, indices: Sequence[int]) -> Piece | None:
        """These pieces as one; None where they make no rectangle."""
        pieces = sorted((self.pieces[i] for i in indices), key=lambda piece: (piece.rows, piece.cols))
        rows = min(p.rows[0] for p in pieces), max(p.rows[1] for p in pieces)
        cols = min(p.cols[0] for p in pieces), max(p.cols[1] for p in pieces)
        area = sum((p.rows[1] - p.rows[0]) * (p.cols[1] - p.cols[0]) for p in pieces)
        if area != (rows[1] - rows[0]) * (cols[1] - cols[0]):
            return None
        return Piece(rows, cols, tuple(i for piece in pieces for i in piece.found))

    def part(self, rows: Range) -> Lattice:
        """The rows [start, stop), through which no cell runs from outside, without lines that part nothing there."""
        inside = [p for p in self.pieces if rows[0] <= p.rows[0] and p.rows[1] <= rows[1]]
        return tidy(inside)


def ordered(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """In reading order."""
    return tuple(sorted(pieces, key=lambda piece: (piece.rows[0], piece.cols[0])))


def tidy(pieces: Sequence[Piece]) -> Lattice:
    """A lattice of these pieces, its lines those at which a piece begins or ends."""
    rows = sorted({line for piece in pieces for line in piece.rows})
    cols = sorted({line for piece in pieces for line in piece.cols})
    row, col = ({line: i for i, line in enumerate(lines)} for lines in (rows, cols))
    moved = [Piece((row[p.rows[0]], row[p.rows[1]]), (col[p.cols[0]], col[p.cols[1]]), p.found) for p in pieces]
    return Lattice(len(rows) - 1, len(cols) - 1, ordered(moved))


def _shorter(rows: Range, line: int) -> Range:
    return rows[0] - (rows[0] >= line), rows[1] - (rows[1] >= line)
