"""A ruled table drawn on a page, and what the tables stage makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from sheets import given

from ocrkit.prepare.prepare import prepare
from ocrkit.tables.cells import GridTable
from ocrkit.tables.find import find_tables

A4 = (3508, 2480)  # at 300 dpi
XS = (300, 700, 1050, 1500, 1800, 2200)
YS = (400, 520, 640, 800, 920, 1040, 1160)
INK = 40


@dataclass
class Drawing:
    """A ruled table of 6 rows and 5 columns on an A4 page at 300 dpi; cell (1..3, 1..3) is merged."""

    image: NDArray[np.uint8] = field(default_factory=lambda: np.full(A4, 250, np.uint8))
    width: int = 3

    def level(self, i: int, start: int = XS[0], stop: int = XS[-1], ink: int = INK, width: int | None = None) -> None:
        cv2.line(self.image, (start, YS[i]), (stop, YS[i]), ink, width or self.width)

    def upright(
        self, i: int, start: int = YS[0], stop: int = YS[-1], ink: int = INK, width: int | None = None
    ) -> None:
        cv2.line(self.image, (XS[i], start), (XS[i], stop), ink, width or self.width)

    def rules(self, **how: int) -> Drawing:
        for i in range(len(YS)):
            if i == 2:
                self.level(2, XS[0], XS[1], **how)
                self.level(2, XS[3], XS[-1], **how)
            else:
                self.level(i, **how)
        for i in range(len(XS)):
            if i == 2:
                self.upright(2, YS[0], YS[1], **how)
                self.upright(2, YS[3], YS[-1], **how)
            else:
                self.upright(i, **how)
        return self

    def text(self, text: str, row: int, col: int, scale: float = 1.5) -> None:
        at = (XS[col] + 40, YS[row] + 75)
        cv2.putText(self.image, text, at, cv2.FONT_HERSHEY_DUPLEX, scale, 30, 3, cv2.LINE_AA)


N_ROWS, N_COLS = len(YS) - 1, len(XS) - 1
MERGED = ((1, 3), (1, 3))
CELLS = sorted(
    [((r, r + 1), (c, c + 1)) for r in range(N_ROWS) for c in range(N_COLS) if not (r in (1, 2) and c in (1, 2))]
    + [MERGED],
    key=lambda cell: (cell[0][0], cell[1][0]),
)


def spans(table: GridTable) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(cell.rows, cell.cols) for cell in table.cells]


def found(drawing: Drawing) -> list[list[tuple[tuple[int, int], tuple[int, int]]]]:
    return [spans(table) for table in find_tables(prepare(given(drawing.image)))]
