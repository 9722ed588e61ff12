"""CTC decoding against brute force over all paths."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, product

import numpy as np
import pytest

from ocrkit.recognise.engines.ctc import Emissions, best_texts, emissions, least_sure, odds, positions, probability
from ocrkit.recognise.engines.value_decoder import ValueDecoder, ValueSettings

LETTERS = ("a", "b", "1")


def random_emissions(seed: int, steps: int = 5) -> Emissions:
    rng = np.random.default_rng(seed)
    raw = rng.gamma(0.4, size=(steps, 1 + len(LETTERS))) + 1e-3
    return Emissions(raw / raw.sum(axis=1, keepdims=True), LETTERS)


def by_brute_force(given: Emissions) -> dict[str, float]:
    """The probability of every text: the sum over all paths that spell it."""
    total: defaultdict[str, float] = defaultdict(float)
    for path in product(range(given.probs.shape[1]), repeat=len(given.probs)):
        text = "".join(given.characters[c - 1] for c, _ in groupby(path) if c)
        total[text] += float(np.prod([given.probs[t, c] for t, c in enumerate(path)]))
    return total


@pytest.mark.parametrize("seed", range(8))
def test_the_forward_algorithm_sums_over_all_paths(seed: int) -> None:
    given = random_emissions(seed)
    for text, expected in by_brute_force(given).items():
        assert probability(given, text) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_prefix_search_finds_the_most_probable_texts(seed: int) -> None:
    given = random_emissions(seed)
    truth = sorted(by_brute_force(given).items(), key=lambda item: -item[1])[:3]
    found = best_texts(given, count=3, beam=200)
    assert [a.text for a in found] == [text for text, _ in truth]
    assert [a.probability for a in found] == pytest.approx([p for _, p in truth], rel=1e-3)


@pytest.mark.parametrize("seed", range(8))
def test_decoding_over_some_characters_finds_the_best_text_of_those(seed: int) -> None:
    given = random_emissions(seed)
    decoder = ValueDecoder(LETTERS, ValueSettings(characters="1"))
    free = best_texts(given, count=1, beam=200)[0]
    best = max((item for item in by_brute_force(given).items() if set(item[0]) <= {"1"}), key=lambda item: item[1])
    value = decoder.decode(given, free)
    assert value is not None
    assert (value.text, value.probability) == (best[0], pytest.approx(best[1], rel=1e-3))
    assert value.probability <= free.probability + 1e-9


def test_a_forced_reading_has_a_low_probability() -> None:
    given = Emissions(np.array([[0.01, 0.98, 0.005, 0.005]]), LETTERS)
    value = ValueDecoder(LETTERS, ValueSettings(characters="1")).decode(given, best_texts(given)[0])
    assert value is not None
    assert value.probability < 0.02


def test_doubled_characters_need_a_blank_between() -> None:
    together = Emissions(np.array([[0.0, 1.0, 0, 0], [0.0, 1.0, 0, 0]]), LETTERS)
    apart = Emissions(np.array([[0.0, 1.0, 0, 0], [1.0, 0.0, 0, 0], [0.0, 1.0, 0, 0]]), LETTERS)
    assert best_texts(together)[0].text == "a"
    assert best_texts(apart)[0].text == "aa"


def test_long_lines_do_not_underflow() -> None:
    row = np.array([0.2, 0.3, 0.3, 0.2])
    given = Emissions(np.tile(row, (2000, 1)), LETTERS)
    assert best_texts(given, beam=4)
    assert probability(given, "ab" * 50) >= 0.0


def test_a_text_with_a_character_that_is_not_there_is_impossible() -> None:
    assert probability(random_emissions(0), "z") == 0.0


def test_only_classes_that_matter_are_kept_and_those_asked_for() -> None:
    output = np.full((1, 3, 50), 1e-7, np.float32)
    output[0, :, 0] = 0.6
    output[0, 1, 7] = 0.4
    (cut,) = emissions(output, [f"<{i}>" for i in range(1, 50)], always=[20])
    assert cut.characters == ("<7>", "<20>")
    assert cut.probs[:, 1].tolist() == pytest.approx([1e-7, 0.4, 1e-7])


def test_positions_are_the_steps_where_the_characters_stand() -> None:
    given = Emissions(np.array([[0.9, 0.1], [0.2, 0.8], [0.1, 0.9], [0.9, 0.1], [0.3, 0.7]]), ("a",))
    assert positions(given) == [("a", 2), ("a", 4)]


def test_the_widths_of_a_sign_count_as_one_and_a_space_as_nothing() -> None:
    given = Emissions(np.array([[0.1, 0.5, 0.35, 0.05], [0.9, 0.0, 0.0, 0.1]]), ("（", "(", "甲"))
    assert least_sure(given) == pytest.approx(0.85)
    spaced = Emissions(np.array([[0.3, 0.65, 0.05]]), (" ", "甲"))
    assert least_sure(spaced) == pytest.approx(0.95)


def test_the_least_sure_character_counts_where_it_is_strongest() -> None:
    steps = [[0.9, 0.1, 0], [0.2, 0.8, 0], [0.1, 0.9, 0], [0.4, 0.0, 0.6], [0.3, 0, 0.7], [0.9, 0, 0.1]]
    assert least_sure(Emissions(np.array(steps), ("a", "b"))) == pytest.approx(0.7)
    assert least_sure(Emissions(np.array(steps[:3]), ("a", "b"))) == pytest.approx(0.9)
    assert least_sure(Emissions(np.array(steps[:1]), ("a", "b"))) == 1.0  # no character at all


def test_a_plain_path_is_not_searched_and_says_what_the_search_would() -> None:
    steps = np.array([[0.995, 0.004, 0.001], [0.004, 0.995, 0.001], [0.003, 0.996, 0.001], [0.001, 0.001, 0.998]])
    given = Emissions(steps, ("a", "b"))
    (only,) = best_texts(given)
    assert only.text == "ab"
    assert only.probability == pytest.approx(probability(given, "ab"))
    unsure = Emissions(np.vstack([steps, [[0.5, 0.3, 0.2]]]), ("a", "b"))
    assert len(best_texts(unsure, count=3)) == 3
    assert len(best_texts(unsure, count=2)) == 2


def test_many_likely_characters_at_a_step_leave_the_likeliest() -> None:
    letters = tuple("abcdefghijklmnopqrst")
    step = np.linspace(0.02, 0.06, len(letters))
    given = Emissions(np.array([[1 - step.sum(), *step]]), letters)
    found = best_texts(given, count=20, beam=20)
    assert [one.text for one in found if one.text] == list(letters[:-13:-1])  # twelve are tried


def test_a_beam_of_one_follows_the_best_prefix() -> None:
    given = Emissions(np.array([[0.1, 0.5, 0.4], [0.1, 0.5, 0.4]]), ("a", "b"))
    assert [one.text for one in best_texts(given, beam=1)] == ["a"]


def test_probabilities_are_never_above_one() -> None:
    given = Emissions(np.array([[0.0, 1.0 + 1e-9], [0.0, 1.0]]), ("a",))
    assert probability(given, "a") == 1.0
    assert best_texts(given)[0].probability == 1.0


def test_a_text_longer_than_its_steps_is_impossible() -> None:
    given = random_emissions(3, steps=2)
    assert probability(given, "ab1") == 0.0
    assert probability(Emissions(np.zeros((2, 2)), ("a",)), "a") == 0.0
    assert best_texts(Emissions(np.zeros((2, 2)), ("a",))) == []


def test_characters_at_the_floor_are_left_out() -> None:
    output = np.zeros((2, 2, 4), np.float32)
    output[0, 0, 1], output[0, 1, 2], output[1, 0, 3] = 1e-4, 2e-4, 0.5
    first, second = emissions(output, "abc")
    assert (first.characters, second.characters) == (("b",), ("c",))
    assert first.probs.dtype == np.float64
    assert first.probs.shape == (2, 2)


def test_only_the_allowed_characters_keep_their_probabilities() -> None:
    given = random_emissions(5)
    some = given.only("1a")
    assert some.characters == ("a", "1")
    assert np.array_equal(some.probs, given.probs[:, [0, 1, 3]])


def test_a_value_is_made_of_the_characters_of_the_settings() -> None:
    given = Emissions(np.array([[0.01, 0.3, 0.6, 0.09]]), LETTERS)
    for characters, text in (("a1", "a"), ("ab", "b"), ("1", "1")):
        value = ValueDecoder(LETTERS, ValueSettings(characters=characters)).decode(given, best_texts(given)[0])
        assert value is not None
        assert value.text == text


def test_the_odds_of_a_character_are_those_where_it_is_strongest() -> None:
    probs = np.array([[0.1, 0.6, 0.3, 0.0], [0.1, 0.8, 0.0, 0.1], [0.98, 0.01, 0.01, 0.0], [0.5, 0.0, 0.0, 0.5001]])
    found = odds(Emissions(probs, ("a", "b", "c")), depth=2.0)
    assert [[c for c, _ in each] for each in found] == [["a", "c"], ["c"]]
    assert [share for _, share in found[0]] == pytest.approx([1.0, 0.125])
    assert odds(Emissions(probs, ("a", "b", "c")), depth=2.0, sure=0.75)[0] == (("a", 1.0),)
