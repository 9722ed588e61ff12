"""Two readers of values weighed together: what they agree on, where they differ, and what is left alone."""

from __future__ import annotations

import pytest
from scripted_crops import Given, crops

from ocrkit.recognise.engines.cascade import Cascade
from ocrkit.recognise.engines.weighed import OTHER, Powers, Weighed, WeighSettings, settled, weigh
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.reading import UNREAD, Alternative, Reading

SETTINGS = WeighSettings()
LARGE = SETTINGS.large


def read(*texts: tuple[str, float]) -> Reading:
    """A reading of these alternatives, the first the one read."""
    found = tuple(Alternative(text, probability) for text, probability in texts)
    value = found[0] if set(found[0].text) <= set("0123456789.,-/") else None
    return Reading(
        found[0].text,
        found[0].probability,
        value.text if value else None,
        value.probability if value else None,
        found,
        least=found[0].probability,
    )


def codes(reading: Reading) -> list[DoubtCode]:
    return [doubt.code for doubt in reading.doubts]


def test_what_both_read_is_likelier_than_either_says() -> None:
    found = weigh(read(("403", 0.6), ("103", 0.3)), read(("403", 0.9), ("408", 0.05)), LARGE, SETTINGS)
    assert (found.text, found.value_text) == ("403", "403")
    assert (found.confidence or 0) > 0.9
    assert codes(found) == []
    assert found.confirmed


def test_the_surer_one_is_believed_and_the_other_heard() -> None:
    found = weigh(read(("58n3", 0.2), ("5813", 0.1)), read(("5463", 0.97), ("5163", 0.02)), LARGE, SETTINGS)
    assert (found.text, found.value_text) == ("5463", "5463")
    assert "58n3" in {alternative.text for alternative in found.alternatives}
    assert not found.confirmed
    assert codes(found) == ([] if (found.confidence or 0) >= SETTINGS.differ else [DoubtCode.LOOKS_DIFFER])


def test_where_both_are_sure_of_other_values_the_reading_is_in_doubt() -> None:
    found = weigh(read(("403", 0.97)), read(("103", 0.98)), LARGE, SETTINGS)
    assert codes(found) == [DoubtCode.LOOKS_DIFFER]
    assert {alternative.text for alternative in found.alternatives} == {"403", "103"}
    assert (found.confidence or 1) < SETTINGS.differ


def test_probabilities_are_of_all_that_may_be_printed() -> None:
    """What neither names has its share too: one text alone is not sure because it is alone."""
    alone = weigh(read(("403", 0.2)), read(("403", 0.3)), LARGE, SETTINGS)
    assert (alone.confidence or 1) < 0.6
    together = weigh(read(("403", 0.5), ("103", 0.4)), read(("403", 0.6), ("108", 0.3)), LARGE, SETTINGS)
    assert sum(alternative.probability for alternative in together.alternatives) < 1


def test_a_reader_believed_more_counts_for_more() -> None:
    large, own = read(("403", 0.9), ("103", 0.1)), read(("103", 0.9), ("403", 0.1))
    assert weigh(large, own, Powers(other=1.0, own=0.5), SETTINGS).text == "403"
    assert weigh(large, own, Powers(other=0.5, own=1.0), SETTINGS).text == "103"


def test_the_first_readers_writing_is_kept() -> None:
    found = weigh(read(("４０３", 0.8), ("403", 0.1)), read(("403", 0.9)), LARGE, SETTINGS)
    assert found.text == "４０３"
    assert weigh(read(("—", 0.5)), read(("-", 0.9)), LARGE, SETTINGS).text == "—"


def test_words_are_left_as_they_were_read() -> None:
    words = read(("合计", 0.9))
    assert weigh(words, read((OTHER * 2, 0.9)), LARGE, SETTINGS) == words


def test_a_value_that_the_other_takes_for_no_value_is_not_sure() -> None:
    found = weigh(read(("1", 0.9)), read((OTHER, 0.99), ("1", 0.001)), LARGE, SETTINGS)
    assert (found.confidence or 1) < 0.6


def test_what_the_first_cannot_read_the_other_may() -> None:
    found = weigh(UNREAD, read(("7", 0.95), ("1", 0.03)), LARGE, SETTINGS)
    assert (found.text, found.value_text) == ("7", "7")


def test_settled_is_what_the_two_together_are_sure_of() -> None:
    assert settled(read(("12", 0.95)), read(("12", 0.9999)), SETTINGS) is not None
    assert settled(read(("12", 0.3), ("13", 0.3)), read(("12", 0.5), ("13", 0.5)), SETTINGS) is None
    assert settled(read(("合计", 0.5)), read((OTHER * 2, 0.9999)), SETTINGS) is None


def test_of_a_lone_stroke_the_network_for_values_knows_more() -> None:
    found = settled(UNREAD, read(("/", 0.9999)), SETTINGS)
    assert found is not None
    assert (found.text, found.value_text, found.confirmed) == ("/", "/", False)
    assert settled(UNREAD, read(("/", 0.9), ("1", 0.06)), SETTINGS) is None


def test_a_level_stroke_that_the_small_one_reads_otherwise_may_be_a_numeral() -> None:
    assert settled(UNREAD, read(("-", 0.9999)), SETTINGS) is None
    assert settled(read(("-", 0.3)), read(("-", 0.99)), SETTINGS) is None
    assert settled(read(("-", 0.999)), read(("-", 0.9999)), SETTINGS) is not None


@pytest.mark.parametrize(
    ("small", "own"),
    [(("1,284", 0.89), "1,234"), (("-5", 0.89), "5"), (("(", 0.999), "1"), (("l", 0.9999), "7"), (("", 0.99), "1")],
)
def test_where_the_small_one_likely_reads_another_text_or_no_figures_a_third_is_asked(
    small: tuple[str, float], own: str
) -> None:
    assert settled(read(small), read((own, 0.9999)), SETTINGS) is None
    assert settled(read((small[0], 0.3)), read((own, 0.9999)), SETTINGS) is not None or not small[0]


def test_what_counts_for_little_confirms_only_where_it_is_sure_itself() -> None:
    """Faint ink is believed where two networks read it alike, and for sure: one of them must not be enough."""
    own = read(("8", 0.995))
    for probability, confirmed in ((0.02, False), (0.4, False), (0.99, True)):
        found = settled(read(("8", probability)), own, SETTINGS)
        assert found is not None
        assert found.confirmed is confirmed


def test_a_letter_that_the_other_cannot_write_is_not_settled() -> None:
    assert settled(read(("U", 0.99)), read(("0", 0.99)), SETTINGS) is None


def test_the_large_one_is_asked_only_where_the_two_are_not_sure() -> None:
    small = Given(read(("12", 0.97)), read(("13", 0.97)), read(("14", 0.01)))
    own = Given(read(("12", 0.9999)), read(("18", 0.9)), read(("14", 0.97)))
    large = Given(read(("99", 0.9)), read(("18", 0.9)), read(("14", 0.9)))
    found = Cascade(small, large, own=own).read(crops(3), values=True)
    assert [reading.text for reading in found] == ["12", "18", "14"]
    assert (own.asked, large.asked) == ([0, 1, 2], [1, 2])
    assert codes(found[1]) == [DoubtCode.LOOKS_DIFFER]  # the small one is sure of 13


def test_lines_of_text_are_no_concern_of_it() -> None:
    own, large = Given(), Given(read(("九", 0.9)))
    assert Cascade(Given(read(("九", 0.1))), large, own=own).read(crops(1))[0].text == "九"
    assert Weighed(large, own, LARGE).read(crops(1))[0].text == "九"
    assert own.asked == []


def test_what_is_read_once_more_is_read_by_both() -> None:
    own, large = Given(read(("12", 0.9))), Given(read(("17", 0.2), ("12", 0.1)))
    again = Cascade(Given(), large, own=own).careful()
    assert again.read(crops(1), values=True)[0].text == "12"
    assert (own.asked, large.asked) == ([0], [0])


@pytest.mark.parametrize("other", [OTHER, f"1{OTHER}"])
def test_the_sign_for_other_characters_never_gets_out(other: str) -> None:
    for reading in (UNREAD, read(("l2", 0.2)), read(("12", 0.2))):
        found = weigh(reading, read((other, 0.7), ("12", 0.2)), LARGE, SETTINGS)
        assert OTHER not in (found.text or "")
        assert not any(OTHER in alternative.text for alternative in found.alternatives)
        assert not any(OTHER in str(doubt.detail) for doubt in found.doubts)


@pytest.mark.parametrize(
    ("text", "sure", "kept"),
    [
        ("08:30", 0.96, True),
        ("08:30", 0.5, False),
        ("A4", 0.97, True),
        ("理", 0.97, True),
        ("C", 0.97, True),
        ("e", 0.97, False),
        ("Total", 0.97, True),
        ("S", 0.9, False),
        ("咸5", 0.99, False),  # 减, as values have it
        ("1 2", 0.97, False),
    ],
)
def test_what_it_cannot_write_it_does_not_overrule(text: str, sure: float, kept: bool) -> None:
    read_first = read((text, sure))
    assert (weigh(read_first, read(("5", 0.99)), LARGE, SETTINGS) == read_first) == kept
