"""Which way up a page is, asked of a quick reader first: it may say that a page is upright, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ocrkit.prepare import turn
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading

SIDE, LINES = 40, 5


class Says:
    """Reads lines well that come from a page of this turn, and no others; counts how often it is asked."""

    def __init__(self, turns: int | None) -> None:
        self.turns, self.asked = turns, 0

    def __call__(self, crops: Sequence[Image]) -> list[Reading]:
        self.asked += 1
        good = [self.turns is not None and int(crop[0, 0]) == self.turns for crop in crops]
        return [Reading("机关公开年报", 0.99**6 if is_good else 0.1**6) for is_good in good]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Image:
    """A page whose lines are squares of the grey that tells which turn they are of; most of them are not level."""

    class Text:
        def mostly_level(self) -> bool:
            return False

        def turned(self) -> str:
            return "turned"

    def pieces(text: object, _: int) -> list[Image]:
        """Turned about, which ``find_turn`` does itself, the corner is another grey."""
        first, last = (1, 3) if text == "turned" else (0, 2)
        found = [np.full((SIDE, SIDE), 9, np.uint8) for _ in range(LINES)]
        for piece in found:
            piece[0, 0], piece[-1, -1] = first, last
        return found

    monkeypatch.setattr(turn, "text_of", lambda _: Text())
    monkeypatch.setattr(turn, "line_pieces", pieces)
    monkeypatch.setattr(turn, "strung", lambda *_: [[], [], [], []])
    monkeypatch.setattr(turn, "unstacked", lambda piece: np.full_like(piece, 9))
    return np.full((SIDE, SIDE), 255, np.uint8)


@pytest.mark.parametrize(
    ("glanced", "seen", "turns", "asked"),
    [(0, 2, 0, 0), (2, 0, 0, 1), (2, 2, 2, 1), (1, 3, 3, 1), (None, 2, 2, 1), (None, None, 0, 1)],
    ids=["upright at a glance", "not turned by a glance", "both", "each its own", "only the careful one", "neither"],
)
def test_a_glance_may_leave_a_page_upright_and_never_turns_it(
    page: Image, glanced: int | None, seen: int | None, turns: int, asked: int
) -> None:
    read = Says(seen)
    found = turn.find_turn(page, read, glance=Says(glanced))
    assert found is not None
    assert (found.turns, min(read.asked, 1)) == (turns, asked)


def test_a_reader_without_a_quicker_one_is_asked_once(page: Image) -> None:
    read = Says(0)
    turn.find_turn(page, read, glance=read)
    both = read.asked
    read.asked = 0
    turn.find_turn(page, read)
    assert read.asked == both
