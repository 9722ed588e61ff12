import json
import os
import signal
from typing import get_args

import pytest
from cli_fakes import LOST, FakeReader, Result, whole_report

from ocrkit.cli.main import main
from ocrkit.cli.parser import ENGINES
from ocrkit.errors import EncryptedError, FormDefinitionError
from ocrkit.export import journal
from ocrkit.settings import Engine
from ocrkit.types.report import Report, Source, SourcePage

FILES = ["report.csv", "report.html", "report.json", "report.md", "report.xlsx"]


def run(out, *more, reader=None):
    return main(["read", "p1.png", "p2.png", "-o", str(out), *more], reader or FakeReader())


def names(out):
    return sorted(p.name for p in out.iterdir() if p.is_file())


def test_every_format_is_written_and_named(tmp_path, capsys):
    assert run(tmp_path) == 0
    assert names(tmp_path) == FILES
    shown = capsys.readouterr().out
    for name in FILES:
        assert str(tmp_path / name) in shown


@pytest.mark.parametrize(
    ("result", "strict", "code"),
    [
        (Result(), False, 0),
        (Result(), True, 3),
        (Result(failures=(LOST,)), False, 1),
        (Result(failures=(LOST,)), True, 1),
        (Result(report=whole_report()), True, 0),
        (EncryptedError("needs a password", file="r.pdf"), False, 1),
        (FormDefinitionError("line 3: no key", file="f.yaml"), False, 2),
        (KeyboardInterrupt(), False, 130),
    ],
)
def test_exit_codes(tmp_path, result, strict, code, capsys):
    reader = FakeReader(result)
    assert run(tmp_path, *(["--strict"] if strict else []), reader=reader) == code


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["read"],
        ["read", "p.png"],
        ["read", "-o", "out"],
        ["read", "p.png", "-o", "x", "--formats", "json,doc"],
        ["read", "p.png", "-o", "x", "--formats", ","],
        ["read", "p.png", "-o", ""],
        ["read", "p.png", "-o", "x", "--dpi", "high"],
        ["table", "p.png"],
        ["guess"],
    ],
)
def test_a_wrong_command_line_is_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments, FakeReader())
    assert left.value.code == 2
    assert "usage: ocrkit" in capsys.readouterr().err


def test_an_existing_result_is_refused_before_reading(tmp_path, capsys):
    (tmp_path / "report.md").write_text("mine")
    reader = FakeReader()
    assert run(tmp_path, reader=reader) == 2
    assert reader.inputs is None
    assert (tmp_path / "report.md").read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert run(tmp_path, "--force") == 0
    assert (tmp_path / "report.md").read_text() != "mine"


def test_failures_name_file_and_remedy_on_stderr_and_the_rest_is_written(tmp_path, capsys):
    assert run(tmp_path, reader=FakeReader(Result(failures=(LOST,)))) == 1
    assert "lost.png: the file is empty (scan it again)" in capsys.readouterr().err
    assert names(tmp_path) == FILES


def test_what_to_check_by_hand_is_listed_with_page_and_crop(tmp_path, capsys):
    run(tmp_path)
    shown = capsys.readouterr().out
    listed = shown.split("to check by hand: 3")[1]
    assert "page 1  requests.denied_by_law.natural_person  read '59237.2449'; the probability" in listed
    crop = tmp_path / "doubtful" / "requests.denied_by_law.natural_person.png"
    assert str(crop) in listed
    assert crop.is_file()
    assert "findings: 1" in shown


def test_pictures_of_values_no_longer_doubtful_go_away_with_force(tmp_path):
    run(tmp_path)
    assert len(list((tmp_path / "doubtful").iterdir())) == 3
    run(tmp_path, "--force", reader=FakeReader(Result(report=whole_report())))
    assert not (tmp_path / "doubtful").exists()


def test_json_is_all_there_is_on_stdout(tmp_path, capsys):
    assert run(tmp_path, "--json", "--strict", "-v") == 3
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert summary["exit_code"] == 3
    assert summary["values"] == 9
    assert [d["row"] for d in summary["doubtful"]] == ["denied_by_law"] * 3
    assert all(d["crop"].endswith(".png") for d in summary["doubtful"])
    assert summary["doubtful"][0]["doubts"] == [{"code": "improbable", "detail": {"probability": 0.41}}]
    assert summary["doubts"] == {"read_with_specks": 1, "improbable": 1}
    assert set(summary["files"]) >= {str(tmp_path / name) for name in FILES}
    assert "recognise" in captured.err
    assert "1.75 s" in captured.err


def test_json_tells_failures_too(tmp_path, capsys):
    reader = FakeReader(EncryptedError("needs a password", file="r.pdf", remedy="give --password"))
    assert run(tmp_path, "--json", reader=reader) == 1
    failure = json.loads(capsys.readouterr().out)["failures"][0]
    assert failure == {
        "error": "EncryptedError",
        "message": "needs a password",
        "file": "r.pdf",
        "page": None,
        "remedy": "give --password",
    }


def test_options_reach_the_reader(tmp_path):
    reader = FakeReader()
    more = [
        "--form",
        "a.yaml",
        "--form",
        "b.yaml",
        "--dpi",
        "400",
        "--password",
        "p",
        "--models",
        "m",
        "--engine",
        "paddleocr",
        "--keep-order",
        "--debug",
        "d",
    ]
    run(tmp_path, *more, "--keep-order", reader=reader)
    assert reader.inputs == ["p1.png", "p2.png"]
    asked = reader.options
    assert (asked.forms, asked.dpi, asked.password, asked.models) == (("a.yaml", "b.yaml"), 400.0, "p", "m")
    assert asked.keep_order
    assert asked.debug == "d"
    assert asked.engine == "paddleocr"


def test_formats(tmp_path):
    run(tmp_path, "--formats", "json,csv")
    assert names(tmp_path) == ["report.csv", "report.json"]


def test_what_was_written_is_what_was_read(tmp_path):
    run(tmp_path)
    assert Report.from_json(tmp_path / "report.json") == Result().report


def test_ctrl_c_leaves_nothing_behind(tmp_path, capsys):
    assert run(tmp_path / "out", reader=FakeReader(KeyboardInterrupt())) == 130
    assert list(tmp_path.iterdir()) == []
    assert "interrupted; results that were there are as they were" in capsys.readouterr().err


def test_ctrl_c_while_the_results_are_shown_says_that_they_are_written(tmp_path, capsys, monkeypatch):
    def interrupted(lines):
        raise KeyboardInterrupt

    monkeypatch.setattr("ocrkit.cli.read.emit", interrupted)
    assert run(tmp_path) == 130
    assert names(tmp_path) == FILES
    assert "interrupted; the new results are written, all of them" in capsys.readouterr().err


def test_where_nothing_could_be_read_nothing_is_replaced(tmp_path, capsys):
    run(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    capsys.readouterr()
    lost = SourcePage(number=1, file="lost.png", error="the file is empty")
    nothing = Result(report=Report(source=Source(pages=(lost,))), failures=(LOST,))
    assert run(tmp_path, "--force", reader=FakeReader(nothing)) == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert "written" not in capsys.readouterr().out
    assert run(tmp_path / "new", reader=FakeReader(nothing)) == 1
    assert not (tmp_path / "new").exists()


def test_a_terminated_run_unwinds_and_leaves_nothing_behind(tmp_path, monkeypatch):
    def terminated(descriptor):
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(journal.os, "fsync", terminated)
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as left:
        run(tmp_path)
    assert left.value.code == 143
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before


def test_progress_and_chatter_stay_away_from_stdout(tmp_path, capsys):
    run(tmp_path)
    captured = capsys.readouterr()
    assert "of a library" not in captured.out
    assert "2 of 3 pages" in captured.err
    assert "\x1b" not in captured.err


def test_the_engines_of_the_command_are_those_of_the_library():
    assert get_args(Engine) == ENGINES


def test_the_language_is_that_of_terminal_and_html_and_of_nothing_else(tmp_path, capsys, monkeypatch):
    shown = {}
    for language in ("en", "zh"):
        assert run(tmp_path / language, "--lang", language, reader=FakeReader(Result(failures=(LOST,)))) == 1
        said = capsys.readouterr()
        page = (tmp_path / language / "report.html").read_text(encoding="utf-8")
        shown[language] = (
            "\n".join(line for line in said.out.splitlines() if str(tmp_path) not in line),
            said.err,
            page,
        )
    for name in ("report.json", "report.csv", "report.md"):
        assert (tmp_path / "en" / name).read_bytes() == (tmp_path / "zh" / name).read_bytes()
    assert all("识别概率只有 0.41" in text for text in (shown["zh"][0], shown["zh"][2]))
    assert all("the probability is only 0.41" in text for text in (shown["en"][0], shown["en"][2]))
    for word in ("doubtful", "to check", "cannot be read", "written", "findings", "values", "probability", "page "):
        assert word not in shown["zh"][0], word
    for word in ("to check", "cannot be read", "Findings", "Tables", "Source", "confidence", "probability"):
        assert word not in shown["zh"][2].partition("<body")[2].partition("<script>")[0], word
    assert "未能读取 lost.png" in shown["zh"][1]
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run(tmp_path / "by locale") == 0
    assert "需人工核对" in capsys.readouterr().out
