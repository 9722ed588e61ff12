"""A dozen hostile inputs through the whole command (``make prove``: a hundred), and that a fault would be seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.hostile.__main__ import ROOMS, chosen
from benchmarks.hostile.judge import judged
from benchmarks.hostile.model import Kind
from benchmarks.hostile.pictures import encoded

KINDS = {kind.name: kind for room in ROOMS for kind in room.kinds()}
QUICK = (
    ("JPEG cut short", "read"),
    ("PNG with flipped bits in its header", "table"),
    ("the header of one format before the data of another", "read"),
    ("TIFF whose pages go in a circle", "read"),
    ("TIFF of numbers that are none", "table"),
    ("a strip of 60000 x 20", "read"),
    ("PDF whose form draws itself", "read"),
    ("PDF of arrays in arrays, 20000 levels", "table"),
    ("PDF page of negative size", "read"),
    ("encrypted PDF with a wrong password", "read"),
    ("a folder with links in a circle", "read"),
    ("names of every sort", "table"),
)


@pytest.mark.parametrize(("name", "command"), QUICK)
def test_a_hostile_input_is_read_or_refused_by_name(name: str, command: str) -> None:
    result = judged(KINDS[name], command, seed=8)
    assert not result.faults, (result.outcome, result.ran.err)


def _cut(folder: Path, rng: np.random.Generator) -> list[Path]:
    (folder / "page.png").write_bytes(encoded("PNG")[:2000])
    return [folder / "page.png"]


def test_what_does_not_become_what_it_must_is_a_fault() -> None:
    assert judged(Kind("a file that is cut", _cut, "read"), "read", seed=1).faults == ("must be read, exit code 1",)


def test_a_hundred_are_of_every_sort_and_the_same_again() -> None:
    names = [kind.name for kind, _, _ in chosen(1, 100)]
    assert len(set(names)) == 100
    assert [kind.name for kind, _, _ in chosen(1, 100)] == names
    for room in ROOMS:
        assert sum(kind.name in names for kind in room.kinds()) > 10
