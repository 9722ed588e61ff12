"""Two pages on one sheet become two; a page with columns or a wide table stays one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from sheets import PAPER, Sheet, given, measured, sheet, turned

from ocrkit.prepare.prepare import prepare_parts
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.prepare.sheet import find_gutter
from ocrkit.tables.find import find_tables
from ocrkit.types.page import Image, PreparedPage


@pytest.fixture(scope="module")
def plain() -> Sheet:
    return sheet(1100, 1555)


def side_by_side(plain: Sheet, gap: int = 0, right: Image | None = None) -> Image:
    """The page twice on a sheet, with so much paper between."""
    other = plain.image if right is None else right
    return np.hstack([plain.image, np.full((len(plain.image), gap), PAPER, np.uint8), other])


def with_fold(image: Image, darkest: float, reach: int) -> Image:
    """A fold's shadow in the middle, ``darkest`` times as light there and none ``reach`` pixels away."""
    x = np.abs(np.arange(image.shape[1]) - image.shape[1] / 2)
    shade = 1 - (1 - darkest) * np.clip(1 - x / reach, 0, 1)
    return np.asarray(image * shade[None, :], np.uint8)


def dark_gutter(image: Image, width: int) -> Image:
    out = image.copy()
    middle = image.shape[1] // 2
    out[:, middle - width // 2 : middle + width // 2] = 15
    return out


def punched(image: Image) -> Image:
    out = image.copy()
    for y in (500, 1100):
        cv2.circle(out, (image.shape[1] // 2 + 20, y), 16, 20, -1)
    return out


def places(parts: tuple[PreparedPage, ...]) -> list[int]:
    return [part.part for part in parts]


@pytest.mark.parametrize("degrees", [0.0, 1.5, -2.0])
def test_two_pages_on_a_sheet_become_two(plain: Sheet, degrees: float) -> None:
    both = Sheet(side_by_side(plain), np.vstack([plain.dots, plain.dots + np.array([1100, 0])]), (), ())
    laid = turned(both, degrees)
    parts = prepare_parts(given(laid.image))
    assert places(parts) == [1, 2]
    assert [[(t.n_rows, t.n_cols) for t in find_tables(part)] for part in parts] == [[(13, 6)]] * 2
    for part, dots in zip(parts, np.split(laid.dots, 2), strict=True):
        assert part.page_size == laid.image.shape[1::-1]
        here = part.transform.forward(dots)
        assert np.abs(measured(part.image, here) - here).max() < 2


@pytest.mark.parametrize(
    "shadow",
    [
        lambda image: with_fold(image, 0.55, 120),
        lambda image: with_fold(image, 0.2, 60),
        lambda image: dark_gutter(image, 30),
        lambda image: dark_gutter(image, 8),
        punched,
        lambda image: np.pad(image, 25, constant_values=20),
        lambda image: np.asarray(
            np.clip(image - np.random.default_rng(1).normal(0, 8, image.shape), 0, 255), np.uint8
        ),
    ],
)
@pytest.mark.parametrize("gap", [0, 200])
def test_a_fold_or_a_dark_gutter_is_no_print(plain: Sheet, shadow: object, gap: int) -> None:
    assert callable(shadow)
    parts = prepare_parts(given(shadow(side_by_side(plain, gap))))
    assert places(parts) == [1, 2]
    assert [[(t.n_rows, t.n_cols) for t in find_tables(part)] for part in parts] == [[(13, 6)]] * 2


def test_pages_of_other_length_are_two_as_well(plain: Sheet) -> None:
    short = plain.image.copy()
    short[300:] = PAPER
    assert places(prepare_parts(given(side_by_side(plain, 0, short)))) == [1, 2]


def test_what_is_one_page_stays_one(plain: Sheet) -> None:
    height, width = 1555, 2200
    blank = np.full((height, width), PAPER, np.uint8)
    wide = sheet(width, height).image
    titled = side_by_side(plain)
    cv2.putText(titled, "A title over both columns", (700, 90), cv2.FONT_HERSHEY_DUPLEX, 1.5, 30, 3)
    half_blank = side_by_side(plain, 0, np.full_like(plain.image, PAPER))
    for image in (blank, wide, titled, half_blank, np.hstack([plain.image, plain.image])[:, :1500]):
        assert places(prepare_parts(given(image))) == [0]


@pytest.mark.parametrize("columns", [2, 3, 4, 6])
def test_columns_of_one_page_are_no_pages(columns: int) -> None:
    """Text in columns, and a table without rules: their gaps are narrow, or one is like the other."""
    height, width = 1555, 2200
    text, table = (np.full((height, width), PAPER, np.uint8) for _ in range(2))
    step = (width - 200) / columns
    for column in range(columns):
        x = round(100 + column * step)
        for y in range(150, 1450, 45):
            cv2.putText(text, "abcde " * 30, (x, y), cv2.FONT_HERSHEY_DUPLEX, 0.8, 30, 2)
            cv2.putText(table, "12345", (x + 40, y), cv2.FONT_HERSHEY_DUPLEX, 0.8, 30, 2)
        text[:, round(x + step - 45) : round(x + step)] = PAPER
    assert find_gutter(text) is None
    if columns > 2:
        assert find_gutter(table) is None


def test_a_table_across_the_fold_is_one_page(plain: Sheet) -> None:
    """A rule that stands in the middle of a sheet is not a fold: others cross it."""
    image = np.full((1555, 2200), PAPER, np.uint8)
    for x in (100, 600, 1100, 1600, 2100):
        cv2.line(image, (x, 100), (x, 1450), 30, 3)
    for y in range(100, 1451, 90):
        cv2.line(image, (100, y), (2100, y), 30, 3)
    assert places(prepare_parts(given(image))) == [0]


def test_a_sheet_is_one_page_where_that_is_asked_for(plain: Sheet) -> None:
    settings = PrepareSettings(split=False)
    assert places(prepare_parts(given(side_by_side(plain)), settings)) == [0]
