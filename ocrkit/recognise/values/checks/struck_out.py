"""Figures with a stroke through them."""

from __future__ import annotations

import numpy as np

from ocrkit.recognise.values.context import Context
from ocrkit.recognise.values.glyphs import mask_of, tall
from ocrkit.recognise.values.line import ValueLine
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import Reading

_MIDDLE = 0.3, 0.68
"""The rows, as shares of the height, through which figures are struck out: above the foot of a 2."""

_THIN, _OPEN, _WIDE = 0.25, 0.75, 0.6
"""A stroke is thin for the digits' height, above and below it there is paper, and it is wider than a digit 1."""


def struck_out(line: ValueLine, reading: Reading, context: Context) -> tuple[Doubt, ...]:
    """Whether a level stroke runs through the digits from end to end.

    Between digits there is paper, and no row in the middle of a digit but the bar of a 4 is inked from side to side.
    """
    text = reading.value_text or ""
    if text == "4" or not any(c.isdigit() for c in text) or len(tall(line.glyphs)) != 1:
        return ()
    mask = mask_of([max(line.components, key=lambda component: component.area)])
    height, width = mask.shape
    rows = mask[int(_MIDDLE[0] * height) : int(np.ceil(_MIDDLE[1] * height))].mean(axis=1)
    crossed = rows >= context.settings.print.crossed
    is_stroke = 0 < np.count_nonzero(crossed) <= _THIN * height and float(np.median(rows)) < _OPEN
    return (Doubt(DoubtCode.STRUCK_OUT),) if is_stroke and width >= _WIDE * height else ()
