"""Print that is gone from a table is seen in all blank cells together; dirt, folds and clean paper are not."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from ocrkit.prepare.tones import ToneSettings, is_bilevel
from ocrkit.recognise.cells.ink_parts import CellInk
from ocrkit.recognise.cells.lost_print import COARSE, LostPrintSettings, seen_in_blanks, with_lost_print
from ocrkit.recognise.jobs import jobs_of
from ocrkit.recognise.read import read_cells
from ocrkit.recognise.settings import CellSettings
from ocrkit.tables.cells import GridCell
from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.geometry import UprightBox
from ocrkit.types.page import Image, PageRef, PreparedPage
from ocrkit.types.reading import Reading
from ocrkit.types.transform import Chain, Projective

HIGH, WIDE, CELLS, TEXT = 32, 80, 40, 16.0
INNERS = [(0, HIGH * i, WIDE, HIGH * (i + 1)) for i in range(CELLS)]
BLANK = [CellInk(())] * CELLS


def paper(spread: float = 3) -> np.ndarray:
    return np.random.default_rng(7).normal(235, spread, (HIGH * CELLS, WIDE))


def page(image: np.ndarray, *, bilevel: bool = False, scale: float = 1.0) -> PreparedPage:
    grey = np.clip(image, 0, 255).astype(np.uint8)
    maps = Chain((Projective(np.diag([scale, scale, 1.0])),))
    return PreparedPage(
        PageRef(1, "p"), (WIDE, HIGH * CELLS), grey, np.zeros_like(grey), transform=maps, bilevel=bilevel
    )


def doubts(image: np.ndarray, inks: list[CellInk] | None = None, **how: object) -> list[set[str]]:
    shown = page(image, **how)  # type: ignore[arg-type]
    settings, cells = LostPrintSettings(), inks or BLANK
    found = with_lost_print(cells, seen_in_blanks(shown, cells, INNERS, TEXT, settings), settings)
    return [{doubt.code for doubt in ink.doubts} for ink in found]


def marked(image: np.ndarray, x: int, y: int, wide: int, high: int, level: float, every: int = 1) -> np.ndarray:
    """The same mark in each ``every``-th cell, darker than its paper by ``level``."""
    found = image.copy()
    for i in range(0, CELLS, every):
        found[HIGH * i + y : HIGH * i + y + high, x : x + wide] -= level
    return found


@pytest.mark.parametrize("size", [(6, 2), (16, 1), (8, 12)], ids=["hyphen", "dash", "nought"])
def test_a_mark_below_the_noise_of_each_cell_is_seen_in_all_together(size: tuple[int, int]) -> None:
    wide, high = size
    image = marked(paper(), 40 - wide // 2, 16 - high // 2, wide, high, level=4)
    assert all(codes == {DoubtCode.PRINT_MAYBE_LOST} for codes in doubts(image))


def test_a_pixel_left_of_one_dash_in_four_is_seen() -> None:
    image = marked(np.full((HIGH * CELLS, WIDE), 255.0), 39, 16, 1, 1, level=255, every=4)
    assert all(codes == {DoubtCode.PRINT_MAYBE_LOST} for codes in doubts(image))


def test_plain_paper_holds_nothing() -> None:
    for spread in (0, 3, 10):
        assert not any(doubts(paper(spread)))


def test_dirt_elsewhere_or_in_one_cell_and_folds_and_rules_are_nothing() -> None:
    dirty = paper()
    rng = np.random.default_rng(3)
    for _ in range(80):
        x, y = int(rng.integers(0, WIDE - 4)), int(rng.integers(0, HIGH * CELLS - 4))
        dirty[y : y + 3, x : x + 3] -= 150
    assert not any(doubts(dirty))
    one = paper()
    one[8:24, 32:48] -= 200
    assert not any(doubts(one))
    fold = paper()
    fold[:, 39:42] -= 12
    assert not any(doubts(fold))
    assert not any(doubts(marked(paper(), 0, 15, WIDE, 2, level=12)))


def test_print_is_looked_for_where_the_table_s_values_stand() -> None:
    image = marked(paper(), 8, 15, 6, 2, level=6)
    assert not any(doubts(image))
    for widths in ((8, 8), (8, 24)):  # all noughts, or numbers of one and more digits
        lines = [UprightBox(8, HIGH * i + 10, 8 + widths[i % 2], HIGH * i + 24) for i in range(8)]
        found = doubts(image, [CellInk((line,)) for line in lines] + [CellInk(())] * (CELLS - 8))
        assert not any(found[:8])
        assert all(found[8:])


def test_too_few_blanks_tell_nothing() -> None:
    image = marked(paper(), 37, 15, 6, 2, level=6)
    inks = [CellInk((UprightBox(30, HIGH * i + 8, 50, HIGH * i + 24),)) for i in range(CELLS)]
    for i in range(6):
        inks[i] = CellInk(())
    assert not any(doubts(image, inks))
    inks[6] = CellInk(())
    assert sum(bool(codes) for codes in doubts(image, inks)) == 7


@pytest.mark.parametrize("at", ["left", "right"])
def test_columns_of_other_widths_and_a_table_without_ink_are_asked(at: str) -> None:
    image = np.full((HIGH * CELLS, 300), 240.0)
    inners = [(0, HIGH * i, (300, 90, 50)[i % 3], HIGH * (i + 1)) for i in range(CELLS)]
    lines = [UprightBox(*((6, 0, 14, 20) if at == "left" else (286, 0, 294, 20))) for _ in inners]
    inks = [CellInk((lines[i],)) if i % 3 == 0 else CellInk(()) for i in range(CELLS)]
    seen = seen_in_blanks(page(image), inks, inners, TEXT, LostPrintSettings())
    assert seen is not None
    assert seen.out == 0
    bare = seen_in_blanks(page(image, bilevel=True), BLANK, inners, 0.0, LostPrintSettings())
    assert bare is not None
    assert bare.doubts(LostPrintSettings(), is_sure=True) == (COARSE,)


@pytest.mark.parametrize("mark", LostPrintSettings().marks)
def test_each_mark_finds_its_own_print(mark: tuple[float, float]) -> None:
    wide, high = round(mark[0] * TEXT), max(1, round(mark[1] * TEXT))
    image = marked(paper(), 40 - wide // 2, 16 - high // 2, wide, high, level=8)
    settings = LostPrintSettings(marks=(mark,))
    seen = seen_in_blanks(page(image), BLANK, INNERS, TEXT, settings)
    assert seen is not None
    assert seen.out >= settings.noise


def test_on_a_coarse_black_and_white_page_no_blank_is_sure() -> None:
    blank = np.full((HIGH * CELLS, WIDE), 255.0)
    assert all(codes == {DoubtCode.COARSE_PAGE} for codes in doubts(blank, bilevel=True, scale=1.5))
    assert not any(doubts(blank, bilevel=True, scale=0.5))
    assert not any(doubts(blank, bilevel=False, scale=1.5))


def drawn(dpi: int) -> np.ndarray:
    """Print of 10 points as an ideal scanner gives it."""
    large = np.full((1200, 2400), 255, np.uint8)
    for i in range(6):
        cv2.putText(large, "0123456789 42", (40, 160 + 180 * i), cv2.FONT_HERSHEY_DUPLEX, 5.0, 0, 12)
    factor = dpi / 1000
    return cv2.resize(large, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_a_page_is_black_and_white_also_when_a_jpeg_file_holds_it(dpi: int) -> None:
    grey = drawn(dpi)
    black = np.where(grey < 160, 0, 255).astype(np.uint8)
    assert is_bilevel(black, ToneSettings())
    for quality in (60, 90):
        held = cv2.imdecode(cv2.imencode(".jpg", black, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
        assert is_bilevel(held, ToneSettings())
    assert not is_bilevel(grey, ToneSettings())
    assert not is_bilevel(np.full((50, 50), 255, np.uint8), ToneSettings())


class Dashes:
    """Reads every crop as a dash."""

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        return [Reading("-", 0.99, "-", 0.99) for _ in crops]


@pytest.mark.parametrize("bilevel", [True, False])
def test_a_dash_by_itself_on_a_coarse_page_may_be_left_of_a_digit(bilevel: bool) -> None:
    image = np.full((100, 240), 255, np.uint8)
    image[49:52, 112:124] = 0
    maps = Chain((Projective(np.diag([2.0, 2.0, 1.0])),))
    shown = PreparedPage(PageRef(1, "p"), (120, 50), image, np.zeros_like(image), transform=maps, bilevel=bilevel)
    found = read_cells(shown, [GridCell((0, 1), (0, 1), UprightBox(0, 0, 240, 100))], Dashes(), CellSettings())
    assert found[0].text == "-"
    assert (DoubtCode.COARSE_PAGE in {doubt.code for doubt in found[0].doubts}) == bilevel


def faint_page(depth: int) -> tuple[PreparedPage, list[GridCell]]:
    """A column of 24 cells, every third with a plain figure, the others with one so many levels darker than paper."""
    image = np.clip(np.random.default_rng(2).normal(235, 2, (24 * 40, 120)), 0, 255).astype(np.uint8)
    for i in range(24):
        level = 40 if i % 3 == 0 else 235 - depth
        cv2.putText(image, "5", (50, 40 * i + 30), cv2.FONT_HERSHEY_DUPLEX, 0.8, level, 2)
    boxes = [UprightBox(0, 40 * i, 120, 40 * (i + 1)) for i in range(24)]
    cells = [GridCell((i, i + 1), (0, 1), box) for i, box in enumerate(boxes)]
    return PreparedPage(PageRef(1, "p"), (120, 960), image, np.zeros_like(image)), cells


def test_where_print_is_nearly_gone_blank_cells_are_looked_at_again_however_faint_it_is() -> None:
    shown, cells = faint_page(depth=24)
    found = jobs_of(shown, cells, CellSettings())[0]
    faint = [job for i, job in enumerate(found) if i % 3]
    assert all(len(job.lines) == 1 for job in found)
    assert all(DoubtCode.PRINT_MAYBE_LOST in {doubt.code for doubt in job.doubts} for job in faint)
    never = CellSettings(lost_print=LostPrintSettings(noise=1e9))
    assert not any(job.lines for job in jobs_of(shown, cells, never)[0][1::3]), "else this shows nothing"


def test_paper_is_not_read_as_faint_print() -> None:
    shown, cells = faint_page(depth=0)
    assert [len(job.lines) for job in jobs_of(shown, cells, CellSettings())[0]] == [1, 0, 0] * 8
