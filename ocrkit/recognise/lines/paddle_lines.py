"""Text lines outside tables: PaddleOCR's own detection and recognition classes, offline, on ONNX Runtime.

For models of the user's own, whose ``inference.yml`` says what is to be done before and after; and to compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.paddle_models import build_models
from ocrkit.recognise.engines.weights import Weights, load_weights
from ocrkit.recognise.lines.crops import Quad, cut, in_order, squeezed
from ocrkit.recognise.lines.network_lines import kept_lines, with_margin
from ocrkit.recognise.lines.settings import LineSettings
from ocrkit.schedule.cores import Cores, available_cores
from ocrkit.types.page import Image
from ocrkit.types.text import TextLine


class PaddleLines:
    """A ``LineFinder`` on PaddleOCR's classes. One a process, not to be shared between threads.

    Building one imports paddleocr and takes seconds: see ``ocrkit.recognise.engines.background``.
    """

    def __init__(
        self,
        find: Weights | None = None,
        read: Weights | None = None,
        settings: LineSettings | None = None,
        cores: Cores | None = None,
    ) -> None:
        """Load both models (the manifest's weights, unless given). Raises ``WeightsError``, ``EngineError``.

        Half of the cores, which are shared with other engines, are held while it works.
        """
        self._settings = settings or LineSettings()
        self._cores = cores or Cores(available_cores())
        self._threads = max(1, self._cores.count // 2)
        self._detection, self._recognition = build_models(
            find or load_weights("find lines"), read or load_weights("read lines"), self._threads
        )

    def lines(self, image: Image) -> list[TextLine]:
        """See ``LineFinder.lines``; ``confidence`` is PaddleOCR's mean probability per character."""
        framed = np.asarray(cv2.cvtColor(with_margin(image, self._settings.margin), cv2.COLOR_GRAY2BGR), np.uint8)
        with self._cores.taken(self._threads):
            found = [(quad, cut(framed, quad)) for quad in in_order(self._find(framed))]
            found = [(quad, crop) for quad, crop in found if crop.size]  # a line may lie wholly outside the image
            read = self._read([squeezed(crop, self._settings.batch.squeeze) for _, crop in found])
        return kept_lines([quad for quad, _ in found], read, image, self._settings)

    def _find(self, image: Image) -> list[Quad]:
        found = _run(self._detection, image, limit_side_len=self._settings.find.longest, limit_type="max")
        return [np.asarray(quad, np.float32).reshape(4, 2) for quad in found[0]["dt_polys"]]

    def _read(self, crops: Sequence[Image]) -> list[tuple[str, float]]:
        if not crops:
            return []
        found = _run(self._recognition, list(crops), batch_size=1)  # PaddleOCR pads all of a batch to the widest
        return [(str(line["rec_text"]), float(line["rec_score"])) for line in found]


def _run(model: Any, given: Image | list[Image], **options: Any) -> list[Any]:
    try:
        return list(model.predict(given, **options))
    except (RuntimeError, ValueError, TypeError, IndexError, cv2.error, MemoryError) as error:
        raise EngineError(f"PaddleOCR failed: {error}") from error
