"""Text set sideways in a cell: characters in a column are either one below the other, or a line turned by 90 degrees.

The ink does not say which; both are read, and the surer one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from pydantic import Field

from ocrkit.recognise.cells.crops import InkLine
from ocrkit.recognise.told import cell_doubts
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading
from ocrkit.types.settings import Settings
from ocrkit.types.text import same


class TurnedSettings(Settings):
    """``tall``: ink so many times as high as wide may be a turned line; ``wide``: if it is no wider than so many text
    heights. ``least``: so many pieces of it, one above the other, at least. ``sure``: a column whose characters are
    all as sure as this, and none in doubt, is read as it stands, and not turned. ``gain``: a turned line is taken
    where its least sure character is surer than the column's by this, or where it alone is without doubt.
    """

    tall: float = Field(default=2.5, gt=1)
    wide: float = Field(default=1.8, gt=0)
    least: int = Field(default=3, ge=2)
    sure: float = Field(default=0.9, ge=0, le=1)
    gain: float = Field(default=0.3, ge=0, le=1)


@dataclass(frozen=True)
class Column:
    """The ink of a cell that is higher than wide: grey uint8 (H, W), and its box there."""

    image: Image
    ink: UprightBox


def column_of(image: Image, lines: Sequence[UprightBox], height: float, settings: TurnedSettings) -> Column | None:
    """The lines of a cell as one column, if that is their shape; ``height`` is the usual one of a character."""
    if len(lines) < settings.least:
        return None
    box = UprightBox.around(lines)
    if box.height < settings.tall * box.width or box.width > settings.wide * height:
        return None
    x0, y0, x1, y1 = (max(0, v) for v in box.grown(height / 2).as_ints())
    return Column(image[y0:y1, x0:x1], UprightBox(box.x0 - x0, box.y0 - y0, box.x1 - x0, box.y1 - y0))


def turned_lines(column: Column) -> tuple[InkLine, InkLine]:
    """The column as a line of text that was written upwards, and as one that was written downwards."""
    tall, wide = column.image.shape
    box = column.ink
    upwards = UprightBox(tall - box.y1, box.x0, tall - box.y0, box.x1)
    downwards = UprightBox(box.y0, wide - box.x1, box.y1, wide - box.x0)
    return (
        InkLine(np.ascontiguousarray(np.rot90(column.image, -1)), upwards),
        InkLine(np.ascontiguousarray(np.rot90(column.image)), downwards),
    )


def is_doubtful(reading: Reading, settings: TurnedSettings) -> bool:
    """Whether ink was not read plainly: a column that was read as it stands may be a turned line then."""
    return bool(cell_doubts(reading, settings.sure))


def surer(stacked: Reading, upwards: Reading, downwards: Reading, settings: TurnedSettings) -> Reading:
    """The column as it stands, or the surer turned line where that is plainly surer; the others are alternatives.

    Chinese characters are told though they lie on their side, so that a line written upwards reads as sure from top
    to bottom, in the wrong order. Then that one is the surer which alone reads surely as a line: characters that
    stand upright do so written downwards only. Some figures make others upside down: where the two turned lines are
    as sure and differ, the value is doubtful.
    """
    if not is_doubtful(stacked, settings):
        lies = not is_doubtful(upwards, settings) and is_doubtful(downwards, settings)
        if not lies:
            return stacked
        turned_over = (stacked.text or "").replace("\n", "")[::-1]
        return _instead(upwards, stacked, downwards, in_doubt=not same(turned_over, upwards.text))
    best, other = sorted((upwards, downwards), key=_least, reverse=True)
    plainer = not is_doubtful(best, settings) and _least(best) > _least(stacked)
    if not plainer and _least(best) < _least(stacked) + settings.gain:
        return stacked
    either = _least(other) > _least(best) - settings.gain and not same(best.text, other.text)
    return _instead(best, other, stacked, in_doubt=either)


def _instead(best: Reading, other: Reading, third: Reading, in_doubt: bool) -> Reading:
    """The best reading with what else was read among its alternatives."""
    doubts = (Doubt(DoubtCode.LOOKS_DIFFER, {"texts": (other.text or "",)}),) if in_doubt else ()
    alternatives = (*best.alternatives, *other.alternatives[:1], *third.alternatives)
    return replace(best, alternatives=alternatives, doubts=(*best.doubts, *doubts))


def _least(reading: Reading) -> float:
    """The probability of the least sure character."""
    found = reading.confidence if reading.least is None else reading.least
    return found or 0.0
