"""Room that threads share: all of it may be held, never more, and what is larger than all of it is let in alone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ocrkit.schedule.room import Room


def test_who_fits_is_let_in_and_who_does_not_waits() -> None:
    room, came = Room(10), threading.Event()

    def enter() -> None:
        with room.taken(5):
            came.set()

    with ThreadPoolExecutor(1) as other:
        with room.taken(6):
            waiting = other.submit(enter)
            assert not came.wait(0.1)
            with room.taken(4):
                pass
            assert not came.wait(0.1)
        waiting.result(10)
        assert came.is_set()


def test_what_needs_more_than_all_is_alone() -> None:
    room, lock, inside, most = Room(10), threading.Lock(), [], []

    def enter(much: int) -> None:
        with room.taken(much):
            with lock:
                inside.append(much)
                most.append(tuple(inside))
            threading.Event().wait(0.01)
            with lock:
                inside.remove(much)

    with ThreadPoolExecutor(4) as others:
        list(others.map(enter, [3, 25, 4, 3, 12, 10, 1, 2, 25, 3]))
    assert max(sum(held) for held in most if not {25, 12} & set(held)) <= 10
    assert {len(held) for held in most if {25, 12} & set(held)} == {1}


def test_room_is_given_back_where_work_fails() -> None:
    room = Room(10)
    with pytest.raises(ValueError, match="x"), room.taken(10):
        raise ValueError("x")
    with room.taken(10):
        pass
