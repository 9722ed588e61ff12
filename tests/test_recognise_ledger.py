"""The ledger of ink: all that stands out in a cell of the page as given is shared out, and no rest is a blank."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.components import no_components
from ocrkit.recognise.cells.given import GivenSettings
from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import CellInk, InkSettings
from ocrkit.recognise.cells.kinds import Ink
from ocrkit.recognise.cells.ledger import (
    UNEXPLAINED,
    CellPlan,
    Ledger,
    LedgerSettings,
    _faint_dashes,
    _threshold,
    account,
)
from ocrkit.recognise.cells.pale_beside import hats
from ocrkit.recognise.cells.rest import RestSettings, TableOf, find_pieces, kinds_of
from ocrkit.recognise.cells.sides import Inside
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, Layer, PageRef, PreparedPage

HEIGHT = 24.0
BOXES = (UprightBox(20, 20, 220, 100), UprightBox(220, 20, 420, 100))
"""A cell with a number in it, and one with none."""
READ, BLANK = 0, 1
MIDDLE = (320, 60)


def sheet(ground: tuple[int, int, int] = (245, 245, 245)) -> Image:
    """Two ruled cells, uint8 (120, 440, 3), 208 in the left one."""
    image = np.full((120, 440, 3), ground, np.uint8)
    for box in BOXES:
        x0, y0, x1, y1 = box.as_ints()
        cv2.rectangle(image, (x0, y0), (x1, y1), (20, 20, 20), 3)
    cv2.putText(image, "208", (80, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, (20, 20, 20), 2, cv2.LINE_AA)
    return image


def ledger(
    given: Image,
    prepared: Image | None = None,
    layers: Image | None = None,
    settings: LedgerSettings | None = None,
    depth: float = 0.0,
) -> Ledger:
    """The ledger of both cells; ``prepared`` is the grey page that is read, by default the given one.

    ``depth``: by how many levels print is darker than its paper in their table.
    """
    grey = np.asarray(cv2.cvtColor(given if prepared is None else prepared, cv2.COLOR_BGR2GRAY), np.uint8)
    layers = np.zeros(grey.shape, np.uint8) if layers is None else layers
    page = PreparedPage(PageRef(1, "p.png"), (given.shape[1], given.shape[0]), grey, layers, given=given)
    plans = []
    for box in BOXES:
        inner = tuple(int(v) for v in box.grown(-4).as_tuple())
        found = cell_components(grey, Inside(inner), False, InkSettings())
        if depth:
            (hat,) = hats(grey, [inner], HEIGHT, InkSettings().pale)
            found = found.measured(hat)
        ink = cell_ink(found, inner, TextHeight(HEIGHT), InkSettings(), depth)
        plans.append(CellPlan(box, box.grown(-4), found, ink))
    return account(page, plans, HEIGHT, settings or LedgerSettings())


def test_the_glyphs_of_a_number_and_the_rules_explain_all_there_is() -> None:
    found = ledger(sheet())
    assert found.doubts == ((), ())
    assert found.counts[READ, Ink.GLYPH] > 100
    assert found.counts[READ, Ink.RULE] > 100
    assert found.counts[BLANK, Ink.GLYPH] == 0
    assert found.counts[:, Ink.REST].sum() == 0
    assert found.explained(READ) == found.explained(BLANK) == 1.0


def test_pale_figures_beside_a_dash_are_no_glyphs_of_what_it_was_read_as() -> None:
    """They were set aside as too pale for print: the recogniser was not shown them."""
    page = np.full((120, 440, 3), 245, np.uint8)
    page[57:61, 60:76] = 20
    dash = ledger(page, depth=225.0)
    cv2.putText(page, "17", (84, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, (150, 150, 150), 2, cv2.LINE_AA)
    beside = ledger(page, depth=225.0)
    assert beside.counts[READ, Ink.GLYPH] == dash.counts[READ, Ink.GLYPH] > 0
    assert beside.counts[READ, Ink.SPECK] > 0
    lower = LedgerSettings(rest=RestSettings(pale=0.3))
    assert UNEXPLAINED in ledger(page, depth=225.0, settings=lower).doubts[READ]


@pytest.mark.parametrize(
    ("points", "level", "kind"),
    [
        ([(0, 0)], 90, Ink.SPECK),
        ([(0, 0), (70, 0), (-60, -8), (40, 8)], 90, Ink.SPECK),
        ([(0, -5), (0, 0), (0, 5)], 90, Ink.REST),
        ([(0, 0)], 250, Ink.REST),
        ([(0, dy) for dy in (-6, -4, -2, 0, 2, 4)], 60, Ink.REST),
    ],
)
def test_pixels_of_the_page_as_given_are_dirt_unless_they_stand_together(
    points: list[tuple[int, int]], level: int, kind: Ink
) -> None:
    """A page of few pixels is made larger: one of them is 2 x 2 pale ones then, in a blank cell of 200 x 40."""
    away = np.zeros((40, 200), np.uint8)
    for dx, dy in points:
        away[20 + dy : 22 + dy, 100 + dx : 102 + dx] = level
    owner, layers = np.ones(away.shape, np.int16), np.zeros(away.shape, np.uint8)
    pieces = find_pieces(np.where(away > 0, 255, 0).astype(np.uint8), owner, away, layers)
    table = TableOf(np.array([[4.0, 4.0, 196.0, 36.0]]), np.array([True]), 14.0, 255.0, pixel=1.2)
    found = kinds_of(pieces, table, RestSettings())
    assert kind in found
    assert kind == Ink.REST or set(found) == {kind}


def test_beside_a_line_that_is_read_a_pixel_is_what_it_was() -> None:
    away = np.zeros((40, 200), np.uint8)
    away[20:22, 100:102] = 90
    owner, layers = np.ones(away.shape, np.int16), np.zeros(away.shape, np.uint8)
    pieces = find_pieces(np.where(away > 0, 255, 0).astype(np.uint8), owner, away, layers)
    inner = np.array([[4.0, 4.0, 196.0, 36.0]])
    found = [kinds_of(pieces, TableOf(inner, np.array([False]), 14.0, 255.0, p), RestSettings()) for p in (1.0, 1.2)]
    assert found[0] == found[1] == Ink.REST


@pytest.mark.parametrize("ink", [(40, 35, 200), (180, 60, 20), (20, 110, 235), (20, 20, 20), (0, 235, 255)])
def test_what_an_earlier_stage_removed_makes_no_cell_blank(ink: tuple[int, int, int]) -> None:
    clean, given = sheet(), sheet()
    cv2.putText(given, "7", (310, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, ink, 2, cv2.LINE_AA)
    found = ledger(given, clean)
    assert found.doubts == ((), (UNEXPLAINED,))
    assert found.explained(READ) == 1.0
    assert found.explained(BLANK) == 0.0


def test_print_lighter_than_its_ground_stands_out() -> None:
    clean, given = sheet((120, 60, 40)), sheet((120, 60, 40))
    cv2.circle(given, MIDDLE, 6, (255, 255, 255), -1)
    assert ledger(given, clean).doubts == ((), (UNEXPLAINED,))


def test_a_decimal_point_is_print_and_a_grain_is_not() -> None:
    for side, doubts in ((1, ()), (3, (UNEXPLAINED,))):
        given = sheet()
        given[60 : 60 + side, 300 : 300 + side] = 20
        assert ledger(given, sheet()).doubts == ((), doubts)


def test_a_mark_much_paler_than_the_table_s_print_is_none() -> None:
    given = sheet()
    cv2.putText(given, "7", (310, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, (190, 190, 190), 2, cv2.LINE_AA)
    found = ledger(given, sheet())
    assert found.doubts == ((), ())
    assert found.counts[BLANK, Ink.SPECK] > 0


def test_what_was_removed_beside_a_number_is_a_rest_if_it_is_large() -> None:
    given = sheet()
    cv2.putText(given, "1", (160, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, (40, 35, 200), 2, cv2.LINE_AA)
    found = ledger(given, sheet())
    assert found.doubts == ((UNEXPLAINED,), ())
    assert 0.5 < found.explained(READ) < 1.0


def seven(given: Image, layers: Image) -> None:
    cv2.putText(given, "7", (310, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, (40, 35, 200), 2)
    cv2.putText(layers, "7", (310, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, int(Layer.SEAL), 2)


def dash(given: Image, layers: Image) -> None:
    given[58:61, 310:325] = (40, 35, 200)
    layers[58:61, 310:325] = Layer.SEAL


def ring(given: Image, layers: Image) -> None:
    cv2.ellipse(given, MIDDLE, (60, 60), 0, 0, 360, (40, 35, 200), 4)
    cv2.ellipse(layers, MIDDLE, (60, 60), 0, 0, 360, int(Layer.SEAL), 4)


@pytest.mark.parametrize(("marks", "doubted"), [((ring,), False), ((ring, seven), True), ((dash,), True)])
def test_a_seal_explains_its_ring_and_nothing_as_large_as_print_in_a_blank_cell(
    marks: tuple[Callable[[Image, Image], None], ...], doubted: bool
) -> None:
    given, layers = sheet(), np.zeros((120, 440), np.uint8)
    for mark in marks:
        mark(given, layers)
    found = ledger(given, sheet(), layers)
    assert found.doubts[BLANK] == (UNEXPLAINED,) * doubted
    assert (found.counts[BLANK, Ink.SEAL] > 0) == (ring in marks)


def test_a_patch_too_dark_to_be_paper_is_a_rest() -> None:
    layers = np.zeros((120, 440), np.uint8)
    layers[30:60, 260:320] = Layer.UNLIT
    found = ledger(sheet(), layers=layers)
    assert found.doubts == ((), (UNEXPLAINED,))
    assert found.counts[BLANK, Ink.REST] >= 400


@pytest.mark.parametrize(("y", "length", "doubted"), [(60, 10, True), (60, 7, True), (60, 2, False), (30, 7, False)])
def test_ink_that_stands_out_from_a_rule_half_way_down_is_a_rest(y: int, length: int, doubted: bool) -> None:
    given = sheet()
    given[y - 1 : y + 2, 418 - length : 419] = 20
    found = ledger(given, sheet())
    assert bool(found.doubts[BLANK]) == (found.counts[BLANK, Ink.REST] > 0) == doubted


def test_a_finer_page_gives_the_same_ledger() -> None:
    given = sheet()
    cv2.putText(given, "7", (310, 72), cv2.FONT_HERSHEY_DUPLEX, 1.1, (40, 35, 200), 2, cv2.LINE_AA)
    coarse = ledger(given, sheet())
    close = ledger(given, sheet(), settings=LedgerSettings(given=GivenSettings(digit=24)))
    assert close.raster.step == 1
    assert coarse.raster.step == 2
    assert close.doubts == coarse.doubts == ((), (UNEXPLAINED,))


@pytest.mark.parametrize(
    ("width", "levels", "is_told"), [(20, 26, True), (20, 6, False), (100, 26, False), (2, 26, False)]
)
def test_a_dash_too_thin_to_stand_out_is_told_by_its_row(width: int, levels: int, is_told: bool) -> None:
    given = sheet()
    x, y = MIDDLE
    given[y : y + 4, x - width // 2 : x + width // 2] -= np.uint8(levels)
    assert (UNEXPLAINED in ledger(given).doubts[BLANK]) == is_told


@pytest.mark.parametrize(("row", "is_told"), [([38, 26], False), ([26, 26, 26, 26], True), ([64], False)])
def test_one_pixel_of_the_page_as_given_is_no_faint_dash(row: list[int], is_told: bool) -> None:
    """A speck of a black and white page, averaged into two places of the ledger; a dash has it in many."""
    away = np.random.default_rng(3).integers(0, 3, (40, 200)).astype(np.uint8)
    away[20, 100 : 100 + len(row)] = row
    found = _faint_dashes(away, np.ones(away.shape, np.bool_), 12.5, 1.0, LedgerSettings())
    assert found[18:23, 95:110].any() == is_told


def test_cells_without_components_are_accounted_for() -> None:
    given = sheet()
    page = PreparedPage(PageRef(1, "p.png"), (440, 120), given[..., 0].copy(), np.zeros((120, 440), np.uint8))
    plans = [CellPlan(box, box.grown(-4), no_components(), CellInk(())) for box in BOXES]
    found = account(page, plans, HEIGHT, LedgerSettings())
    assert found.doubts == ((UNEXPLAINED,), ())


@pytest.mark.parametrize("off", range(4))
def test_a_hair_thin_dash_on_a_fine_page_is_explained_wherever_its_pixels_lie(off: int) -> None:
    """No pixel of it need be in the middle of a place of the ledger, which is four pixels high here."""
    height = 48.0
    image = np.full((160, 240), 250, np.uint8)
    cv2.rectangle(image, (60, 78 + off), (130, 79 + off), 40, -1)
    page = PreparedPage(PageRef(1, "p.png"), (240, 160), image, np.zeros(image.shape, np.uint8))
    box = UprightBox(20, 20, 220, 140)
    components = cell_components(image, Inside((20, 20, 220, 140)), False, InkSettings())
    ink = cell_ink(components, (20, 20, 220, 140), TextHeight(height), InkSettings())
    assert len(ink.lines) == 1
    found = account(page, [CellPlan(box, box, components, ink)], height, LedgerSettings())
    assert found.raster.step == 4
    assert found.doubts == ((),)
    assert found.explained(0) == 1.0


def test_the_fringe_of_a_rule_is_no_dash() -> None:
    given = sheet()
    given[58:62, 402:418] -= 26
    assert ledger(given).doubts[BLANK] == ()
    given = sheet()
    given[58:62, 382:398] -= 26
    assert ledger(given).doubts[BLANK] == (UNEXPLAINED,)


def test_the_noise_of_the_paper_is_told_where_no_ink_is_known() -> None:
    away = np.full((40, 40), 3, np.uint8)
    away[:, :30] = 100
    settings = LedgerSettings(contrast=28, noise=6)
    assert _threshold(away, away < 50, settings) == 28
    away[:, 30:] = 10
    assert _threshold(away, away < 50, settings) == 60
    assert _threshold(away, np.zeros(away.shape, np.bool_), settings) == 28
