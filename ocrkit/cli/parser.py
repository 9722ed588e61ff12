"""The command line: commands, options, and help that teaches."""

from __future__ import annotations

import argparse
import os
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ocrkit.cli.completion import SHELLS
from ocrkit.cli.output import emit
from ocrkit.types.phrases import language_of

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

FORMATS = ("json", "csv", "xlsx", "html", "md")

TEXT_LAYERS = ("check", "ignore", "only")

LANGUAGES = ("en", "zh")

ENGINES = ("auto", "openvino", "onnxruntime", "paddleocr")

EXIT_CODES = """exit codes
  0    everything was read (findings and doubtful values are no failure)
  1    something could not be read or written
  2    the command line is wrong, or a result is there already and --force was not given
  3    only with --strict: there are doubtful values (with table: cells)
  4    only with benchmark: the reading is worse than was asked for
  130  interrupted
"""

_ABOUT = "Turns scanned Chinese annual reports on information disclosure back into data. Works offline."

_EXAMPLES = """examples
  ocrkit read scan/page*.jpg -o out/     one report from its pages
  ocrkit read report.pdf -o out/         the same from a PDF, a multi-page TIFF or a folder
  ocrkit table page.png -o out/          any ruled table on any page
  ocrkit benchmark scans/                how well are pages read whose values you know
  ocrkit doctor                          is everything in place, and what to do if not
"""

_READ = """Reads the pages of ONE report and writes what it says as data:
  report.json    everything: values with box, confidence and alternatives, text, tables, findings
  report.csv     one row a value          report.xlsx   tables with merged cells
  report.html    tables beside the scan   report.md     to read or to paste
  doubtful/      a picture of every value that a person should check

A wrong number is worse than none: a doubtful reading is marked "review" and listed, never passed
off as right. Wrong sums are handed over as printed, and reported as findings.
"""

_READ_EXAMPLES = """examples
  ocrkit read scan/page*.jpg -o out/
  ocrkit read report.pdf --dpi 400 --password secret -o out/
  ocrkit read scans/2023/ -o out/ --formats json,csv --force
  ocrkit read scan/*.png -o out/ --strict --json > summary.json
  ocrkit read scan/*.png -o out/ --form my-form.yaml     a form of your own beside the statutory ones
  ocrkit read report.pdf -o out/ --pages 1-3,5 --settings my.toml

my-form.yaml, for a table with two rows and a total (all keys: docs/forms.md)
  form: hotline
  section: 热线办理情况
  editions:
    - blocks:
        - columns: [cases: 受理件数, closed: 已办结]
          rows: [phone: 一、电话, letters: 二、信件, all: 合计]
  rules:
    - {name: all_cases, for_each: column, equals: all, sum_of: [phone, letters]}

my.toml
  [load]
  max_pages = 20
"""

_TABLE = """Finds every ruled table on the pages and writes, for each file, its rows, columns, spans and text:
  page.tables.json   page.tables.html   page.tables.xlsx
The page need not be of a report. A cell that may be misread is marked "review", with its doubts.
"""

_BENCHMARK = """Reads documents whose values are known, and says how many are read right. FOLDER holds a folder for
each document (or is one itself): its pages, and a truth.json that says what is printed on them. Every
truth.json is checked first: one that does not fit its pages or the form is refused before anything runs.

  values right           the same number, or blank, dash or text where that is printed
  wrong and not flagged  a wrong value that is handed over as right: what must not happen
  flagged                marked for a person, or not read, right or not

TEDS and GriTS (tables as structures), the character error rate and the position of values are given where
the truth says what they need. A document that cannot be read in whole has no score; the run goes on.
With -o: score.json (everything) and score.html (every miss with its picture).
"""

_BENCHMARK_EXAMPLES = """examples
  ocrkit benchmark scans/ -o out/
  ocrkit benchmark scans/ --min-accuracy 0.99 --max-silent 0     for a CI: exits with 4 if it is worse
  ocrkit benchmark scans/ --json > summary.json

a truth.json that scores three values (all keys: docs/truth-format.md)
  {"pages": [{"file": "page1.jpg"}],
   "requests": {"edition": "2021", "partial": true, "cells": {
     "new_received": {"natural_person": {"value": 12, "kind": "number"},
                      "commercial_enterprise": {"value": null, "kind": "blank"},
                      "total": {"value": 12, "kind": "number"}}}}}
"""

_STYLE: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}


class _Parser(argparse.ArgumentParser):
    """One whose help is known to be written, or not."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; raises ``OutputError`` where that cannot be."""
        if file is None:
            emit(self.format_help().splitlines())
        else:
            super().print_help(file)


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command; the namespace's ``command`` is read, table, benchmark or doctor."""
    parser = _Parser(prog="ocrkit", description=_ABOUT, epilog=f"{_EXAMPLES}\n{EXIT_CODES}", **_STYLE)
    parser.add_argument("--version", action="version", version=f"ocrkit {version('ocrkit')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    read = commands.add_parser(
        "read",
        help="read one report",
        description=_READ,
        epilog=f"{_READ_EXAMPLES}\n{EXIT_CODES}",
        **_STYLE,
    )
    _add_inputs(read, "INPUT")
    read.add_argument("--strict", action="store_true", help="exit with 3 if any value is doubtful")
    read.add_argument(
        "--form",
        action="append",
        default=[],
        metavar="FILE",
        help="definition file of a form of your own (repeatable; an example is below)",
    )
    read.add_argument(
        "--formats",
        type=formats,
        default=FORMATS,
        metavar="LIST",
        help=f"what to write, of {','.join(FORMATS)} (all)",
    )

    table = commands.add_parser(
        "table",
        help="read the ruled tables of any page",
        description=_TABLE,
        epilog=f"examples\n  ocrkit table page.png -o out/\n\n{EXIT_CODES}",
        **_STYLE,
    )
    _add_inputs(table, "PAGE")
    table.add_argument("--strict", action="store_true", help="exit with 3 if any cell is doubtful")

    _add_benchmark(commands)

    completion = commands.add_parser(
        "completion",
        help="print a script that completes commands and options in a shell",
        description='For bash: eval "$(ocrkit completion bash)" in ~/.bashrc; zsh the same in ~/.zshrc; for fish:\n'
        "ocrkit completion fish > ~/.config/fish/completions/ocrkit.fish",
        **_STYLE,
    )
    completion.add_argument("shell", choices=SHELLS)
    completion.set_defaults(json=False)

    doctor = commands.add_parser(
        "doctor",
        help="check the installation",
        description="Versions, the OpenCV that is really loaded, the weights and their hashes;\n"
        "and what to do about anything that is wrong. Exits with 1 if something is.",
        **_STYLE,
    )
    _add_models(doctor)
    doctor.add_argument("--json", action="store_true", help="for machines")
    return parser


def _add_benchmark(commands: Any) -> None:
    benchmark = commands.add_parser(
        "benchmark",
        help="score the reading of pages whose values are known",
        description=_BENCHMARK,
        epilog=f"{_BENCHMARK_EXAMPLES}\n{EXIT_CODES}",
        **_STYLE,
    )
    benchmark.add_argument("folder", metavar="FOLDER", help="documents with their truth.json")
    benchmark.add_argument("-o", "--out", metavar="FOLDER", help="where score.json and score.html go")
    benchmark.add_argument(
        "--min-accuracy", type=share, metavar="SHARE", help="exit with 4 if less than this share of values is right"
    )
    benchmark.add_argument(
        "--max-silent", type=count, metavar="N", help="exit with 4 if more values are wrong and not flagged"
    )
    benchmark.add_argument(
        "--force", action="store_true", help="replace the set of results that is there already, all of it"
    )
    benchmark.add_argument("--json", action="store_true", help="print a summary for machines, and nothing else")
    _add_engine(benchmark)
    _add_text_layer(benchmark)
    _add_limits(benchmark)


def share(text: str) -> float:
    """A share from 0 to 1; raises ``ArgumentTypeError``."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share from 0 to 1 (0.99 for 99 %)")
    return value


def count(text: str) -> int:
    """A whole number from 0 on; raises ``ArgumentTypeError``."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)


def formats(text: str) -> tuple[str, ...]:
    """A list of formats with commas between them; raises ``ArgumentTypeError``."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown) or 'nothing'} is not of {','.join(FORMATS)}")
    return names


def _add_models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--models",
        metavar="FOLDER",
        help="weights of your own: to find lines of text and to read them, both in this folder, for nothing is taken"
        " from elsewhere then (also OCRKIT_MODELS; by default those installed)",
    )


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--settings", metavar="FILE", help="TOML file with any setting, in the sections of ReadSettings"
    )
    _add_models(parser)
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        help="what runs the models (auto: OpenVINO where the processor computes in bfloat16, else ONNX Runtime;"
        " paddleocr: its own classes for lines of text)",
    )


def _add_text_layer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--text-layer",
        choices=TEXT_LAYERS,
        help="the text that a PDF carries: hold the reading against it (check, the default), do not look at it"
        " (ignore), or take values and text from it and read only pages without it (only); text that is hidden, or"
        " that a program read from a picture, is never used",
    )


def _add_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--page-timeout",
        type=float,
        metavar="SECONDS",
        help="a page that takes longer is stopped and lost, the others are read (120)",
    )
    parser.add_argument(
        "--page-memory",
        type=count,
        metavar="MIB",
        help="the same for a page with which the reading process holds more memory (4096)",
    )


def _add_inputs(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar=name, help="image (JPEG, PNG, TIFF, BMP, WebP), PDF, or a folder of them"
    )
    parser.add_argument(
        "-o",
        "--out",
        required=True,
        metavar="FOLDER",
        help="where the results go, made if need be; - prints them as JSON",
    )
    parser.add_argument(
        "--force", action="store_true", help="replace the set of results that is there already, all of it"
    )
    parser.add_argument(
        "--json", action="store_true", help="print a summary for machines, and nothing else, on stdout"
    )
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=language_of(os.environ),
        help="language of what is shown, here and in HTML (by LC_ALL or LANG); JSON is the same in each",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="say how long each stage took, on stderr")
    parser.add_argument("--dpi", type=float, metavar="N", help="resolution at which PDF pages are rasterised (300)")
    parser.add_argument("--password", metavar="P", help="password of an encrypted PDF")
    _add_text_layer(parser)
    parser.add_argument(
        "--pages",
        metavar="LIST",
        help="pages to read, over all inputs: 1-3,5 or 7- (all); they keep their numbers",
    )
    parser.add_argument("--max-pages", type=count, metavar="N", help="most pages that are read (500)")
    parser.add_argument("--max-pixels", type=count, metavar="N", help="most pixels of a page (120 million)")
    _add_engine(parser)
    _add_limits(parser)
    parser.add_argument(
        "--keep-order", action="store_true", help="pages in the order given; otherwise page10 comes after page2"
    )
