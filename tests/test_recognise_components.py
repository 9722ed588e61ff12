"""Connected components: as columns and one by one, they say the same of the picture they were found in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.cells.components import find_components, no_components


def picture() -> NDArray[np.uint8]:
    """A ring, a stroke that joins it by no corner, two pixels corner to corner, a grain."""
    ink = np.zeros((20, 40), np.uint8)
    ink[2:9, 3:10] = 1
    ink[4:7, 5:8] = 0
    ink[15:17, 0:40] = 1
    ink[3, 20] = ink[4, 21] = 1
    ink[10, 30] = 1
    return ink


def test_each_component_is_its_own_ink() -> None:
    ink = picture()
    again = np.zeros_like(ink)
    for one in find_components(ink, origin=(100, 200)):
        assert one.mask.shape == (one.height, one.width)
        assert one.area == one.mask.sum()
        again[one.top - 200 : one.bottom - 200, one.left - 100 : one.right - 100] += one.mask
    assert (again == ink).all()


def test_columns_say_what_each_says() -> None:
    found = find_components(picture(), origin=(7, 9))
    for i, one in enumerate(found):
        wanted = [one.left, one.top, one.width, one.height, one.area, one.right, one.bottom, one.middle]
        names = ("left", "top", "width", "height", "area", "right", "bottom", "middle")
        assert [getattr(found, name)[i] for name in names] == wanted
        assert found.longest[i] == max(one.width, one.height)
        assert one.box.as_tuple() == (one.left, one.top, one.right, one.bottom)


def test_what_is_chosen_keeps_its_ink_and_what_is_too_small_is_left_out() -> None:
    found = find_components(picture(), least=2)
    assert sorted(found.area.tolist()) == [2, 40, 80]
    (ring,) = found.which(found.height == 7)
    assert ring.box.as_tuple() == (3, 2, 10, 9)
    assert not ring.mask[2:5, 2:5].any()


def test_a_line_from_side_to_side_is_as_thick_as_it_is() -> None:
    ink = picture()
    ink[12:17, 18:20] = 1  # it touches something there
    found = find_components(ink)
    assert found.thickness[found.width == 40].tolist() == [5]


def test_no_ink_is_no_component() -> None:
    for none in (no_components(), find_components(np.zeros((5, 5), np.uint8))):
        assert len(none) == 0
        assert list(none) == []
        assert none.longest.shape == none.left.shape == (0,)


def test_a_piece_within_the_picture_is_as_thick_as_its_smaller_side() -> None:
    ink = np.zeros((40, 40), np.uint8)
    ink[5:25, 5:8] = ink[30:32, 10:30] = 1
    found = find_components(ink)
    assert sorted(zip(found.width.tolist(), found.height.tolist(), found.thickness.tolist(), strict=True)) == [
        (3, 20, 3),
        (20, 2, 2),
    ]


def test_the_ink_of_some_is_where_the_picture_has_one_of_them() -> None:
    found = find_components(picture(), origin=(100, 200))
    some = found.which(found.area > 2)
    assert 0 < len(some) < len(found)
    assert some.ink.tolist() == np.isin(found.labels, some.numbers).tolist()
    assert not found.which(found.area > 1000).ink.any()
    assert no_components().ink.shape == (0, 0)
    assert found.which(found.area > 0) is found
