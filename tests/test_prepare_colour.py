"""Coloured ink is ink, a seal is a shape, and what stands out from a dark field is print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.prepare.colour import ink_plane
from ocrkit.prepare.light import even_light
from ocrkit.types.page import Image, Layer

INKS = {
    "red": (30, 30, 200),
    "pink": (170, 140, 250),
    "blue": (200, 60, 30),
    "cyan": (230, 220, 90),
    "green": (60, 150, 40),
    "yellow": (40, 220, 235),
    "brown": (40, 80, 140),
    "magenta": (190, 40, 190),
}
"""Inks as BGR, some nearly as bright as paper."""


def page() -> Image:
    return np.full((1400, 1000, 3), 250, np.uint8)


def write(image: Image, text: str, at: tuple[int, int], ink: tuple[int, int, int], scale: float = 1.0) -> None:
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_DUPLEX, scale, ink, 2, cv2.LINE_AA)


def drawn(at: tuple[int, int], text: str) -> np.ndarray:
    """Where the strokes of a text are, without their soft edges."""
    mask = np.zeros((1400, 1000), np.uint8)
    cv2.putText(mask, text, at, cv2.FONT_HERSHEY_DUPLEX, 1.0, 255, 2, cv2.LINE_AA)
    return mask > 200


@pytest.mark.parametrize("ink", INKS)
def test_print_of_any_colour_is_dark_and_known_as_coloured(ink: str) -> None:
    image = page()
    write(image, "1208", (300, 600), INKS[ink])
    plane = ink_plane(image)
    strokes = drawn((300, 600), "1208")
    assert np.median(plane.grey[strokes]) < 180
    assert (plane.layers[strokes] == Layer.COLOURED).mean() > 0.8
    assert not (plane.layers == Layer.SEAL).any()


def seal(image: Image, centre: tuple[int, int], radius: int = 110) -> None:
    cv2.circle(image, centre, radius, INKS["red"], 6, cv2.LINE_AA)
    write(image, "SEAL", (centre[0] - 60, centre[1] + 20), INKS["red"], 1.6)


def test_a_ring_with_what_is_in_it_is_a_seal_and_red_figures_beside_it_are_print() -> None:
    image = page()
    seal(image, (600, 900))
    write(image, "1208", (300, 400), INKS["red"])
    plane = ink_plane(image)
    figures = drawn((300, 400), "1208")
    assert (plane.layers[figures] != Layer.SEAL).all()
    assert np.median(plane.grey[figures]) < 120
    inside = plane.layers[780:1020, 480:720]
    assert (inside == Layer.SEAL).sum() > 4000
    assert plane.grey[780:1020, 480:720].min() > 200


def test_a_seal_cut_by_the_pages_edge_is_one_too() -> None:
    image = page()
    seal(image, (960, 900))
    assert (ink_plane(image).layers == Layer.SEAL).sum() > 2500


def test_a_red_table_is_no_square_seal() -> None:
    image = page()
    for x in range(200, 801, 150):
        cv2.line(image, (x, 300), (x, 900), INKS["red"], 3)
    for y in range(300, 901, 150):
        cv2.line(image, (200, y), (800, y), INKS["red"], 3)
    plane = ink_plane(image)
    assert not (plane.layers == Layer.SEAL).any()
    assert np.median(plane.grey[300:303, 210:790]) < 120


def test_a_page_without_colour_is_its_own_grey() -> None:
    image = page()
    write(image, "1208", (300, 600), (20, 20, 20))
    plane = ink_plane(image)
    assert not plane.layers.any()
    assert (plane.grey == cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)).all()


@pytest.mark.parametrize(("ground", "print_"), [(20, 255), (90, 255), (150, 255), (150, 10), (200, 0)])
def test_what_stands_out_from_a_field_is_dark_on_white(ground: int, print_: int) -> None:
    grey = np.full((1400, 1000), 250, np.uint8)
    grey[500:600, 100:900] = ground
    cv2.putText(grey, "1208", (400, 570), cv2.FONT_HERSHEY_DUPLEX, 1.6, print_, 3, cv2.LINE_AA)
    strokes = np.zeros_like(grey)
    cv2.putText(strokes, "1208", (400, 570), cv2.FONT_HERSHEY_DUPLEX, 1.6, 255, 3, cv2.LINE_AA)
    even = even_light(grey)
    assert even.fields is not None
    assert np.median(even.image[strokes > 200]) < 110
    bare = np.zeros(grey.shape, np.bool_)
    bare[515:585, 120:380] = True
    assert even.image[bare].min() > 230


def test_a_shadow_is_no_field() -> None:
    ys, xs = np.mgrid[0:1400, 0:1000]
    shadow = 130 * np.exp(-(((xs - 500) / 220) ** 2 + ((ys - 700) / 260) ** 2))
    grey = np.clip(250 - shadow, 0, 255).astype(np.uint8)
    cv2.putText(grey, "1208", (400, 720), cv2.FONT_HERSHEY_DUPLEX, 1.6, 10, 3, cv2.LINE_AA)
    assert even_light(grey).fields is None


def test_dense_print_is_no_field() -> None:
    grey = np.full((1400, 1000), 250, np.uint8)
    for y in range(300, 900, 34):
        cv2.putText(grey, "8B" * 18, (100, y), cv2.FONT_HERSHEY_DUPLEX, 1.0, 10, 2, cv2.LINE_AA)
    assert even_light(grey).fields is None


def test_a_pale_rule_whose_colour_is_weak_in_places_is_dark_all_along() -> None:
    """A photograph takes its colour below what counts as one for a stretch; it is one stroke with the rest."""
    image = page()
    image[:] = 190
    colour = np.where(np.arange(800) % 80 < 40, 20, 40)[:, None]
    image[700:703, 100:900] = 186 - colour * (1.0, 0.5, 0.0)
    grey = ink_plane(image).grey[701, 105:895]
    assert grey[np.arange(5, 795) % 80 < 40].max() < 170


@pytest.mark.parametrize(("ground", "dark"), [((170, 170, 170), True), ((220, 160, 60), False)])
def test_a_coloured_rule_on_a_grey_field_is_dark_and_what_is_left_of_a_coloured_field_is_not(
    ground: tuple[int, int, int], dark: bool
) -> None:
    image = page()
    image[500:800, 100:900] = ground
    image[640:643, 100:900] = (90, 130, 185)
    plane = ink_plane(image)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    assert (int(grey[641, 500]) - int(plane.grey[641, 500]) > 20) is dark
