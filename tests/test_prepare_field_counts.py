"""What fields are told by is counted: the same as NumPy's medians, means and plain loops give."""

from __future__ import annotations

import numpy as np
import pytest

from ocrkit.prepare.fields import FieldSettings
from ocrkit.prepare.find_fields import _own_ground
from ocrkit.prepare.flat_ground import _last_known, _median, flat_ground


@pytest.mark.parametrize("seed", range(4))
def test_the_median_of_a_part_is_numpys(seed: int) -> None:
    random = np.random.default_rng(seed)
    levels = random.integers(0, 256, (30, 40), np.uint8)
    for share in (0.0, 0.01, 0.3, 1.0):
        within = (random.random(levels.shape) < share).astype(np.uint8)
        chosen = levels[within > 0]
        assert _median(levels, within) == (np.median(chosen) if chosen.size else 0.0)


def test_a_place_is_flat_where_so_many_about_it_have_its_level() -> None:
    random = np.random.default_rng(9)
    small = np.where(random.random((60, 60)) < 0.64, 200, random.integers(0, 256, (60, 60))).astype(np.uint8)
    settings = FieldSettings(flat=0.4)
    looked = flat_ground(small, 5, settings, 0.9)
    level = (np.abs(small.astype(int) - looked.ground) <= looked.tolerance).astype(int)
    counts = np.lib.stride_tricks.sliding_window_view(np.pad(level, 2, mode="reflect"), (5, 5)).sum(axis=(2, 3))
    flat = counts >= 9  # 0.9 x 0.4 of 25
    assert flat.any()
    assert not flat.all()
    assert np.array_equal((looked.core | looked.bare_paper) > 0, flat)


def test_what_is_known_last_is_known_until_something_else_is() -> None:
    known = np.random.default_rng(2).choice(np.array([0, 0, 0, 1, 2, 3], np.uint8), (20, 70))
    found = _last_known(known)
    for row, seen in zip(known.tolist(), found.tolist(), strict=True):
        last = 0
        for place, state in enumerate(row):
            last = state or last
            assert seen[place] == last


def test_a_piece_without_bare_ground_has_its_commonest_level() -> None:
    pieces, ground = np.zeros((8, 12), np.int32), np.full((8, 12), 250, np.uint8)
    pieces[2:6, 1:5], pieces[2:6, 7:11] = 1, 2
    ground[2:6, 1:5], ground[2:6, 7:11] = 90, 140
    ground[2, 7:9] = 60
    bare = np.zeros_like(ground)
    bare[3:5, 2:4] = 1
    own = _own_ground(ground, pieces, bare)
    assert own[2:6, 1:5].tolist() == [[90] * 4] * 4
    assert own[2:6, 7:11].tolist() == [[140] * 4] * 4
