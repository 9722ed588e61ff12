"""Decoding of CTC output: best labellings with their probabilities, and the probability of a given one.

A CTC network gives at every time step a distribution over the characters and a blank; a path through the steps
spells a text once repeats are merged and blanks dropped, and a text's probability is the sum over all its paths
(A. Graves et al., "Connectionist temporal classification", ICML 2006). The best texts are found by prefix search
(``prefix_search``).

The recogniser has 18,710 classes a step, nearly all of them near zero: ``emissions`` first cuts the output down
to the classes that matter for a crop, everything else works on those few columns.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.engines.prefix_search import SMALL, likeliest
from ocrkit.text.widths import other_width
from ocrkit.types.reading import Alternative, Odds

Probabilities = NDArray[np.float32]
"""Softmax output, shape (batch, steps, classes) or (steps, classes); class 0 is the blank."""

Grid = NDArray[np.floating[Any]]
"""Probabilities of one crop, (steps, classes)."""

_FLOOR = 1e-4  # a character below this at every step of a crop is left out


@dataclass(frozen=True)
class Emissions:
    """One crop's output, cut down: ``probs`` float64 (steps, 1 + len(characters)), column 0 the blank."""

    probs: NDArray[np.float64]
    characters: tuple[str, ...]

    def only(self, allowed: Collection[str]) -> Emissions:
        """The same with the allowed characters alone.

        The columns are not scaled up again: that would multiply every path by one and the same factor, so the
        order of the texts is the same without it, and what they keep is their true probability.
        """
        keep = [i for i, c in enumerate(self.characters) if c in allowed]
        columns = [0, *(i + 1 for i in keep)]
        return Emissions(self.probs.take(columns, axis=1), tuple(self.characters[i] for i in keep))


def emissions(output: Probabilities, characters: Sequence[str], always: Sequence[int] = ()) -> list[Emissions]:
    """Cut a batch's output down to the classes that matter for each crop.

    ``output`` is (batch, steps, classes) and ``characters[i]`` belongs to class i + 1. ``always`` are classes to
    keep however small. What is cut off weighs less than ``_FLOOR`` a step and class.
    """
    matters = output.max(axis=1) > _FLOOR
    matters[:, list(always)] = True
    matters[:, 0] = False
    found = []
    for crop, mask in zip(output, matters, strict=True):
        classes = np.flatnonzero(mask)
        columns = np.concatenate(([0], classes))
        probs = crop.take(columns, axis=1).astype(np.float64)
        found.append(Emissions(probs, tuple(characters[c - 1] for c in classes)))
    return found


_PLAIN = 0.97
"""A path of this probability leaves others nothing to speak of."""


def best_texts(given: Emissions, count: int = 5, beam: int = 16) -> list[Alternative]:
    """The ``count`` most probable texts, best first, by prefix beam search.

    Probabilities are exact but for paths that left the beam (they can only be missing from a sum). Where the
    likeliest path alone has nearly all the probability there is nothing to search for.
    """
    path = given.probs.argmax(axis=1)
    if float(np.prod(given.probs.max(axis=1))) >= _PLAIN:
        kept = path[np.concatenate(([True], path[1:] != path[:-1]))]
        text = "".join(given.characters[i - 1] for i in kept if i)
        return [Alternative(text, probability(given, text))]
    return [
        Alternative("".join(given.characters[i] for i in text), mass)
        for text, mass in likeliest(given.probs, count, beam)
    ]


def probability(given: Emissions, text: str) -> float:
    """The probability of exactly ``text``, by the forward algorithm (Graves 2006, section 4.1).

    0.0 where the text has a character that ``given`` has not.
    """
    column = {c: i + 1 for i, c in enumerate(given.characters)}
    if any(c not in column for c in text):
        return 0.0
    labels = [0] * (2 * len(text) + 1)  # blank, character, blank, ... , blank
    labels[1::2] = [column[c] for c in text]
    # Over the blank between two different characters a path may skip.
    skips = [i > 1 and labels[i] not in (0, labels[i - 2]) for i in range(len(labels))]
    forward = [1.0] + [0.0] * (len(labels) - 1)  # before the first step: nothing emitted
    log_scale = 0.0
    for emitted in given.probs[:, labels].tolist():
        for i in range(len(labels) - 1, 0, -1):
            moved = forward[i] + forward[i - 1] + (forward[i - 2] if skips[i] else 0.0)
            forward[i] = moved * emitted[i]
        forward[0] *= emitted[0]
        total = sum(forward)
        if total <= 0.0:
            return 0.0
        if total < SMALL:
            log_scale += math.log(total)
            forward = [mass / total for mass in forward]
    return min(1.0, sum(forward[-2:]) * math.exp(log_scale))


def least_sure(given: Emissions) -> float:
    """The probability of the least sure character of the likeliest path, each where it is strongest; 1.0 for none.

    The two widths of a sign count as one, and a space as nothing printed: texts are compared without either.
    """
    column = {c: i + 1 for i, c in enumerate(given.characters)}
    return min((run.sureness(given.probs, given.characters, column) for run in runs(given.probs)), default=1.0)


@dataclass(frozen=True, slots=True)
class Run:
    """Steps of the likeliest path with one character: its class, and how probable it is at first and at its peak."""

    column: int
    first: float
    peak: int
    probability: float

    def sureness(self, probs: Grid, characters: Sequence[str], column: Mapping[str, int]) -> float:
        """The probability of the character in either width; of a space, that there is one or nothing."""
        if self.probability >= _SURE:
            return self.probability
        character = characters[self.column - 1]
        twin = 0 if character.isspace() else column.get(other_width(character))
        return self.probability + (0.0 if twin is None else float(probs[self.peak, twin]))


_SURE = 0.995
"""Who shares in what is left does not matter."""


def runs(probs: Grid) -> list[Run]:
    """The characters of the likeliest path, in order; ``probs`` is (steps, classes), class 0 the blank."""
    path = probs.argmax(axis=1)
    best = probs[np.arange(len(path)), path].tolist()
    starts = np.flatnonzero(np.diff(path, prepend=-1)).tolist()
    found = []
    for start, stop in zip(starts, [*starts[1:], len(path)], strict=True):
        if column := int(path[start]):
            peak = max(range(start, stop), key=best.__getitem__)
            found.append(Run(column, best[start], peak, best[peak]))
    return found


def odds(given: Emissions, depth: float, sure: float = 1.0) -> tuple[Odds, ...]:
    """What each character of the likeliest path may be, where it is strongest, down to ``10 ** -depth`` of it.

    One that is so probable as ``sure`` is nothing else.
    """
    found: list[Odds] = []
    for run in runs(given.probs):
        if run.probability >= sure:
            found.append(((given.characters[run.column - 1], 1.0),))
            continue
        shares = given.probs[run.peak, 1:] / run.probability
        kept = np.flatnonzero(shares >= 10**-depth)
        kept = kept[np.argsort(-shares[kept], kind="stable")]
        found.append(tuple((given.characters[i], float(shares[i])) for i in kept))
    return tuple(found)


def positions(given: Emissions) -> list[tuple[str, int]]:
    """The characters of the best path and the time step at which each is strongest (greedy decoding).

    A step covers as many pixels of the network's input as its width has to its steps.
    """
    return [(given.characters[run.column - 1], run.peak) for run in runs(given.probs)]
