"""A text layer in the pixels of the prepared page, where text runs from left to right and lines go down."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrkit.layer.settings import LayerSettings
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PreparedPage
from ocrkit.types.text_layer import TextLayer
from ocrkit.types.transform import Transform

Bools = NDArray[np.bool_]

_LINE = 0.5
"""The share of the tallest character's height by which the next line lies lower at least."""
_WORD = 0.2
"""The share of that height by which words stand apart."""


class UprightLayer:
    """The characters of a layer on the prepared page.

    ``boxes`` float64, shape (N, 4), columns x0, y0, x1, y1; ``centres`` float64, shape (N, 2), columns x and y;
    ``heights`` and ``baselines`` (the y of the line of writing) float64, shape (N,); all in pixels.
    """

    def __init__(self, layer: TextLayer, transform: Transform) -> None:
        """``transform`` maps pixels of the page as given to those of the prepared page."""
        self._characters = np.array(list(layer.text), dtype="<U1")
        boxes = layer.boxes.astype(np.float64)
        corners = np.concatenate(
            [transform.forward(boxes[:, columns]) for columns in ([0, 1], [2, 1], [2, 3], [0, 3])]
        )
        corners = corners.reshape(4, -1, 2)
        low, high = corners.min(axis=0), corners.max(axis=0)
        self.boxes = np.hstack([low, high])
        self.centres = (low + high) / 2
        self.heights = high[:, 1] - low[:, 1]
        self.baselines = transform.forward(layer.origins.astype(np.float64))[:, 1]

    def __len__(self) -> int:
        return len(self._characters)

    def inside(self, box: UprightBox) -> Bools:
        """Which characters have their centre in the box; bool, shape (N,)."""
        x, y = self.centres.T
        return np.asarray((box.x0 <= x) & (x < box.x1) & (box.y0 <= y) & (y < box.y1), dtype=np.bool_)

    def text(self, chosen: Bools) -> str:
        """The chosen characters in reading order, lines parted by line breaks."""
        return "\n".join(self.lines(chosen))

    def lines(self, chosen: Bools) -> list[str]:
        """The chosen characters as lines from top to bottom, each from left to right."""
        return ["".join(self._characters[line]) for line in self.rows(chosen)]

    def rows(self, chosen: Bools) -> list[NDArray[np.intp]]:
        """The places of the chosen characters, line by line, each from left to right."""
        places = np.flatnonzero(chosen)
        if not len(places):
            return []
        places = places[np.argsort(self.baselines[places], kind="stable")]
        pitch = _LINE * float(self.heights[places].max())
        cuts = np.flatnonzero(np.diff(self.baselines[places]) > pitch) + 1
        return [line[np.argsort(self.centres[line, 0], kind="stable")] for line in np.split(places, cuts)]

    def words(self, row: NDArray[np.intp]) -> str:
        """A line's characters, with a space where Latin words stand apart."""
        gaps = self.boxes[row[1:], 0] - self.boxes[row[:-1], 2] > _WORD * self.heights[row].max()
        out = str(self._characters[row[0]])
        for gap, place in zip(gaps, row[1:], strict=True):
            character = str(self._characters[place])
            apart = gap and out[-1].isascii() and character.isascii() and out[-1].isalpha() and character.isalpha()
            out += f" {character}" if apart else character
        return out


def second_reading(page: PreparedPage, settings: LayerSettings) -> UprightLayer | None:
    """The page's text layer where it is a second reading of what the page shows, and is not to be ignored."""
    layer = page.text_layer
    if layer is None or not layer.trusted or settings.use == "ignore":
        return None
    height, width = page.image.shape
    whole = UprightLayer(layer, page.transform)
    here = whole.inside(UprightBox(0, 0, width, height))  # a sheet of two pages has one layer
    return UprightLayer(layer.part(here), page.transform)
