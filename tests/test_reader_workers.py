"""A reader in worker processes, with the real engines: the same report, and lost is what breaks its limits."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from test_pipeline_faults import Crops, Lines, page, texts

from ocrkit import Reader, ReadSettings
from ocrkit.engines import Engines
from ocrkit.errors import EmptyFileError, ForkedError, LimitError, UsageError, WeightsError
from ocrkit.recognise.engines.manifest import manifest
from ocrkit.schedule.limits import Limits

SAMPLE = Path(__file__).parent / "data" / "sample"


def own_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("ocrkit")}


def test_a_reader_with_a_worker_reads_the_same_and_leaves_nothing_running(tmp_path: Path) -> None:
    inputs = [SAMPLE / "page1.jpg", tmp_path / "empty.png"]
    inputs[1].touch()
    threads = own_threads()
    with Reader() as reader:
        here = reader.read_report(inputs)
    assert own_threads() <= threads
    with Reader(workers=1) as reader:
        there = reader.read_report(inputs)
        again = reader.read_tables(inputs[:1])
    assert not [child for child in psutil.Process().children() if "ocrkit.schedule" in " ".join(child.cmdline())]
    assert own_threads() <= threads
    assert there.report == here.report
    assert [type(failure) for failure in there.failures] == [EmptyFileError]
    assert there.timings.keys() == here.timings.keys()
    assert [texts(page.tables) for page in again.pages] == [texts(there.pages[0].tables)]


def test_a_page_over_its_time_is_lost_with_its_name() -> None:
    with Reader(ReadSettings(limits=Limits(page_seconds=0.02)), workers=1) as reader:
        result = reader.read_report(SAMPLE / "page1.jpg")
    (failure,) = result.failures
    assert isinstance(failure, LimitError)
    assert (Path(failure.file or "").name, failure.page) == ("page1.jpg", 1)
    (finding,) = [f for f in result.report.findings if f.kind == "missing_page"]
    assert finding.pages == (1,)


def test_wrong_weights_are_an_error_of_the_first_reading(tmp_path: Path) -> None:
    (tmp_path / manifest().of("read lines").file).write_bytes(b"something else")
    with Reader(ReadSettings(models=str(tmp_path)), workers=1) as reader, pytest.raises(WeightsError):
        reader.read_report(SAMPLE / "page1.jpg")


def test_engines_of_ones_own_cannot_be_sent_to_workers() -> None:
    with pytest.raises(UsageError, match="workers"):
        Reader(engines=Engines(Crops(), Lines()), workers=1)


FORK = """
import os, sys
from ocrkit.engines import Engines
from ocrkit import Reader, OcrkitError
from test_pipeline_faults import Crops, Lines
reader = Reader(engines=Engines(Crops(), Lines()))
reader.read_tables(sys.argv[1])
child = os.fork()
if child == 0:
    for make in (lambda: reader, lambda: Reader(engines=Engines(Crops(), Lines()))):
        try:
            make().read_tables(sys.argv[1])
        except OcrkitError as error:
            print(type(error).__name__, error, flush=True)
    if len(sys.argv) > 2:
        with Reader(workers=1) as fresh:
            print(len(fresh.read_tables(sys.argv[1]).pages), "page", flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(len(reader.read_tables(sys.argv[1]).pages), "page")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_reader_in_a_fork_is_an_error_that_says_so_and_workers_read_there(tmp_path: Path) -> None:
    import cv2

    cv2.imwrite(str(tmp_path / "page1.png"), page(1))
    command = [sys.executable, "-W", "ignore", "-c", FORK, str(tmp_path / "page1.png"), "workers"]
    paths = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    env = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, check=False)
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [ForkedError.__name__] * 2 + ["1", "1"], done.stderr
    assert "Reader(workers=1)" in lines[0]
