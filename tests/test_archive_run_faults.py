"""``ocrkit digitize`` where pages, files, workers, the disk or the ledger fail: what is told, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from archive_runs import REPORTS, acted, digitize, states, status, write_scans

import ocrkit
from benchmarks.archive.corpus import write_report
from benchmarks.archive.fake_pages import acting, pages_of, write_pdf
from benchmarks.archive.results import tries
from ocrkit.archive.ledger import Ledger
from ocrkit.cli.main import main


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_scans(tmp_path_factory.mktemp("scans"))


@pytest.mark.parametrize(("act", "cause"), [("hang", "limit"), ("die", "crash"), ("fail", "fault")])
def test_a_page_that_hangs_crashes_or_fails_costs_that_page(
    act: str, cause: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    src, out = tmp_path / "in", tmp_path / "out"
    acted(REPORTS[0], src, act)
    write_report(REPORTS[1], pages_of(REPORTS[1]), src, "folder", 1)
    assert digitize(out, src, "--page-timeout", "1") == 1
    assert sorted(states(out).values()) == ["done", "incomplete"]
    found = status(out, capsys)
    ((report, error, command),) = found["quarantine"]
    assert states(out)[report] == "incomplete"
    assert found["causes"] == [[cause, True, 1]]
    assert "第2页.png" in command
    assert error
    assert digitize(out, src) == 0  # nothing is to be done, and it is not tried again by itself
    assert digitize(out, src, "--retry-failed", "--page-timeout", "1") == 1
    assert sorted(tries(out).values()) == [1, 2]


def test_a_lost_page_of_a_file_whose_name_is_not_utf8_is_told_with_a_command_that_repeats_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = pages_of(REPORTS[0])
    file = write_pdf(tmp_path / "in" / os.fsdecode(b"\xc4\xea\xb1\xa8.pdf"), [first, acting(second, "fail")])
    assert digitize(tmp_path / "out", file) == 1
    ((_, error, command),) = status(tmp_path / "out", capsys)["quarantine"]
    assert r"\xc4\xea\xb1\xa8.pdf page 2: the recogniser stumbled" in error
    told = subprocess.run(["bash", "-c", command.replace("ocrkit", "printf %s+", 1)], capture_output=True, check=True)
    assert told.stdout == b"read+" + os.fsencode(file) + b"+--pages+2+-o+check+"


def test_what_no_version_can_read_is_tried_again_by_another_one(tmp_path: Path) -> None:
    broken, out = tmp_path / "broken.pdf", tmp_path / "out"
    broken.write_bytes(b"%PDF-1.4 and no more")
    assert digitize(out, broken) == 1
    digitize(out, broken, "--retry-failed")
    assert set(tries(out).values()) == {1}
    digitize(out, broken, "--retry-failed", "--dpi", "200")
    assert set(tries(out).values()) == {2}


def test_a_result_outlives_a_later_failure(scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    src, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(scans, src)
    digitize(out, src)
    pages = status(out, capsys)["pages"]
    pdf = next(src.rglob("scan*.pdf"))
    pdf.rename(tmp_path / "away.pdf")
    assert digitize(out, "--force") == 1
    found = status(out, capsys)
    assert (found["states"]["failed"], found["pages"]) == (1, pages)
    with ocrkit.open_archive(out) as archive:
        assert len(list(archive.reports())) == 5
        assert all(known.entry["lost"] == 0 for known in archive.known())


def test_what_fails_once_is_read_when_it_is_tried_again(tmp_path: Path) -> None:
    src, out = tmp_path / "in", tmp_path / "out"
    acted(REPORTS[0], src, f"hang once {tmp_path / 'hung'}")
    assert digitize(out, src, "--page-timeout", "1") == 1
    assert digitize(out, src, "--retry-failed") == 0
    assert set(states(out).values()) == {"done"}


def test_files_that_cannot_be_read_fail_and_the_others_do_not(tmp_path: Path) -> None:
    src, out = tmp_path / "in", tmp_path / "out"
    write_report(REPORTS[0], pages_of(REPORTS[0]), src, "folder", 1)
    (src / "empty.pdf").touch()
    (src / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    (src / "gone.pdf").symlink_to(src / "nowhere.pdf")
    assert digitize(out, src) == 1
    with Ledger(out) as ledger:
        causes = {row["id"]: (row["state"], row["cause"]) for row in ledger.rows("select * from reports")}
    assert causes == {
        f"{REPORTS[0].known.year}年报扫描": ("done", None),
        "empty": ("failed", "file"),
        "broken": ("failed", "file"),
        "gone": ("failed", "gone"),
    }


def test_two_runs_on_one_archive_are_refused(scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ocrkit.archive.place import working

    with working(tmp_path / "out"):
        assert digitize(tmp_path / "out", scans) == 2
    assert "another ocrkit digitize works on it" in capsys.readouterr().err


def test_a_ledger_that_another_program_holds_is_told(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    digitize(out, scans, "--limit", "1")
    monkeypatch.setattr("ocrkit.archive.ledger.PATIENCE", 0.2)
    other = sqlite3.connect(out / "ledger.sqlite", isolation_level=None)
    other.execute("begin immediate")
    assert digitize(out, scans) == 1
    other.close()
    assert "another program holds the ledger" in capsys.readouterr().err
    assert digitize(out, scans) == 0
    assert set(tries(out).values()) == {1}


def test_a_full_disk_ends_the_run_and_loses_nothing(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, os.strerror(28))

    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr("ocrkit.export.journal._write", full)
        assert digitize(out, scans) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert set(states(out).values()) == {"waiting"}
    assert digitize(out, scans) == 0
    assert set(states(out).values()) == {"done"}


def test_a_run_that_was_stopped_before_it_had_made_its_ledger_is_told_and_gone_on_with(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (out / "reports").mkdir(parents=True)
    (out / "ledger.sqlite").touch()
    assert main(["status", str(out)]) == 1
    assert "start ocrkit digitize again" in capsys.readouterr().err
    assert digitize(out, scans, "--limit", "1") == 0


def test_what_is_no_archive_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["status", str(tmp_path)], ["export", str(tmp_path)], ["digitize", "-o", str(tmp_path)]):
        assert main(command) == 2
        assert "is no archive" in capsys.readouterr().err
