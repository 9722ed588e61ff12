"""--log: what happened, a line each, with times and pages; never a password, and never at the reading's cost."""

from __future__ import annotations

import re

import pytest
from cli_fakes import LOST, FakeReader, Result

from ocrkit.cell_share import CellShare
from ocrkit.cli.main import main
from ocrkit.errors import EncryptedError
from ocrkit.types.progress import Progress

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d (INFO|WARNING|ERROR) \S.*")


class PagesReader(FakeReader):
    def read_report(self, inputs, progress=None):
        progress(Progress(0, 2, "prepare", 1, "p\n1.png"))
        progress(Progress(0, 2, "recognise cells", 1, "p\n1.png", 0.5))
        progress(Progress(1, 2, "reading"))
        return super().read_report(inputs, progress)

    read_tables = read_report


def read(tmp_path, *more, reader=None, command="read"):
    log = tmp_path / "run.log"
    code = main([command, "p1.png", "-o", str(tmp_path / "out"), "--log", str(log), *more], reader or PagesReader())
    return code, log.read_text(encoding="utf-8").splitlines()


def test_what_happened_stands_in_it_line_by_line(tmp_path):
    code, lines = read(tmp_path, "--password", "geheim", reader=PagesReader(Result(failures=(LOST,))))
    assert code == 1
    assert all(LINE.fullmatch(line) for line in lines)
    said = [line.split(" ", 1)[1] for line in lines]
    assert said[0].startswith("INFO read of p1.png begins, ocrkit ")
    assert said[1:3] == ["INFO page 1 (p 1.png): prepare", "INFO 1 of 2 pages done"]
    assert "ERROR could not read lost.png: the file is empty (scan it again)" in said
    assert any(line.startswith("WARNING finding arithmetic: 1234 + 251000 is not 22") for line in said)
    assert f"INFO written {tmp_path / 'out' / 'report.json'}" in said
    assert said[-1] == "INFO read ends, exit code 1"
    assert "geheim" not in "".join(lines)


def test_a_log_grows_and_says_how_a_run_ended(tmp_path):
    failed = EncryptedError("needs a password", file="r.pdf", remedy="give it (settings.load.pdf_password)")
    code, lines = read(tmp_path, reader=FakeReader(failed))
    assert code == 1
    assert lines[-1].endswith("ERROR r.pdf: needs a password (give it (--password)); exit code 1")
    with pytest.raises(ZeroDivisionError):
        read(tmp_path, reader=FakeReader(ZeroDivisionError()))
    assert read(tmp_path, reader=FakeReader(KeyboardInterrupt()))[0] == 130
    code, lines = read(tmp_path, command="table")
    ends = [line.split(" ", 2)[2] for line in lines if "begins" not in line and "page" not in line]
    assert [e for e in ends if "ended by" in e] == ["ended by ZeroDivisionError", "ended by KeyboardInterrupt"]
    assert ends[-1] == "table ends, exit code 0"


def test_a_log_that_cannot_be_opened_ends_the_command_before_it_reads(tmp_path, capsys):
    reader = FakeReader()
    assert main(["read", "p.png", "-o", str(tmp_path / "out"), "--log", str(tmp_path)], reader) == 1
    assert "the log cannot be opened" in capsys.readouterr().err
    assert reader.inputs is None


def test_a_full_log_costs_the_log_alone(tmp_path, capsys):
    command = ["read", "p.png", "-o", str(tmp_path / "out"), "--log", "/dev/full"]
    assert main(command, FakeReader()) == 0
    assert capsys.readouterr().err.count("the log cannot be written any further") == 1


def test_the_share_of_a_pages_cells_goes_on_over_its_tables_and_never_back():
    class Telling:
        def telling(self, tell):
            return tell

    told = []
    share = CellShare([30, 10], told.append)
    first = share.of_next(Telling())
    for part in (0.5, 1.0, 0.25):
        first(part)
    share.of_next(Telling())(1.0)
    assert told == [0.37, 0.75, 1.0]
    silent = object()
    assert CellShare([1], told.append).of_next(silent) is silent
