"""The shapes of digits, and what is said of one beside the others of its table."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.recognise.cells.components import find_components
from ocrkit.recognise.values.glyphs import Glyph
from ocrkit.recognise.values.shapes import fellows_of, shape_of


def drawn(width: int, shift: int = 0) -> Glyph:
    ink = np.zeros((48, 60), np.uint8)
    ink[:, 10 + shift : 10 + shift + width] = 1
    ink[20:28, 10 : 10 + width] = 1
    parts = tuple(find_components(ink))
    return Glyph(0, 0, width / 3, 16, parts)


def test_a_shape_fills_its_height_and_is_in_the_middle() -> None:
    shape = shape_of(drawn(24))
    assert shape.shape == (24, 24)
    assert shape.dtype == np.float32
    assert np.allclose(shape, shape[:, ::-1], atol=1e-6)
    assert shape[12, 12] == pytest.approx(1)
    assert shape[12, 2] == 0
    wide = shape_of(Glyph(0, 0, 40, 10, tuple(find_components(np.ones((10, 40), np.uint8)))))
    assert (wide == 1).all()


def test_a_digit_is_held_against_its_fellows_of_other_lines() -> None:
    same = [(i, "1", [drawn(12)]) for i in range(4)]
    found = fellows_of([*same, (9, "17", [drawn(30), drawn(12)])])
    assert {digit: len(shapes) for digit, shapes in found.shapes.items()} == {"1": 5, "7": 1}
    assert found.lines["1"].tolist() == [0, 1, 2, 3, 9]
    assert found.widths["1"].tolist() == pytest.approx([0.25] * 4 + [0.625])
    assert found.width("1") == pytest.approx(0.25)
    strange = found.unlike("1", shape_of(drawn(30)), 9, 4)
    assert strange is not None
    assert strange > 5
    alike = found.unlike("1", shape_of(drawn(12)), 0, 4)
    assert alike is not None
    assert alike < strange
    assert found.unlike("8", shape_of(drawn(30)), 9, 1) is None


def test_a_digit_with_few_fellows_is_held_against_the_nearest_of_them() -> None:
    found = fellows_of([(0, "12", [drawn(12), drawn(20)]), (1, "1", [drawn(12)]), (2, "3", [drawn(12)])])
    assert found.unlike("1", shape_of(drawn(12)), 0, 5) == 1.0
    strange = found.unlike("1", shape_of(drawn(30)), 0, 5)
    assert strange is not None
    assert strange > 3
    assert found.unlike("2", shape_of(drawn(20)), 0, 5) is None, "its own line does not count"
    alone = fellows_of([(0, "3", [drawn(12)])])
    assert alone.unlike("3", shape_of(drawn(30)), 9, 5) is None, "nothing tells how unlike digits of the table are"


def worn(stroke: int) -> Glyph:
    """A 1 beside whose stem a piece of another stroke is left."""
    ink = np.zeros((48, 60), np.uint8)
    ink[:, 20:26] = 1
    ink[30:36, 26 : 26 + stroke] = 1
    return Glyph(0, 0, (6 + stroke) / 3, 16, tuple(find_components(ink)))


def test_the_rest_of_a_stroke_is_a_spot_however_small_the_whole_difference_is() -> None:
    found = fellows_of([(i, "1", [worn(0)]) for i in range(4)])
    spot, whole = (of("1", shape_of(worn(6)), 9, 3) for of in (found.spot, found.unlike))
    assert spot is not None
    assert whole is not None
    assert spot > 0.31
    assert whole < 3, "on the whole it is a 1"
    plain = found.spot("1", shape_of(worn(0)), 0, 3)
    assert plain is not None
    assert plain < 0.05
    assert found.spot("1", shape_of(worn(6)), 9, 5) is None, "too few fellows"
    assert found.spot("7", shape_of(worn(6)), 9, 1) is None
