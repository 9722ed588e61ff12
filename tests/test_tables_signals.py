"""What is seen along lines is what lies there, rows beside them too, and at the image's edge as at its edge."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.tables.ink import LineInk
from ocrkit.tables.lines import seen_along
from ocrkit.tables.sides import runs
from ocrkit.types.page import Image


def drawn(seed: int) -> LineInk:
    shape = (60, 45)
    random = np.random.default_rng(seed)
    dark = random.integers(0, 256, shape, np.uint8)
    return LineInk(dark, (dark > 150).astype(np.uint8), (random.random(shape) < 0.3).astype(np.uint8))


@pytest.mark.parametrize("seed", range(4))
def test_rows_beside_a_line_go_on_at_the_edge_as_they_are_there(seed: int) -> None:
    ink, random = drawn(seed), np.random.default_rng(seed)
    last, length = len(ink.ink) - 1, ink.ink.shape[1]
    at = np.array([0, 2, 19, 40, last])
    off = random.integers(-7, 8, (len(at), length), np.int8)

    def plainly(image: Image, beside: int) -> Image:
        there = np.clip(np.clip(at[:, None] + off, 0, last) + beside, 0, last)
        return np.asarray(image[there, np.arange(length)])

    seen = seen_along(ink, at, off)
    for found, image, beside in (
        (seen.ink, ink.broad, 0),
        (seen.dark, ink.darkest, 0),
        (seen.thick, ink.thick, 0),
        (seen.before, ink.beside, -8),
        (seen.after, ink.beside, 3),
        (seen.print_before, ink.strokes, -4 - ink.FAR),
        (seen.print_after, ink.strokes, 5),
    ):
        assert np.array_equal(found, plainly(image, beside))
    assert np.array_equal(seen.cut, plainly(ink.crossing, -4) & plainly(ink.crossing, 2))


def test_along_no_lines_nothing_is_seen() -> None:
    none = np.zeros(0, np.intp)
    assert seen_along(drawn(0), none, np.zeros((0, 45), np.int8)).ink.shape == (0, 45)


def test_a_run_of_ink_begins_and_ends_where_the_ink_does() -> None:
    ink = (np.random.default_rng(5).random((6, 50)) < 0.6).astype(np.uint8)
    ink[4], ink[5] = 0, 1
    first, last = runs(ink)
    for row, (begins, ends) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        for place in range(50):
            start = stop = place
            while ink[row, place] and start and ink[row, start - 1]:
                start -= 1
            while ink[row, place] and stop < 50 and ink[row, stop]:
                stop += 1
            assert (begins[place], ends[place]) == (start, stop)
