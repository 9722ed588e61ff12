"""The engines that read characters, built once and passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ocrkit.recognise.engines.background import BackgroundLines
from ocrkit.recognise.engines.crop_reader import NetworkCrops
from ocrkit.recognise.engines.manifest import Role
from ocrkit.recognise.engines.network import Runtime
from ocrkit.recognise.engines.protocol import CropReader, LineFinder
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.recognise.engines.runtimes import open_network
from ocrkit.recognise.engines.weights import Weights, load_weights
from ocrkit.recognise.lines.network_lines import NetworkLines
from ocrkit.schedule.cores import Cores, available_cores
from ocrkit.settings import ReadSettings
from ocrkit.types.provenance import UsedModel

ROLES: tuple[Role, Role] = ("find lines", "read lines")
"""What the two models do."""


def _nothing() -> None:
    """Engines without threads."""


@dataclass(frozen=True)
class Engines:
    """``crops`` reads table cells, ``lines`` finds and reads text outside tables; ``close`` ends their threads.

    ``models`` tells what they are, for the provenance of a result.
    """

    crops: CropReader
    lines: LineFinder
    close: Callable[[], None] = _nothing
    models: tuple[UsedModel, ...] = ()


def default_engines(settings: ReadSettings) -> Engines:
    """PaddleOCR's weights, offline, on the library and cores that the settings name. Raises ``WeightsError``.

    Crops and lines share one recognition network, and whatever core is free takes the next batch of either. Text is
    found and read by PaddleOCR's own classes where the settings say so, and where a model is the user's own.
    """
    find, read = (load_weights(role, settings.models) for role in ROLES)
    cores = Cores(settings.cores or available_cores())
    runtime: Runtime = "onnxruntime" if settings.engine == "paddleocr" else settings.engine
    network = open_network(read, runtime, cores.count)
    recogniser = Recogniser(network, read, cores)
    paddle = settings.engine == "paddleocr" or not (find.listed and read.listed)

    def lines() -> LineFinder:
        if paddle:
            from ocrkit.recognise.lines.paddle_lines import PaddleLines  # PaddleOCR takes seconds to import

            return PaddleLines(find, read, settings.lines, cores)
        return NetworkLines(open_network(find, runtime), recogniser, cores, settings.lines)

    finder = BackgroundLines(lines, at_once=not paddle)  # PaddleOCR writes the models out to load them

    def close() -> None:
        finder.close()
        recogniser.close()

    used = (_used(find, "paddleocr on onnxruntime, f32" if paddle else network.runtime), _used(read, network.runtime))
    return Engines(NetworkCrops(recogniser, settings.reader), finder, close, used)


def expected_models(settings: ReadSettings) -> tuple[UsedModel, ...]:
    """The models that the settings name, what runs them left open. Raises ``WeightsError``."""
    return tuple(_used(load_weights(role, settings.models), "") for role in ROLES)


def _used(weights: Weights, runtime: str) -> UsedModel:
    return UsedModel(
        role=weights.role, name=weights.name, sha256=weights.sha256, listed=weights.listed, runtime=runtime
    )
