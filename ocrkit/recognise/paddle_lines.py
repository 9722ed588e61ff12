"""Text lines outside tables: PaddleOCR's own detection and recognition, offline, on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from pydantic import Field

from ocrkit.errors import EngineError
from ocrkit.recognise.line_crops import Quad, cut, in_order, squeezed
from ocrkit.recognise.onnx_reader import available_cores
from ocrkit.recognise.paddle_models import build_models
from ocrkit.recognise.weights import Weights, load_weights
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image
from ocrkit.types.settings import Settings
from ocrkit.types.text import TextLine


class LineSettings(Settings):
    """How lines are found and read.

    The longer side is scaled down to ``longest`` pixels for detection; recognition sees the full resolution.
    ``margin`` pixels of paper are put around the image, so that text at its edge is found. A line is brought to
    the recogniser's height and to ``squeeze`` of its width: its time goes with the width, and Chinese
    characters are read as well at two thirds of it (477 lines of 24 documents: 3 errors in 11,501 characters
    at 1.0, 5 at 0.65, 13 at 0.55). ``batch`` lines are recognised at once (PaddleOCR pads all to the widest).
    ``keep`` is the score below which a line is dropped: detection now and then frames a speck, which reads as
    nothing much.
    """

    longest: int = Field(default=960, ge=320, le=4000)
    margin: int = Field(default=16, ge=0)
    squeeze: float = Field(default=0.65, ge=0.3, le=1)
    batch: int = Field(default=1, ge=1)
    keep: float = Field(default=0.3, ge=0, le=1)
    threads: int | None = Field(default=None, ge=1)


class PaddleLines:
    """A ``LineFinder`` on PaddleOCR's classes. One a process, not to be shared between threads.

    Building one imports paddleocr and takes seconds: see ``ocrkit.recognise.background``.
    """

    def __init__(
        self, find: Weights | None = None, read: Weights | None = None, settings: LineSettings | None = None
    ) -> None:
        """Load both models (the manifest's weights, unless given). Raises ``WeightsError``, ``EngineError``."""
        self._settings = settings or LineSettings()
        threads = self._settings.threads or available_cores()
        self._detection, self._recognition = build_models(
            find or load_weights("find lines"), read or load_weights("read lines"), threads
        )

    def lines(self, image: Image) -> list[TextLine]:
        """See ``LineFinder.lines``; ``confidence`` is PaddleOCR's mean probability per character."""
        if image.dtype != np.uint8 or image.ndim not in (2, 3) or 0 in image.shape:
            raise EngineError(f"not an image: {image.dtype}, shape {image.shape}")
        colour = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image
        margin = self._settings.margin
        white = (255, 255, 255)
        bordered = cv2.copyMakeBorder(colour, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=white)
        framed = bordered.astype(np.uint8)
        found = [(quad, cut(framed, quad)) for quad in in_order(self._find(framed))]
        found = [(quad, crop) for quad, crop in found if crop.size]  # a line may lie wholly outside the image
        read = self._read([squeezed(crop, self._settings.squeeze) for _, crop in found])
        return [
            TextLine(text, score, _box(quad - margin, image.shape[1], image.shape[0]))
            for (quad, _), (text, score) in zip(found, read, strict=True)
            if text.strip() and score >= self._settings.keep
        ]

    def _find(self, image: Image) -> list[Quad]:
        found = _run(self._detection, image, limit_side_len=self._settings.longest, limit_type="max")
        return [np.asarray(quad, np.float32).reshape(4, 2) for quad in found[0]["dt_polys"]]

    def _read(self, crops: Sequence[Image]) -> list[tuple[str, float]]:
        if not crops:
            return []
        found = _run(self._recognition, list(crops), batch_size=self._settings.batch)
        return [(str(line["rec_text"]), float(line["rec_score"])) for line in found]


def _run(model: Any, given: Image | list[Image], **options: Any) -> list[Any]:
    try:
        return list(model.predict(given, **options))
    except (RuntimeError, ValueError, TypeError, IndexError, cv2.error, MemoryError) as error:
        raise EngineError(f"PaddleOCR failed: {error}") from error


def _box(quad: Quad, width: int, height: int) -> UprightBox:
    x, y = np.clip(quad[:, 0], 0, width), np.clip(quad[:, 1], 0, height)
    return UprightBox(float(x.min()), float(y.min()), float(x.max()), float(y.max()))
