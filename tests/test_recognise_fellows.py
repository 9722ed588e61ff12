"""Digits of which a table tells nothing: lines enough, and none with one glyph for each digit."""

from __future__ import annotations

import numpy as np

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.values.checks import CHECKS
from ocrkit.recognise.values.context import context_of
from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import ValueReaderSettings
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
