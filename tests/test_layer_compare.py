"""Readings held against the text layer: cells, lines, and what is told of it."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.forms.append import joined
from ocrkit.forms.settings import FormSettings
from ocrkit.forms.values import read_value
from ocrkit.layer.cells import compare_table
from ocrkit.layer.findings import PageSays, fact_findings, held_against, layer_findings, page_layer
from ocrkit.layer.lines import compare_lines, differs
from ocrkit.layer.settings import LayerSettings
from ocrkit.layer.upright import UprightLayer
from ocrkit.types.doubt import Doubt
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.reading import SecondReading
from ocrkit.types.report import PageLayer
from ocrkit.types.table import Table
from ocrkit.types.text_layer import LayerKind, TextLayer
from ocrkit.types.transform import Chain, Projective
from tests.layer_samples import boxes_of, layer_in, layer_of, line_at, table_of

SETTINGS = LayerSettings()


def compared(read: list[list[str | None]], layer: list[list[str]]) -> Table:
    return compare_table(table_of(read), boxes_of(read), layer_in(layer))


def differing(table: Table) -> dict[int, tuple[object, ...]]:
    """By cell what its doubts of the layer say."""
    return {
        i: tuple(doubt.detail.values())
        for i, cell in enumerate(table.cells)
        if cell.reading
        for doubt in cell.reading.doubts
        if doubt.code is DoubtCode.TEXT_LAYER_DIFFERS
    }


def test_where_both_agree_the_cell_says_so() -> None:
    table = compared([["申请", "１，２３４", "—"]], [["申请", "1,234", "-"]])
    assert [cell.second and cell.second.agrees for cell in table.cells] == [True] * 3
    assert differing(table) == {}


@pytest.mark.parametrize(
    ("read", "layer"),
    [("17", "11"), ("-3", "3"), ("3", "-3"), ("12", "1.2"), ("", "5"), ("0", "O"), ("5", "\ufffd"), ("无", "0")],
)
def test_a_difference_is_doubted_with_both_readings(read: str, layer: str) -> None:
    table = compared([["申请", read, "8"]], [["申请", layer, "8"]])
    assert differing(table) == {1: (read, layer)}
    assert [cell.status for cell in table.cells] == ["accepted", "review", "accepted"]
    cell = read_value(table.cells[1], FormSettings(), signed=True)
    assert cell.status == "review"
    assert cell.second == SecondReading(layer, False)
    assert read_value(table.cells[2], FormSettings()).status == "accepted"


def test_ink_that_was_not_read_differs_too() -> None:
    table = compared([["1", None]], [["1", "2"]])
    assert differing(table) == {1: ("?", "2")}
    assert read_value(table.cells[1], FormSettings()).kind == "unreadable"


def test_a_row_shifted_in_the_layer_differs_in_each_cell() -> None:
    table = compared([["申请", "1", "2", "3", ""]], [["申请", "", "1", "2", "3"]])
    assert differing(table) == {1: ("1", ""), 2: ("2", "1"), 3: ("3", "2"), 4: ("", "3")}


def test_a_layer_of_labels_alone_says_nothing_of_figures_drawn_as_outlines() -> None:
    table = compared([["申请", "1", "2", "3"]], [["申请", "", "", ""]])
    assert differing(table) == {}
    assert [cell.second for cell in table.cells] == [SecondReading("申请", True), None, None, None]


def test_lines_of_a_cell_are_read_downwards_and_superscripts_stay_on_theirs() -> None:
    table = compared([["本年新收政府信息公开申请数量"]], [["本年新收\n政府信息\n公开申请\n数量"]])
    assert table.cells[0].second == SecondReading("本年新收\n政府信息\n公开申请\n数量", True)
    raised = layer_of([("12", 10, 12), ("3", 30, 9)])
    assert raised.text(raised.inside(UprightBox(0, 0, 100, 40))) == "123"


def test_a_dash_low_or_high_on_its_line_stays_in_it() -> None:
    boxes = np.array([(0, 8, 8, 9), (10, 0, 18, 14), (20, 7, 28, 8), (10, 24, 18, 38)], dtype=np.float32)
    origins = np.array([(0, 14), (10, 14), (20, 14), (10, 38)], dtype=np.float32)
    layer = UprightLayer(TextLayer("visible", "-3-4", boxes, origins), Chain())
    assert layer.lines(np.ones(4, dtype=np.bool_)) == ["-3-", "4"]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_order_is_that_of_the_upright_page(turns: int) -> None:
    """The page as given is turned; its transform makes it upright."""
    quarter = np.array([[0.0, -1.0, 400.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    to_given = np.linalg.matrix_power(quarter, turns)
    upright = layer_of([("12\n34", 10, 10)])
    given = Projective(to_given).forward(upright.centres)
    boxes = np.hstack([given - 5, given + 5]).astype(np.float32)
    layer = TextLayer("visible", "1234", boxes, given.astype(np.float32))
    turned = UprightLayer(layer, Projective(np.linalg.inv(to_given)))
    assert turned.text(np.ones(4, dtype=np.bool_)) == "12\n34"


@pytest.mark.parametrize(("below", "agrees"), [("3", False), (None, None)])
def test_a_cell_cut_by_a_page_break_keeps_what_was_said_of_its_pieces(below: str | None, agrees: bool | None) -> None:
    upper = compared([["12"]], [["17"]]).cells[0]
    lower = compared([["3"]], [["3"]]).cells[0].model_copy(update={} if below else {"second": None})
    whole = joined(upper, lower)
    assert whole.text == "123"
    assert whole.second == (None if agrees is None else SecondReading("173", agrees))
    assert whole.reading is not None
    assert [doubt.code for doubt in whole.reading.doubts] == [DoubtCode.TEXT_LAYER_DIFFERS]


# --- Lines ---------------------------------------------------------------------------------------------------


def test_lines_get_what_the_layer_has_in_their_places() -> None:
    lines = [line_at("收到申请17件。", 10, 10), line_at("予以公开", 10, 30), line_at("印章", 10, 50)]
    layer = layer_of([("收到申请11件，", 10, 10), ("予以公开", 10, 30), ("第5页", 200, 90), ("12", 300, 300)])
    found = compare_lines(lines, [UprightBox(290, 290, 400, 400)], layer)
    assert [line.second for line in found.lines] == ["收到申请11件，", "予以公开", None]
    assert [differs(line) for line in found.lines] == [True, False, False]
    assert found.unread == ("第5页",)


@pytest.mark.parametrize(
    ("read", "layer", "other"),
    [
        ("共收到“申请”12件。", '共收到"申请"12件.', False),
        ("１.公开", "1、公开", False),
        ("比例1.5%", "比例15%", True),
        ("增减-3件", "增减3件", True),
        ("公开", "公 开", False),
    ],
)
def test_marks_between_words_are_no_difference_but_those_of_numbers_are(read: str, layer: str, other: bool) -> None:
    found = compare_lines([line_at(read, 0, 0)], [], layer_of([(layer, 0, 0)]))
    assert differs(found.lines[0]) is other


# --- Findings ------------------------------------------------------------------------------------------------


def says(read: list[list[str | None]], layer: list[list[str]], kind: LayerKind = "visible") -> PageSays:
    evidence = () if kind == "visible" else ("how it shows",)
    return PageSays(
        PageLayer(kind=kind, used=kind == "visible", characters=9, evidence=evidence), (compared(read, layer),)
    )


def test_a_layer_with_other_figures_nearly_everywhere_is_garbled() -> None:
    page = says([["甲", "1", "2"], ["乙", "3", "4"]], [["甲", "6", "7"], ["乙", "8", "4"]])
    held = held_against(page, SETTINGS)
    assert (held.kind, held.used) == ("garbled", False)
    assert "of 4 figures that were read, 3 are others" in held.evidence[0]
    assert differing(page.tables[0]).keys() == {1, 2, 4}  # and each difference stays in doubt


def test_a_few_differences_are_no_garbled_layer() -> None:
    page = says([["甲", "1", "2"], ["乙", "3", "4"]], [["甲", "6", "2"], ["乙", "3", "4"]])
    assert held_against(page, SETTINGS).used


def test_each_kind_of_layer_that_is_not_used_is_told_once() -> None:
    pages = {n: says([["1"]], [["1"]], kind) for n, kind in enumerate(("ocr", "ocr", "invisible", "visible"), 1)}
    found = layer_findings(pages, SETTINGS)
    assert [(finding.detail["layer"], finding.pages) for finding in found] == [("invisible", (3,)), ("ocr", (1, 2))]
    assert "no second reading" in found[0].message
    assert "how it shows" in found[0].message


def test_words_that_differ_are_told_for_each_page_and_figures_by_their_cells() -> None:
    page = says([["申请人", "1", "2", "3"]], [["申请入", "1", "5", "3"]])
    (found,) = layer_findings({4: page}, SETTINGS)
    assert found.pages == (4,)
    assert found.detail["places"] == 1
    assert "read '申请人', the layer has '申请入'" in found.message


def test_facts_that_differ_are_told() -> None:
    found = fact_findings({"title": "甲", "year": 2023}, {"title": "甲", "year": 2028}, [1])
    assert [finding.message for finding in found] == ["year: read 2023, the text layer has 2028"]


def test_a_layer_to_be_ignored_is_not_spoken_of() -> None:
    layer = TextLayer("invisible", "", *map(np.float32, (np.zeros((0, 4)), np.zeros((0, 2)))), 5, ("hidden",))
    assert page_layer(layer, LayerSettings(use="ignore")) is None
    told = page_layer(layer, SETTINGS)
    assert told == PageLayer(kind="invisible", used=False, characters=0, hidden=5, evidence=("hidden",))


def test_a_doubt_of_the_layer_speaks_both_languages() -> None:
    doubt = Doubt(DoubtCode.TEXT_LAYER_DIFFERS, {"read": "17", "layer": ""})
    assert doubt.words() == "read as '17'; the page's text layer has 'blank'"
    assert "空白" in doubt.words("zh")
