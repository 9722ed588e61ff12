"""Which numbers a cell in doubt could hold in truth: those near to what was read, and no others."""

from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.report import Cell

_GONE = {DoubtCode.PRINT_MAYBE_LOST, DoubtCode.COARSE_PAGE}
"""Doubts of blanks that may have been any number."""


def could_be(cell: Cell, number: Decimal) -> bool:
    """Whether ``number`` is what is printed in a doubtful cell, as far as its reading tells.

    It is one of the cell's alternatives; or near to the number read: as many digits or one more or less, at least
    half of them the same and in order (one wrong digit is always allowed). Where a blank or dashes were read, it has
    no more digits than there are marks, a blank's ink left out counted as one; but any where print is gone. No count
    is below 0.
    """
    if number < 0:
        return False
    if cell.kind == "blank" and any(doubt.code in _GONE for doubt in cell.doubts):
        return True
    if any(_digits(guess.text) == _digits(f"{number:f}") for guess in cell.alternatives):
        return True
    if cell.value is None:
        return len(f"{number:f}") <= max(1, len(cell.text or ""))
    return _near(f"{cell.value:f}", f"{number:f}")


def _digits(text: str) -> str:
    """``text`` without spaces and the commas between thousands."""
    return "".join(text.split()).replace(",", "").replace("，", "")


def _near(read: str, wanted: str) -> bool:
    longer = max(len(read), len(wanted))
    blocks = SequenceMatcher(None, read, wanted, autojunk=False).get_matching_blocks()
    wrong = longer - sum(block.size for block in blocks)
    return abs(len(read) - len(wanted)) <= 1 and wrong <= max(1, longer // 2)
