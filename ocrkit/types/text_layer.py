"""The text that a PDF page carries beside its drawing, and what of it can be believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

LayerKind = Literal["visible", "invisible", "ocr", "garbled"]
"""``visible``: the text is what the page shows. ``invisible``: most of it is not drawn, or drawn under something.
``ocr``: a program read it from a picture. ``garbled``: its characters are not those that are drawn."""

UNMAPPED = "\N{REPLACEMENT CHARACTER}"
"""A character that is drawn and of which the file does not say what it is."""


@dataclass(frozen=True)
class TextLayer:
    """The characters of a page's text that the page shows, spaces left out.

    ``text`` has one character for each row of ``boxes``: float32, shape (N, 4), columns x0, y0, x1, y1 in pixels of
    the page as given. ``origins`` are the points on the line of writing where each begins: float32, shape (N, 2),
    columns x and y, in the same pixels. ``hidden`` counts the characters that the page does not show, which are not
    among them. ``evidence`` says in words why ``kind`` is not "visible".
    """

    kind: LayerKind
    text: str
    boxes: NDArray[np.float32]
    origins: NDArray[np.float32]
    hidden: int = 0
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.boxes.shape != (len(self.text), 4) or self.origins.shape != (len(self.text), 2):
            shapes = f"{self.boxes.shape} and {self.origins.shape}"
            raise ValueError(f"{len(self.text)} characters, but boxes and origins of shape {shapes}")

    @property
    def trusted(self) -> bool:
        """Whether the layer is a second reading of what the page shows."""
        return self.kind == "visible"

    def part(self, chosen: NDArray[np.bool_]) -> TextLayer:
        """The layer with the chosen characters only; bool, shape (N,)."""
        text = "".join(character for character, kept in zip(self.text, chosen, strict=True) if kept)
        return replace(self, text=text, boxes=self.boxes[chosen], origins=self.origins[chosen])
