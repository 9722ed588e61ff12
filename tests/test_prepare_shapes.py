"""Pages that are no sheet of dark print on light paper: negatives, and images longer than a sheet."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from sheets import Sheet, given, measured, on_paper, sheet, turned

from ocrkit.engines import Engines
from ocrkit.page_text import find_lines
from ocrkit.prepare.negative import find_polarity
from ocrkit.prepare.prepare import prepare
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.prepare.skew import find_skew
from ocrkit.recognise.windows import windows
from ocrkit.tables.find import find_tables
from ocrkit.types.geometry import UprightBox, sheet_side
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading
from ocrkit.types.text import TextLine


@pytest.fixture(scope="module")
def plain() -> Sheet:
    return sheet()


def steps(image: Image) -> dict[str, dict[str, float]]:
    return {step.name: step.figures for step in prepare(given(image)).steps}


@pytest.mark.parametrize("ground", [0, 60, 110])
@pytest.mark.parametrize("colour", [False, True])
def test_a_negative_is_turned_over(plain: Sheet, ground: int, colour: bool) -> None:
    negative = (ground + (255 - plain.image) * (0.9 - ground / 255)).astype(np.uint8)
    prepared = prepare(given(np.dstack([negative] * 3) if colour else negative))
    assert np.median(prepared.image) > 235
    assert np.abs(measured(prepared.image, plain.dots) - plain.dots).max() < 2
    assert [(t.n_rows, t.n_cols) for t in find_tables(prepared)] == [(13, 6)]
    figures = steps(negative)["negative"]
    assert figures["light_strokes"] > 4 * figures["dark_strokes"]
    assert figures["dark_ground"] > 0.95


def test_a_negative_with_its_white_frame_is_turned_over(plain: Sheet) -> None:
    framed = cv2.copyMakeBorder(255 - plain.image, 150, 150, 100, 100, cv2.BORDER_CONSTANT, value=(240.0,))
    assert "negative" in steps(np.asarray(framed, np.uint8))


def test_pages_partly_dark_are_no_negatives(plain: Sheet) -> None:
    band = plain.image.copy()
    band[:700] = 255 - band[:700]
    photo = plain.image.copy()
    photo[900:2000] = np.random.default_rng(1).integers(0, 90, photo[900:2000].shape, dtype=np.uint8)
    desk = np.asarray(
        cv2.copyMakeBorder(plain.image, 800, 800, 700, 700, cv2.BORDER_CONSTANT, value=(25.0,)), np.uint8
    )
    dim = (plain.image * 0.35).astype(np.uint8)
    for page in (plain.image, band, photo, desk, dim):
        assert "negative" not in steps(page)
    polarity = find_polarity(desk)
    assert polarity is not None
    assert polarity.dark > 10 * polarity.light


def test_the_sheet_of_a_long_image_goes_by_its_width() -> None:
    assert sheet_side(1000, 1414) == 1414
    assert sheet_side(1414, 1000) == 1414
    assert sheet_side(1000, 8000) == 1500
    assert sheet_side(8000, 1000) == 8000


def test_a_long_page_is_prepared_at_the_scale_of_its_width(plain: Sheet) -> None:
    """A screenshot: five sheets of paper, one below the other, the table on the fourth."""
    blank = np.full_like(plain.image, 250)
    long = np.vstack([blank, blank, blank, plain.image, blank])
    prepared, alone = prepare(given(long)), prepare(given(plain.image))
    assert prepared.image.shape[1] == pytest.approx(alone.image.shape[1], rel=0.08)
    (table,) = find_tables(prepared)
    assert (table.n_rows, table.n_cols) == (13, 6)
    assert prepared.transform.inverse(np.array([[table.box.x0, table.box.y0]])) == pytest.approx(
        np.array([[plain.level[0][0, 0], 3 * plain.image.shape[0] + plain.level[0][0, 1]]]), abs=6
    )


def test_an_image_longer_than_opencv_warps_is_straightened() -> None:
    askew = turned(sheet(700, 990), 0.4).image
    long = np.vstack([askew] * (33_000 // len(askew) + 1))
    prepared = prepare(given(long), PrepareSettings(straighten=False, min_side=0))
    assert "straighten" in [step.name for step in prepared.steps]
    assert abs(find_skew(prepared.image[: len(askew)], 5)) < 0.1


def test_a_narrow_strip_is_not_blown_up() -> None:
    strip = np.full((20_000, 20), 250, np.uint8)
    strip[::40] = 10
    tracemalloc.start()
    prepare(given(strip))
    assert tracemalloc.get_traced_memory()[1] < 500_000_000
    tracemalloc.stop()


def test_windows_hold_all_ink_and_cut_between_lines() -> None:
    ink = np.zeros((5000, 100), np.bool_)
    lines = [range(y, y + 30) for y in (*range(40, 1900, 50), *range(4000, 4960, 50))]
    for line in lines:
        ink[line] = True
    found = windows(ink, 700)
    assert all(stop - start <= 700 for start, stop in found)
    assert all(sum(start <= line[0] and line[-1] < stop for start, stop in found) == 1 for line in lines)
    assert not any(start < 3000 < stop for start, stop in found)
    assert windows(np.zeros((50, 10), np.bool_), 20) == []
    assert windows(np.ones((50, 10), np.bool_), 20)[-1][1] == 50  # ink without a gap is cut somewhere


class Seen:
    """Reads nothing, and finds one line a window: all of it."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        return []

    def lines(self, image: Image) -> list[TextLine]:
        self.shapes.append(image.shape)
        return [TextLine("line", 1.0, UprightBox(12, 12, 30, 30))]


def test_text_of_a_long_page_is_found_in_windows(plain: Sheet) -> None:
    text = plain.image.copy()
    text[800:] = 250
    seen = Seen()
    long = np.vstack([text] * 4)
    lines = find_lines(on_paper(long), (), Engines(seen, seen))
    assert len(lines) == len(seen.shapes) >= 3
    assert all(shape[0] <= 1.5 * long.shape[1] + 24 for shape in seen.shapes)
    for line in lines:  # the box lies where the window's first ink is, on the page
        assert (long[int(line.box.y0), :] < 189).any()


@pytest.mark.parametrize("dpi", [(204.0, 98.0), (204.0, 391.0), (200.0, 200.0), None])
def test_uneven_resolutions_are_evened_out(plain: Sheet, dpi: tuple[float, float] | None) -> None:
    height, width = plain.image.shape
    lines = round(height * (dpi[1] / dpi[0] if dpi else 1))
    fax = np.asarray(cv2.resize(plain.image, (width, lines), interpolation=cv2.INTER_AREA), np.uint8)
    page = replace(given(fax), dpi_xy=dpi)
    prepared = prepare(page)
    assert prepared.image.shape[0] / prepared.image.shape[1] == pytest.approx(height / width, rel=0.03)
    corner = np.array([[width - 1.0, lines - 1.0]])
    assert prepared.transform.inverse(prepared.transform.forward(corner)) == pytest.approx(corner, abs=0.1)
    assert ("square_pixels" in [step.name for step in prepared.steps]) == (dpi is not None and dpi[0] != dpi[1])
