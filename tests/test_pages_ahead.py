"""Pages are seen side by side while the cells of one are read; what they give is the same and comes in order."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import cv2
import pytest
from test_pipeline_faults import READ, Crops, Lines, page, texts

from ocrkit.engines import Engines
from ocrkit.errors import InputError
from ocrkit.load import list_pages
from ocrkit.page_sight import prepare_parts
from ocrkit.page_text import find_lines
from ocrkit.pages import PageReader
from ocrkit.results import ReadPage
from ocrkit.schedule.threads import Helpers
from ocrkit.settings import ReadSettings

PREPARE = "ocrkit.page_sight.prepare_parts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2, 3, 4):
        cv2.imwrite(str(tmp_path / f"page{number}.png"), page(number))
    return tmp_path


def read(folder: Path, cores: int) -> list[Any]:
    reader = PageReader(ReadSettings(cores=cores), Engines(Crops(), Lines()))
    try:
        return list(reader.read(list_pages([str(folder)]), text=True))
    finally:
        reader.close()


def test_two_pages_are_seen_at_once_and_come_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = threading.Barrier(2, timeout=20)

    def preparing(given: Any, *args: Any) -> Any:
        meeting.wait()  # for another page
        time.sleep(0.1 if given.ref.number % 2 else 0)  # the second is seen first
        return prepare_parts(given, *args)

    monkeypatch.setattr(PREPARE, preparing)
    pages = read(folder, cores=2)
    assert [each.ref.number for each in pages] == [1, 2, 3, 4]
    assert [texts(each.tables) for each in pages] == [READ] * 4


def test_one_core_is_one_page_at_a_time_and_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def preparing(*args: Any) -> Any:
        threads.append(threading.current_thread())
        return prepare_parts(*args)

    several = read(folder, cores=3)

    def finding(*args: Any) -> Any:
        threads.append(threading.current_thread())
        return find_lines(*args)

    monkeypatch.setattr(PREPARE, preparing)
    monkeypatch.setattr("ocrkit.pages.find_lines", finding)
    one = read(folder, cores=1)
    assert len(threads) == 8
    assert set(threads) == {threading.current_thread()}
    assert all(isinstance(each, ReadPage) for each in one)
    assert [each.tables for each in one] == [each.tables for each in several]


def test_a_reading_given_up_leaves_nothing_at_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work: set[int] = set()

    def preparing(given: Any, *args: Any) -> Any:
        at_work.add(given.ref.number)
        time.sleep(0.3 if given.ref.number > 1 else 0)
        made = prepare_parts(given, *args)
        at_work.discard(given.ref.number)
        return made

    monkeypatch.setattr(PREPARE, preparing)
    reader = PageReader(ReadSettings(cores=2), Engines(Crops(), Lines()))
    pages = reader.read(list_pages([str(folder)]), text=True)
    next(iter(pages))
    pages.close()  # type: ignore[attr-defined]
    assert at_work == set()
    reader.close()


def test_what_was_begun_is_waited_for_where_the_work_before_it_fails() -> None:
    begun: list[int] = []
    done: list[int] = []

    def work(number: int) -> int:
        if number == 0:
            time.sleep(0.1)
            raise ValueError("x")
        begun.append(number)
        time.sleep(0.3)
        done.append(number)
        return number

    helpers = Helpers("test", 2)
    with pytest.raises(ValueError, match="x"):
        list(helpers.each(range(9), work))
    left = sorted(begun), sorted(done)
    assert left[0] == left[1]
    assert left[1]
    time.sleep(0.4)
    assert (sorted(begun), sorted(done)) == left  # nothing begins any more
    helpers.close()


def test_helpers_without_threads() -> None:
    """With one core all is done by whoever asks, one thing after the other, and nothing is begun ahead."""
    begun: list[tuple[int, int]] = []

    def work(number: int) -> int:
        begun.append((number, threading.get_ident()))
        if number == 3:
            raise InputError("x")
        return number

    helpers = Helpers("test", 0)
    each = helpers.each(range(9), work)
    assert [next(each) for _ in range(2)] == [(0, 0), (1, 1)]
    assert begun == [(0, threading.get_ident()), (1, threading.get_ident())]
    assert next(each) == (2, 2)
    with pytest.raises(InputError, match="x"):
        next(each)
    failed = helpers.submit(work, 3)
    assert failed.done()
    with pytest.raises(InputError, match="x"):
        failed.result()
    assert helpers.submit(work, 4).result() == 4
    assert {thread for _, thread in begun} == {threading.get_ident()}
    helpers.close()
