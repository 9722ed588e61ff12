"""Options and the settings file reach the library; remedies name what the user has where he stands."""

import ast
import io
import json
import os
import re
import shutil
import sys
from pathlib import Path
from subprocess import run

import pytest
from cli_fakes import TABLES, FakeReader, Result
from export_samples import sample_report
from PIL import Image
from pydantic import BaseModel

from ocrkit.cli.main import main
from ocrkit.cli.options import OPTIONS, in_options
from ocrkit.cli.output import is_terminal, takes_colour
from ocrkit.cli.parser import build_parser
from ocrkit.cli.parser_help import READ_EXAMPLES
from ocrkit.cli.settings_file import read_settings
from ocrkit.errors import TooLargeError, UsageError, WeightsError
from ocrkit.forms import load_definitions
from ocrkit.forms.definition import parse_definition
from ocrkit.load import LoadSettings, list_pages
from ocrkit.provenance import changed_settings
from ocrkit.recognise.engines.manifest import manifest
from ocrkit.recognise.engines.weights import installed_path, load_weights
from ocrkit.settings import ReadSettings
from ocrkit.types.finding import Finding
from ocrkit.types.finding_codes import FindingCode

PIP = {"--force-reinstall", "--no-deps", "--upgrade"}
PACKAGE = Path(__file__).parent.parent / "ocrkit"
HOTLINE = re.sub(
    "^  ", "", READ_EXAMPLES[READ_EXAMPLES.index("  form: ") : READ_EXAMPLES.rindex("my.toml\n")], flags=re.MULTILINE
)
"""The form in the help."""


def toml(folder, text):
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_settings_file_is_read_and_options_go_over_it(tmp_path):
    file = toml(tmp_path, 'engine = "paddleocr"\n[load]\nmax_pages = 20\npdf_dpi = 200\n[tables]\n')
    settings = read_settings(file, {"load": {"max_pages": 7}})
    assert (settings.engine, settings.load.max_pages, settings.load.pdf_dpi) == ("paddleocr", 7, 200.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[load]\nmax_pags = 3\n", r"no setting load\.max_pags \(is max_pages meant\? known here: .*pdf_dpi"),
        ("[laod]\nmax_pages = 3\n", r"no setting laod \(is load meant\?"),
        ("[load.text_layer]\ndpj = 3\n", r"no setting load\.text_layer\.dpj \(is dpi meant\?"),
        ('[load]\nmax_pages = "many"\n', r"load\.max_pages: .*integer"),
        ("[load\n", "is not TOML: .*line 1"),
        ("a = " + "[" * 100_000, "is not TOML"),
        ("[load]\nmax_pages = " + "9" * 5000, "is not TOML: .*4300 digits"),
        ("x" * 2_000_000, "more than 1,048,576 bytes"),
    ],
)
def test_a_wrong_settings_file_is_refused_with_what_is_right(tmp_path, text, message):
    file = toml(tmp_path, text)
    with pytest.raises(UsageError, match=message) as error:
        read_settings(file, {})
    assert error.value.file == file


def test_options_reach_the_reader(tmp_path):
    reader = FakeReader()
    more = ["--pages", "1-3,5", "--max-pixels", "1000", "--max-pages", "9", "--settings", "my.toml"]
    assert main(["read", "p.png", "-o", str(tmp_path), *more], reader) == 0
    asked = reader.options
    assert (asked.pages, asked.max_pixels, asked.max_pages, asked.settings) == ("1-3,5", 1000, 9, "my.toml")


def pages(folder, wanted, **more):
    for n in range(1, 6):
        Image.new("L", (40, 40), 255).save(folder / f"p{n}.png")
    return list_pages(folder, LoadSettings(pages=wanted, **more))


def test_the_pages_asked_for_keep_their_numbers(tmp_path):
    assert [page.number for page in pages(tmp_path, "4-,1 - 2".replace(" ", ""))] == [1, 2, 4, 5]
    assert [page.number for page in pages(tmp_path, "3", max_pages=1)] == [3]
    assert len(pages(tmp_path, None)) == 5


@pytest.mark.parametrize("wanted", ["", "0", "3-1", "a", "1,,2", "-3", "1-2-3", "٣x"])
def test_what_says_no_pages_is_refused(wanted):
    with pytest.raises(ValueError, match="names no pages"):
        LoadSettings(pages=wanted)


def test_a_page_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match="there is no page 9: the inputs have 5"):
        pages(tmp_path, "2,9")


def test_a_wrong_option_is_named_as_the_option(tmp_path, capsys):
    assert main(["read", "p.png", "-o", str(tmp_path / "out"), "--pages", "x"]) == 2
    assert "ocrkit: --pages: 'x' names no pages (write 1-3,5 or 7-)" in capsys.readouterr().err


def test_a_limit_is_told_with_its_option_by_the_command_and_its_setting_in_python(tmp_path, capsys):
    with pytest.raises(TooLargeError, match=r"raise settings\.load\.max_pages") as error:
        raise pages(tmp_path, None, max_pages=3)[3].error
    assert in_options(str(error.value)).endswith("(give fewer pages, or raise --max-pages)")
    assert in_options("settings.load.max_bytes") == "max_bytes under [load] in a --settings file"
    assert in_options("settings.cores") == "cores in a --settings file"


def test_only_settings_are_translated():
    for name in ("settings.toml", "a/settings.models", "my-settings.forms", "settings.load.nothing", "settings"):
        assert in_options(name) == name


@pytest.mark.parametrize("more", [[], ["--json"], ["--strict", "-v"]])
@pytest.mark.parametrize("command", ["read", "table"])
def test_whatever_the_command_says_names_options(command, more, tmp_path, capsys):
    """Raised, lost, found or logged: a setting is shown as its option, wherever the command shows it."""
    error = TooLargeError("too many pages", file="a.pdf", remedy="raise settings.load.max_pages")
    finding = Finding.of(FindingCode.PAGE_NOT_READ, {"error": str(error)}, pages=(1,))
    report = sample_report().model_copy(update={"findings": (finding,)})
    log = tmp_path / "run.log"
    for number, result in enumerate((error, Result(report=report, failures=(error,), pages=TABLES))):
        out = ["-o", str(tmp_path / str(number)), "--log", str(log)]
        assert main([command, "a.pdf", *out, *more], FakeReader(result)) == 1
        shown = capsys.readouterr()
        assert "raise --max-pages" in shown.err
        assert ("raise --max-pages" in shown.out) == bool("--json" in more or (number and command == "read"))
        for text in (shown.out, shown.err, log.read_text(encoding="utf-8")):
            assert "settings.load" not in text


def test_there_is_one_place_where_settings_are_translated():
    """What is for people goes through ``say``, ``emit`` or the log; ``read`` makes the records for machines."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in (PACKAGE / "cli").glob("*.py")}
    importing = [name for name, text in sources.items() if "import in_options" in text]
    assert sorted(importing) == ["log.py", "output.py", "read.py"]
    assert [name for name, text in sources.items() if re.search(r"\bprint\(", text)] == ["output.py"]


def test_forms_models_and_settings_may_be_named_in_any_bytes(tmp_path, monkeypatch):
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/\xc4\xea")
    os.mkdir(folder)
    Path(f"{folder}/s.toml").write_text("[load]\nmax_pages = 7\n", encoding="utf-8")
    Path(f"{folder}/f.yaml").write_text(HOTLINE, encoding="utf-8")
    shutil.copy(installed_path(manifest().of("read lines")), folder)
    settings = read_settings(f"{folder}/s.toml", {"forms": (f"{folder}/f.yaml",), "models": folder})
    assert settings.load.max_pages == 7
    assert [form.key for form in load_definitions(settings.forms, ())] == ["hotline"]
    assert load_weights("read lines", settings.models).listed
    json.dumps(changed_settings(settings), ensure_ascii=False).encode()
    with pytest.raises(WeightsError, match=r"\\xc4\\xea: the model folder has no weights to find lines"):
        load_weights("find lines", settings.models)


def words() -> dict[str, list[str]]:
    """Every text in the package's code, docstrings apart, by file."""
    found = {}
    for module in PACKAGE.rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        spoken = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        found[str(module.relative_to(PACKAGE))] = [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in spoken
        ]
    return found


def options() -> set[str]:
    parser = build_parser()
    commands = next(action for action in parser._actions if isinstance(action.choices, dict)).choices
    return {name for command in (parser, *commands.values()) for a in command._actions for name in a.option_strings}


def exists(setting: str) -> bool:
    model = ReadSettings
    for part in setting.split(".")[1:]:
        if not (isinstance(model, type) and issubclass(model, BaseModel) and part in model.model_fields):
            return False
        model = model.model_fields[part].annotation
    return True


def test_every_setting_and_option_that_a_message_names_exists():
    assert set(OPTIONS.values()) <= options()
    for file, texts in words().items():
        for text in texts:
            for setting in re.findall(r"\bsettings(?:\.[a-z_]+)+", text):
                assert exists(setting), (file, setting)
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text if not file.startswith("recognise") else ""):
                assert option in options() | PIP, (file, option)


def test_the_library_names_no_option_and_nobody_names_a_file_that_is_not_in_the_wheel():
    for file, texts in words().items():
        for text in texts:
            assert "constraints.txt" not in text, file
            named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - PIP - {"--help"}
            # The ledger of an archive keeps the command that repeats a page.
            assert file.startswith(("cli/", "archive/run.py")) or not named, (file, text)
            assert (
                file.startswith(("cli/parser", "types/doubts_page", "types/findings_page")) or "docs/" not in text
            ), (file, text)


def test_the_form_in_the_help_is_a_form():
    done = run([sys.executable, "-m", "ocrkit.cli.main", "read", "--help"], capture_output=True, text=True)
    text = re.search(r"my-form\.yaml, .*\n((?:  .*\n)+)", done.stdout)[1]
    form = parse_definition(re.sub("^  ", "", text, flags=re.MULTILINE), "help")
    assert next(place for edition in form.editions for place in edition.places()) == ("phone", "cases")
    assert form.rules


@pytest.mark.parametrize("command", ["read", "table"])
def test_a_dash_prints_json_and_writes_nothing(tmp_path, capsys, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    assert main([command, "p.png", "-o", "-"], FakeReader(Result(pages=TABLES))) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["schema_version"]
    assert list(tmp_path.iterdir()) == []
    assert main([command, "p.png", "-o", "-", "--json"], FakeReader()) == 2


@pytest.mark.parametrize(
    ("environment", "colour", "live"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, False, True),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_a_terminal_that_wants_no_colour_gets_none(monkeypatch, environment, colour, live):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert takes_colour(Terminal()) == colour
    assert is_terminal(Terminal()) == live
    assert not takes_colour(io.StringIO())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_option(capsys, shell):
    assert main(["completion", shell], FakeReader()) == 0
    script = capsys.readouterr().out
    for option in options() - {"-h", "-o", "-v", "--version"}:
        assert option.removeprefix("--") in script
    for command in ("read", "table", "benchmark", "doctor", "completion"):
        assert command in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes(capsys):
    main(["completion", "bash"], FakeReader())
    script = capsys.readouterr().out
    ask = "COMP_WORDS=(ocrkit read --pag); COMP_CWORD=2; _ocrkit; echo ${COMPREPLY[*]}"
    done = run(["bash", "-c", f"{script}\n{ask}"], capture_output=True, text=True)
    assert set(done.stdout.split()) == {"--pages", "--page-timeout", "--page-memory"}
