"""Watermarks are told by their repetition over the page and taken out; pale print, stains and rules are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrkit.prepare.prepare import prepare
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.prepare.watermark import Mask, WatermarkSettings, find_watermark
from ocrkit.types.page import Image, Layer, Page, PageRef

SIZE = (1754, 1240)
ROWS, COLS = 24, 7


def sheet(figure: str = "47", grey: int = 0) -> Image:
    """A page with a ruled table whose cells hold a figure, printed in ``grey``."""
    page = np.full(SIZE, 255, np.uint8)
    xs, ys = np.linspace(120, 1120, COLS + 1).astype(int), np.linspace(200, 1400, ROWS + 1).astype(int)
    for y in ys:
        cv2.line(page, (int(xs[0]), int(y)), (int(xs[-1]), int(y)), (0,), 2)
    for x in xs:
        cv2.line(page, (int(x), int(ys[0])), (int(x), int(ys[-1])), (0,), 2)
    for y in ys[:-1]:
        for x in xs[:-1]:
            cv2.putText(
                page, figure, (int(x) + 50, int(y) + 35), cv2.FONT_HERSHEY_DUPLEX, 0.8, (grey,), 1, cv2.LINE_AA
            )
    cv2.putText(page, "ANNUAL REPORT", (300, 120), cv2.FONT_HERSHEY_DUPLEX, 2, (0,), 3, cv2.LINE_AA)
    return page


def watermark(slope: float, grey: int, across: int = 330, down: int = 280) -> Image:
    """A repeated number, set at a slope in degrees, on an empty page."""
    small = np.full((260, 320), 255, np.uint8)
    cv2.putText(small, "20240318", (20, 140), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (grey,), 4, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((160, 130), slope, 1.0)
    small = np.asarray(cv2.warpAffine(small, turn, (320, 260), borderValue=(255.0,)), np.uint8)
    page = np.full(SIZE, 255, np.uint8)
    for y in range(20, SIZE[0] - 260, down):
        for x in range(10, SIZE[1] - 320, across):
            page[y : y + 260, x : x + 320] = np.minimum(page[y : y + 260, x : x + 320], small)
    return page


def scanned(page: Image, seed: int = 3) -> Image:
    noise = np.random.default_rng(seed).normal(0, 3, page.shape)
    return np.asarray(np.clip(cv2.GaussianBlur(page, (0, 0), 0.6) + noise - 8, 0, 255), np.uint8)


def found(page: Image) -> Mask | None:
    return find_watermark(page, WatermarkSettings())


@pytest.mark.parametrize("slope", [0.0, 25.0])
@pytest.mark.parametrize("grey", [150, 190, 220])
def test_a_watermark_over_a_table_is_found_and_no_print_with_it(slope: float, grey: int) -> None:
    marks = watermark(slope, grey)
    page = scanned(np.minimum(sheet(), marks))
    mask = found(page)
    assert mask is not None
    print_ = sheet() < 128
    assert not (mask & print_).any()
    bare = cv2.dilate(print_.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    strokes = (marks < grey + 5) & bare
    assert (mask & strokes).sum() >= 0.95 * strokes.sum()
    assert (mask & bare & (marks == 255)).sum() <= 0.5 * mask.sum(), "hardly more than its strokes and their edges"


@pytest.mark.parametrize("grey", [0, 110, 150, 190])
def test_a_table_of_the_same_figure_in_every_cell_is_no_watermark_however_pale(grey: int) -> None:
    assert found(sheet("0", grey)) is None
    assert found(scanned(sheet("0", grey))) is None


def test_pale_print_without_repetition_and_stains_are_no_watermark() -> None:
    rng = np.random.default_rng(5)
    page = sheet()
    for _ in range(60):
        at = (int(rng.integers(50, 1000)), int(rng.integers(50, 1700)))
        cv2.putText(page, str(rng.integers(10**6)), at, cv2.FONT_HERSHEY_SIMPLEX, 1.5, (190,), 4, cv2.LINE_AA)
    assert found(np.minimum(page, sheet())) is None


def test_once_is_no_repetition() -> None:
    assert found(np.minimum(sheet(), watermark(25, 200, across=2000, down=2000))) is None


def test_a_prepared_page_says_where_the_watermark_was() -> None:
    given = scanned(np.minimum(sheet(), watermark(25, 190)))
    page = Page(PageRef(1, "page.png"), cv2.cvtColor(given, cv2.COLOR_GRAY2BGR), 150.0, "0" * 64, "1")
    prepared = prepare(page, PrepareSettings(straighten=False))
    where = prepared.layers == Layer.WATERMARK
    (share,) = [step.figures["share"] for step in prepared.steps if step.name == "watermark"]
    assert share == pytest.approx(where.mean(), rel=0.2)
    assert prepared.image[where].min() > 200
    assert where.mean() > 0.005
