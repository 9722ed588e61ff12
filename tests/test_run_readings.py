"""A run can be interrupted, resumed, and survives systems that crash."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from run_fakes import FakeSystem, document

from benchmarks.run.kept import Kept
from benchmarks.run.progress import Progress
from benchmarks.run.readings import Job, Reading, read_all


def silent(todo: Sequence[Job]) -> Progress:
    pages = {job.system.name: sum(len(j.document.images) for j in todo if j.system is job.system) for job in todo}
    return Progress(pages, len(todo), io.StringIO())


def read(jobs: list[Job], folder: Path, threads: int = 2) -> list[Reading]:
    return read_all(jobs, Kept(folder / "work"), threads, silent)


def jobs(system: FakeSystem, folder: Path, count: int = 3) -> list[Job]:
    return [Job(system, document(folder, i)) for i in range(count)]


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    system = FakeSystem("a")
    todo = jobs(system, tmp_path)
    first = read(todo, tmp_path)
    assert system.asked == ["doc-0", "doc-1", "doc-2"]
    again = read(todo, tmp_path)
    assert len(system.asked) == 3
    assert system.starts == 1  # nothing to read: not even started
    assert [r.output for r in again] == [r.output for r in first]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    system = FakeSystem("a")
    todo = jobs(system, tmp_path)

    def interrupted(column: str, cell: object) -> object:
        if len(system.asked) == 2:
            raise KeyboardInterrupt
        return cell

    system.edit = interrupted  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        read(todo, tmp_path)
    system.asked.clear()
    system.edit = lambda column, cell: cell
    assert len(read(todo, tmp_path)) == 3
    assert system.asked == ["doc-1", "doc-2"]


def test_other_pages_another_system_or_other_threads_are_read_anew(tmp_path: Path) -> None:
    system = FakeSystem("a")
    todo = jobs(system, tmp_path)
    read(todo, tmp_path)
    cv2.imwrite(str(todo[1].document.images[0]), np.full((8, 8), 200, dtype=np.uint8))
    system.asked.clear()
    todo = [Job(system, type(j.document)(j.document.name, j.document.images, j.document.truth)) for j in todo]
    read(todo, tmp_path)
    assert system.asked == ["doc-1"]
    system.made_of = "2"
    read(todo, tmp_path)
    assert system.asked == ["doc-1", "doc-0", "doc-1", "doc-2"]
    read(todo, tmp_path, threads=1)
    assert len(system.asked) == 7


def test_a_result_cut_short_is_made_anew(tmp_path: Path) -> None:
    system = FakeSystem("a")
    todo = jobs(system, tmp_path)
    read(todo, tmp_path)
    kept = tmp_path / "work" / "readings" / "a" / "doc-1.json"
    kept.write_bytes(kept.read_bytes()[:50])
    system.asked.clear()
    read(todo, tmp_path)
    assert system.asked == ["doc-1"]


def test_a_crash_loses_one_document_and_the_next_run_tries_it_again(tmp_path: Path) -> None:
    system = FakeSystem("a", crashes_on=("doc-1",))
    todo = jobs(system, tmp_path)
    found = read(todo, tmp_path)
    assert [reading.error is not None for reading in found] == [False, True, False]
    assert found[1].output.report is None
    assert found[2].output.report is not None
    assert system.starts == 2  # a process that crashed is not asked again
    system.crashes_on = ()
    assert all(reading.error is None for reading in read(todo, tmp_path))
    assert system.asked[3:] == ["doc-1"]


def test_one_process_at_a_time(tmp_path: Path) -> None:
    a, b = FakeSystem("a"), FakeSystem("b")
    given = [document(tmp_path, i) for i in range(2)]
    read([Job(system, doc) for system in (a, b) for doc in given], tmp_path)
    assert (a.starts, b.starts) == (1, 1)
    assert a.asked == b.asked == ["doc-0", "doc-1"]


def test_time_left_goes_by_each_system_s_own_speed() -> None:
    clock = iter([0.0, 2.0, 2.0, 12.0])  # start and end of two jobs
    out = io.StringIO()
    progress = Progress({"fast": 3, "slow": 5}, 4, out, lambda: next(clock))
    progress.start()
    progress.done("fast", "doc-0", 2)  # 1 s a page
    assert progress.left() == pytest.approx(1 * 1 + 5 * 1)  # of slow nothing is known yet
    progress.start()
    progress.done("slow", "doc-0", 2, "crashed")  # 5 s a page
    assert progress.left() == pytest.approx(1 * 1 + 3 * 5)
    assert out.getvalue().splitlines() == [
        "[1/4] fast doc-0: 2.0 s, about 6 s left",
        "[2/4] slow doc-0: crashed, about 16 s left",
    ]
