"""Print too pale for any pixel of it to stand out is no sure blank; what shows through dark print is none."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.pale_print import PalePrint, PalePrintSettings, pale_print

HIGH, WIDE, TEXT = 40, 90, 18
COUNT = 20
THRESHOLD = 28.0
"""From so many levels on a place stands out."""


def row_of(levels: dict[int, int], noise: float = 6.0) -> NDArray[np.uint8]:
    """How far a row of cells stands out: the digits 28 at these levels in some of them, and noise."""
    rng = np.random.default_rng(3)
    away = np.zeros((HIGH, COUNT * WIDE), np.uint8)
    for cell, level in levels.items():
        cv2.putText(away, "28", (cell * WIDE + 30, 28), cv2.FONT_HERSHEY_DUPLEX, 0.7, level, 2, cv2.LINE_AA)
    noisy = cv2.GaussianBlur(away, (0, 0), 0.7) + np.abs(rng.normal(0, noise, away.shape))
    return np.clip(noisy, 0, 255).astype(np.uint8)


def found(levels: dict[int, int], inked: set[int], noise: float = 6.0, text: float = TEXT) -> PalePrint:
    windows = np.array([(i * WIDE + 2, 2, (i + 1) * WIDE - 2, HIGH - 2) for i in range(COUNT)], np.float64)
    is_inked = np.array([i in inked for i in range(COUNT)])
    return pale_print(
        row_of(levels, noise), windows, ~is_inked, is_inked, is_inked, text, THRESHOLD, PalePrintSettings()
    )


def test_print_as_pale_as_the_noise_is_found_where_it_stands() -> None:
    pale = found({0: 70, 1: 70, 2: 70, 9: 26}, {0, 1, 2})
    rooms = pale.rooms
    assert not pale.lost
    assert list(rooms) == [9]
    assert 9 * WIDE + 20 <= rooms[9].cols.start <= 9 * WIDE + 60


def test_blank_cells_are_blank_however_noisy_their_paper_is() -> None:
    assert found({0: 70, 1: 70, 2: 70}, {0, 1, 2}, noise=10.0) == PalePrint()


def test_what_shows_through_is_no_print_where_print_is_dark() -> None:
    assert found({0: 220, 1: 220, 2: 220, 9: 26}, {0, 1, 2}) == PalePrint()


def test_nothing_is_told_without_print_or_without_blanks_or_of_text_too_small() -> None:
    assert found({9: 26}, set()) == PalePrint()
    assert found(dict.fromkeys(range(15), 70), set(range(14))) == PalePrint()
    assert found({0: 70, 1: 70, 2: 70, 9: 26}, {0, 1, 2}, text=4.0) == PalePrint()


def test_where_print_hardly_stands_out_no_blank_is_sure() -> None:
    """One of eight cells with print stands out no more than what is looked for in blank ones."""
    inked = set(range(8))
    pale = found({**dict.fromkeys(range(7), 26), 7: 1}, inked)
    assert pale.lost == set(range(8, COUNT)) - set(pale.rooms)
    narrow = np.array([(i * WIDE + 2, 2, (i + 1) * WIDE - (2 if i < 19 else 60), HIGH - 2) for i in range(COUNT)])
    is_inked = np.arange(COUNT) < 8
    levels = row_of({**dict.fromkeys(range(7), 26), 7: 1})
    also = pale_print(
        levels, narrow.astype(np.float64), ~is_inked, is_inked, is_inked, TEXT, THRESHOLD, PalePrintSettings()
    )
    assert COUNT - 1 in also.lost, "too narrow to be looked at"
    assert found(dict.fromkeys(range(8), 70), inked) == PalePrint()


def test_dashes_take_little_of_a_digit_s_room_and_tell_nothing_of_how_pale_print_is() -> None:
    windows = np.array([(i * WIDE + 2, 2, (i + 1) * WIDE - 2, HIGH - 2) for i in range(COUNT)], np.float64)
    is_inked = np.array([i < 4 for i in range(COUNT)])
    away = row_of({0: 70, 1: 70})
    for cell in (2, 3):
        away[20, cell * WIDE + 36 : cell * WIDE + 44] = 10
    pale = [
        pale_print(away, windows, ~is_inked, is_inked, written, TEXT, THRESHOLD, PalePrintSettings())
        for written in (is_inked, is_inked & (np.arange(COUNT) < 2))
    ]
    assert pale[0].lost
    assert not pale[1].lost


def test_a_thin_stroke_plain_to_see_tells_nothing_of_pale_print() -> None:
    """A lone 1 takes little of a digit's room, print of the back is in the blanks; but it is dark."""
    inked = set(range(8))
    away = row_of({**dict.fromkeys(range(7), 200), 9: 40, 10: 60, 11: 30, 12: 50, 13: 20, 14: 60, 15: 70})
    windows = np.array([(i * WIDE + 2, 2, (i + 1) * WIDE - 2, HIGH - 2) for i in range(COUNT)], np.float64)
    is_inked = np.array([i in inked for i in range(COUNT)])
    lost = []
    for level in (200, 40):
        away[14:27, 7 * WIDE + 40] = level
        pale = pale_print(away, windows, ~is_inked, is_inked, is_inked, TEXT, THRESHOLD, PalePrintSettings())
        lost.append(bool(pale.lost))
    assert lost == [False, True]
