"""Frames drawn inside a cell, of photographs for one: told from characters by their shape."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ocrkit.recognise.cells.components import Component, Components
from ocrkit.types.geometry import UprightBox
from ocrkit.types.settings import Settings

_HOLLOW = 0.1
"""A frame or a long stroke has ink in less than this share of its box, a character in more."""

_PRINTED, _SAME = 3, 0.1
"""Frames of one size, sides to this share, in so many cells are the table's."""


class FrameSettings(Settings):
    """What a frame is. Lengths are shares of the text height.

    ``least``: the smaller side of its box, ``long``: the longer one, larger than any character of the table.
    ``stroke``: its mean stroke at most. ``band``: as near its ink is to the sides of its box, as a share of the
    smaller one; ``covered``: the share of each side that has ink along it, ``along``: the share of its ink there.
    """

    least: float = Field(default=1.3, gt=0)
    long: float = Field(default=3.0, gt=0)
    stroke: float = Field(default=0.3, gt=0)
    band: float = Field(default=0.08, gt=0, le=0.5)
    covered: float = Field(default=0.9, gt=0, le=1)
    along: float = Field(default=0.97, gt=0, le=1)


def hollow(components: Components) -> NDArray[np.bool_]:
    """Which pieces have hardly any ink in their box, as frames and slanting strokes; bool (N,)."""
    return np.asarray(components.area < _HOLLOW * components.width * components.height)


def frames(components: Components, height: float, settings: FrameSettings) -> NDArray[np.bool_]:
    """Which pieces are frames: rules along the four sides of a box larger than any character; bool (N,).

    ``height`` is the usual height of a character, in pixels. What touches something else is none.
    """
    small = np.minimum(components.width, components.height)
    large = (small >= settings.least * height) & (components.longest >= settings.long * height)
    thin = components.area <= settings.stroke * height * 2 * (components.width + components.height)
    found = large & thin
    if found.any():
        found[found] = [is_frame(component, settings) for component in components.which(found)]
    return np.asarray(found, dtype=np.bool_)


def alone(cells: Sequence[Sequence[UprightBox]]) -> list[bool]:
    """Which cells, given the boxes of each one's frames, have a frame unlike all but one of the other cells'.

    The frames that a table is printed with are of one size; a stamp stands by itself.
    """
    return [
        any(sum(any(_alike(box, other) for other in others) for others in cells) < _PRINTED for box in boxes)
        for boxes in cells
    ]


def _alike(one: UprightBox, other: UprightBox) -> bool:
    sizes = (one.width, other.width), (one.height, other.height)
    return all(abs(a - b) <= _SAME * max(a, b) for a, b in sizes)


def is_frame(component: Component, settings: FrameSettings) -> bool:
    """Whether a component of any size is ink along the four sides of its box, and hardly any inside it."""
    ink = component.mask
    if ink.size == 0:
        return False
    band = max(2, round(settings.band * min(ink.shape)))
    sides = ink[:band].any(axis=0), ink[-band:].any(axis=0), ink[:, :band].any(axis=1), ink[:, -band:].any(axis=1)
    inside = int(np.count_nonzero(ink[band:-band, band:-band]))
    covered = all(side.mean() >= settings.covered for side in sides)
    return covered and inside <= (1 - settings.along) * component.area
