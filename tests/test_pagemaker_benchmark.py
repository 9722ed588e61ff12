"""The benchmark's corpus: balanced, reproducible, valid, and nothing held out in it unless that was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks.pagemaker import __main__ as command
from benchmarks.pagemaker import agency, benchmark, degrade, engines, labels, randomtables, tablevalues, typeset
from benchmarks.pagemaker.content import ReportSpec, make_report
from benchmarks.pagemaker.make import Job, TableJob
from benchmarks.pagemaker.strata import Dealer
from benchmarks.pagemaker.style import BENCHMARK_FONTS, FONT_SETS, HELD_OUT_FONTS
from ocrkit.score.truth import read_truth

MISSING = [why for name in engines.ENGINES if (why := typeset.missing(name, BENCHMARK_FONTS))]
_ROOT = Path(__file__).parent.parent
needs_engines = pytest.mark.skipif(bool(MISSING), reason=f"pages cannot be set here: {MISSING[:1]}")


def _reports(seed: int, count: int, **options: bool) -> list[Job]:
    return [job for job in benchmark.jobs(seed, count, 0, **options) if isinstance(job, Job)]


def _facts(job: Job | TableJob) -> dict[str, object]:
    return dict(job.facts)


@pytest.mark.parametrize("count", [36, 120])
def test_every_factor_is_dealt_evenly(count: int) -> None:
    jobs = _reports(1, count)
    factors = {
        "level": ([j.level for j in jobs], len(degrade.LEVELS)),
        "engine": ([j.engine for j in jobs], len(engines.ENGINES)),
        "font": ([j.style.fonts.name for j in jobs], len(BENCHMARK_FONTS)),
        "edition": ([j.report.editions for j in jobs], 3),
        "density": ([j.report.density for j in jobs], 3),
    }
    for name, (dealt, values) in factors.items():
        counts = Counter(dealt)
        assert len(counts) == values, name
        assert max(counts.values()) - min(counts.values()) <= 2, (name, counts)
    assert min(Counter(j.dpi for j in jobs).values()) >= count // 8
    assert {j.dpi for j in jobs} == {100, 150, 200, 300, 400}


def test_every_pair_of_level_with_font_engine_edition_and_dpi_occurs() -> None:
    jobs = _reports(1, 120)
    for pairs, wanted in (
        ([(j.level, j.style.fonts.name) for j in jobs], len(degrade.LEVELS) * len(BENCHMARK_FONTS)),
        ([(j.level, j.engine) for j in jobs], len(degrade.LEVELS) * len(engines.ENGINES)),
        ([(j.level, j.report.editions) for j in jobs], len(degrade.LEVELS) * 3),
        ([(j.level, j.dpi) for j in jobs], sum(len(level.dpis) for level in degrade.LEVELS.values())),
    ):
        assert len(set(pairs)) == wanted


def test_the_first_documents_are_a_stratified_sample_of_all() -> None:
    few, many = _reports(1, 12), _reports(1, 120)
    assert few == many[:12]
    assert len({j.level for j in few}) == len(degrade.LEVELS)


def test_a_dealer_gives_each_value_once_before_any_twice() -> None:
    dealer = Dealer(np.random.default_rng(0))
    hands = [dealer.deal("suit", "abcd", {}) for _ in range(8)]
    assert sorted(hands[:4]) == sorted(hands[4:]) == list("abcd")


def test_nothing_held_out_is_ever_developed_on() -> None:
    held_fonts = {family for fonts in HELD_OUT_FONTS for family in fonts.families}
    for fonts in (*BENCHMARK_FONTS, *FONT_SETS):
        assert not fonts.families & held_fonts
    assert degrade.HELD_OUT_LEVEL not in degrade.LEVELS
    assert engines.HELD_OUT_ENGINE.name not in engines.ENGINES
    for job in benchmark.jobs(1, 120, 24):
        assert "held_out" not in _facts(job)
        assert job.level in degrade.LEVELS
        assert job.engine in engines.ENGINES
        assert job.style.fonts in BENCHMARK_FONTS


def test_a_held_out_document_says_what_is_held_out() -> None:
    seen = Counter()
    for job in benchmark.jobs(1, 24, 8, held_out=True):
        facts = _facts(job)
        assert facts["held_out"] is True
        held = {
            "level": job.level == degrade.HELD_OUT_LEVEL,
            "engine": job.engine == engines.HELD_OUT_ENGINE.name,
            "font": job.style.fonts in HELD_OUT_FONTS,
        }
        stratum = facts["stratum"]
        assert held == {name: stratum in (name, "all") for name in held}
        seen[stratum] += 1
    assert len(seen) == 4
    assert len(set(seen.values())) == 1


def test_seeds_of_different_documents_differ() -> None:
    jobs = [*benchmark.jobs(1, 120, 24), *benchmark.jobs(1, 120, 24, held_out=True), *benchmark.jobs(2, 120, 24)]
    seeds = [job.report.seed if isinstance(job, Job) else job.seed for job in jobs]
    assert len(set(seeds)) == len(seeds)


@needs_engines
def test_one_seed_gives_the_same_bytes_whatever_the_number_of_processes(tmp_path: Path) -> None:
    made = {}
    for processes in ("1", "2"):
        out = tmp_path / processes
        options = ["--seed", "9", "--count", "1", "--tables", "1", "--jobs", processes]
        # as a person starts it: processes that it starts find less of a module that is run than of an imported one
        start = [sys.executable, "-m", "benchmarks.pagemaker"]
        subprocess.run([*start, "benchmark", str(out), *options], check=True, cwd=_ROOT, stdout=subprocess.DEVNULL)
        made[processes] = (out / "corpus.json").read_bytes()
    assert made["1"] == made["2"]
    manifest = json.loads(made["1"])
    assert len(manifest["documents"]) == 2
    assert len({file["truth.json"] for file in manifest["documents"].values()}) == 2
    for name in manifest["documents"]:
        _check_truth(tmp_path / "1" / name)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["out", "--count", "0"], "0 is less than 1"),
        (["out", "--count", "1", "--tables", "-2"], "-2 is less than 0"),
        (["out", "--jobs", "0"], "0 is less than 1"),
        (["file/out", "--count", "1"], "name a folder that can be made"),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_why(
    options: list[str], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    try:
        status = command.main(["benchmark", *options])
    except SystemExit as end:
        status = int(str(end.code))
    assert status == 2
    assert said in capfd.readouterr().err


def _check_truth(folder: Path) -> None:
    """The truth fits its pages, and a value is the same in the form and in its table, at the same place."""
    truth = read_truth(folder)
    assert truth.source == "generated"
    assert not truth.held_out
    assert all((truth.level, truth.dpi, truth.engine, truth.font))
    for key, form in truth.forms().items():
        cells = {(c.page, c.box): c.text for t in truth.tables if t.form == key for c in t.cells}
        for row, column, value in form:
            assert cells[value.page, value.box] == value.text, (key, row, column)


@pytest.mark.parametrize("density", ["sparse", "usual"])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_reported_numbers_add_up(density: str, edition: str) -> None:
    for seed in range(5):
        report = make_report(ReportSpec(seed, editions=(edition, edition), density=density))
        assert tablevalues.inconsistencies(report.tables) == []


def test_reported_counts_are_heavy_tailed() -> None:
    leaves = labels.leaf_rows("2021")
    rng = np.random.default_rng(1)
    rows = [agency.applications(rng, "usual", leaves) for _ in range(300)]
    counts = np.concatenate([row[leaf] for row in rows for leaf in leaves])
    assert 0.6 < (counts == 0).mean() < 0.95
    received = np.array([row["new_received"].sum() for row in rows])
    assert received.max() > 20 * np.median(received)
    licences = [agency.disclosed(rng, "administrative_licences", "decisions") for _ in range(500)]
    assert max(licences) >= 10**7
    assert 0.15 < np.mean(np.array(licences) == 0) < 0.35


@pytest.mark.parametrize("seed", range(12))
def test_random_tables_tile_their_grid_and_draw_every_line(seed: int) -> None:
    _, grids = randomtables.tables(np.random.default_rng(seed))
    for table in grids.values():
        owner = np.full((table.n_rows, table.n_cols), -1)
        for number, cell in enumerate(table.cells):
            square = owner[cell.row : cell.row + cell.row_span, cell.col : cell.col + cell.col_span]
            assert (square == -1).all()
            square[...] = number
        assert (owner >= 0).all()
        assert (owner[1:] != owner[:-1]).any(axis=1).all()
        assert (owner[:, 1:] != owner[:, :-1]).any(axis=0).all()


def test_random_tables_merge_cells_both_ways_and_mix_words_with_numbers() -> None:
    cells = [
        cell
        for seed in range(12)
        for table in randomtables.tables(np.random.default_rng(seed))[1].values()
        for cell in table.cells
    ]
    assert any(cell.row_span > 1 and cell.col_span > 1 for cell in cells)
    assert any(cell.row_span > 2 for cell in cells)
    assert any(cell.text[:1].isdigit() for cell in cells)
    assert any(cell.text and not cell.text.isascii() for cell in cells)
