"""The recognition network at work: batches of crops in, what is made of its output out, on whatever core is free."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import yaml

from ocrkit.errors import EngineError, WeightsError
from ocrkit.recognise.engines.batches import Batch
from ocrkit.recognise.engines.ctc import Probabilities
from ocrkit.recognise.engines.network import Network
from ocrkit.recognise.engines.weights import Weights
from ocrkit.schedule.cores import Cores
from ocrkit.schedule.threads import Helpers

T = TypeVar("T")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C takes a fifteenth of the time for a list of thousands of characters."""

_MOST_THREADS = 8
"""Each thread has an output in memory, and a large one."""


def batches_at_once(cores: Cores) -> int:
    """How many batches one network works at: with half of the cores, for the others are about pages meanwhile.

    Each of them prepares for every shape of input, and keeps that: twice as many take a tenth more time in all.
    """
    return max(1, min(_MOST_THREADS, cores.count // 2))


class Recogniser:
    """One recognition network, shared by those who read crops and those who read lines."""

    def __init__(self, network: Network, weights: Weights, cores: Cores, threads: int | None = None) -> None:
        """``threads`` batches at once, by default ``batches_at_once``. Raises ``WeightsError``."""
        self.characters = characters_of(weights, network)
        self.columns = {c: i + 1 for i, c in enumerate(self.characters)}
        self._network = network
        self._cores = cores
        self.threads = threads or batches_at_once(cores)
        self._helpers = Helpers("recogniser", self.threads if cores.count > 1 else 0)

    def each(self, given: Iterable[Batch], take: Callable[[Probabilities], T]) -> Iterator[tuple[Batch, T]]:
        """Each batch with what ``take`` makes of its output, in order, a few of them ahead.

        The output is (batch, steps, classes), for ``take`` to look at and not to keep. Several batches on a thread
        each waste less than one on several, and whatever core is free takes the next. Raises ``EngineError``.
        """
        yield from self._helpers.each(given, lambda batch: self._run(batch, take))

    def close(self) -> None:
        """End the threads."""
        self._helpers.close()

    def _run(self, batch: Batch, take: Callable[[Probabilities], T]) -> T:
        with self._cores.taken():
            output = self._network.run(batch.pixels)
            count = len(self.characters)
            if output.ndim != 3 or output.shape[2] != count + 1:
                raise EngineError(
                    f"the recogniser's output has shape {output.shape}, its alphabet {count} characters",
                    remedy="the character list does not belong to these weights",
                )
            return take(output)


def characters_of(weights: Weights, network: Network) -> tuple[str, ...]:
    """The recogniser's characters: class i + 1 is the i-th; the last is the space, class 0 the blank.

    From the model's ``inference.yml`` where it has one, else from the metadata of the ONNX file.
    Raises ``WeightsError`` where neither lists them.
    """
    listed: list[str] = []
    if weights.config is not None:
        described = yaml.load(weights.config, Loader=_LOADER).get("PostProcess")
        own = described.get("character_dict") if isinstance(described, dict) else None
        listed = [str(c) for c in own] if isinstance(own, list | str) else []
    if not listed:
        listed = (network.listed or "").removesuffix("\n").split("\n")
    if listed in ([], [""]):
        remedy = "use a model whose inference.yml has PostProcess.character_dict"
        raise WeightsError("the weights come without their character list", file=str(weights.path), remedy=remedy)
    return (*listed, " ")
