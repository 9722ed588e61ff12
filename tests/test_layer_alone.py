"""Values and text taken from the text layer alone, and when they are not."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.layer.alone import SILENT, layer_lines, layer_readings, sample
from ocrkit.layer.settings import LayerSettings
from ocrkit.layer.upright import second_reading
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import PageRef, PreparedPage
from ocrkit.types.reading import Reading
from ocrkit.types.text_layer import LayerKind, TextLayer
from tests.layer_samples import boxes_of, layer_in, layer_of

SETTINGS = LayerSettings(use="only")


def readings(rows: list[list[str]], ink: list[list[bool]]) -> list[Reading] | None:
    return layer_readings(boxes_of(rows), [has for row in ink for has in row], layer_in(rows), SETTINGS)


def test_each_cell_has_what_the_layer_has_there() -> None:
    found = readings([["申请", "12", ""]], [[True, True, False]])
    assert found == [Reading("申请", None), Reading("12", None), Reading("", None)]


def test_ink_without_text_is_not_read() -> None:
    found = readings([["申请", "12", ""]], [[True, True, True]])
    assert found is not None
    assert found[2] == SILENT
    assert found[2].text is None
    assert found[2].doubts


def test_a_table_of_outlines_is_left_to_the_drawing() -> None:
    assert readings([["申请", "", "", ""]], [[True, True, True, True]]) is None


def test_lines_stand_outside_tables_with_spaces_between_latin_words() -> None:
    layer = layer_of([("第1页", 10, 10), ("PDF", 10, 40), ("only", 46, 40), ("99", 310, 310)])
    lines = layer_lines([UprightBox(300, 300, 400, 400)], layer)
    assert [line.text for line in lines] == ["第1页", "PDF only"]
    assert lines[0].box == UprightBox(10, 10, 40, 20)


def test_the_sample_shows_every_character_of_the_figures() -> None:
    texts = ["1.申请", "12", "21", "305", "-", "—", "46.7", "", "1"]
    chosen = sample([Reading(text, None) for text in texts], 12)
    shown = "".join(texts[i] for i in chosen)
    assert set("1234567.0-") <= set(shown.replace("—", "-"))
    assert 0 not in chosen
    assert len(chosen) <= 5
    assert len(sample([Reading(text, None) for text in texts], 2)) == 2


@pytest.mark.parametrize("kind", ["invisible", "ocr", "garbled", "visible"])
@pytest.mark.parametrize("use", ["check", "ignore", "only"])
def test_only_a_layer_that_shows_is_used_and_none_that_is_to_be_ignored(kind: LayerKind, use: str) -> None:
    layer = TextLayer(kind, "5", np.ones((1, 4), np.float32), np.zeros((1, 2), np.float32))
    page = PreparedPage(
        PageRef(1, "a.pdf"), (9, 9), np.zeros((9, 9), np.uint8), np.zeros((9, 9), bool), text_layer=layer
    )
    used = second_reading(page, LayerSettings.model_validate({"use": use})) is not None
    assert used == (kind == "visible" and use != "ignore")


def test_what_stands_beside_the_prepared_page_is_another_pages() -> None:
    layer = TextLayer(
        "visible", "57", np.array([(1, 1, 3, 3), (11, 1, 13, 3)], np.float32), np.ones((2, 2), np.float32)
    )
    page = PreparedPage(
        PageRef(1, "a.pdf"), (20, 9), np.zeros((9, 9), np.uint8), np.zeros((9, 9), bool), text_layer=layer
    )
    found = second_reading(page, SETTINGS)
    assert found is not None
    assert found.lines(np.ones(len(found), dtype=np.bool_)) == ["5"]
