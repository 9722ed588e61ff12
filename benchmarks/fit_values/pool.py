"""How far two readers of values are to be believed (``weighed.WeighSettings``), from lines whose text is known.

The powers are those for which what was printed has the most probability. How sure is sure enough is then read off a
table: of the readings with such a probability, how many are wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from benchmarks.fit_values.lines import Line
from ocrkit.recognise.engines.crop_reader import NetworkCrops
from ocrkit.recognise.engines.manifest import Role
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.recognise.engines.runtimes import open_network
from ocrkit.recognise.engines.weighed import OTHER, Powers, WeighSettings, settled, weigh
from ocrkit.recognise.engines.weights import load_weights
from ocrkit.schedule.cores import Cores
from ocrkit.settings import ReadSettings
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading
from ocrkit.types.text import folded

POWERS = ((0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0), (0.5, 0.7, 1.0, 1.3), (1e-5, 1e-4, 1e-3, 1e-2))
"""Tried: of a recogniser for all print, of the network for values, and the least probability."""

_STEPS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.985, 0.99, 0.995, 1.0)
_LEAST = 1e-9


@dataclass(frozen=True)
class Read:
    """A line by all three readers, and what was printed."""

    printed: str
    small: Reading
    large: Reading
    own: Reading

    def is_right(self, text: str | None) -> bool:
        """Whether a text is what was printed."""
        return text is not None and folded(text) == folded(self.printed)


def read_by_all(lines: Iterable[Line]) -> list[Read]:
    """Lines as the networks read them by themselves; of words only values are kept that were taken for such."""
    kept = list(lines)
    crops: list[Image] = [line.crop for line in kept]
    roles: tuple[Role, Role, Role] = ("read lines first", "read lines", "read values")
    found = [_reader(role).read(crops, values=True) for role in roles]
    return [Read(line.text, *readings) for line, *readings in zip(kept, *found, strict=True)]


def _reader(role: Role) -> NetworkCrops:
    settings, weights, cores = ReadSettings(), load_weights(role), Cores(1)
    quick = settings.reader.model_copy(update={"beam": settings.cascade.beam, "forced": False})
    recogniser = Recogniser(open_network(weights), weights, cores, 1)
    return NetworkCrops(recogniser, quick if role == "read lines first" else settings.reader)


Other = Literal["small", "large"]
"""The reader beside the network for values."""


def cross_entropy(lines: Sequence[Read], powers: Powers, other: Other = "large") -> float:
    """The mean of minus the logarithm of the probability that both together give to what was printed."""
    lost = []
    for line in lines:
        both = _both(line, powers, other)
        right = sum(one.probability for one in both.alternatives if line.is_right(one.text))
        rest = 1 - sum(one.probability for one in both.alternatives)
        lost.append(-np.log(max(_LEAST, right or rest)))
    return float(np.mean(lost))


def fitted(lines: Sequence[Read], say: Callable[[str], None]) -> WeighSettings:
    """The settings of the least cross-entropy; tells it for all, and what probabilities are worth then.

    Beside the large one lone dashes and slashes are left out: their shape tells them, or the small one and ours do.
    """
    values = [line for line in lines if OTHER not in (line.own.text or "")]
    figures = [line for line in values if folded(line.printed) not in ("-", "/")]
    for name in ("small", "large", "own"):
        right = sum(line.is_right(getattr(line, name).text) for line in figures)
        say(f"right by itself, {name}: {right / max(1, len(figures)):.4f} of {len(figures)} lines but lone strokes")
    small, large = _best(values, "small", say), _best(figures, "large", say)
    asked = [(_both(line, large, "large"), line) for line in figures]
    _tell("by the large network and that for values", asked, say)
    _tell("of these where they differ", [pair for pair in asked if not pair[0].confirmed], say)
    best = WeighSettings(small=small, large=large)
    told = [(_both(line, small, "small"), line) for line in values]
    _tell("alike by the small one and that for values", [pair for pair in told if _are_alike(pair[1])], say)
    _tell("otherwise by these two", [pair for pair in told if not _are_alike(pair[1])], say)
    known = [(both, line) for line in values if (both := settled(line.small, line.own, best)) is not None]
    for what, is_so in (("alike", True), ("otherwise", False)):
        of_kind = [(both, line) for both, line in known if _are_alike(line) == is_so]
        wrong = sum(not line.is_right(both.text) for both, line in of_kind)
        say(f"settled, read {what}: {len(of_kind)} lines, {wrong} wrong")
    return best


def _are_alike(line: Read) -> bool:
    return folded(line.small.text or "") == folded(line.own.text or "")


def _both(line: Read, powers: Powers, other: Other) -> Reading:
    return weigh(line.small if other == "small" else line.large, line.own, powers, WeighSettings())


def _best(lines: Sequence[Read], other: Other, say: Callable[[str], None]) -> Powers:
    tried = {Powers(other=a, own=b, least=c): 0.0 for a, b, c in product(*POWERS)}
    for powers in tried:
        tried[powers] = cross_entropy(lines, powers, other)
        say(f"{other} {powers.other}, own {powers.own}, least {powers.least:g}: {tried[powers]:.5f}")
    best = min(tried, key=lambda powers: tried[powers])
    say(f"best of {len(lines)} lines: {other} {best.other}, own {best.own}, least {best.least:g}")
    return best


def _tell(what: str, read: Sequence[tuple[Reading, Read]], say: Callable[[str], None]) -> None:
    say(what)
    for low, high in zip(_STEPS, (*_STEPS[1:], 2.0), strict=True):
        within = [(one, line) for one, line in read if low <= (one.confidence or 0.0) < high]
        wrong = sum(not line.is_right(one.text) for one, line in within)
        say(f"  from {low}: {len(within)} lines, {wrong} wrong")
