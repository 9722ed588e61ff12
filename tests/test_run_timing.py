"""Systems are timed in turn, and ratios are taken pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import cv2
import numpy as np
import pytest
from run_fakes import FakeSystem, documents

from benchmarks.run.growth import by_cells, by_pages, growth, side_by_side
from benchmarks.run.kept import Kept
from benchmarks.run.throughput import SMALL, TimingSettings, measure
from benchmarks.run.timing import Started, Timing, interleaved, speeds, spread, start_all
from ocrkit.score import PageOutput, SystemOutput

SETTINGS = TimingSettings(
    reports=2, rounds=2, starts=3, pages=(1, 2, 99), cells=(40, 80), growth_rounds=2, growth_peers=True
)


def quiet(text: str) -> None:
    """Nobody waits."""


def reports(folder: Path, count: int) -> list[tuple[str, tuple[Path, ...]]]:
    return [(document.name, document.images) for document in documents(folder, count)]


def timing(system: str, report: str, seconds: float, pages: Sequence[float] = (1.0,)) -> Timing:
    read = tuple(PageOutput(page=i, seconds=s) for i, s in enumerate(pages, 1))
    output = SystemOutput(system=system, pages=read, stages={"tables": 2.0}, peak_mib=50.0)
    return Timing(system, report, 0, seconds, output)


def started(name: str) -> Started:
    return Started(FakeSystem(name), spread([1.0, 2.0, 6.0]), 3.0)


def test_systems_take_turns_and_every_other_round_goes_backwards(tmp_path: Path) -> None:
    workers = {name: FakeSystem(name) for name in ("a", "b")}
    found = list(interleaved(workers, reports(tmp_path, 2), 2, quiet))
    order = [(t.turn, t.report, t.system) for t in found]
    assert order == [
        (0, "doc-0", "a"), (0, "doc-0", "b"), (0, "doc-1", "a"), (0, "doc-1", "b"),
        (1, "doc-0", "b"), (1, "doc-0", "a"), (1, "doc-1", "b"), (1, "doc-1", "a"),
    ]  # fmt: skip


def test_a_system_that_crashes_is_no_longer_timed_the_others_are(tmp_path: Path) -> None:
    workers = {"a": FakeSystem("a"), "b": FakeSystem("b", crashes_on=("doc-1",))}
    said: list[str] = []
    found = list(interleaved(workers, reports(tmp_path, 3), 1, said.append))
    assert [t.report for t in found if t.system == "a"] == ["doc-0", "doc-1", "doc-2"]
    assert [t.report for t in found if t.system == "b"] == ["doc-0"]
    assert any("b" in text and "doc-1" in text for text in said)
    names = [s.system for s in speeds({"a": started("a"), "b": started("b")}, found, 1)]
    assert names == ["a"]


def test_starting_is_measured_in_turn_and_the_warm_up_is_not_counted(tmp_path: Path) -> None:
    a, b = FakeSystem("a"), FakeSystem("b", crashes_on=("doc-0",))
    with ExitStack() as alive:
        kept = start_all([a, b], reports(tmp_path, 1)[0], 2, 3, alive, quiet)
    assert (a.starts, a.asked) == (3, ["doc-0"])
    assert list(kept) == ["a"]
    assert (kept["a"].startup.n, kept["a"].startup.median) == (3, 0.5)


def test_ratios_are_pair_by_pair() -> None:
    """The machine is ten times slower for the second report; the peer takes 3 and 5 times as long."""
    timings = [
        timing("ocrkit", "one", 1.0), timing("peer", "one", 3.0),
        timing("ocrkit", "two", 10.0), timing("peer", "two", 50.0),
    ]  # fmt: skip
    own, peer = speeds({"ocrkit": started("ocrkit"), "peer": started("peer")}, timings, 1)
    assert own.ratio is None
    assert peer.ratio is not None
    assert (peer.ratio.median, peer.ratio.low, peer.ratio.high) == (4.0, 3.0, 5.0)
    assert own.pages_per_second == pytest.approx(2 / 11)
    assert peer.over is not None
    assert (peer.over.value, peer.over.documents, peer.over.interval) == (pytest.approx(53 / 11), 2, None)


def test_the_ratio_of_all_time_has_an_interval_over_reports() -> None:
    timings = [
        timing(system, str(i), seconds)
        for i in range(12)
        for system, seconds in (("ocrkit", 1.0), ("peer", 2.0 + i % 3))
    ]
    _, peer = speeds({"ocrkit": started("ocrkit"), "peer": started("peer")}, timings, 1)
    assert peer.over is not None
    assert peer.over.interval is not None
    assert peer.over.value == pytest.approx(3.0)
    assert 2.4 < peer.over.interval.low < 3.0 < peer.over.interval.high < 3.6


def test_percentiles_of_pages_and_stages_a_page() -> None:
    pages = [float(i) for i in range(1, 101)]
    (speed,) = speeds({"ocrkit": started("ocrkit")}, [timing("ocrkit", "one", 5050.0, pages)], 1)
    assert speed.page_p50 == pytest.approx(50.5)
    assert speed.page_p95 == pytest.approx(95.05)
    assert speed.stages == {"tables": pytest.approx(0.02)}
    assert (speed.peak_mib, speed.warmup_seconds, speed.startup_seconds.median) == (50.0, 3.0, 2.0)


def test_reports_of_every_size_there_are_pages_for(tmp_path: Path) -> None:
    sized = by_pages(reports(tmp_path, 5), (1, 2, 4, 8))
    assert [(name, len(set(pages))) for name, pages in sized] == [("1", 1), ("2", 2), ("4", 4)]


def test_growth_is_measured_for_every_size(tmp_path: Path) -> None:
    workers = {name: FakeSystem(name) for name in ("a", "b")}
    found = list(growth(workers, "pages", by_pages(reports(tmp_path, 4), (1, 2, 4)), 2, quiet))
    assert [(g.system, [p.size for p in g.points]) for g in found] == [("a", [1, 2, 4]), ("b", [1, 2, 4])]
    assert all(point.seconds.n == 2 for g in found for point in g.points)


def test_drawn_tables_have_the_cells_they_are_named_for(tmp_path: Path) -> None:
    for name, (page,) in by_cells((40, 320), tmp_path, seed=1):
        paper = cv2.imread(str(page), cv2.IMREAD_GRAYSCALE) > 128
        areas = cv2.connectedComponentsWithStats(paper.astype(np.uint8))[2][1:, cv2.CC_STAT_AREA]
        assert ((areas > 5000) & (areas < 12000)).sum() == int(
            name
        )  # fields that rules enclose; holes of 0, 6, 8 are less


def test_every_size_of_table_fits_the_page(tmp_path: Path) -> None:
    ((_, (page,)),) = by_cells((640,), tmp_path, seed=1)
    ink = cv2.imread(str(page), cv2.IMREAD_GRAYSCALE) < 128
    assert not ink[-100:].any()
    assert not ink[:, -50:].any()
    with pytest.raises(ValueError, match="do not fit"):
        by_cells((1600,), tmp_path, seed=1)


def test_processes_share_the_reports_out(tmp_path: Path) -> None:
    system = FakeSystem("ocrkit")
    given = reports(tmp_path, 4)
    one, two = side_by_side(system, given, ((1, 2), (2, 1)), 3, quiet)
    assert (one.processes, one.threads, two.processes, two.threads) == (1, 2, 2, 1)
    assert system.starts == 3
    assert len(system.asked) == 3 + 2 * 3 * 4  # warm-ups, then each report once for each shape and round
    assert (one.pages_per_second.n, two.pages_per_second.n) == (3, 3)


def test_what_was_timed_is_kept_and_another_system_is_timed_anew(tmp_path: Path) -> None:
    system, kept, given = FakeSystem("ocrkit"), Kept(tmp_path / "work"), documents(tmp_path, 4)
    first = measure([system], given, SETTINGS, seed=1, threads=2, kept=kept, say=quiet)
    asked = len(system.asked)
    assert measure([system], given, SETTINGS, seed=1, threads=2, kept=kept, say=quiet) == first
    assert len(system.asked) == asked
    system.made_of = "2"
    measure([system], given, SETTINGS, seed=1, threads=2, kept=kept, say=quiet)
    assert len(system.asked) == 2 * asked


def test_a_system_that_always_crashes_is_not_timed(tmp_path: Path) -> None:
    """A crash in warming up means that nothing can be timed; the run goes on without."""
    given = documents(tmp_path, 2)
    system = FakeSystem("ocrkit", crashes_on=("doc-0", "doc-1"))
    found = measure([system], given, SMALL, seed=1, threads=2, kept=Kept(tmp_path / "work"), say=quiet)
    assert (found.speeds, found.growth, found.workers) == ((), (), ())
