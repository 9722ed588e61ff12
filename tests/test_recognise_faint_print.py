"""The contrast that faint print asks: a share of its own, well above the paper's grain."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.recognise.cells.faint_print import FaintPrintSettings, print_contrast, with_new_print
from ocrkit.recognise.cells.ink import cell_components, cell_ink
from ocrkit.recognise.cells.ink_parts import PALE_BESIDE, InkSettings
from ocrkit.recognise.cells.sides import Inner, Inside
from ocrkit.recognise.cells.text_height import TextHeight
from ocrkit.recognise.jobs import jobs_of
from ocrkit.recognise.settings import CellSettings
from ocrkit.tables.cells import GridCell
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PageRef, PreparedPage

SETTINGS = FaintPrintSettings(share=0.5, grain=4.0, least=12, cells=6)
HEIGHT = 20.0
INNERS: list[Inner] = [(20 + 100 * i, 20, 110 + 100 * i, 70) for i in range(10)]


def page(depth: int, grain: float = 0.0, cells: int = 10) -> Image:
    """Cells with a number ``depth`` levels darker than paper of so much ``grain``."""
    image = np.full((90, 1040), 240, np.float64)
    for x0, _, _, y1 in INNERS[:cells]:
        mask = np.zeros(image.shape, np.uint8)
        cv2.putText(mask, "208", (x0 + 15, y1 - 15), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (255,), 3)
        image[mask > 0] -= depth
    image += np.random.default_rng(7).normal(0, grain, image.shape)
    return np.clip(np.round(image), 0, 255).astype(np.uint8)


def contrast(image: Image) -> int:
    pieces = [cell_components(image, Inside(inner), False, InkSettings()) for inner in INNERS]
    return print_contrast(image, INNERS, pieces, InkSettings().contrast, HEIGHT, SETTINGS)


@pytest.mark.parametrize(("depth", "asked"), [(150, 28), (60, 28), (44, 22), (34, 17)])
def test_faint_print_asks_for_half_of_its_own_depth(depth: int, asked: int) -> None:
    assert contrast(page(depth)) == asked


def test_but_for_more_than_the_grain_of_its_paper() -> None:
    assert contrast(page(40, grain=2.0)) == pytest.approx(20, abs=3)
    assert 22 <= contrast(page(44, grain=6.0)) <= 28


def test_few_cells_with_print_tell_nothing() -> None:
    assert contrast(page(34, cells=5)) == 28
    assert contrast(page(34, cells=6)) == 17


def test_a_table_without_print_asks_what_every_table_does() -> None:
    assert contrast(page(0, grain=1.0)) == 28
    assert print_contrast(page(0), [], [], 28, HEIGHT, SETTINGS) == 28


def test_specks_do_not_tell_how_dark_print_is() -> None:
    """Black numbers in nine cells, a faint speck in eleven others: the print is not faint."""
    image = np.vstack([page(180, cells=9), page(0)])
    inners = [*INNERS, *((x0, y0 + 90, x1, y1 + 90) for x0, y0, x1, y1 in INNERS)]
    for x0, y0, _, _ in inners[9:]:
        image[y0 + 20 : y0 + 23, x0 + 40 : x0 + 43] -= 32
    pieces = [cell_components(image, Inside(inner), False, InkSettings()) for inner in inners]
    assert sum(len(own) == 1 for own in pieces) == 11
    assert print_contrast(image, inners, pieces, 28, HEIGHT, SETTINGS) == 28


def test_print_that_only_the_lower_contrast_shows_is_in_doubt() -> None:
    """It may be print that shows through from the back: beside a number, and where nothing else stands."""
    image = page(44, cells=8)
    for x0, y1 in [(INNERS[0][0] + 64, INNERS[0][3]), (INNERS[9][0] + 15, INNERS[9][3])]:
        cv2.putText(image, "5", (x0, y1 - 15), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (218,), 3)
    low = InkSettings(contrast=15)
    before, after = ([cell_components(image, Inside(i), False, s) for i in INNERS] for s in (InkSettings(), low))
    inks = [cell_ink(own, inner, TextHeight(HEIGHT), low) for own, inner in zip(after, INNERS, strict=True)]
    found = with_new_print(inks, after, before, HEIGHT, SETTINGS)
    assert [PALE_BESIDE in ink.doubts for ink in found] == [True, *[False] * 8, True]


def test_a_pixel_that_was_seen_before_does_not_make_it_known() -> None:
    image = page(44, cells=8)
    x0, y1 = INNERS[9][0] + 15, INNERS[9][3]
    cv2.putText(image, "5", (x0, y1 - 15), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (218,), 3)
    spot = np.argwhere(image[:, x0:] == 218)[20] + (0, x0)
    image[spot[0], spot[1] : spot[1] + 2] = 190
    image[spot[0] + 1, spot[1] : spot[1] + 2] = 190
    sheet = PreparedPage(PageRef(1, "p.png"), image.shape[::-1], image, np.zeros(image.shape, np.uint8), given=image)
    jobs, _ = jobs_of(sheet, grid(), CellSettings())
    assert [PALE_BESIDE in job.doubts for job in jobs] == [*[False] * 9, True]


def grid() -> list[GridCell]:
    return [
        GridCell((0, 1), (i, i + 1), UprightBox(x0 - 5, y0 - 5, x1 + 5, y1 + 5))
        for i, (x0, y0, x1, y1) in enumerate(INNERS)
    ]


def test_the_cells_of_a_faint_table_are_looked_at_with_its_contrast() -> None:
    """The cores of the strokes alone are 28 levels darker than the paper."""
    image = page(34)
    image = np.minimum(cv2.GaussianBlur(image, (0, 0), 2.4), 240).astype(np.uint8)
    sheet = PreparedPage(PageRef(1, "p.png"), image.shape[::-1], image, np.zeros(image.shape, np.uint8), given=image)
    widths = {}
    for share in (0.42, 0.99):
        settings = CellSettings(faint_print=FaintPrintSettings(share=share))
        jobs, _ = jobs_of(sheet, grid(), settings)
        widths[share] = [job.lines[0].ink.width if job.lines else 0.0 for job in jobs]
    assert all(wide >= 40 for wide in widths[0.42])
    assert any(wide < 40 for wide in widths[0.99])
