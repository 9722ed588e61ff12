"""Rules traced to straighten a page by: black ones and pale ones, no folds."""

from __future__ import annotations

import numpy as np

from ocrkit.prepare.settings import PrepareSettings
from ocrkit.prepare.trace import trace_rules
from ocrkit.types.page import Image
from ocrkit.types.transform import Points

LEVELS = range(300, 1000, 60)
UPRIGHTS = (150, 400, 650, 900, 1050)
PAPER, BLACK, PALE = 245, 60, 222


def table(level_from: int, level: int = BLACK) -> Image:
    """A page with a table whose level rules bend down right of x = 600; of ``level`` left of ``level_from``."""
    image = np.full((1700, 1200), PAPER, np.uint8)
    for x in UPRIGHTS:
        image[300:960, x : x + 3] = BLACK
    for y in LEVELS:
        for x in range(150, 1050):
            at = y + round(max(0, x - 600) * 0.03)
            image[at : at + 3, x] = level if x < level_from else BLACK
    return image


def traced(image: Image) -> tuple[list[Points], list[Points]]:
    return trace_rules(image, PrepareSettings().rule_contrast)


def spans(lines: list[Points]) -> list[tuple[float, float]]:
    return [(float(line[0, 0]), float(line[-1, 0])) for line in lines]


def test_pale_rules_are_traced_where_the_black_ones_end() -> None:
    level, upright = traced(table(level_from=620, level=PALE))
    assert len(level) == len(LEVELS)
    assert all(x0 < 180 and x1 > 1020 for x0, x1 in spans(level))
    assert len(upright) == len(UPRIGHTS)


def test_black_rules_are_traced_each_once() -> None:
    level, upright = traced(table(level_from=0))
    assert len(level) == len(LEVELS)
    assert len(upright) == len(UPRIGHTS)
    assert all(x0 < 180 and x1 > 1020 for x0, x1 in spans(level))


def test_a_pale_stroke_that_meets_no_rule_is_none() -> None:
    image = table(level_from=0)
    image[1300:1303, 150:1050] = PALE  # a fold below the table
    level, _ = traced(image)
    assert all(line[:, 1].max() < 1250 for line in level)
