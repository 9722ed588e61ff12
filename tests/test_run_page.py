"""The page, the plots and the README's section say what the result says."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from run_fakes import FakeSystem, documents, off_by_one

from benchmarks.run import machine, readme, tables
from benchmarks.run.kept import Kept
from benchmarks.run.model import Result, Spread
from benchmarks.run.page import PLOTS, page
from benchmarks.run.plots import DRAWINGS, draw_all
from benchmarks.run.whole import RunSettings, run
from benchmarks.run.written import JSON, read
from ocrkit.errors import OutputError
from ocrkit.score import Figure, Interval

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("page")
    systems = [
        FakeSystem("ocrkit"),
        FakeSystem("peer", off_by_one),
        FakeSystem("absent", why_missing="not installed"),
    ]
    settings = RunSettings(command="python -m benchmarks.run --seed 1", timing="small")
    return run(documents(folder, 12), systems, folder / "work", settings)


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_shares_are_percent_with_their_interval() -> None:
    figure = Figure(value=0.98765, numerator=1, denominator=1, documents=12, interval=Interval(0.9, 1.0))
    assert tables.share(figure) == "98.77% (90.00 to 100.00)"
    assert tables.share(figure.model_copy(update={"interval": None})) == "98.77%"
    assert tables.share(None) == "–"


def test_a_spread_of_one_measurement_has_no_range() -> None:
    assert tables.spread(Spread(median=2.0, low=2.0, high=2.0, n=1)) == "2.0"
    assert tables.spread(Spread(median=2.0, low=1.5, high=3.25, n=3), digits=2) == "2.00 (1.50 to 3.25)"


def test_a_row_a_system_and_every_row_as_wide_as_the_head(result: Result) -> None:
    table = rows(tables.accuracy(result, "generated", shared=True))
    assert [row[0] for row in table[2:]] == ["ocrkit", "peer"]
    assert {len(row) for row in table} == {len(table[0])}
    assert dict(zip(table[0], table[3], strict=True))["values exact"].startswith("50.00%")


def test_the_page_names_what_it_must(result: Result) -> None:
    text = page(result, ["growth.png"])
    for part in (result.run.command, result.run.machine.cpu, "Seed 1", "not run: not installed", "(growth.png)"):
        assert part in text
    assert "(stages.png)" not in text
    assert "by level" in text


def test_every_plot_is_drawn_and_has_ink(result: Result, tmp_path: Path) -> None:
    drawn = draw_all(result, tmp_path)
    assert drawn == list(DRAWINGS) == list(PLOTS)
    for name in drawn:
        image = cv2.imread(str(tmp_path / name), cv2.IMREAD_GRAYSCALE)
        assert image.shape[1] > 800
        assert (image < 200).mean() > 0.005


def test_a_result_without_times_has_no_plots_of_them(result: Result, tmp_path: Path) -> None:
    (tmp_path / "growth.png").write_bytes(b"of an earlier result")
    bare = result.model_copy(update={"throughput": None})
    assert draw_all(bare, tmp_path) == ["accuracy_by_level.png", "risk_coverage.png"]
    assert not (tmp_path / "growth.png").exists()
    assert "Time and memory" not in page(bare, [])


def test_the_readme_section_is_written_between_the_markers(result: Result) -> None:
    old = f"# Title\n\n{readme.BEGIN}\nold\n{readme.END}\n\nafter\n"
    text = readme.section(result, "small")
    new = readme.placed(old, text)
    assert new.startswith("# Title\n")
    assert new.endswith("\nafter\n")
    assert "old" not in new
    assert tables.accuracy(result, "generated", shared=True, metrics=tables.SHORT) in new
    assert readme.placed(new, text) == new


def test_times_come_from_the_small_result_where_the_full_run_took_none(result: Result) -> None:
    bare = result.model_copy(update={"throughput": None})
    assert tables.speed(result) in readme.section(bare, "full", result)
    assert "Time and memory" not in readme.section(bare, "full")


def test_the_readme_has_what_ocrkit_made_of_everything_and_of_what_was_kept_out() -> None:
    full, icdar = (read(readme.RESULTS / name / JSON) for name in ("full", "icdar2013-eu"))
    text = readme.section(full, "full", None, icdar)
    for name, row in (
        ("generated", full.find("ocrkit", "generated", shared=False)),
        ("kept out of development", full.find("ocrkit", "held-out", shared=False)),
    ):
        assert row is not None
        line = f"| {name} | {row.documents} | {tables.share(row.figures['cells_exact'])} |"
        assert line in text
    assert tables.accuracy(icdar, "real", shared=True, metrics=tables.SHORT) in text
    assert readme.ICDAR not in readme.section(full, "full")


def test_a_readme_without_markers_is_refused() -> None:
    with pytest.raises(OutputError, match="no benchmark section"):
        readme.placed("# Title\n", "text")


def test_a_figure_that_changes_is_noticed(result: Result, tmp_path: Path) -> None:
    source = tmp_path / "RESULT.json"
    source.write_text(result.model_dump_json(), encoding="utf-8")
    before = readme.section(read(source), "small")
    changed = source.read_text(encoding="utf-8").replace('"value":0.5', '"value":0.51')
    source.write_text(changed, encoding="utf-8")
    assert readme.section(read(source), "small") != before


def test_the_full_result_comes_before_the_small_one(tmp_path: Path) -> None:
    assert readme.committed(tmp_path) is None
    for name in ("small", "full"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "RESULT.json").touch()
        assert readme.committed(tmp_path) == tmp_path / name / "RESULT.json"


def test_the_readme_agrees_with_the_committed_result() -> None:
    """Write it anew with ``python -m benchmarks.run.readme``."""
    assert readme.main(["--check"]) == 0


RESULTS = sorted(
    file for file in (ROOT / "benchmarks" / "results").glob("*/RESULT.json") if file.parent.name != "mutants"
)
"""Of runs over documents; the mutants' result has a page of its own."""


def test_a_result_is_committed() -> None:
    assert RESULTS


@pytest.mark.parametrize("file", RESULTS, ids=lambda f: f.parent.name)
def test_committed_pages_are_those_of_their_results(file: Path) -> None:
    plots = [name for name in DRAWINGS if (file.parent / name).exists()]
    assert (file.parent / "RESULT.md").read_text(encoding="utf-8") == page(read(file), plots)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--out", "/srv/someone/out/run"], "--out run"),
        (["--documents", "out/corpus", "../shared/scans"], "--documents out/corpus ../shared/scans"),
        (["--out=/srv/someone/run"], "--out=run"),
    ],
)
def test_the_command_is_told_without_the_machine_s_folders(given: list[str], told: str) -> None:
    assert machine.command("m", given) == f"python -m m {told}"


def test_a_kept_file_is_whole_or_not_there(tmp_path: Path, result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(tmp_path)
    kept.put(("a",), "1", result.run)

    def full_disk(self: Path, *args: object, **kwargs: object) -> int:
        self.touch()
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full_disk)
        with pytest.raises(OSError, match="no space"):
            kept.put(("a",), "2", result.run.model_copy(update={"seed": 99}))
    assert kept.get(type(result.run), ("a",), "1") == result.run
    assert kept.get(type(result.run), ("a",), "2") is None
