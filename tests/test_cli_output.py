"""The command's streams, and file names of any bytes in everything it writes and says."""

import json
import os
import subprocess
import sys

import pytest
from cli_fakes import FakeReader, PageTables, Result
from export_samples import sample_report, sample_table

from ocrkit.cli.main import main
from ocrkit.errors import EmptyFileError
from ocrkit.names import shown_name
from ocrkit.types.page import PageRef
from ocrkit.types.report import Report, Source, SourceFile, SourcePage

GBK = os.fsdecode("年报.jpg".encode("gb18030"))
SHOWN = r"\xc4\xea\xb1\xa8.jpg"
FILES = ["report.csv", "report.html", "report.json", "report.md", "report.xlsx"]
COMMAND = (
    "import sys; from cli_fakes import FakeReader; from ocrkit.cli.main import main; sys.exit(main({}, FakeReader()))"
)


def shell(folder, redirection, *arguments):
    """Run the command with a reader that has read already, its streams redirected by a shell."""
    python = COMMAND.format(list(arguments) or ["read", "p.png", "-o", str(folder)])
    done = subprocess.run(
        ["sh", "-c", f'"$0" -c "$1" {redirection}', sys.executable, python],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_stdout_that_cannot_be_written_is_said_and_the_results_are_safe(tmp_path, redirection, more):
    done = shell(tmp_path, redirection, "read", "p.png", "-o", str(tmp_path), *more)
    assert done.returncode == 1
    assert "ocrkit: standard output: cannot be written" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == FILES


def test_help_that_cannot_be_written_is_said(tmp_path):
    done = shell(tmp_path, ">/dev/full", "--help")
    assert done.returncode == 1
    assert "standard output: cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("redirection", "code"), [("| true", 0), ("2>&-", 0), ("2>/dev/full", 0), ("<&- >&- 2>&-", 1)]
)
def test_a_reader_that_has_gone_or_no_stderr_costs_nothing(tmp_path, redirection, code):
    done = shell(tmp_path, redirection)
    assert done.returncode == code
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == FILES


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.jpg", "a.jpg"),
        ("年报.jpg", "年报.jpg"),
        (GBK, SHOWN),
        (f"目录/{GBK}", f"目录/{SHOWN}"),
        ("a\\b", "a\\b"),
        ("a\ud83d", r"a\ud83d"),
    ],
)
def test_a_byte_that_is_not_utf8_is_written_as_its_number(name, shown):
    assert shown_name(name) == shown
    assert shown_name(shown) == shown
    assert name == shown or os.fsencode(GBK) == b"".join(bytes.fromhex(x) for x in SHOWN[:-4].split("\\x")) + b".jpg"


def gbk_report() -> Report:
    lost = EmptyFileError("the file is empty", file=GBK)
    pages = (SourcePage(number=1, file=GBK), SourcePage(number=2, file=GBK, error=str(lost)))
    return sample_report().model_copy(
        update={"source": Source(files=(SourceFile(name=GBK, sha256="0" * 64),), pages=pages)}
    )


def test_a_name_of_any_bytes_stands_in_every_output(tmp_path, capsys):
    lost = EmptyFileError("the file is empty", file=GBK)
    result = Result(report=gbk_report(), failures=(lost,))
    assert main(["read", GBK, "-o", str(tmp_path), "--json"], FakeReader(result)) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["failures"][0]["file"] == SHOWN
    assert SHOWN in said.err
    report = Report.from_json(tmp_path / "report.json")
    assert report.source.files[0].name == SHOWN
    assert Report.from_json(report.to_json()) == report
    assert SHOWN in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_tables_of_a_name_of_any_bytes_or_of_any_length(tmp_path, capsys):
    pages = tuple(
        PageTables(PageRef(n, file), (sample_table(),))
        for n, file in enumerate([GBK, "长" * 83 + ".png", f"b/{'长' * 83}.png"], 1)
    )
    inputs = [page.page.file for page in pages]
    assert main(["table", *inputs, "-o", str(tmp_path)], FakeReader(Result(pages=pages))) == 0
    assert (tmp_path / r"\xc4\xea\xb1\xa8.tables.json").is_file()
    assert len(list(tmp_path.iterdir())) == 9
    assert SHOWN in capsys.readouterr().out


def test_an_output_folder_of_any_bytes(tmp_path, capsys):
    out = tmp_path / GBK
    assert main(["read", "p.png", "-o", str(out)], FakeReader()) == 0
    assert (out / "report.json").is_file()
    assert SHOWN in capsys.readouterr().out
