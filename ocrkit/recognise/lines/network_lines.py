"""Text lines outside tables, with PaddleOCR's weights for recognition, and for detection where lines are not plain.

PaddleOCR's own classes do the same (``paddle_lines``); importing them takes seconds, and what they compute in is
float32.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.network import Network
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.recognise.engines.remembered import Remembered
from ocrkit.recognise.lines.crops import Quad, cut, in_order, quad_of
from ocrkit.recognise.lines.plain import plain_lines
from ocrkit.recognise.lines.settings import LineSettings
from ocrkit.recognise.lines.text_map import quads, text_map
from ocrkit.schedule.cores import Cores
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.text import TextLine


class NetworkLines:
    """A ``LineFinder`` on the detection network and a reader of lines."""

    def __init__(
        self, detector: Network, reader: CropReader, cores: Cores, settings: LineSettings | None = None
    ) -> None:
        """``reader`` gives each line's text with the mean probability of its characters (``GreedyLines``)."""
        self._detector, self._reader, self._cores = detector, reader, cores
        self._settings = settings or LineSettings()

    def lines(self, image: Image) -> list[TextLine]:
        """See ``LineFinder.lines``; ``confidence`` is the mean probability per character."""
        framed = with_margin(image, self._settings.margin)
        quads_found = self._plain(framed)
        if quads_found is None:
            quads_found = self._find(framed)
        found = [(quad, cut(framed, quad)) for quad in in_order(quads_found)]
        found = [(quad, crop) for quad, crop in found if crop.size]  # a line may lie wholly outside the image
        read = Remembered(self._reader).read([crop for _, crop in found])
        texts = [(reading.text or "", reading.confidence or 0.0) for reading in read]
        return kept_lines([quad for quad, _ in found], texts, image, self._settings)

    def _plain(self, framed: Image) -> list[Quad] | None:
        if not self._settings.plain.use:
            return None
        with self._cores.taken():
            boxes = plain_lines(framed, self._settings.plain)
        return None if boxes is None else [quad_of(box) for box in boxes]

    def _find(self, framed: Image) -> list[Quad]:
        with self._cores.taken():
            found = text_map(framed, self._detector, self._settings.find)
            return quads(found, (framed.shape[1], framed.shape[0]), self._settings.find)


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
