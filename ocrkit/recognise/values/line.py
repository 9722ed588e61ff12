"""What is known of one line of a value cell before it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ocrkit.recognise.cells.components import Component
from ocrkit.recognise.cells.crops import InkLine, contrast
from ocrkit.recognise.cells.line_components import line_components
from ocrkit.types.reading import Reading


@dataclass(frozen=True, eq=False)
class ValueLine:
    """A line's picture, what the first look read, and the dash, dashes or slash that its shape told, if any."""

    picture: InkLine
    first: Reading
    stroke: str | None

    @cached_property
    def darkness(self) -> float:
        """By how many grey levels the darkest ink is darker than the paper around it."""
        return contrast(self.picture)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The components of the ink, largest first, in enlarged pixels (``line_components.ENLARGED``)."""
        return tuple(line_components(self.picture))
