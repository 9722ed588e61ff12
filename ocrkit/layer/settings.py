"""What the layer stage may be told."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ocrkit.types.settings import Settings

Use = Literal["check", "ignore", "only"]


class LayerSettings(Settings):
    """What becomes of a text layer that is a second reading.

    ``use``: ``check`` holds the reading against it, ``ignore`` does not look at it, ``only`` takes values and text
    from it and does not read the drawing. ``most``: the share of a table's inked cells of which the layer must say
    something, before it tells anything that it says nothing of the others; and the share of places where it differs
    from which on its characters are called garbled, if there are at least ``fewest`` places. ``shown``: how many
    places a finding quotes. For ``only``, ``looked_at`` cells of a table at most and ``lines_looked_at`` lines are
    read from the drawing too, and lines must be ``alike`` by that share.
    """

    use: Use = "check"
    most: float = Field(default=0.5, gt=0, le=1)
    fewest: int = Field(default=4, ge=1)
    shown: int = Field(default=5, ge=1)
    looked_at: int = Field(default=12, ge=1)
    lines_looked_at: int = Field(default=3, ge=0)
    alike: float = Field(default=0.8, gt=0, le=1)
