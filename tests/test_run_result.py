"""From readings to the result: who is compared on what, and what the figures say of a known answer."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from run_fakes import FakeSystem, document, documents, off_by_one

from benchmarks.run.model import Accuracy, Result, schema
from benchmarks.run.whole import RunSettings, run
from benchmarks.run.written import read, text, write

SCHEMA = Path(__file__).parent.parent / "benchmarks" / "results" / "schema.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    """16 generated documents, 6 for the peers too, 2 real ones, one held out; the peer crashes on a real one."""
    given = [
        *documents(folder, 16),
        document(folder, 20, source="real"),
        document(folder, 21, source="real"),
        document(folder, 30, held_out=True, level="ruin"),
    ]
    systems = [
        FakeSystem("ocrkit"),
        FakeSystem("peer", off_by_one, crashes_on=("doc-21",)),
        FakeSystem("absent", why_missing="not installed"),
    ]
    return run(given, systems, folder / "work", RunSettings(command="python -m x", peers_on=6, timing="small"))


def found(result: Result, *where: str, shared: bool, **more: str) -> Accuracy:
    row = result.find(*where, shared=shared, **more)  # type: ignore[arg-type]
    assert row is not None
    return row


def test_peers_get_a_choice_of_the_generated_and_all_the_rest(result: Result) -> None:
    given = {row.name: {outcome.system for outcome in row.outcomes} for row in result.documents}
    both = [name for name, systems in given.items() if systems == {"ocrkit", "peer"}]
    assert all("ocrkit" in systems for systems in given.values())
    assert {"doc-20", "doc-21"} <= set(both)
    assert len(both) == 6 + 2
    assert [row.name for row in result.documents if row.shared] == both


def test_systems_are_compared_on_the_same_documents(result: Result) -> None:
    shared = [row for row in result.accuracy if row.shared and row.by == "all"]
    for part in {row.part for row in shared}:
        assert len({row.documents for row in shared if row.part == part}) == 1
    assert found(result, "ocrkit", "generated", shared=False).documents == 16
    assert found(result, "ocrkit", "generated", shared=True).documents < 16
    assert found(result, "ocrkit", "held-out", shared=False).documents == 1


def test_figures_of_a_known_answer(result: Result) -> None:
    right = found(result, "ocrkit", "generated", shared=False).figures
    assert (right["cells_exact"].value, right["silent"].value) == (1.0, 0.0)
    assert right["cells_exact"].interval is not None
    wrong = found(result, "peer", "generated", shared=True).figures
    assert (wrong["cells_exact"].value, wrong["silent"].value, wrong["reports_exact"].value) == (0.5, 0.5, 0.0)
    assert wrong["cells_exact"].interval is None  # under 10 documents


def test_a_crash_counts_as_nothing_read_and_is_named(result: Result) -> None:
    peer = next(system for system in result.systems if system.name == "peer")
    assert [failure.document for failure in peer.failures] == ["doc-21"]
    assert peer.failures[0].error == "out of memory in doc-21.py"  # no path of the machine
    real = found(result, "peer", "real", shared=True).figures
    assert real["cells_exact"].value == 1 / 4
    assert real["silent"].value == 1 / 4
    assert real["flagged"].value == 2 / 4


def test_a_system_that_is_not_installed_is_named(result: Result) -> None:
    absent = next(system for system in result.systems if system.name == "absent")
    assert (absent.not_run, absent.documents) == ("not installed", 0)
    assert not any(row.system == "absent" for row in result.accuracy)


def test_broken_down_by_level_engine_and_edition(result: Result) -> None:
    for axis, groups in {"level": ("office", "worn"), "engine": ("a", "b"), "edition": ("2019", "2021")}.items():
        rows = [found(result, "ocrkit", "generated", shared=False, by=axis, group=group) for group in groups]
        assert [row.documents for row in rows] == [8, 8]


def test_digits_read_as_others(result: Result) -> None:
    ocrkit, peer = result.confusion
    assert ocrkit.wrong == ()
    assert peer.wrong
    assert all(int(w.read) == (int(w.expected) + 1) % 10 for w in peer.wrong)


def test_where_a_system_draws_the_line(result: Result) -> None:
    ocrkit, peer = result.coverage
    assert (ocrkit.accepted.coverage, ocrkit.accepted.risk) == (1.0, 0.0)
    assert peer.accepted.coverage < 1.0  # nothing was read of one document
    assert peer.accepted.risk == 0.5


def test_time_is_in_the_result(result: Result) -> None:
    assert result.throughput is not None
    assert [speed.system for speed in result.throughput.speeds] == ["ocrkit", "peer"]


def test_written_and_read_back(result: Result, tmp_path: Path) -> None:
    write(result, tmp_path)
    assert read(tmp_path / "RESULT.json") == result
    assert {file.name for file in tmp_path.iterdir()} >= {"RESULT.json", "RESULT.md"}


def test_the_committed_schema_is_the_model_s(result: Result) -> None:
    """Write it anew with ``python -m benchmarks.run.schema``."""
    committed = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert committed == schema()
    jsonschema.validate(json.loads(text(result)), committed)


def test_the_result_tells_nothing_of_the_machine_s_folders(result: Result, folder: Path) -> None:
    text = result.model_dump_json()
    assert str(folder) not in text
    assert "/some/where" not in text
