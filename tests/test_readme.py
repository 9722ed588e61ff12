"""The README's examples run: command lines on readers that have read already, the Python on the sample scan."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from cli_fakes import TABLES, FakeReader, Result
from score_samples import grid, known
from test_cli_benchmark import SpoilingReader

from benchmarks.archive.corpus import write_archive
from benchmarks.archive.fake_command import make_fake_reader
from benchmarks.pagemaker.linked import Wanted, plan
from ocrkit.cli.main import main
from ocrkit.cli.parser_help import READ_EXAMPLES
from ocrkit.forms import load_definitions
from ocrkit.score import write_truth

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = re.findall(r"^ocrkit .*", "".join(re.findall(r"```\n(.*?)```", README, re.DOTALL)), re.MULTILINE)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
NEEDED = ("read", "table", "benchmark", "doctor", "--lang", "--log", "--text-layer", "--form ", "--page-timeout")


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which all that the examples name is there."""
    monkeypatch.chdir(tmp_path)
    scan = tmp_path / "scan"
    scan.mkdir()
    for number in (1, 2):
        shutil.copy(ROOT / f"tests/data/sample/page{number}.jpg", scan)
        shutil.copy(ROOT / f"tests/data/sample/page{number}.jpg", tmp_path)
    cv2.imwrite("page.png", cv2.imread(str(ROOT / "tests/data/sample/page1.jpg")))
    (tmp_path / "report.pdf").touch()
    form = READ_EXAMPLES[READ_EXAMPLES.index("  form: hotline") : READ_EXAMPLES.rindex("my.toml\n")]
    (tmp_path / "my-form.yaml").write_text(re.sub("^  ", "", form, flags=re.MULTILINE), encoding="utf-8")
    return tmp_path


def command_of(line: str) -> tuple[list[str], str | None]:
    """The words of a command line without its remark, and where its output goes."""
    text, _, out = re.sub(r"\s+#\s.*", "", line).partition(" > ")
    words = [name for word in shlex.split(text)[1:] for name in (sorted(map(str, Path().glob(word))) or [word])]
    return words, out.strip() or None


def test_the_examples_show_what_there_is() -> None:
    assert [what for what in NEEDED if not any(what in line for line in LINES)] == []
    for link in re.findall(r"\]\(([^)]+)\)|\b(docs/[\w-]+\.md)", README):
        path = "".join(link)
        assert path.startswith("http") or (ROOT / path).exists(), path


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_runs(line: str, given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, out = command_of(line)
    reader: object = FakeReader(Result(pages=TABLES))
    if words[0] == "benchmark":
        folder = given / "scans" / "one"
        folder.mkdir(parents=True)
        cv2.imwrite(str(folder / "page1.png"), np.full((30 * grid().n_rows, 700), 255, np.uint8))
        write_truth(folder, known())
        reader = SpoilingReader()
    if words[0] == "digitize":
        write_archive(plan(1, Wanted(1, 3, 0, 0, 0, 0)), given / "scans")
        reader = make_fake_reader
    assert main(words, reader) == (3 if "--strict" in words else 0)
    shown = capsys.readouterr().out
    assert shown.startswith("{") == ("--json" in words)
    assert (out is None) or "--json" in words
    if "-o" in words:
        assert any((given / words[words.index("-o") + 1]).iterdir())
    if isinstance(reader, FakeReader) and words[0] != "doctor":
        assert all(Path(name).exists() for name in reader.inputs)
        assert len(load_definitions(reader.options.forms, ())) == words.count("--form")


def test_the_python_runs_on_the_sample(given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for block in PYTHON:
        exec(compile(block, "README.md", "exec"), names)
    assert names["report"].year == 2025
    assert names["tables"]
    assert names["image"].size
    assert capsys.readouterr().out
