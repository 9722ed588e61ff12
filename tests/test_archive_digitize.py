"""``ocrkit digitize`` with workers that read pages which say what is read on them: whole runs, what they choose."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from archive_runs import REPORTS, digitize, states, status, write_scans

import ocrkit
from benchmarks.archive.corpus import write_report
from benchmarks.archive.fake_pages import SERVICE, pages_of, write_image
from benchmarks.archive.results import tries
from ocrkit.archive.events import Ended, PageEnded
from ocrkit.archive.ledger import Ledger
from ocrkit.archive.run import Digitizer
from ocrkit.archive.states import FOLLOWS, State
from ocrkit.cli.digitize_progress import DigitizeProgress, clock
from ocrkit.cli.main import main
from ocrkit.errors import ChangedFileError
from ocrkit.pipeline import Reader
from ocrkit.schedule.pool import Workers
from ocrkit.types.phrases import Phrases


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_scans(tmp_path_factory.mktemp("scans"))


def test_a_whole_run_a_second_one_that_has_nothing_to_do_and_its_status(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert digitize(out, scans) == 0
    shown = capsys.readouterr()
    assert "5 reports\n  read: 5\n10 pages" in shown.out
    assert len([line for line in shown.err.splitlines() if "nothing to check" in line]) == 5
    assert digitize(out, scans) == 0
    assert set(tries(out).values()) == {1}
    found = status(out, capsys)
    assert found["states"] == {"waiting": 0, "reading": 0, "done": 5, "incomplete": 0, "failed": 0}
    with Ledger(out) as ledger:
        read = {(row["agency"], row["year"]) for row in ledger.rows("select agency, year from reports")}
    assert read == {(report.known.agency, report.known.year) for report in REPORTS[:5]}
    for report in states(out):
        assert json.loads((out / "reports" / report / "report.json").read_text("utf-8"))["requests"]


def test_limit_sample_and_go_on_without_sources(scans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    digitize(out, scans, "--limit", "2")
    assert sorted(states(out).values()) == ["done"] * 2 + ["waiting"] * 3
    digitize(out, scans, "--sample", "1")
    digitize(out, scans, "--sample", "1")
    assert sum(tries(out).values()) <= 3
    digitize(out)
    assert set(states(out).values()) == {"done"}
    assert set(tries(out).values()) == {1}


def test_what_is_left_out_until_a_manifest_says_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    src, out = tmp_path / "in", tmp_path / "out"
    for name, page in zip(("甲.png", "乙.png"), pages_of(REPORTS[0]), strict=True):
        write_image(src / name, page)
    assert digitize(out, src) == 1
    assert len(status(out, capsys)["left_out"]) == 2
    (src / "list.csv").write_text("id,files,agency\n一,甲.png;乙.png,某局\n", encoding="utf-8")
    assert digitize(out, src, src / "list.csv") == 0
    found = status(out, capsys)
    assert (found["states"]["done"], found["left_out"]) == (1, [])
    with ocrkit.open_archive(out) as archive:
        assert [known.agency for known in archive.known()] == ["某局"]


def test_the_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("ocrkit.cli.digitize_progress.is_terminal", lambda stream: True)
    progress = DigitizeProgress(Phrases("en"), as_json=False)
    progress.begin(4)
    for number, state in enumerate((State.DONE, State.INCOMPLETE, State.FAILED)):
        progress(PageEnded(str(number), lost=False))
        progress(Ended(str(number), state, pages=1))
    progress.close()
    last = capsys.readouterr().err.split("\r\x1b[K")[-2]
    assert last.startswith("█" * 15 + "░" * 5 + " 3/4")
    assert "accepted 1, review 1, failed 1" in last
    assert "left" in last
    assert [clock(seconds) for seconds in (5, 65, 3661)] == ["0:05", "1:05", "1:01:01"]


def test_json_lines(scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digitize(tmp_path / "out", scans, "--json")
    shown = capsys.readouterr()
    *reports, end = map(json.loads, shown.out.splitlines())
    assert shown.err == ""
    assert [(each["event"], each["state"]) for each in reports] == [("report", "done")] * 5
    assert (end["event"], end["states"]["done"], end["exit_code"]) == ("end", 5, 0)


def test_a_dry_run_reads_and_writes_nothing(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(scans.rglob("*"))
    assert main(["digitize", str(scans), "--dry-run", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "5 reports found" in shown
    assert "2023年报扫描: 2 files (a folder each)" in shown
    assert sorted(scans.rglob("*")) == before


def test_the_same_files_twice_are_read_once_and_named(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = tmp_path / "twice"
    shutil.copytree(scans, twice / "a")
    shutil.copytree(scans, twice / "b")
    digitize(tmp_path / "out", twice)
    found = status(tmp_path / "out", capsys)
    assert (found["states"]["done"], len(found["twins"])) == (5, 5)


def test_the_same_agency_and_year_from_two_files_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = pages_of(REPORTS[0])
    write_report(REPORTS[0], [first, second], tmp_path / "in", "folder", 1)
    write_report(REPORTS[0], [first, second, second], tmp_path / "in", "scan", 1)
    digitize(tmp_path / "out", tmp_path / "in")
    ((agency, year, reports),) = status(tmp_path / "out", capsys)["same_year"]
    assert (agency, year, len(reports.split(", "))) == (REPORTS[0].known.agency, REPORTS[0].known.year, 2)


def test_files_moved_are_not_read_again_and_changed_ones_are(scans: Path, tmp_path: Path) -> None:
    moved, out = tmp_path / "moved", tmp_path / "out"
    shutil.copytree(scans, moved)
    digitize(out, moved)
    moved = moved.rename(tmp_path / "elsewhere")
    digitize(out, moved)
    assert set(tries(out).values()) == {1}
    assert len(states(out)) == 5
    pdf = next(moved.rglob("scan*.pdf"))
    write_report(REPORTS[5], pages_of(REPORTS[5]), moved, "scan", 4)
    assert pdf.name == "scan0004.pdf"
    digitize(out, moved)
    assert len(states(out)) == 5
    assert sorted(tries(out).values()) == [1, 1, 1, 1, 1]  # of its new content
    with Ledger(out) as ledger:
        (row,) = ledger.rows("select agency, year from reports where id = 'scan0004'")
    assert tuple(row) == (REPORTS[5].known.agency, REPORTS[5].known.year)


def test_a_limit_holds_where_a_file_changed_while_it_was_read(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, errors = tmp_path / "out", [ChangedFileError("it changed while it was read")]
    monkeypatch.setattr(Digitizer, "_changed", lambda *_: errors.pop() if errors else None)
    assert digitize(out, scans, "--limit", "2") == 0
    assert sorted(tries(out).values()) == [0, 0, 0, 1, 2]
    assert sorted(states(out).values()) == ["done"] * 2 + ["waiting"] * 3


def test_reports_that_share_a_file_are_read_one_after_the_other(tmp_path: Path) -> None:
    first = write_report(REPORTS[0], pages_of(REPORTS[0]), tmp_path, "scan", 1)
    other = write_report(REPORTS[1], pages_of(REPORTS[1]), tmp_path, "scan", 2)
    with Reader(workers=Workers(SERVICE, 2)) as reader:
        found = dict(reader.read_reports([("a", first), ("b", [first, other]), ("c", other), ("d", tmp_path / "no")]))
    pages = {key: len(result.report.source.pages) for key, result in found.items() if key != "d"}
    assert pages == {"a": 2, "b": 4, "c": 2}
    assert [type(failure).__name__ for failure in found["d"].failures] == ["MissingFileError"]


def test_force_reads_everything_again_and_outdated_results_are_known(scans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    digitize(out, scans)
    digitize(out, scans, "--rerun-outdated")
    assert set(tries(out).values()) == {1}
    digitize(out, scans, "--rerun-outdated", "--dpi", "200")
    assert set(tries(out).values()) == {2}
    digitize(out, scans, "--force", "--limit", "1")
    assert sorted(tries(out).values()) == [2, 2, 2, 2, 3]


@pytest.mark.parametrize("named", [True, False])
def test_a_result_that_was_removed_is_made_again(named: bool, scans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    digitize(out, scans)
    shutil.rmtree(next((out / "reports").iterdir()))
    digitize(out, *[scans] * named)
    assert sorted(tries(out).values()) == [1, 1, 1, 1, 2]
    assert len(list((out / "reports").glob("*/report.json"))) == 5


def test_every_state_is_in_the_table_and_a_wrong_step_is_refused(scans: Path, tmp_path: Path) -> None:
    assert set(FOLLOWS) == set(State)
    out = tmp_path / "out"
    digitize(out, scans, "--limit", "1")
    with Ledger(out, write=True) as ledger:
        (done,) = (row["id"] for row in ledger.rows("select id from reports where state = 'done'"))
        with pytest.raises(ValueError, match="cannot go from done to reading"):
            ledger.begin(done)


def test_a_page_is_really_read(tmp_path: Path) -> None:
    """With the command's own reader: the sample scan's last page."""
    scans = tmp_path / "scans"
    scans.mkdir()
    shutil.copy(Path(__file__).parent / "data" / "sample" / "page3.jpg", scans / "page1.jpg")
    assert main(["digitize", str(scans), "-o", str(tmp_path / "out"), "--workers", "1"]) == 0
    with Ledger(tmp_path / "out") as ledger:
        (row,) = ledger.rows('select state, pages, "values" as n, made_with from reports')
        (made,) = ledger.rows("select content from made_with")
    assert (row["state"], row["pages"], row["n"] > 90) == ("done", 1, True)
    assert {model["role"] for model in json.loads(made["content"])["models"]} >= {"find lines", "read lines"}
