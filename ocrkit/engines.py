"""The engines that read characters, built once and passed in."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.recognise.background import BackgroundLines
from ocrkit.recognise.onnx_reader import OnnxReader, available_cores
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
    """PaddleOCR and its weights, offline; PaddleOCR itself starts in the background. Raises ``WeightsError``.

    The two run side by side: unless the settings say how many threads, each has half of the cores.
    """
    find, read = (load_weights(role, settings.models) for role in ("find lines", "read lines"))
    half = {"threads": max(1, available_cores() // 2)}
    line_settings = settings.lines if settings.lines.threads else settings.lines.model_copy(update=half)
    crop_settings = settings.reader if settings.reader.threads else settings.reader.model_copy(update=half)
    lines = BackgroundLines(lambda: PaddleLines(find, read, line_settings))
    return Engines(OnnxReader(read, crop_settings), lines)
