"""A rule of one row alone is found between text; a stroke that does not reach both rules is none."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from sheets import given

from ocrkit.prepare.prepare import prepare
from ocrkit.tables.find import find_tables, weighed
from ocrkit.tables.ink import page_ink
from ocrkit.tables.judge import are_likely, fitted
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.missed import lines_through_cells
from ocrkit.tables.regions import find_regions
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.straight import straight_region

XS = (140, 560, 740, 940, 1150, 1400, 1600)
YS = (300, 340, 380, 420, 460, 500)
PARTED = (300, 440)
"""Where the last row's first cell is parted in three."""


def sheet(reach: int) -> NDArray[np.uint8]:
    """A page with text over and under a table of five rows, whose last one alone has two more rules.

    These end ``reach`` pixels from the rules above and below them; text stands in line with them all over the page.
    """
    image = np.full((2339, 1654), 245, np.uint8)
    for x in XS:
        cv2.line(image, (x, YS[0]), (x, YS[-1]), 40, 2)
    for y in YS:
        cv2.line(image, (XS[0] if y in (YS[0], YS[-2], YS[-1]) else XS[1], y), (XS[-1], y), 40, 2)
    for x in PARTED:
        cv2.line(image, (x, YS[-2] + reach), (x, YS[-1] - reach), 40, 2)
    for y in (80, 150, 220, 560, 630, 700):
        for k, x in enumerate(range(150, 1580, 30)):
            cv2.putText(image, "HIEFLT"[k % 6], (x, y + 24), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 40, 2)
    for start, stop in pairwise(sorted((*XS, *PARTED))):
        cv2.putText(image, "12", ((start + stop) // 2 - 16, YS[-1] - 12), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
    return image


def missed(image: NDArray[np.uint8]) -> list[int]:
    """Which of the two short rules, left out of the lattice at first, are found to run through a cell."""
    page, settings = prepare(given(image)), TableSettings()
    ink = page_ink(page.image, page.seals, settings)
    (box,) = find_regions(ink)
    region, judge = straight_region(ink, box), fitted()
    every = find_lattice(region)
    assert every is not None
    middle = (YS[-2] + YS[-1]) / 2
    places = region.from_page(np.array([(x * ink.factor, middle * ink.factor) for x in PARTED]))[:, 0]
    short = [int(np.abs(every[1].lines.at - x).argmin()) for x in places]
    level, upright = are_likely(every, judge)
    upright[short] = False
    more = lines_through_cells(every, (level, upright), weighed(every, (level, upright), judge))
    assert not more[0].any()
    return np.flatnonzero(more[1][short]).tolist()


def test_rules_of_one_row_run_through_a_cell() -> None:
    assert missed(sheet(0)) == [0, 1]


@pytest.mark.parametrize("reach", [8, 10])
def test_strokes_that_reach_no_rule_do_not(reach: int) -> None:
    assert missed(sheet(reach)) == []


def test_they_are_found_with_the_table() -> None:
    (table,) = find_tables(prepare(given(sheet(0))))
    assert sorted(cell.cols for cell in table.cells if cell.rows[1] == table.n_rows) == [(k, k + 1) for k in range(8)]
