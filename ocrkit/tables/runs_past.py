"""How far a rule runs on past a table's side, and whether that side is a rule itself."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from ocrkit.types.page import Image
from ocrkit.types.settings import Settings


class OpenSideSettings(Settings):
    """When rules run on past a side, and what they enclose there. Lengths in pixels unless said otherwise.

    A rule runs on from the side as far as it is inked with no gap of more than ``gap``; a piece of ``share`` of the
    usual width of the table's columns, ``least`` at least, is more than a rule drawn a little too far. It may lie
    ``off`` so much and is looked at ``apart`` from the side; ink is darker than ``dark`` of the stretch's ground,
    which is ``light``. ``most`` of a side's rules run on, and ``rules`` at least; they end together within
    ``together`` of that width. The table ends there: no ``again`` of them begin again within that width, and no print
    stands ``near`` their ends, of that width, in so many rows and in ``beyond`` of those with print. ``widest``: what
    they enclose is one column, and so no wider than so many, and no rule parts ``whole`` of the height of ``most`` of
    its cells. ``printed``: there is print in this share of its cells, and in two at least. ``drawn``: the side itself
    is a rule where so much of it is inked.
    """

    share: float = Field(default=0.4, gt=0)
    least: int = Field(default=24, ge=4)
    apart: int = Field(default=6, ge=0)
    off: int = Field(default=4, ge=0)
    gap: int = Field(default=12, ge=1)
    dark: float = Field(default=0.85, gt=0, lt=1)
    light: int = Field(default=128, ge=1, le=255)
    most: float = Field(default=0.5, gt=0, le=1)
    rules: int = Field(default=3, ge=2)
    together: float = Field(default=0.15, gt=0)
    widest: float = Field(default=8.0, gt=1)
    printed: float = Field(default=0.2, ge=0, le=1)
    drawn: float = Field(default=0.5, gt=0, le=1)
    whole: float = Field(default=0.9, gt=0, le=1)
    near: float = Field(default=0.3, gt=0)
    again: int = Field(default=2, ge=1)
    beyond: float = Field(default=0.5, gt=0, le=1)


def runs_past(image: Image, x: float, y: float, reach: int, settings: OpenSideSettings) -> int:
    """How far a rule at ``y`` runs on to the right past ``x``, in pixels, ``reach`` at most; 0 where it does not."""
    x0, x1 = round(x) + settings.apart, min(image.shape[1], round(x) + reach)
    y0, y1 = round(y) - settings.off, round(y) + settings.off + 1
    if min(x0, y0) < 0 or x1 <= x0 or y1 > image.shape[0]:
        return 0
    strip = image[y0:y1, x0:x1]
    ground = float(np.percentile(strip, 90))
    if ground < settings.light:
        return 0
    inked = np.flatnonzero(strip.min(axis=0) < settings.dark * ground)
    if len(inked) == 0 or inked[0] > settings.off:
        return 0
    wide = np.flatnonzero(np.diff(inked) > settings.gap)
    return settings.apart + int(inked[wide[0]] if len(wide) else inked[-1]) + 1


def drawn_share(
    image: Image, x: float, rows: tuple[float, float], beside: tuple[float, float], off: int, dark: float
) -> float | None:
    """The share of ``rows`` (from, to) in which something at ``x`` is as dark as a rule; None where nothing tells.

    It may lie ``off`` pixels to either side, and is darker than ``dark`` of the ground in the columns ``beside``.
    """
    y0, y1 = (max(0, round(y)) for y in rows)
    strip = image[y0:y1, max(0, round(x) - off) : max(0, round(x) + off + 1)]
    inside = image[y0:y1, max(0, round(beside[0])) : max(0, round(beside[1]))]
    if strip.size == 0 or inside.size == 0:
        return None
    return float((strip.min(axis=1) < dark * float(np.percentile(inside, 75))).mean())
