"""Skew, light, seals, quarter turns; pages with nothing on them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from installed import crop_reader
from sheets import Sheet, given, measured, sheet, turned

from ocrkit.prepare.light import even_light
from ocrkit.prepare.prepare import prepare
from ocrkit.prepare.settings import PrepareSettings
from ocrkit.prepare.skew import find_skew
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.tables.find import find_tables
from ocrkit.types.page import Image
from ocrkit.types.reading import UNREAD


@pytest.fixture(scope="module")
def plain() -> Sheet:
    return sheet()


@pytest.mark.parametrize("degrees", [-5.0, -2.37, -0.4, 0.0, 0.3, 1.0, 3.33, 5.0])
def test_skew_is_found_to_a_tenth_of_a_degree(plain: Sheet, degrees: float) -> None:
    askew = turned(plain, degrees).image
    noisy = np.clip(askew + np.random.default_rng(2).normal(0, 6, askew.shape), 0, 255).astype(np.uint8)
    assert find_skew(even_light(noisy).image, 7.0) == pytest.approx(degrees, abs=0.1)


def test_skew_of_text_alone(plain: Sheet) -> None:
    page = plain.image.copy()
    page[800:] = 250
    askew = turned(Sheet(page, plain.dots, plain.level, plain.upright), 2.5).image
    assert find_skew(even_light(askew).image, 7.0) == pytest.approx(2.5, abs=0.1)


def test_light_is_evened(plain: Sheet) -> None:
    """A lamp at one corner: the paper falls off to less than half; ink stays dark everywhere, paper light."""
    height, width = plain.image.shape
    ys, xs = np.mgrid[0:height, 0:width]
    lamp = 1.0 - 0.55 * np.hypot(xs / width, ys / height) / np.sqrt(2)
    dim = (plain.image * lamp).astype(np.uint8)
    assert dim[plain.image > 240].min() < 120
    image = prepare(given(dim), PrepareSettings(straighten=False)).image
    paper = cv2.erode((plain.image > 240).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert np.percentile(image[paper], 1) > 225
    centres = np.round(plain.dots).astype(int)
    assert image[centres[:, 1], centres[:, 0]].max() < 80


def stamped(plain: Sheet) -> tuple[Image, np.ndarray]:
    """The sheet in colour with a red seal over its table, and where the seal's ink is."""
    seal = np.zeros(plain.image.shape, np.uint8)
    middle = (700, 1400)
    cv2.circle(seal, middle, 230, 1, 14)
    cv2.putText(seal, "SEAL", (540, 1450), cv2.FONT_HERSHEY_DUPLEX, 4, 1, 18)
    ink = np.array([70, 60, 225]) / 255.0  # blue, green, red
    colour = np.dstack([plain.image] * 3).astype(float)
    colour[seal > 0] *= ink
    return cv2.GaussianBlur(colour, (3, 3), 0).astype(np.uint8), seal > 0


def test_a_seal_is_taken_out_and_print_under_it_stays(plain: Sheet) -> None:
    page, seal = stamped(plain)
    before = page.copy()
    prepared = prepare(given(page), PrepareSettings(straighten=False))
    assert np.array_equal(page, before)
    assert prepared.image.shape == seal.shape
    paper = cv2.erode((plain.image > 240).astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    inside = cv2.erode(seal.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert np.percentile(prepared.image[inside & paper], 2) > 215
    under = inside & (cv2.dilate(plain.image, np.ones((3, 3), np.uint8)) < 60)
    assert under.sum() > 100
    assert np.percentile(prepared.image[under], 95) < 110
    assert prepared.seals[inside & paper].mean() > 0.95
    assert not prepared.seals[cv2.dilate(seal.astype(np.uint8), np.ones((15, 15), np.uint8)) == 0].any()


def test_a_seal_changes_nothing_about_the_table(plain: Sheet) -> None:
    page, _ = stamped(plain)
    with_seal, without = (find_tables(prepare(given(image))) for image in (page, plain.image))
    assert [[(c.rows, c.cols) for c in t.cells] for t in with_seal] == [
        [(c.rows, c.cols) for c in t.cells] for t in without
    ]
    assert [(t.n_rows, t.n_cols) for t in without] == [(13, 6)]


def test_black_print_on_a_colour_page_is_no_seal(plain: Sheet) -> None:
    prepared = prepare(given(np.dstack([plain.image] * 3)))
    assert not prepared.seals.any()
    assert "seals" not in [step.name for step in prepared.steps]


def test_brown_stains_are_no_seal(plain: Sheet) -> None:
    """Old paper, and on it a damp patch: as red as pale seal ink, but brown."""
    page = np.dstack([plain.image] * 3) * (np.array([0.62, 0.75, 0.84]))
    page[900:1700, 300:1100] *= (0.58, 0.68, 0.76)
    assert not prepare(given(page.astype(np.uint8))).seals.any()


def test_a_seal_on_pink_paper_is_the_seal_alone(plain: Sheet) -> None:
    page, seal = stamped(plain)
    pink = (page * (0.8, 0.8, 0.96)).astype(np.uint8)
    found = prepare(given(pink), PrepareSettings(straighten=False)).seals
    assert found[cv2.erode(seal.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0].mean() > 0.8
    assert not found[cv2.dilate(seal.astype(np.uint8), np.ones((15, 15), np.uint8)) == 0].any()


@pytest.mark.parametrize("lean", [0.03, -0.02])
def test_the_papers_leaning_edge_does_not_pull_at_the_table(plain: Sheet, lean: float) -> None:
    """A sheet laid askew in the copier and straightened by its print: its edge leans, the table stands."""
    page, height = plain.image.copy(), plain.image.shape[0]
    cv2.line(page, (30, 0), (round(30 + lean * height), height), 60, 6)
    prepared = prepare(given(page))
    for line in plain.upright:
        assert np.ptp(prepared.transform.forward(line)[:, 0]) < 1.5


def test_the_scans_frame_does_not_pull_at_the_table(plain: Sheet) -> None:
    """A lid's dark rim runs along all four sides of the image, straight though the sheet is tilted."""
    lean, (height, width) = 0.03, plain.image.shape
    page = cv2.warpAffine(plain.image, np.array([[1, lean, 0], [0, 1, 0]]), (width, height), borderValue=(250.0,))
    cv2.rectangle(page, (4, 4), (width - 5, height - 5), 60, 3)
    prepared = prepare(given(np.asarray(page, dtype=np.uint8)))
    for line in plain.upright:
        leaning = line + np.column_stack([lean * line[:, 1], np.zeros(len(line))])
        assert np.ptp(prepared.transform.forward(leaning)[:, 0]) < 1.5


def test_the_papers_edge_stands_where_there_is_no_table(plain: Sheet) -> None:
    """A photograph of a page of text, from the side: nothing else tells how far it leans."""
    page, height = plain.image.copy(), plain.image.shape[0]
    page[800:] = 250
    cv2.line(page, (40, 0), (40, height), 60, 5)
    shear = np.array([[1, 0.02, 0], [0, 1, 0]])
    leaning = cv2.warpAffine(page, shear, page.shape[::-1], borderValue=(250.0,))
    edge = np.column_stack([40 + 0.02 * np.linspace(0, height, 20), np.linspace(0, height, 20)])
    assert np.ptp(prepare(given(leaning)).transform.forward(edge)[:, 0]) < 3


def test_bleached_print_on_a_stained_page_is_straightened(plain: Sheet) -> None:
    askew = turned(plain, 2.0)
    page = 250 - (250 - askew.image.astype(np.float64)) * 0.22
    ys, xs = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    page -= 45 / (1 + np.exp((np.hypot(xs - 900, ys - 1300) - 420) / 9))  # a damp patch
    prepared = prepare(given(np.clip(page, 0, 255).astype(np.uint8)))
    for line in askew.level:
        assert np.ptp(prepared.transform.forward(line)[:, 1]) < 3


@pytest.fixture(scope="module")
def reader() -> CropReader:
    return crop_reader()


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_on_its_side_is_turned_by_how_its_lines_read(plain: Sheet, reader: CropReader, quarters: int) -> None:
    raster = np.ascontiguousarray(np.rot90(plain.image, quarters))
    prepared = prepare(given(raster), read=reader.read)
    assert prepared.image.shape == plain.image.shape
    assert np.abs(measured(prepared.image, plain.dots) - plain.dots).max() < 2
    there = prepared.transform.forward(prepared.transform.inverse(plain.dots))
    assert np.abs(there - plain.dots).max() < 0.1


def test_without_a_reader_no_page_is_turned(plain: Sheet) -> None:
    raster = np.ascontiguousarray(np.rot90(plain.image))
    assert prepare(given(raster)).image.shape == raster.shape


@pytest.mark.parametrize("shape", [(2000, 1400), (1, 1), (3, 700), (700, 3), (40, 30), (1, 5000)])
@pytest.mark.parametrize("grey", [0, 128, 255])
@pytest.mark.parametrize("colour", [False, True])
def test_pages_with_nothing_on_them(shape: tuple[int, int], grey: int, colour: bool) -> None:
    image = np.full((*shape, 3) if colour else shape, grey, np.uint8)
    prepared = prepare(given(image), read=lambda crops: [UNREAD] * len(crops))
    assert prepared.image.dtype == np.uint8
    assert prepared.image.ndim == 2
    assert prepared.seals.shape == prepared.image.shape
    assert find_tables(prepared) == []
    corner = np.array([[shape[1] / 2, shape[0] / 2]])
    assert np.abs(prepared.transform.inverse(prepared.transform.forward(corner)) - corner).max() < 0.1


def test_noise_alone_makes_no_table() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (1400, 1000), dtype=np.uint8)
    assert find_tables(prepare(given(noise))) == []


def test_preparing_twice_gives_the_same(plain: Sheet) -> None:
    page = given(turned(plain, 1.7).image)
    first, second = prepare(page), prepare(page)
    assert np.array_equal(first.image, second.image)
    assert first.steps == second.steps


def test_a_page_already_upright_and_clean_is_left_where_it_is(plain: Sheet) -> None:
    prepared = prepare(given(plain.image))
    assert np.abs(prepared.transform.forward(plain.dots) - plain.dots).max() < 1


def labels_written_upwards() -> Image:
    """A table of figures whose row labels are written upwards: the only lines on the page lie on their side."""
    image = np.full((1600, 1400), 250, np.uint8)
    for y in range(200, 1401, 300):
        cv2.line(image, (100, y), (1300, y), 30, 3)
    for x in (100, 300, 500, 700, 900, 1100, 1300):
        cv2.line(image, (x, 200), (x, 1400), 30, 3)
    label = np.full((60, 280), 250, np.uint8)
    cv2.putText(label, "TOTAL 2024", (10, 42), cv2.FONT_HERSHEY_DUPLEX, 1.2, 30, 2, cv2.LINE_AA)
    image[210:490, 150:210] = np.rot90(label)
    for i in range(20):
        at = (360 + 200 * (i % 5), 360 + 300 * (i // 5))
        cv2.putText(image, str(23 + 7 * i), at, cv2.FONT_HERSHEY_DUPLEX, 1.2, 30, 2, cv2.LINE_AA)
    return image


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_figures_tell_how_a_page_lies_whose_labels_are_written_upwards(reader: CropReader, quarters: int) -> None:
    page = np.ascontiguousarray(np.rot90(labels_written_upwards(), quarters))
    (step,) = [step for step in prepare(given(page), read=reader.read).steps if step.name == "turn"]
    assert step.figures["degrees_clockwise"] == 90 * quarters
    assert max(step.figures, key=lambda key: step.figures[key] * key.startswith("reads")) == f"reads_{90 * quarters}"
