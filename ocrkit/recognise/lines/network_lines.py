"""Text lines outside tables, with PaddleOCR's weights for detection and recognition, run by us.

PaddleOCR's own classes do the same (``paddle_lines``); importing them takes seconds, and what they compute in is
float32.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.batches import batches
from ocrkit.recognise.engines.ctc import Probabilities
from ocrkit.recognise.engines.network import Network
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.recognise.lines.crops import Quad, cut, in_order
from ocrkit.recognise.lines.settings import LineSettings
from ocrkit.recognise.lines.text_map import quads, text_map
from ocrkit.schedule.cores import Cores
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.text import TextLine


class NetworkLines:
    """A ``LineFinder`` on the detection and the recognition network."""

    def __init__(
        self, detector: Network, recogniser: Recogniser, cores: Cores, settings: LineSettings | None = None
    ) -> None:
        self._detector, self._recogniser, self._cores = detector, recogniser, cores
        self._settings = settings or LineSettings()

    def lines(self, image: Image) -> list[TextLine]:
        """See ``LineFinder.lines``; ``confidence`` is the mean probability per character."""
        framed = with_margin(image, self._settings.margin)
        found = [(quad, cut(framed, quad)) for quad in in_order(self._find(framed))]
        found = [(quad, crop) for quad, crop in found if crop.size]  # a line may lie wholly outside the image
        read = self._read([crop for _, crop in found])
        return kept_lines([quad for quad, _ in found], read, image, self._settings)

    def _find(self, framed: Image) -> list[Quad]:
        with self._cores.taken():
            found = text_map(framed, self._detector, self._settings.find)
            return quads(found, (framed.shape[1], framed.shape[0]), self._settings.find)

    def _read(self, crops: Sequence[Image]) -> list[tuple[str, float]]:
        read: list[tuple[str, float]] = [("", 0.0)] * len(crops)
        for batch, texts in self._recogniser.each(batches(crops, self._settings.batch), self._likeliest):
            for i, text in zip(batch.indices, texts, strict=True):
                read[i] = text
        return read

    def _likeliest(self, output: Probabilities) -> list[tuple[str, float]]:
        """Greedy CTC decoding: each crop's text, and the mean probability of its characters (0.0 for no text)."""
        characters = self._recogniser.characters
        classes = output.argmax(axis=2)
        scores = np.take_along_axis(output, classes[..., None], axis=2)[..., 0]
        starts = np.diff(classes, axis=1, prepend=0) != 0
        read = []
        for path, score, start in zip(classes, scores, starts & (classes != 0), strict=True):
            text = "".join(characters[c - 1] for c in path[start])
            read.append((text, float(score[start].mean()) if text else 0.0))
        return read


def with_margin(image: Image, margin: int) -> Image:
    """The image in grey with white paper around it. Raises ``EngineError`` for what is not an image."""
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or 0 in image.shape:
        raise EngineError(f"not an image: {image.dtype}, shape {image.shape}")
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.asarray(
        cv2.copyMakeBorder(grey, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255.0,)), np.uint8
    )


def kept_lines(
    found: Sequence[Quad], read: Sequence[tuple[str, float]], image: Image, settings: LineSettings
) -> list[TextLine]:
    """The lines that read as something; ``found`` are in pixels of the image with its margin."""
    return [
        TextLine(text, score, _box(quad - settings.margin, image.shape[1], image.shape[0]))
        for quad, (text, score) in zip(found, read, strict=True)
        if text.strip() and score >= settings.keep
    ]


def _box(quad: Quad, width: int, height: int) -> UprightBox:
    x, y = np.clip(quad[:, 0], 0, width), np.clip(quad[:, 1], 0, height)
    return UprightBox(float(x.min()), float(y.min()), float(x.max()), float(y.max()))
