"""What the checks of a line are given besides the line: what is usual in its table, and the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocrkit.recognise.values.line import ValueLine
from ocrkit.recognise.values.settings import ValueReaderSettings

_ALIKE = 8
"""So many lines of ink of one kind tell how dark it usually is; a few strokes may all be dirt."""


@dataclass(frozen=True)
class Context:
    """``text_height``: the usual height of a digit, in pixels. The darknesses are grey levels darker than paper."""

    text_height: float
    settings: ValueReaderSettings
    digits_darkness: float
    strokes_darkness: float

    def usual_darkness(self, line: ValueLine) -> float:
        """That of the table's lines of the line's kind: thin lone strokes are paler than digits."""
        return self.digits_darkness if line.stroke is None else self.strokes_darkness


def context_of(lines: Sequence[ValueLine], text_height: float, settings: ValueReaderSettings) -> Context:
    """What is usual in these lines of one table, at least one."""
    all_of_them = [line.darkness for line in lines]
    digits = [line.darkness for line in lines if line.stroke is None]
    strokes = [line.darkness for line in lines if line.stroke is not None]
    usual = (float(np.median(kind if len(kind) >= _ALIKE else all_of_them)) for kind in (digits, strokes))
    return Context(text_height, settings, *usual)
