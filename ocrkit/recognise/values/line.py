"""What is known of one line of a value cell before it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ocrkit.recognise.cells.components import Component
from ocrkit.recognise.cells.crops import InkLine, contrast
from ocrkit.recognise.cells.line_components import line_components
from ocrkit.recognise.values.glyphs import Glyph, Print, glyphs_of, is_cross, print_of, tall
from ocrkit.types.reading import Reading

_NUMBER = frozenset("0123456789０１２３４５６７８９.,．，-+－＋—–− ")
_PLUS = ("+", "＋")


@dataclass(frozen=True, eq=False)
class ValueLine:
    """A line's picture, what the first look read, and the dash, dashes or slash that its shape told, if any."""

    picture: InkLine
    first: Reading
    stroke: str | None
    found: tuple[Component, ...] | None = None
    """The components of ``picture``, where they are known already; ask for ``components``."""

    def is_number(self, reading: Reading) -> bool:
        """Whether it is read as digits, with nothing but signs and separators beside them."""
        text, free = reading.value_text or "", reading.text or ""
        return self.stroke is None and any(c.isdigit() for c in text) and set(text) | set(free) <= _NUMBER

    def digits(self, reading: Reading) -> str:
        """The digits it is read as, half-width."""
        return "".join(str(int(c)) for c in reading.value_text or "" if c.isdecimal())

    @cached_property
    def darkness(self) -> float:
        """By how many grey levels the darkest ink is darker than the paper around it."""
        return contrast(self.picture)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The components of the ink, largest first, in enlarged pixels (``line_components.ENLARGED``)."""
        return tuple(line_components(self.picture)) if self.found is None else self.found

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs that the components make, left to right."""
        return glyphs_of(self.components)

    @cached_property
    def print(self) -> Print | None:
        """What the line is set in, None where there is no ink."""
        return print_of(self.picture, self.components, self.tall(self.first))

    def unsigned(self, reading: Reading) -> tuple[Glyph, ...]:
        """The glyphs but for a plus sign before digits, which is as high as a digit may be, and stands higher."""
        found = tall(self.glyphs)
        signed = (reading.value_text or "").startswith(_PLUS) and len(found) > 1 and found[0] is self.glyphs[0]
        return self.glyphs[1:] if signed and is_cross(found[0]) else self.glyphs

    def tall(self, reading: Reading) -> tuple[Glyph, ...]:
        """Those of the ``unsigned`` ones that are as high as digits are."""
        return tall(self.unsigned(reading))
