"""What a recogniser read from one crop."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.types.doubt import Doubt


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to read a crop, with its probability (0 to 1)."""

    text: str
    probability: float


Odds = tuple[tuple[str, float], ...]
"""What a character may be, the likeliest first, each with its probability as a share of the likeliest's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The free reading of a crop and, where asked for, the reading over what a value may contain.

    ``text`` is "" where nothing is printed and None where something is and cannot be read; ``confidence`` is
    the probability of ``text`` as a whole, None where there is none; ``least`` that of its least sure character, None
    where it is not known. ``value_text`` and ``value_confidence`` come from the
    decoding of the same output over the characters of a value, None where it was not asked for.
    ``alternatives`` are the best readings, best first. ``doubts`` are the reasons why a person should look; empty
    for a reading to be trusted. ``answered`` are those that the readings around it answered. ``confirmed``: two
    networks read it alike. ``ink_explained`` is the share of what stands out in its cell on the page as given, rules
    aside, that is explained: read, a seal's, or too small or pale to be print; None where it was not asked. ``odds``
    are those of each character of the likeliest path where the network was not sure of words, empty elsewhere.
    """

    text: str | None
    confidence: float | None
    value_text: str | None = None
    value_confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    least: float | None = None
    confirmed: bool = False
    ink_explained: float | None = None
    answered: tuple[Doubt, ...] = ()
    odds: tuple[Odds, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the text layer of a born-digital page has in a place, and whether that is what was read there.

    ``text`` is "" where the layer has nothing though it has most of what stands around it.
    """

    text: str
    agrees: bool


BLANK = Reading(text="", confidence=1.0, value_text="", value_confidence=1.0)
UNREAD = Reading(text=None, confidence=None)
