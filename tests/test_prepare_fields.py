"""Dark fields: found beside shadows and stains, parted from what is about them, their edges drawn."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from drawn_fields import strokes, with_print
from numpy.typing import NDArray

from ocrkit.prepare.field_about import even_sided, of_its_level
from ocrkit.prepare.fields import Fields, FieldSettings, rise
from ocrkit.prepare.light import even_light


def test_a_field_that_a_shadow_runs_into_is_a_field() -> None:
    """The shadow is darker than paper, too, and goes on to the edge of the page; the field ends where it begins."""
    grey = np.full((1400, 1000), 245, np.uint8)
    grey[:, 800:] = np.linspace(170, 200, 200).astype(np.uint8)
    grey[500:600, 100:800] = 90
    mask = strokes("1208", (400, 565), 3)
    page = with_print(grey, mask, 245)
    even = even_light(page)
    assert even.fields is not None
    assert even.fields[520:580, 150:750].mean() > 0.95
    assert not even.fields[:, 860:].any()
    assert np.median(even.image[mask > 200]) < 110


def test_what_runs_into_a_field_and_is_nearer_to_paper_is_none_of_it() -> None:
    """Print that shows through beside a black field; turned light on dark it would be a black bar."""
    kept = np.zeros((300, 300), np.uint8)
    kept[20:280, 200:280] = 1  # the field,
    kept[100:120, 60:200] = 1  # and a line of print
    ground = np.full(kept.shape, 240, np.uint8)
    ground[kept > 0] = 160
    ground[20:280, 200:280] = 30
    ground[150:170, 220:240] = 200  # dense light print on it
    own, light = np.full(kept.shape, 30, np.uint8), np.full(kept.shape, 240, np.float32)
    found = of_its_level(kept, ground, own, light, FieldSettings())
    assert found[20:280, 200:280].all()
    assert not found[:, :200].any()


def test_a_shadow_alone_is_no_field_though_it_begins_with_a_step() -> None:
    grey = np.full((1400, 1000), 245, np.uint8)
    grey[:, 800:] = np.linspace(170, 200, 200).astype(np.uint8)
    even = even_light(grey)
    assert even.fields is None or not even.fields.any()


def stained(depth: int) -> NDArray[np.uint8]:
    """A page with a stain from its middle to its lower edge, darker at its rim."""
    grey = np.full((1400, 1000), 200, np.uint8)
    cv2.ellipse(grey, (520, 1000), (240, 480), 0, 0, 360, 200 - depth - 12, -1)
    cv2.ellipse(grey, (520, 1000), (230, 470), 0, 0, 360, 200 - depth, -1)
    return cv2.GaussianBlur(grey, (0, 0), 2)


@pytest.mark.parametrize(("left", "top", "right", "bottom"), [(100, 700, 900, 800), (460, 300, 540, 1300)])
def test_a_field_over_the_end_of_a_stain_is_found_whole(left: int, top: int, right: int, bottom: int) -> None:
    """On the stain its ground is two thirds of what is about it, beside the stain three quarters."""
    page = stained(40)
    page[top:bottom, left:right] -= 55
    mask = np.zeros(page.shape, np.uint8)
    for y in range(top + 65, bottom, 120):
        for x in range(left + 12, right - 60, 120):
            mask |= strokes("73", (x, y), 2)
    even = even_light(with_print(page, mask, 190))
    assert even.fields is not None
    assert even.fields[top + 15 : bottom - 15, left + 15 : right - 15].mean() > 0.97
    beyond = np.ones(page.shape, np.bool_)
    beyond[top - 15 : bottom + 15, left - 15 : right + 15] = False
    assert not even.fields[beyond].any()
    assert np.median(even.image[mask > 200]) < 140


@pytest.mark.parametrize("depth", [30, 45])
def test_a_stain_is_no_field_though_it_ends_with_a_rim(depth: int) -> None:
    even = even_light(with_print(stained(depth), strokes("1208 3541", (400, 800), 3), 40))
    assert even.fields is None or not even.fields.any()


def outlined(rule: bool = False, line: bool = False) -> tuple[NDArray[np.bool_], Fields]:
    """What is drawn about a pale band that seems to go on below, as where print shows through, and the fields.

    Along its lower end there is a rule, or a line of print.
    """
    grey = np.full((1240, 900), 246, np.uint8)
    grey[400:500, 100:800] = 200
    for x in range(300, 500, 28) if line else ():
        for y in (478, 487, 494):
            grey[y : y + 2, x : x + 20] = 20
    if rule:
        grey[497:500, 100:800] = 20
    mask = grey < 230
    mask[500:540, 200:300] = True  # no edge of anything
    mask[500:504, 500:510] = True  # a small lump
    kept, ground = mask.astype(np.uint8), np.full(grey.shape, 200, np.uint8)
    stepped = rise(grey, kept, 9) >= 0.5 * (246 - ground.astype(np.float32))
    fields = Fields(mask, mask & False, stepped, ground, 246.0, 1.0, 3.0 if line else 1.0, 1.0, FieldSettings())
    return fields.outline(grey, 245.0), fields


def test_the_edges_of_a_field_are_drawn_and_the_ends_of_none_are_not() -> None:
    drawn, fields = outlined()
    assert drawn[398:403, 120:780].any(axis=0).all()
    assert drawn[497:503, 320:480].any(axis=0).all()
    assert not drawn[506:].any()
    assert fields.stepped[400, 300]
    assert not fields.stepped[520, 200]


def test_an_edge_is_drawn_below_a_line_of_print() -> None:
    """A heading of two lines in a low cell at 320 dpi: its characters, a few pixels apart, are no rule."""
    drawn, _ = outlined(line=True)
    assert drawn[497:503, 310:490].any(axis=0).all()


def test_no_edge_is_drawn_beside_a_rule() -> None:
    drawn, _ = outlined(rule=True)
    assert drawn[398:403, 120:780].any(axis=0).all()
    assert not drawn[490:, 120:780].any()


def bilevel() -> tuple[NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_]]:
    """A slightly turned fax of a black heading with white print, black print close below it; both prints' strokes."""
    grey = np.full((1400, 1000), 255, np.uint8)
    turn = cv2.getRotationMatrix2D((500, 700), 0.8, 1.0)
    grey[500:560, 100:900] = 0
    white, black = strokes("1208 3541 6077", (300, 543), 2), strokes("1350 7246 8891", (300, 594), 2)
    page = with_print(with_print(grey, white, 255), black, 0)

    def turned(image: NDArray[np.uint8], border: int) -> NDArray[np.bool_]:
        around = cv2.warpAffine(image, turn, (1000, 1400), borderValue=(border,))
        return np.asarray(around > 127, np.bool_)

    fax = np.where(turned(page, 255), 255, 0).astype(np.uint8)
    return fax, turned(white, 0), turned(black, 0)


def test_print_on_and_beside_a_field_as_black_as_print() -> None:
    """Seen on faxes and copies: nothing is darker than black, and the whole heading came out as ink."""
    fax, white, black = bilevel()
    even = even_light(fax)
    assert even.fields is not None
    inked = even.image < 128
    assert inked[white].mean() > 0.95
    assert inked[black].mean() > 0.95
    about = cv2.dilate((white | black).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert not (inked & ~about)[515:545, 120:880].any()


def test_a_field_as_black_as_print_is_parted_from_what_is_around_it() -> None:
    even = even_light(bilevel()[0])
    inked = even.image < 128
    for x in range(140, 860, 10):  # the upper end runs from about 497 to 508
        assert inked[490:520, x].any(), x


@pytest.mark.parametrize("ground", [0, 8, 12])
@pytest.mark.parametrize("rough", [0.0, 4.0, 8.0])
def test_a_rough_field_nearly_as_black_as_print_is_a_field(ground: int, rough: float) -> None:
    page = np.full((1754, 1240), 255.0)
    page[500:580, 100:1100] = ground
    print_ = np.zeros(page.shape, np.uint8)
    cv2.putText(print_, "1208 3541 6077", (300, 556), cv2.FONT_HERSHEY_DUPLEX, 1.4, 255, 3, cv2.LINE_AA)
    page = page * (1 - print_ / 255.0) + 250 * (print_ / 255.0)
    page += np.random.default_rng(1).normal(0, rough, page.shape)
    even = even_light(np.clip(page, 0, 255).astype(np.uint8)).image
    assert (even < 128)[print_ > 200].mean() > 0.98
    assert (even < 200)[508:572, 110:280].mean() < 0.01


def test_what_is_black_and_has_no_light_print_stays_ink() -> None:
    """A blot, or what somebody blacked out: were it a field, the cell under it would be blank."""
    page = np.full((1754, 1240), 255, np.uint8)
    page[600:640, 500:700] = 0
    assert (even_light(page).image[604:636, 504:696] < 128).all()


def banded(rows: int, print_at: int | None = None) -> NDArray[np.uint8]:
    """A ruled table whose last column is a field with light rules; rows of so many pixels, print beside its side."""
    grey = np.full((1240, 900), 246, np.uint8)
    bottom = 200 + rows * (600 // rows)
    grey[200:bottom, 500:640] = 90
    for y in range(200, bottom + 1, rows):
        grey[y : y + 2, 200:500] = 30
        grey[y : y + 2, 500:640] = 240
        if print_at is not None and y < bottom:
            grey[y + 4 : y + 13, print_at : print_at + 3] = 30
    return cv2.GaussianBlur(grey, (0, 0), 0.7)


@pytest.mark.parametrize("rows", [16, 20, 40])
@pytest.mark.parametrize("print_at", [None, 480])
def test_the_side_of_a_field_is_drawn_past_rules_that_end_there_and_print_close_by(
    rows: int, print_at: int | None
) -> None:
    """Rows lower than what counts as long, and digits set to the right: a side that is one is one as a whole."""
    even = even_light(banded(rows, print_at))
    dark = even.image[204:780, 494:506] < 60
    assert dark.any(axis=1).mean() > 0.9


def test_the_side_of_a_field_is_not_drawn_beside_a_rule_of_its_own() -> None:
    grey = banded(20)
    grey[200:800, 495:498] = 30
    even = even_light(grey)
    assert not (even.image[204:780, 500:506] < 60).any(axis=1).mean() > 0.2


@pytest.mark.parametrize("high", [45, 60, 100])
@pytest.mark.parametrize("angle", [0.0, 3.0, 6.0])
def test_fields_of_one_row_without_rules_are_outlined_at_any_angle(high: int, angle: float) -> None:
    """Their upright sides are shorter than what counts as long: they go on from the level ones."""
    page = np.full((3508, 2480), 246, np.uint8)
    for x in range(300, 2100, 300):
        page[1500 : 1500 + high, x : x + 280] = 180
    turn = cv2.getRotationMatrix2D((1240, 1520), angle, 1.0)
    even = even_light(cv2.warpAffine(page, turn, (2480, 3508), borderValue=246.0)).image
    even = cv2.warpAffine(even, cv2.invertAffineTransform(turn), (2480, 3508), borderValue=245.0)
    dark = even < 120
    assert dark[1494:1506, 330:550].any(axis=0).mean() > 0.9
    assert dark[1508 : 1492 + high, 292:308].any(axis=1).mean() > 0.7


def test_a_large_field_in_a_shadow_is_a_field() -> None:
    """It is as wide and high as what the light beside fields is told over."""
    grey = np.full((1240, 877), 220, np.uint8)
    grey[:, :500] = 175
    grey[300:600, 120:420] = 90
    mask = np.zeros(grey.shape, np.uint8)
    cv2.putText(mask, "1208", (200, 450), cv2.FONT_HERSHEY_DUPLEX, 1.2, 255, 3, cv2.LINE_AA)
    even = even_light(with_print(grey, mask, 200))
    assert even.fields is not None
    assert even.fields[320:580, 140:400].mean() > 0.95


def test_the_halo_of_sharpened_print_is_no_light_print() -> None:
    page = stained(30).astype(np.float32)
    page[800:900, 100:900] -= 35
    page = with_print(page.astype(np.uint8), strokes("1208 3541", (200, 865), 3), 30).astype(np.float32)
    sharp = page + 0.9 * (page - cv2.GaussianBlur(page, (0, 0), 2))
    even = even_light(np.clip(sharp, 0, 255).astype(np.uint8))
    assert even.fields is None or not even.fields.any()


def test_what_lies_between_two_fields_is_no_notch() -> None:
    """Two bands a few pixels apart, a rule between them: the paper beside it stays paper."""
    kept = np.zeros((200, 300), np.uint8)
    kept[40:90, 50:250] = kept[98:150, 50:250] = 1
    kept[110:117, 240:250] = 0  # a notch
    paper = np.zeros_like(kept)
    sides = even_sided(kept, paper, FieldSettings())
    assert not sides[90:98].any()
    assert sides[110:117, 240:250].all()
    paper[110:117, 240:250] = 1
    assert not even_sided(kept, paper, FieldSettings())[110:117, 240:250].any()
    assert not even_sided(np.zeros_like(kept), paper, FieldSettings()).any()


@pytest.mark.parametrize("thick", [9, 10, 11])
def test_crossings_of_thick_rules_are_no_fields(thick: int) -> None:
    """The median over a window is dark all along them; print that crosses one there would be light on dark."""
    grey = np.full((2000, 2000), 250, np.uint8)
    for at in range(300, 1800, 140):
        grey[at : at + thick, 300:1700] = grey[300:1700, at : at + thick] = 10
    blurred = np.asarray(cv2.GaussianBlur(grey, (0, 0), 2.0), np.uint8)
    even = even_light(blurred)
    assert even.fields is None
    assert even.image[300 + thick // 2, 310:1600].max() < 100
