"""The engines that read characters, built once and passed in."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.recognise.background import BackgroundLines
from ocrkit.recognise.onnx_reader import OnnxReader
from ocrkit.recognise.paddle_lines import PaddleLines
from ocrkit.recognise.protocol import CropReader, LineFinder
from ocrkit.recognise.weights import load_weights
from ocrkit.settings import ReadSettings


@dataclass(frozen=True)
class Engines:
    """``crops`` reads table cells, ``lines`` finds and reads the text outside tables."""

    crops: CropReader
    lines: LineFinder


def default_engines(settings: ReadSettings) -> Engines:
    """PaddleOCR and its weights, offline; PaddleOCR itself starts in the background. Raises ``WeightsError``."""
    find, read = (load_weights(role, settings.models) for role in ("find lines", "read lines"))
    lines = BackgroundLines(lambda: PaddleLines(find, read, settings.lines))
    return Engines(OnnxReader(read, settings.reader), lines)
