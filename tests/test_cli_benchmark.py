"""``ocrkit benchmark``: what it prints and writes, its exit codes, and that no document takes the others with it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest
from cli_fakes import PageTables
from score_samples import FIRST, VALUES, grid, known, report

from ocrkit.cli.benchmark import below
from ocrkit.cli.main import main
from ocrkit.errors import BrokenFileError, WorkerError
from ocrkit.export import PageImages
from ocrkit.score import score_document, write_truth
from ocrkit.score.folder import FolderScore, folder_score
from ocrkit.types.page import Image, PageRef
from ocrkit.types.report import Report, Source, SourcePage
from ocrkit.types.table import Place, Table, TableCell

PLACE = (FIRST, "total")
WRONG = {PLACE: {"value": 1228, "text": "1228"}}
FLAGGED = {PLACE: {"value": 1228, "text": "1228", "status": "review"}}


class Images:
    def image(self, number: int, at_least: int | None = None) -> Image:
        return np.full((900, 700), 200, np.uint8)


@dataclass
class Result:
    report: Report
    failures: tuple[BrokenFileError, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    images: PageImages | None = field(default_factory=Images)
    pages: tuple[PageTables, ...] = ()


def result_of(change) -> Result:
    output = report(change)
    assert output.report is not None
    source = SourcePage(number=1, file="page1.png")
    whole = output.report.model_copy(update={"source": Source(pages=(source,))})
    cells = tuple(
        TableCell(rows=c.rows, cols=c.cols, text=c.text, places=(Place(page=1, box=c.box),)) for c in grid().cells
    )
    table = Table(n_rows=grid().n_rows, n_cols=grid().n_cols, cells=cells)
    return Result(whole, pages=(PageTables(PageRef(1, "page1.png"), (table,)),))


class SpoilingReader:
    """Reads a document as the name of its folder says; raises what it is told to."""

    def __call__(self, options):
        assert options.keep_order
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def read_report(self, inputs, progress=None):
        print("chatter of a library")
        match Path(inputs[0]).parent.name:
            case "wrong":
                return result_of(WRONG)
            case "flagged":
                return result_of(FLAGGED)
            case "broken":
                return Result(Report(), failures=(BrokenFileError("cut short", file="page1.png", page=1),))
            case "crash":
                raise ZeroDivisionError("nobody foresaw this")
            case "death":
                raise WorkerError("the process that read it died (signal 9)", file="page1.png", page=1)
        return result_of({})


@pytest.fixture
def pages(tmp_path):
    """Makes documents of one page with the known truth."""

    def make(*names: str) -> Path:
        for name in names:
            folder = tmp_path / "pages" / name
            folder.mkdir(parents=True)
            height = 30 * grid().n_rows
            cv2.imwrite(str(folder / "page1.png"), np.full((height, 700), 255, np.uint8))
            write_truth(folder, known())
        return tmp_path / "pages"

    return make


def run(folder: Path, *more: str) -> int:
    return main(["benchmark", str(folder), *more], SpoilingReader())


def test_a_perfect_reading(pages, tmp_path, capsys):
    assert run(pages("one"), "-o", str(tmp_path / "out"), "--min-accuracy", "1", "--max-silent", "0") == 0
    shown = capsys.readouterr()
    assert "chatter" not in shown.out
    assert "misses: none" in shown.out
    row = next(line for line in shown.out.splitlines() if line.startswith("one"))
    assert row.split() == ["one", "office", "175", "175", "0", "0"]
    score = FolderScore.model_validate_json((tmp_path / "out/score.json").read_text(encoding="utf-8"))
    assert {n: f.value for n, f in score.all.figures.items()} == (
        dict.fromkeys(score.all.figures, 1.0)
        | dict.fromkeys(("silent", "flagged", "cer", "cer_found"), 0.0)
        | dict.fromkeys(("plain_exact", "plain_silent", "plain_flagged", "head_exact", "head_silent", "told"))
    )
    assert "Every value is right." in (tmp_path / "out/score.html").read_text(encoding="utf-8")


def test_a_miss_is_listed_with_its_picture(pages, tmp_path, capsys):
    assert run(pages("wrong", "flagged"), "-o", str(tmp_path / "out")) == 0
    shown = capsys.readouterr().out
    assert f"SILENT   wrong  requests.{FIRST}.total  printed '1221', read '1228'" in shown
    assert f"flagged  flagged  requests.{FIRST}.total" in shown
    page = (tmp_path / "out/score.html").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if f"requests · {FIRST} · total" in line]
    assert len(rows) == 2
    assert all("data:image/png;base64," in row and "<td>1221</td><td>1228</td>" in row for row in rows)
    assert ["not flagged" in row for row in rows] == [True, False]


def test_the_language_is_that_of_terminal_and_html(pages, tmp_path, capsys):
    assert run(pages("wrong", "flagged"), "-o", str(tmp_path / "out"), "--lang", "zh") == 0
    shown = capsys.readouterr().out
    body = (tmp_path / "out/score.html").read_text(encoding="utf-8").partition("<body")[2].partition("<script>")[0]
    assert "错误而未标出" in shown
    assert "错误而未标出" in body
    for word in ("values", "right", "printed", "read", "misses", "all together", "interval", "documents"):
        assert word not in shown.replace("score", ""), word
        assert f">{word}" not in body, word
    assert run(tmp_path / "pages", "-o", str(tmp_path / "en")) == 0
    assert "values right" in capsys.readouterr().out
    zh, en = (json.loads((tmp_path / name / "score.json").read_text(encoding="utf-8")) for name in ("out", "en"))
    assert zh["all"] == en["all"]


@pytest.mark.parametrize(("limit", "code", "said"), [("0.99", 0, ""), ("0.995", 4, "174 of 175 values")])
def test_worse_than_asked_for_is_4(pages, capsys, limit, code, said):
    assert run(pages("wrong"), "--min-accuracy", limit) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "accuracy", "silent", "problems"),
    [
        (WRONG, None, None, 0),
        (WRONG, 174 / 175, 1, 0),
        (WRONG, 0.995, 0, 2),
        (WRONG, None, 0, 1),
        (FLAGGED, None, 0, 0),
        (FLAGGED, 1.0, 0, 1),
    ],
)
def test_limits_are_kept_to_the_value(change, accuracy, silent, problems):
    score = folder_score("ocrkit", [score_document(report(change), known())], [], 0.0)
    assert len(list(below(score, accuracy, silent))) == problems


def test_nothing_scored_is_not_accurate():
    assert "no value was scored" in next(below(folder_score("ocrkit", [], [], 0.0), 0.5, 0))


def test_no_document_takes_the_others_with_it(pages, capsys):
    folder = pages("1-crash", "2-right", "3-death", "4-right", "5-broken")
    for name in ("crash", "death", "broken"):
        next(folder.glob(f"*-{name}")).rename(folder / name)
    assert run(folder, "--json", "--min-accuracy", "1") == 1
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert [d["name"] for d in summary["documents"]] == ["2-right", "4-right"]
    lost = {each["name"]: each["error"] for each in summary["lost"]}
    assert list(lost) == ["broken", "crash", "death"]
    assert "ZeroDivisionError: nobody foresaw this" in lost["crash"]
    assert "the process that read it died" in lost["death"]
    assert "page1.png page 1: cut short" in lost["broken"]
    assert all(f"no score for {name}" in captured.err for name in lost)
    assert summary["all"]["figures"]["cells_exact"]["value"] == 1


def test_a_wrong_truth_is_refused_before_anything_is_read(pages, capsys):
    folder = pages("death", "wrong")
    file = folder / "wrong" / "truth.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["requests"]["cells"][FIRST]["totall"] = content["requests"]["cells"][FIRST].pop("total")
    file.write_text(json.dumps(content), encoding="utf-8")
    assert run(folder) == 2
    error = capsys.readouterr().err
    assert str(file) in error
    assert f"requests.cells.{FIRST}.totall" in error
    assert "is total meant?" in error


def test_more_pages_than_the_truth_names_are_refused(pages, capsys):
    folder = pages("one")
    file = folder / "one" / "truth.json"
    two = [np.full((900, 700), 255, np.uint8)] * 2
    cv2.imwritemulti(str(folder / "one" / "two.tiff"), two)
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(content | {"pages": [{"file": "two.tiff"}]}), encoding="utf-8")
    assert run(folder) == 2
    assert "pages: 1 are given, and the files have 2" in capsys.readouterr().err
    file.write_text(json.dumps(content | {"pages": [{"file": "two.tiff"}] * 2}), encoding="utf-8")
    assert run(folder) == 0


def test_a_folder_without_truth_and_results_that_are_there(pages, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty") == 2
    assert "ocrkit benchmark --help" in capsys.readouterr().err
    assert run(tmp_path / "nowhere") == 2
    out = tmp_path / "out"
    out.mkdir()
    (out / "score.json").write_text("mine")
    assert run(pages("one"), "-o", str(out)) == 2
    assert (out / "score.json").read_text() == "mine"
    assert run(tmp_path / "pages", "-o", str(out), "--force") == 0


def test_the_folder_itself_can_be_the_document(pages, capsys):
    assert run(pages("one") / "one") == 0
    assert capsys.readouterr().out.splitlines()[1].split()[0] == "one"


@pytest.mark.parametrize("options", [("--min-accuracy", "99"), ("--min-accuracy", "all"), ("--max-silent", "-1")])
def test_senseless_limits_are_refused(options, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["benchmark", "x", *options], SpoilingReader())
    assert stop.value.code == 2


def test_the_example_in_the_help_is_a_truth(tmp_path, capsys):
    from ocrkit.cli.parser_help import BENCHMARK_EXAMPLES
    from ocrkit.score import read_truth

    text = BENCHMARK_EXAMPLES[BENCHMARK_EXAMPLES.index("{") :]
    (tmp_path / "truth.json").write_text(text, encoding="utf-8")
    cv2.imwrite(str(tmp_path / "page1.jpg"), np.full((9, 9), 255, np.uint8))
    truth = read_truth(tmp_path)
    assert truth.requests is not None
    assert sum(1 for _ in truth.requests) == 3
    assert set(truth.requests.cells) <= {row for row, _ in VALUES}


def test_a_dash_prints_the_score_as_json_and_writes_nothing(pages, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = pages("one")
    before = sorted(tmp_path.rglob("*"))
    assert run(folder, "-o", "-") == 0
    score = FolderScore.model_validate_json(capsys.readouterr().out)
    assert [each.name for each in score.documents] == ["one"]
    assert sorted(tmp_path.rglob("*")) == before
    assert run(folder, "-o", "-", "--json") == 2
    assert "both want standard output" in capsys.readouterr().err
