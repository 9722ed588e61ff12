"""Digits held against the others of their table: where it tells nothing of them, and where all are coarse."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.checks import CHECKS
from ocrkit.recognise.values.checks.unlike_fellows import is_unlike, unlike_fellows
from ocrkit.recognise.values.context import context_of
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import ValueReaderSettings
from ocrkit.recognise.values.shapes import SIDE, Fellows
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading


def block() -> ValueLine:
    """Two digits that have run into one black block."""
    image = np.full((60, 120), 250, np.uint8)
    image[20:44, 20:60] = 20
    return ValueLine(InkLine(image, UprightBox(20, 20, 60, 44)), Reading("88", 0.99, "88", 0.99), None)


def test_checks_ask_nothing_of_digits_that_the_table_does_not_tell() -> None:
    settings = ValueReaderSettings()
    lines = [block() for _ in range(settings.print.lines + 2)]
    context = context_of(lines, 24.0, settings)
    assert context.usual is not None
    assert context.fellows is None
    of_fellows = {DoubtCode.UNLIKE_FELLOWS, DoubtCode.GLYPHS_OVERLAP, DoubtCode.NUMBERS_SIDE_BY_SIDE}
    for line in lines:
        assert not of_fellows & {doubt.code for check in CHECKS for doubt in check(line, line.first, context)}


def shapes(rng: np.random.Generator, noise: float) -> Fellows:
    """Fellows read as 1 in lines of their own: a bar each, with noise as coarse copies have."""
    bar = np.zeros((SIDE, SIDE), np.float32)
    bar[:, 10:14] = 1
    found = np.stack([np.clip(bar + spots(rng, noise), 0, 1) for _ in range(24)]).astype(np.float32)
    return Fellows({"1": found}, {"1": np.full(24, 0.2)}, {"1": np.arange(24)})


def spots(rng: np.random.Generator, noise: float) -> NDArray[np.float64]:
    """Blocks of ink, as far as noise goes, over a digit's picture."""
    return noise * np.kron(rng.integers(-1, 2, (SIDE // 6, SIDE // 6)), np.ones((6, 6)))


def test_a_spot_is_held_against_what_the_table_s_digits_usually_have() -> None:
    rng, settings = np.random.default_rng(5), ValueReaderSettings().print
    clean, coarse = shapes(rng, 0.02), shapes(rng, 0.5)
    flagged = np.zeros((SIDE, SIDE), np.float32)
    flagged[:, 10:14], flagged[:8, 4:10] = 1, 0.6
    assert is_unlike("1", flagged, -1, clean, settings, is_cut=False)
    assert coarse.usual_spot(settings.fellows) > settings.spot, "every digit of a coarse copy has such spots"
    alike = [is_unlike("1", shape, i, coarse, settings, is_cut=False) for i, shape in enumerate(coarse.shapes["1"])]
    assert not any(alike)


def test_ink_put_on_a_digit_is_told_from_ink_lost() -> None:
    fellows = shapes(np.random.default_rng(5), 0.02)
    bar = np.zeros((SIDE, SIDE), np.float32)
    bar[:, 10:14] = 1
    struck, broken = bar.copy(), bar.copy()
    struck[11:13, 3:21] = 1
    broken[10:16] = 0
    bound = ValueReaderSettings().print.gained
    assert fellows.gained("1", struck, -1) >= bound
    assert fellows.gained("1", broken, -1) == 0.0
    assert fellows.gained("1", np.roll(bar, 3, axis=1), -1) < bound, "it may stand elsewhere in its picture"
    assert fellows.gained("7", struck, -1) == 0.0, "the table has no other"


@pytest.mark.parametrize(("over", "told"), [(True, True), (False, False)], ids=["struck out", "lost its stroke"])
def test_a_stroke_along_a_digit_s_own_is_ink_that_no_sum_explains(over: bool, told: bool) -> None:
    def five(level_stroke: tuple[int, int] | None, ink: int = 20) -> ValueLine:
        image = np.full((90, 70), 250, np.uint8)
        cv2.putText(image, "5", (20, 58), cv2.FONT_HERSHEY_DUPLEX, 1.0, 20, 2, cv2.LINE_AA)
        if level_stroke is not None:
            cv2.line(image, (level_stroke[0], 46), (level_stroke[1], 46), ink, 4)
        ys, xs = np.nonzero(image < 130)
        box = UprightBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
        return ValueLine(InkLine(image, box, 0.0, 45.0), Reading("5", 0.99, "5", 0.99), None)

    settings = ValueReaderSettings()
    table = [five(None) for _ in range(settings.print.lines + 2)]
    odd = five((10, 50)) if over else five((26, 40), ink=250)
    context = context_of([*table, odd], 24.0, settings)
    found = {doubt.code for doubt in unlike_fellows(odd, odd.first, context)}
    assert DoubtCode.UNLIKE_FELLOWS in found
    assert (DoubtCode.INK_UNEXPLAINED in found) == told
