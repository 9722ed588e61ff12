"""What explains the ink of a cell."""

from __future__ import annotations

from enum import IntEnum


class Ink(IntEnum):
    """What explains a pixel that stands out in a cell."""

    NONE = 0
    """It does not stand out."""
    RULE = 1
    """A ruling line or frame."""
    GLYPH = 2
    """The glyphs of the reading: what the recogniser was given."""
    SEAL = 3
    """A seal or watermark, told by its shape over more than the cell."""
    SPECK = 4
    """Too small or too pale to be print."""
    REST = 5
    """Nothing does."""
