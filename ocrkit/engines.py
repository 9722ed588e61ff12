"""The engines that read characters, built once and passed in."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.recognise.background import BackgroundLines
from ocrkit.recognise.cores import Cores
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

    The two run side by side: unless the settings say how many threads, text lines have half of the cores, and
    crops whatever is free, which is all of them where there is no text to read.
    """
    find, read = (load_weights(role, settings.models) for role in ("find lines", "read lines"))
    cores = Cores(settings.cores or available_cores())
    threads = settings.lines.threads or max(1, cores.count // 2)
    line_settings = settings.lines.model_copy(update={"threads": threads})
    lines = BackgroundLines(lambda: PaddleLines(find, read, line_settings), cores, threads)
    return Engines(OnnxReader(read, settings.reader, cores), lines)
