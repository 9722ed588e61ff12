"""Boxes. The coordinate frame is part of the type, so that the two frames cannot be mixed up.

``Box`` is in the pixels of the page **as given**: the decoded raster before any EXIF rotation, origin top
left; for a PDF, the raster at the recorded dpi. Every box in every result is a ``Box``.
``UprightBox`` is in the pixels of the prepared (upright, straightened) image; only stages see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_SHEET = 1.5
"""Sheets are up to so many times as long as wide (A4: 1.41; US legal is 1.65)."""


def sheet_side(width: float, height: float) -> float:
    """The longer side of the sheet that an image shows, in its pixels: what sizes on a page are measured by.

    It is the image's longer side, but an image longer than a sheet (a screenshot of a scrolled page, pages stuck
    together) shows sheets of its width, one below the other: their print is as large as its width says.
    """
    return max(width, min(height, _SHEET * width))


@dataclass(frozen=True, slots=True, order=True)
class _Rect:
    """A rectangle (x0, y0, x1, y1), half-open: x1 and y1 are outside it. Units: pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not (self.x0 <= self.x1 and self.y0 <= self.y1):
            raise ValueError(f"not a box: {(self.x0, self.y0, self.x1, self.y1)}")

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        """Centre (x, y)."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def as_tuple(self) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1)."""
        return self.x0, self.y0, self.x1, self.y1

    def as_ints(self) -> tuple[int, int, int, int]:
        """(x0, y0, x1, y1), rounded to whole pixels."""
        return round(self.x0), round(self.y0), round(self.x1), round(self.y1)

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies in the box."""
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1

    def overlap(self, other: Self) -> float:
        """Area of the intersection."""
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, w) * max(0.0, h)

    def grown(self, by: float) -> Self:
        """The box with every side moved outwards by ``by`` pixels (inwards if negative, never inside out)."""
        cx, cy = self.centre
        return type(self)(min(self.x0 - by, cx), min(self.y0 - by, cy), max(self.x1 + by, cx), max(self.y1 + by, cy))

    @classmethod
    def around(cls, boxes: Iterable[Self]) -> Self:
        """The smallest box that holds all of ``boxes`` (at least one)."""
        every = list(boxes)
        return cls(
            min(b.x0 for b in every),
            min(b.y0 for b in every),
            max(b.x1 for b in every),
            max(b.y1 for b in every),
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """In JSON a box is the list [x0, y0, x1, y1], rounded to a tenth of a pixel."""
        number = core_schema.float_schema()
        as_list = core_schema.no_info_after_validator_function(
            lambda v: cls(*v), core_schema.tuple_positional_schema([number] * 4)
        )
        return core_schema.json_or_python_schema(
            json_schema=as_list,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), as_list]),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda box: [round(float(v), 1) for v in box.as_tuple()]
            ),
        )


class Box(_Rect):
    """A rectangle in the pixels of the page as given (see the module)."""

    __slots__ = ()


class UprightBox(_Rect):
    """A rectangle in the pixels of the prepared image (see the module)."""

    __slots__ = ()
