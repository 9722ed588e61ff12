"""The prefix search beside a plain one, which makes every text that could come next."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from numpy.typing import NDArray

from ocrkit.recognise.engines.prefix_search import likeliest

Text = tuple[int, ...]


def drawn(seed: int, steps: int = 18, characters: int = 9) -> NDArray[np.float64]:
    """Probabilities as a network's: here and there one character stands out, a blank else; steps that are unsure."""
    random = np.random.default_rng(seed)
    logits = random.normal(0, 2, (steps, characters + 1))
    logits[:, 0] += 3 * (random.random(steps) < 0.6)
    shares = np.exp(logits * random.choice([0.5, 1, 4], (steps, 1)))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def plainly(probs: NDArray[np.float64], beam: int) -> list[tuple[Text, float]]:
    """A. Hannun's algorithm 1 with every text kept by name, and all of them sorted at every step."""
    found: dict[Text, tuple[float, float]] = {(): (1.0, 0.0)}
    for step in probs:
        blanks: defaultdict[Text, float] = defaultdict(float)
        chars: defaultdict[Text, float] = defaultdict(float)
        for text, (blank, char) in found.items():
            blanks[text] += (blank + char) * step[0]
            if text:
                chars[text] += char * step[text[-1] + 1]
            for i, share in enumerate(step[1:]):
                if share > 1e-4 * step.max():
                    chars[(*text, i)] += (blank if text[-1:] == (i,) else blank + char) * share
        sums = {text: (blanks[text], chars[text]) for text in {*blanks, *chars}}
        found = dict(sorted(sums.items(), key=lambda one: -sum(one[1]))[:beam])
    return [(text, sum(masses)) for text, masses in found.items()]


@pytest.mark.parametrize("beam", [1, 3, 16])
@pytest.mark.parametrize(("steps", "characters"), [(18, 9), (30, 2)])
@pytest.mark.parametrize("seed", range(12))
def test_no_text_is_missed_that_a_search_of_all_finds(seed: int, steps: int, characters: int, beam: int) -> None:
    probs = drawn(seed, steps, characters)  # of two characters texts leave the beam and come back
    found = likeliest(probs, count=beam, beam=beam)
    expected = plainly(probs, beam)
    assert [tuple(text) for text, _ in found] == [text for text, _ in expected]
    assert [mass for _, mass in found] == pytest.approx([mass for _, mass in expected], rel=1e-9)


def test_masses_near_the_end_of_what_floats_hold_are_scaled() -> None:
    probs = drawn(3)
    plain, small = likeliest(probs, 5, 16), likeliest(probs * 1e-30, 5, 16)
    assert [text for text, _ in small] == [text for text, _ in plain]
    assert [mass for _, mass in small] == [0.0] * 5  # as 1e-540 is
    half = np.where(np.arange(len(probs))[:, None] < len(probs) // 2, probs * 1e-30, probs * 1e30)
    assert [mass for _, mass in likeliest(half, 5, 16)] == pytest.approx([mass for _, mass in plain], rel=1e-9)


def test_where_nothing_has_any_probability_there_is_no_text() -> None:
    assert likeliest(np.zeros((3, 2)), 2, 4) == []
