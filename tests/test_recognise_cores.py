"""Engines that share cores: never more at work than there are, and every answer in its place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock, Semaphore, Thread
from time import sleep

import cv2
import numpy as np
import pytest
from installed import crop_reader, recogniser

from ocrkit.engines import default_engines
from ocrkit.recognise.engines.batches import BatchSettings
from ocrkit.recognise.engines.line_reader import GreedyLines
from ocrkit.recognise.engines.network import Network, Pixels
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.recognise.engines.weights import Weights
from ocrkit.recognise.lines.network_lines import NetworkLines
from ocrkit.recognise.lines.plain import PlainSettings
from ocrkit.recognise.lines.settings import LineSettings
from ocrkit.schedule.cores import Cores
from ocrkit.settings import ReadSettings


def test_no_more_are_at_work_than_there_are_cores() -> None:
    cores, lock, most, now = Cores(2), Lock(), 0, 0
    together = Barrier(2, timeout=10)

    def work(_: int) -> None:
        nonlocal most, now
        with cores.taken():
            with lock:
                now += 1
                most = max(most, now)
            together.wait()  # two are let in at once
            with lock:
                now -= 1

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert most == 2


@pytest.mark.parametrize("count", [1, 3, 50])
def test_cores_are_given_back_even_after_an_error(count: int) -> None:
    cores = Cores(3)
    for _ in range(4):
        with pytest.raises(KeyError), cores.taken(count):
            raise KeyError
    with cores.taken(3):  # would wait for ever were one missing
        pass


def test_two_that_need_all_cores_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Semaphore):
        def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
            sleep(0.01)  # time for another to take the second core
            return super().acquire(blocking, timeout)

    monkeypatch.setattr("ocrkit.schedule.cores.Semaphore", Slow)
    cores = Cores(2)
    done: list[int] = []

    def work() -> None:
        with cores.taken(2):
            done.append(1)

    threads = [Thread(target=work, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert len(done) == 4


def test_a_core_is_held_while_lines_are_found() -> None:
    cores, begun, go_on = Cores(1), Event(), Event()

    class Detector:
        runtime, listed = "none", None

        def run(self, pixels: Pixels) -> Pixels:
            begun.set()
            assert go_on.wait(10)
            return np.zeros((1, 1, *pixels.shape[2:]), np.float32)

    not_plain = LineSettings(plain=PlainSettings(use=False))
    lines = NetworkLines(Detector(), GreedyLines(recogniser(1), BatchSettings()), cores, not_plain)
    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(lines.lines, np.full((64, 64), 255, np.uint8))
        assert begun.wait(10)

        def take() -> bool:
            with cores.taken():
                return reading.done() or go_on.is_set()

        other = pool.submit(take)
        assert not other.done()
        go_on.set()
        assert other.result(10)
        assert reading.result(10) == []


@pytest.mark.parametrize(("asked", "at_once"), [(1, 1), (2, 1), (4, 2)])
def test_the_engines_keep_no_more_cores_busy_than_asked(
    asked: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[int, int]] = []

    class Watched(Recogniser):
        def __init__(self, network: Network, weights: Weights, cores: Cores) -> None:
            super().__init__(network, weights, cores)
            made.append((cores.count, self.threads))

    monkeypatch.setattr("ocrkit.engines.Recogniser", Watched)
    default_engines(ReadSettings(cores=asked))
    assert made == [(asked, at_once)] * 3  # the large recogniser, the small one and that for values


def test_crops_read_by_several_threads_are_the_same_in_the_same_places() -> None:
    crops = []
    for number in range(60):
        crop = np.full((40, 60 + number % 7 * 30), 255, np.uint8)
        cv2.putText(crop, str(number * 37), (8, 30), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2, cv2.LINE_AA)
        crops.append(crop)
    one, three = (crop_reader(threads=n).read(crops, values=True) for n in (1, 3))
    assert [r.text for r in one] == [r.text for r in three]
    assert [r.confidence for r in one] == pytest.approx([r.confidence for r in three])
    assert sum(r.value_text == str(number * 37) for number, r in enumerate(three)) > 50
