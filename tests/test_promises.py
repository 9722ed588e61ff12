"""The table of promises: its rows can fail, and a quick one holds. All of them are part of ``make prove``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.command import Ran, python
from benchmarks.promises.__main__ import ROWS, markdown, shown
from benchmarks.promises.row import Row, Shown, refused


def test_every_row_has_a_name_of_its_own() -> None:
    assert max(Counter(row.name for row in ROWS).values()) == 1


def test_a_quick_row_holds() -> None:
    result = shown(next(row for row in ROWS if row.name == "self-reference"))
    assert result.holds, result.came
    assert result.came.startswith("exit 2 after")


def test_what_is_no_clear_error_does_not_hold() -> None:
    good = Ran(2, "", "ocrkit: a.yaml: wrong\n", 1.0, 100)
    assert refused(good, "a.yaml", code=2).holds
    for bad in (
        Ran(0, "", "", 1.0, 100),
        Ran(1, "", "Traceback (most recent call last):\n", 1.0, 100),
        Ran(2, "", "ocrkit: b.yaml: wrong\n", 1.0, 100),
        Ran(2, "", "ocrkit: a.yaml: wrong\n", 99.0, 100),
        Ran(2, "", "ocrkit: a.yaml: wrong\n", 1.0, 9000),
        Ran(-9, "", "ocrkit: a.yaml: wrong\n", 1.0, 100, over=True),
    ):
        assert not refused(bad, "a.yaml").holds


def test_a_command_past_its_time_is_ended_with_its_children() -> None:
    script = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    done = python(f"{script}time.sleep(60)", seconds=2)
    assert done.over
    assert done.seconds < 10


def test_the_table_says_what_came_out_and_whether_it_holds() -> None:
    def kept(folder: Path) -> Shown:
        return Shown("a | b", False)

    text = markdown([(Row("Whole", "was not", "ocrkit read", kept), kept(Path()))])
    assert "| Whole | `ocrkit read` | was not | a \\| b | **no** |" in text
    assert "0 of 1 hold" in text
