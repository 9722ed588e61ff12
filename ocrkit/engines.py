"""The engines that read characters, built once and passed in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from ocrkit.recognise.engines.background import BackgroundLines
from ocrkit.recognise.engines.cascade import Cascade
from ocrkit.recognise.engines.crop_reader import NetworkCrops, ReaderSettings
from ocrkit.recognise.engines.lazy_network import LazyNetwork
from ocrkit.recognise.engines.line_reader import GreedyLines
from ocrkit.recognise.engines.manifest import Role
from ocrkit.recognise.engines.network import Runtime
from ocrkit.recognise.engines.protocol import CropReader, LineFinder
from ocrkit.recognise.engines.recogniser import Recogniser, batches_at_once
from ocrkit.recognise.engines.runtimes import open_network
from ocrkit.recognise.engines.weights import Weights, load_weights, used_roles
from ocrkit.recognise.lines.network_lines import NetworkLines
from ocrkit.schedule.cores import Cores, available_cores
from ocrkit.schedule.threads import Helpers
from ocrkit.settings import ReadSettings
from ocrkit.types.provenance import UsedModel


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

    A small recognition network reads first and a large one what that is not sure of; crops and lines share both, and
    whatever core is free takes the next batch of either. ocrkit's own network for values reads crops beside them.
    Text is found and read by PaddleOCR's own classes where the settings say so, and where a model is the user's own.
    """
    loaded = {role: load_weights(role, settings.models) for role in _roles(settings)}
    find, read = loaded["find lines"], loaded["read lines"]
    first, values = loaded.get("read lines first"), loaded.get("read values")
    cores = Cores(settings.cores or available_cores())
    runtime: Runtime = "onnxruntime" if settings.engine == "paddleocr" else settings.engine
    paddle = settings.engine == "paddleocr" or not (find.listed and read.listed)
    to_read = [weights for weights in (read, first, values) if weights is not None]
    with closing(Helpers("engine", len(to_read))) as side_by_side:
        opened = side_by_side.each(to_read, lambda weights: open_network(weights, runtime, batches_at_once(cores)))
        networks = [network for _, network in opened]
    readers = [Recogniser(*pair, cores) for pair in zip(networks, to_read, strict=True)]

    def cascade(of: Callable[[Recogniser, ReaderSettings], CropReader], own: CropReader | None = None) -> CropReader:
        large = of(readers[0], settings.reader)
        quick = settings.reader.model_copy(update={"beam": settings.cascade.beam, "forced": False})
        return Cascade(of(readers[1], quick), large, settings.cascade, own) if len(readers) > 1 else large

    # Neither holds weights that have been made ready: those of the large one are 20 MB.
    if paddle:
        finder = BackgroundLines(partial(_paddle_lines, find, read, settings, cores), at_once=False)
    else:
        greedy = cascade(lambda recogniser, _: GreedyLines(recogniser, settings.lines.batch, settings.lines.text))
        detector = LazyNetwork(partial(open_network, find, runtime, keeps=False))
        finder = BackgroundLines(partial(NetworkLines, detector, greedy, cores, settings.lines))

    def close() -> None:
        finder.close()
        for one in readers:
            one.close()

    runtimes: dict[str, str] = {each.role: network.runtime for each, network in zip(to_read, networks, strict=True)}
    runtimes["find lines"] = "paddleocr on onnxruntime, f32" if paddle else runtimes["read lines"]
    used = tuple(_used(weights, runtimes[role]) for role, weights in loaded.items())
    own = NetworkCrops(readers[2], settings.reader) if values is not None else None
    return Engines(cascade(NetworkCrops, own), finder, close, used)


def _paddle_lines(find: Weights, read: Weights, settings: ReadSettings, cores: Cores) -> LineFinder:
    from ocrkit.recognise.lines.paddle_lines import PaddleLines  # PaddleOCR takes seconds to import

    return PaddleLines(find, read, settings.lines, cores)


def expected_models(settings: ReadSettings) -> tuple[UsedModel, ...]:
    """The models that the settings name, what runs them left open. Raises ``WeightsError``."""
    return tuple(_used(load_weights(role, settings.models), "") for role in _roles(settings))


def _roles(settings: ReadSettings) -> tuple[Role, ...]:
    """What the models that the settings name do."""
    roles = used_roles(settings.models)
    return roles if settings.cascade.use else tuple(role for role in roles if role in ("find lines", "read lines"))


def _used(weights: Weights, runtime: str) -> UsedModel:
    return UsedModel(
        role=weights.role, name=weights.name, sha256=weights.sha256, listed=weights.listed, runtime=runtime
    )
