"""The likeliest texts of CTC output, by prefix search with a beam.

A. Hannun et al., "First-pass large vocabulary continuous speech recognition using bi-directional recurrent DNNs",
2014, algorithm 1, without its language model. A text is a node of a tree; its mass is that of all paths that spell
it so far. Texts of a step that cannot be among the beam's are not made: there are a dozen times as many of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_STEP_FLOOR = 1e-4  # a character below this share of its step's best is not tried at that step
_STEP_MOST = 12  # nor are more than this many

SMALL = 1e-200
"""Below this masses are scaled up again, long before they are too small for a float."""

Prefix = tuple[float, int, float, float]
"""Mass of all paths to a text, the text (a node of the tree), mass of those that end in a blank, in a character."""


def likeliest(probs: NDArray[np.float64], count: int, beam: int) -> list[tuple[list[int], float]]:
    """The ``count`` likeliest texts with their probabilities, best first; none where nothing has any probability.

    ``probs`` is (steps, 1 + characters), column 0 the blank; a text is the numbers of its characters, from 0 on.
    Probabilities are exact but for paths that left the beam: they can only be missing from a sum.
    """
    tree = _Tree()
    prefixes: list[Prefix] = [(1.0, 0, 1.0, 0.0)]
    log_scale = 0.0
    for step, tried in zip(probs.tolist(), _tried(probs), strict=True):
        prefixes = tree.extended(prefixes, step, tried, beam) if tried else tree.stayed(prefixes, step)
        top = max(prefixes)[0]
        if top <= 0.0:
            return []
        if top < SMALL:
            log_scale += math.log(top)
            prefixes = [(mass / top, text, blank / top, char / top) for mass, text, blank, char in prefixes]
    scale = math.exp(log_scale)
    prefixes.sort(reverse=True)
    return [(tree.path(text), min(1.0, mass * scale)) for mass, text, _, _ in prefixes[:count]]


class _Tree:
    """The texts of a search, 0 the empty one, each with the character it ends with (-1 for the empty)."""

    def __init__(self) -> None:
        self._last = [-1]
        self._parent = [0]
        self._children: dict[tuple[int, int], int] = {}

    def path(self, text: int) -> list[int]:
        """The characters of a text."""
        found = []
        while text:
            found.append(self._last[text])
            text = self._parent[text]
        return found[::-1]

    def stayed(self, prefixes: Sequence[Prefix], step: list[float]) -> list[Prefix]:
        """One time step with a blank and nothing else to speak of: no text grows."""
        last, silent = self._last, step[0]
        return [
            ((ends := mass * silent) + (goes_on := char * step[last[text] + 1]), text, ends, goes_on)
            for mass, text, _, char in prefixes
        ]

    def extended(self, prefixes: Sequence[Prefix], step: list[float], tried: list[int], beam: int) -> list[Prefix]:
        """One time step with the characters ``tried``, likeliest first; the likeliest texts first."""
        found, held = self._merged(prefixes, step, tried)
        bound = min(found)[0] if len(found) >= beam else 0.0
        new: list[tuple[float, int, int]] = []
        for mass, text, blank, _ in prefixes:
            last = self._last[text]
            for i in tried:
                gained = (blank if i == last else mass) * step[i + 1]
                if gained >= bound:
                    if (text, i) not in held:
                        new.append((gained, text, i))
                elif i != last:
                    break  # what follows is less likely still
        if bound:
            new.sort(reverse=True)  # no more of them than the beam holds can stay
            del new[beam:]
        found += [(gained, self._child(text, i), 0.0, gained) for gained, text, i in new]
        found.sort(reverse=True)
        return found[:beam]

    def _merged(
        self, prefixes: Sequence[Prefix], step: list[float], tried: list[int]
    ) -> tuple[list[Prefix], set[tuple[int, int]]]:
        """The same texts a step on, with what grows into them from others of them; and each as its parent and last.

        A text's repeated character needs a blank between: what its parent ends with in a character goes on there.
        """
        masses = {text: (mass, blank) for mass, text, blank, _ in prefixes}
        found, held = [], set()
        for mass, text, _, char in prefixes:
            ends, goes_on = mass * step[0], 0.0
            if text:
                last, parent = self._last[text], self._parent[text]
                goes_on = char * step[last + 1]
                held.add((parent, last))
                if parent in masses and last in tried:
                    goes_on += masses[parent][self._last[parent] == last] * step[last + 1]
            found.append((ends + goes_on, text, ends, goes_on))
        return found, held

    def _child(self, parent: int, char: int) -> int:
        """The text with one character more. One that comes back into the beam is the same: its children stayed."""
        key = (parent, char)
        if key not in self._children:
            self._children[key] = len(self._last)
            self._last.append(char)
            self._parent.append(parent)
        return self._children[key]


def _tried(probs: NDArray[np.float64]) -> list[list[int]]:
    """The characters worth trying at each step, likeliest first."""
    likely = probs[:, 1:] > _STEP_FLOOR * probs.max(axis=1, keepdims=True)
    steps, characters = np.nonzero(likely)
    order = np.lexsort((-probs[steps, characters + 1], steps))
    bounds = np.searchsorted(steps, np.arange(len(probs) + 1)).tolist()
    by_share = characters[order].tolist()
    return [by_share[start:stop][:_STEP_MOST] for start, stop in pairwise(bounds)]
