"""Worker processes: one that hangs, dies or takes too much costs its task alone; nothing is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import psutil
import pytest

from ocrkit.errors import InternalError, LimitError, StartError, WeightsError, WorkerError
from ocrkit.schedule.limits import Limits
from ocrkit.schedule.memory import ProcessMemory, give_back, give_back_if_much
from ocrkit.schedule.messages import Task
from ocrkit.schedule.pool import Outcome, Workers
from ocrkit.schedule.stages import Step

TARGET = "worker_services:make"


def started(count: int = 1, seconds: float = 60, mebibytes: int = 4096, target: str = TARGET) -> Workers:
    workers = Workers(target, count)
    workers.start("the argument", Limits(page_seconds=seconds, page_mebibytes=mebibytes))
    return workers


def results(outcomes: Iterator[Outcome]) -> dict[Task, object]:
    """What became of each task: its result, or the kind of its error."""
    found = {outcome.task: outcome.result if outcome.error is None else type(outcome.error) for outcome in outcomes}
    return dict(sorted(found.items(), key=str))


def echoes(count: int) -> list[Task]:
    return [("echo", number) for number in range(count)]


@pytest.mark.parametrize("count", [1, 2])
def test_every_task_is_done_once(count: int) -> None:
    with started(count) as workers:
        outcomes = list(workers.run(echoes(23)))
        assert sorted(str(outcome.task) for outcome in outcomes) == sorted(map(str, echoes(23)))
        assert {outcome.result for outcome in outcomes} == {"echo"}
        assert results(workers.run([("argument", 1)])) == {("argument", 1): "the argument"}


def test_tasks_may_be_added_while_the_others_are_done() -> None:
    waiting: deque[Task] = deque(echoes(1))
    with started(2) as workers:
        found = []
        for outcome in workers.work_off(waiting):
            found.append(outcome.task)
            if len(found) < 7:
                waiting.append(("echo", len(found)))
        assert (found, list(waiting)) == (echoes(7), [])


@pytest.mark.parametrize("count", [1, 2])
def test_results_that_wait_for_the_next_task_are_no_deadlock(count: int) -> None:
    """Worker and owner waited for each other where a first page's text took longer than the pages after it."""
    outcomes: list[Outcome] = []
    with started(count, target="worker_services:hold_back") as workers:
        thread = threading.Thread(target=lambda: outcomes.extend(workers.run(echoes(40))), daemon=True)
        thread.start()
        thread.join(30)
        assert not thread.is_alive()
        assert sorted(str(outcome.task) for outcome in outcomes) == sorted(map(str, echoes(40)))


def test_two_workers_share_the_tasks() -> None:
    with started(2) as workers:
        list(workers.run([("pid", 0), ("pid", 1)]))
        tasks: list[Task] = [("sleep", 0.2 + number / 1000) for number in range(4)]
        start = time.perf_counter()
        list(workers.run(tasks))
        assert time.perf_counter() - start < 0.75


def test_a_task_that_hangs_is_lost_within_its_time_and_the_others_are_done() -> None:
    with started(seconds=1) as workers:
        before = workers.pids
        start = time.perf_counter()
        found = results(workers.run([("echo", 1), ("sleep", 600), ("echo", 2)]))
        assert found == {("echo", 1): "echo", ("echo", 2): "echo", ("sleep", 600): LimitError}
        assert time.perf_counter() - start < 20
        assert workers.pids != before


def test_time_is_counted_for_each_task_alone() -> None:
    with started(seconds=1) as workers:
        tasks: list[Task] = [("sleep", 0.4 + number / 1000) for number in range(5)]
        assert set(results(workers.run(tasks)).values()) == {"sleep"}


def test_a_task_that_takes_too_much_memory_is_lost() -> None:
    with started(mebibytes=400) as workers:
        (hog,) = [o for o in workers.run([("hog", 1000), ("echo", 1)]) if o.task == ("hog", 1000)]
        assert isinstance(hog.error, LimitError)
        assert "400 MiB" in hog.error.message
        assert "working" in hog.error.message
        assert "settings.limits.page_mebibytes" in hog.error.remedy


def test_a_worker_that_takes_too_much_memory_before_any_task_is_an_error_and_no_endless_loop() -> None:
    with started(mebibytes=1) as workers, pytest.raises(StartError, match="before any page") as error:
        list(workers.run([("pid", 1)]))
    assert "settings.limits.page_mebibytes" in error.value.remedy


def test_a_task_whose_worker_dies_is_tried_once_more_alone(tmp_path: Path) -> None:
    with started() as workers:
        tasks: list[Task] = [("echo", 1), ("die once", str(tmp_path / "died")), ("die", 1), ("echo", 2)]
        found = results(workers.run(tasks))
        assert found.pop(("die", 1)) is WorkerError
        assert set(found.values()) == {"echo", "die once"}
        assert len(found) == 3


def test_a_worker_killed_from_outside_costs_nothing() -> None:
    with started() as workers:
        list(workers.run([("echo", 0)]))
        (pid,) = workers.pids
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        assert results(workers.run([("sleep", 1), ("echo", 1)])) == {("sleep", 1): "sleep", ("echo", 1): "echo"}


def test_a_worker_killed_between_two_runs_is_replaced() -> None:
    with started() as workers:
        list(workers.run([("echo", 0)]))
        os.kill(workers.pids[0], signal.SIGKILL)
        time.sleep(0.2)
        assert results(workers.run(echoes(3))) == dict.fromkeys(echoes(3), "echo")


def test_a_fault_of_the_service_names_itself() -> None:
    with started() as workers:
        outcomes = {outcome.task: outcome for outcome in workers.run([("raise", 1), ("echo", 1)])}
        assert outcomes["echo", 1].result == "echo"
        error = outcomes["raise", 1].error
        assert isinstance(error, WorkerError | InternalError)
        assert "nobody foresaw this" in error.message


def test_what_a_service_raises_when_it_is_made_is_raised() -> None:
    with started(target="worker_services:make_nothing") as workers, pytest.raises(WeightsError, match="missing"):
        list(workers.run(echoes(1)))


def test_a_worker_that_cannot_start_is_an_error_and_no_endless_loop() -> None:
    with (
        started(target="worker_services:die") as workers,
        pytest.raises(StartError, match="cannot be started \\(exit status 3\\)"),
    ):
        list(workers.run(echoes(1)))


def test_no_message_is_imported_beside_the_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads that import parts of one package may wait for each other, and then see modules half made."""
    alone = "import threading\nassert threading.active_count() == 1\nfrom worker_services import make\n"
    (tmp_path / "imported_alone.py").write_text(alone)
    monkeypatch.syspath_prepend(tmp_path)
    with started(target="imported_alone:make") as workers:
        assert results(workers.run(echoes(1))) == {("echo", 0): "echo"}


def test_a_worker_that_takes_too_long_to_start_is_an_error() -> None:
    with Workers("worker_services:sleep") as workers:
        workers.start("", Limits(start_seconds=0.5))
        with pytest.raises(StartError, match="does not start"):
            list(workers.run(echoes(1)))


def test_what_libraries_print_is_no_message() -> None:
    with started() as workers:
        assert results(workers.run([("print", 1)])) == {("print", 1): "print"}


def test_every_step_is_told() -> None:
    told: list[Step] = []
    with started() as workers:
        list(workers.run([("echo", 1)], told.append))
    assert told == [Step(("echo", 1), "working"), Step(("echo", 1), "working", ended=True)]


def test_nothing_is_left_running() -> None:
    threads = set(threading.enumerate())
    with started(2) as workers:
        list(workers.run(echoes(3)))
        pids = workers.pids
        assert all(psutil.pid_exists(pid) for pid in pids)
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert set(threading.enumerate()) <= threads


def test_a_run_that_is_given_up_leaves_nothing_of_itself() -> None:
    with started() as workers:
        run = workers.run([("echo", 1), ("sleep", 600)])
        assert next(run).task == ("echo", 1)
        run.close()
        assert results(workers.run([("echo", 2)])) == {("echo", 2): "echo"}


def test_workers_that_nobody_closes_end_with_their_owner() -> None:
    workers = started()
    list(workers.run(echoes(1)))
    (pid,) = workers.pids
    del workers
    assert not psutil.pid_exists(pid)


ORPHAN = """
import sys; sys.path[:0] = [{tests!r}]
from ocrkit.schedule.limits import Limits
from ocrkit.schedule.pool import Workers
workers = Workers("worker_services:make")
workers.start("", Limits())
print(workers.pids[0], flush=True)
list(workers.run([("sleep", 600)]))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_worker_does_not_outlive_its_owner(number: int) -> None:
    """From a script on standard input, as a notebook has no main module that could be imported."""
    script = ORPHAN.format(tests=str(Path(__file__).parent))
    owner = subprocess.Popen([sys.executable, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert owner.stdin is not None
    assert owner.stdout is not None
    owner.stdin.write(script)
    owner.stdin.close()
    pid = int(owner.stdout.readline())
    time.sleep(1)
    assert psutil.pid_exists(pid)
    owner.send_signal(number)
    owner.wait(10)
    owner.stdout.close()
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(pid)


def test_the_owners_main_module_is_not_run_again(tmp_path: Path) -> None:
    """A script without ``if __name__ == "__main__"`` starts one worker, not one after another."""
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path[:0] = [{str(Path(__file__).parent)!r}]\n"
        "print('begun')\n"
        "from ocrkit.schedule.limits import Limits\n"
        "from ocrkit.schedule.pool import Workers\n"
        "with Workers('worker_services:make') as workers:\n"
        "    workers.start('', Limits())\n"
        "    print([outcome.result for outcome in workers.run([('main', 1)])])\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "begun\n[None]\n"


class Pause:
    """Takes a while to be taken out of a message."""

    def __reduce__(self) -> tuple[object, tuple[float]]:
        return time.sleep, (0.3,)


def test_what_a_service_is_made_from_is_imported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its argument's class lives in a package that the worker is long at importing: a second import would meet it."""
    package = tmp_path / "slow_package"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import time\nBASE = str\ntime.sleep(1)\nfrom slow_package.words import Words\n"
    )
    (package / "words.py").write_text("from slow_package import BASE\nclass Words(BASE):\n    pass\n")
    (package / "service.py").write_text("from worker_services import Service as make\n")
    monkeypatch.syspath_prepend(tmp_path)
    argument = [Pause(), import_module("slow_package").Words("a word")]
    with Workers("slow_package.service:make") as workers:
        workers.start(argument, Limits())
        assert [outcome.result for outcome in workers.run([("argument", None)])] == [[None, "a word"]]


def test_freed_memory_goes_back_to_the_system() -> None:
    pieces = [b"x" * (100_000 + number) for number in range(500)]
    kept = pieces[::50]
    held = ProcessMemory(os.getpid()).mebibytes
    del pieces
    give_back()
    assert ProcessMemory(os.getpid()).mebibytes < held - 20
    assert len(kept) == 10


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what the process holds")
@pytest.mark.parametrize(("much", "given"), [(0, 1), (10**6, 0)])
def test_memory_is_given_back_between_stages_where_it_is_much(
    much: int, given: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[None] = []
    monkeypatch.setattr("ocrkit.schedule.memory.give_back", lambda: calls.append(None))
    monkeypatch.setattr("ocrkit.schedule.memory._MUCH", much)
    give_back_if_much()
    assert len(calls) == given
