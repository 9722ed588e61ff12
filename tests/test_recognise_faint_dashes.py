"""A dash too faint to be ink is found in a blank cell where its table's dashes stand; plain paper holds none."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.faint_dashes import FaintDashSettings, with_faint_dashes
from ocrkit.recognise.cells.ink_parts import CellInk
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox

HIGH, WIDE, CELLS = 40, 80, 40
INNERS = [(0, HIGH * i, WIDE, HIGH * (i + 1)) for i in range(CELLS)]
DASH = (38, 21, 6, 3)
"""In its cell: left, top, width, height."""


def table(*faint: int, depth: float = 14, at: tuple[int, int] = (0, 0)) -> tuple[np.ndarray, list[CellInk]]:
    """Noisy paper; the first seven cells hold a dash that is ink, ``faint`` ones one that is not, ``at`` that off."""
    image = np.random.default_rng(5).normal(230, 4, (HIGH * CELLS, WIDE))
    inks = []
    x, y, w, h = DASH
    for i in range(CELLS):
        box = UprightBox(x, HIGH * i + y, x + w, HIGH * i + y + h)
        if i < 7:
            image[HIGH * i + y : HIGH * i + y + h, x : x + w] = 100
        if i in faint:
            a, b = x + at[0], HIGH * i + y + at[1]
            image[b : b + h, a : a + w] -= depth
        inks.append(CellInk((box,), dash=True) if i < 7 else CellInk(()))
    return np.clip(image, 0, 255).astype(np.uint8), inks


def found(image: np.ndarray, inks: list[CellInk]) -> list[int]:
    settings = FaintDashSettings()
    return [i for i, ink in enumerate(with_faint_dashes(image, inks, INNERS, settings)) if ink.lines and i >= 7]


def test_a_faint_dash_is_a_line_to_be_looked_at_and_paper_is_none() -> None:
    image, inks = table(12, 30)
    assert found(image, inks) == [12, 30]
    told = with_faint_dashes(image, inks, INNERS, FaintDashSettings())[12]
    assert told.dash
    assert told.lines[0].overlap(UprightBox(38, 501, 44, 504)) > 0.5 * 18
    assert [doubt.code for doubt in told.doubts] == [DoubtCode.MARK_IN_MIDDLE]


@pytest.mark.parametrize("at", [(12, 0), (0, 9), (-20, 0)], ids=["right", "below", "left"])
def test_what_stands_elsewhere_is_no_dash(at: tuple[int, int]) -> None:
    assert found(*table(12, at=at)) == []


def test_too_few_dashes_tell_of_no_other() -> None:
    image, inks = table(12)
    few = [CellInk(()) if 2 < i < 7 else ink for i, ink in enumerate(inks)]
    assert found(image, few) == []


def test_cells_with_rules_and_cells_too_small_are_left_as_they_are() -> None:
    image, inks = table(12)
    inks[12] = CellInk((), ruled=(1,))
    assert found(image, inks) == []
    small = [(0, 40 * i, 12, 40 * i + 6) for i in range(CELLS)]
    assert with_faint_dashes(image, inks, small, FaintDashSettings()) == tuple(inks)
