"""Lines made of figures, without pictures, for the checks to look at."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from ocrkit.recognise.values.context import Context, UsualPrint
from ocrkit.recognise.values.glyphs import Glyph, Print, tall
from ocrkit.recognise.values.settings import PrintSettings, ValueReaderSettings
from ocrkit.recognise.values.shapes import Fellows
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import Reading

HEIGHT = 32.0


CHOSEN = PrintSettings(
    own=0.25, pixels=1, size=0.125, baseline=0.125, weight=0.25, tint=(0.125, 0.5), room=0.75, dash=2.5
)


"""Bounds that floats hold exactly."""


SETTINGS = ValueReaderSettings(print=CHOSEN, faint=60, pale=0.5, low=0.5)


def glyph(left: float, top: float = 0, width: float = 16, height: float = 32) -> Glyph:
    return Glyph(left, top, left + width, top + height)


DIGITS = (glyph(0), glyph(20), glyph(40))


PRINT = Print(32.0, 10.0, 100.0, 4.0, 0.0)


def line(
    *glyphs: Glyph,
    text: str = "123",
    own: Print | None = PRINT,
    stroke: str | None = None,
    number: bool = True,
    **picture: object,
) -> Any:
    """What a check looks at of a line, as figures."""
    given = {
        "grain": 1.0,
        "tint": 0.0,
        "spot": 0.0,
        "level": 0.0,
        "left_out": (),
        "dash": False,
        "place": None,
        "ink": UprightBox(100, 50, 156, 82),
        **picture,
    }
    found = glyphs or DIGITS
    return SimpleNamespace(
        picture=SimpleNamespace(**given),
        glyphs=found,
        unsigned=lambda reading: found,
        tall=lambda reading: tall(found),
        print=own,
        stroke=stroke,
        first=reading(text),
        darkness=100.0,
        is_number=lambda reading: number,
        digits=lambda reading: text,
    )


def reading(text: str) -> Reading:
    return Reading(text, 0.9, text, 0.9)


def context(*prints: Print, fellows: Fellows | None = None, dark: float = 200.0, thin: float = 100.0) -> Context:
    return Context(HEIGHT, SETTINGS, dark, thin, UsualPrint(prints) if prints else None, fellows)


def spoken(check: Any, given: Any, about: Context, text: str = "123") -> bool:
    return bool(check(given, reading(text), about))


def prints(**of: Sequence[float | None]) -> list[Print]:
    """As many prints as there are values for one feature."""
    ((name, values),) = of.items()
    plain = {"height": 32.0, "foot": 10.0, "baseline": 100.0, "weight": 4.0, "tint": 0.0}
    return [Print(**{**plain, name: value}) for value in values]  # type: ignore[arg-type]
