"""Lines of text outside tables, and when two texts say the same."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.text.widths import compact
from ocrkit.types.geometry import UprightBox


@dataclass(frozen=True, slots=True)
class TextLine:
    """One piece of a line as found: its text, confidence (0 to 1) and box in the prepared image of its page.

    ``second`` is what the page's text layer has in its place; None where it has nothing, or is no second reading.
    ``dark`` is by how many levels of 255 its print is darker than white; None where that was not looked at.
    """

    text: str
    confidence: float
    box: UprightBox
    second: str | None = None
    dark: float | None = None


_ALIKE = 0.5
"""Print is at least so dark as a share of other print beside it; what shows through is far paler."""


def same_print(one: float | None, other: float | None) -> bool:
    """Whether two pieces of text may be of one print, by how dark they are; also where that was not looked at."""
    return one is None or other is None or min(one, other) >= _ALIKE * max(one, other)


def same(one: str | None, other: str | None) -> bool:
    """Whether two readings say the same: full-width as half-width, any dash as a dash, spaces left out."""
    return one is not None and other is not None and folded(one) == folded(other)


def folded(text: str) -> str:
    """``text`` as it is compared: NFKC, without spaces, every dash (and the numeral 一 alone) as one hyphen."""
    narrow = compact(text)
    if is_dash(narrow.replace("一", "-")):
        return "-"
    return narrow.translate(_AS_HYPHEN)


def is_dash(text: str) -> bool:
    """Whether it is a dash: of any length, since print does not tell of how many characters a stroke is made."""
    return bool(text) and set(text) <= {*_DASHES, "-"}


_DASHES = "‐‑‒–—―−─━ー"
_AS_HYPHEN = str.maketrans(dict.fromkeys(_DASHES, "-"))
