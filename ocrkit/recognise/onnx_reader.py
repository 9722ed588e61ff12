"""The crop reader: PaddleOCR's recognition weights in an ONNX Runtime session of our own.

PaddleOCR's own class gives neither alternatives nor probabilities per step, and pads every crop to 320 pixels.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import cast

import onnxruntime
import yaml
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors
from pydantic import Field

from ocrkit.errors import EngineError, WeightsError
from ocrkit.recognise.batches import Batch, BatchSettings, batches
from ocrkit.recognise.cores import Cores
from ocrkit.recognise.ctc import Emissions, Probabilities, best_texts, emissions
from ocrkit.recognise.values import ValueDecoder, ValueSettings
from ocrkit.recognise.weights import Weights, load_weights
from ocrkit.types.page import Image
from ocrkit.types.reading import UNREAD, Reading
from ocrkit.types.settings import Settings

_FAILURES = (
    RuntimeError,
    ValueError,
    ort_errors.Fail,
    ort_errors.InvalidArgument,
    ort_errors.InvalidGraph,
    ort_errors.InvalidProtobuf,
    ort_errors.NotImplemented,
    ort_errors.RuntimeException,
)  # onnxruntime's errors have no common base but Exception


def available_cores() -> int:
    """The cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_MOST_THREADS = 8


class ReaderSettings(Settings):
    """How crops are read.

    ``threads``: batches read at once, each in a thread of its own (None: as many as there are cores, up to 8, for
    each has its output in memory); ``alternatives``: how many texts to keep.
    """

    threads: int | None = Field(default=None, ge=1)
    alternatives: int = Field(default=5, ge=1)
    beam: int = Field(default=16, ge=1)
    batch: BatchSettings = BatchSettings()
    value: ValueSettings = ValueSettings()


class OnnxReader:
    """A ``CropReader`` on the PP-OCRv6 recogniser; one engine a process, not to be shared between threads."""

    def __init__(
        self, weights: Weights | None = None, settings: ReaderSettings | None = None, cores: Cores | None = None
    ) -> None:
        """Load the weights (those of the manifest, unless given). Raises ``WeightsError``.

        ``cores`` are those shared with other engines, if any.
        """
        self._settings = settings or ReaderSettings()
        self.weights = weights or load_weights("read lines")
        self._cores = cores or Cores(self._settings.threads or available_cores())
        self._threads = self._settings.threads or min(_MOST_THREADS, self._cores.count)
        self._session = open_session(self.weights, threads=1)
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="ocrkit-crops")
        self._input = self._session.get_inputs()[0].name
        self.characters = characters_of(self.weights, self._session)
        self._values = ValueDecoder(self.characters, self._settings.value)

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``; ``confidence`` is the probability of exactly the text read."""
        found: list[Reading | None] = [None] * len(crops)
        always = self._values.classes if values else ()
        for batch, output in self._outputs(batches(crops, self._settings.batch)):
            for i, given in zip(batch.indices, emissions(output, self.characters, always), strict=True):
                found[i] = self._decode(given, values)
        return [reading for reading in found if reading is not None]

    def _outputs(self, given: Iterable[Batch]) -> Iterator[tuple[Batch, Probabilities]]:
        """Each batch with its output, in order, a few of them read ahead.

        Several batches on a thread each waste less than one on several, and whatever core is free takes the next.
        """
        ahead: deque[tuple[Batch, Future[Probabilities]]] = deque()
        try:
            for batch in given:
                ahead.append((batch, self._pool.submit(self._run, batch.pixels)))
                if len(ahead) > self._threads:  # no more: the outputs are large
                    first, output = ahead.popleft()
                    yield first, output.result()
            while ahead:
                first, output = ahead.popleft()
                yield first, output.result()
        finally:
            for _, output in ahead:
                output.cancel()

    def _run(self, pixels: Probabilities) -> Probabilities:
        try:
            with self._cores.taken():
                output = cast(Probabilities, self._session.run(None, {self._input: pixels})[0])
        except _FAILURES as error:
            raise EngineError(f"onnxruntime failed on a batch of shape {pixels.shape}: {error}") from error
        if output.ndim != 3 or output.shape[2] != len(self.characters) + 1:
            raise EngineError(
                f"the recogniser's output has shape {output.shape}, its alphabet {len(self.characters)} characters",
                remedy="the character list does not belong to these weights",
            )
        return output

    def _decode(self, given: Emissions, values: bool) -> Reading:
        texts = best_texts(given, self._settings.alternatives, self._settings.beam)
        if not texts:
            return UNREAD
        value = self._values.decode(given, texts[0]) if values else None
        return Reading(
            text=texts[0].text,
            confidence=texts[0].probability,
            value_text=value.text if value else None,
            value_confidence=value.probability if value else None,
            alternatives=tuple(texts),
        )


def open_session(weights: Weights, threads: int | None = None, optimise: bool = True) -> onnxruntime.InferenceSession:
    """A quiet session that gives memory back after each run. Raises ``WeightsError`` where they do not load.

    One that is only asked what its file says opens faster without ``optimise``.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or available_cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if not optimise:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.enable_cpu_mem_arena = False  # batches differ in width: an arena would keep the largest of each
    try:
        return onnxruntime.InferenceSession(weights.data, options, providers=["CPUExecutionProvider"])
    except _FAILURES as error:
        message = f"onnxruntime cannot load the weights: {error}"
        raise WeightsError(message, file=str(weights.path), remedy="replace the file") from error


def characters_of(weights: Weights, session: onnxruntime.InferenceSession) -> tuple[str, ...]:
    """The recogniser's characters: class i + 1 is the i-th; the last is the space, class 0 the blank.

    From the model's ``inference.yml`` where it has one, else from the metadata of the ONNX file.
    Raises ``WeightsError`` where neither lists them.
    """
    listed: list[str] = []
    if weights.config is not None:
        listed = [str(c) for c in yaml.safe_load(weights.config).get("PostProcess", {}).get("character_dict", [])]
    if not listed:
        listed = session.get_modelmeta().custom_metadata_map.get("character", "").removesuffix("\n").split("\n")
    if listed in ([], [""]):
        remedy = "use a model whose inference.yml has PostProcess.character_dict"
        raise WeightsError("the weights come without their character list", file=str(weights.path), remedy=remedy)
    return (*listed, " ")
