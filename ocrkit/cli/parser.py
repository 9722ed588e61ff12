"""The command line: commands, options, and help that teaches."""

from __future__ import annotations

import argparse
import os
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ocrkit.cli.completion import SHELLS
from ocrkit.cli.output import emit
from ocrkit.cli.parser_archive import add_archive_commands, add_language
from ocrkit.cli.parser_help import (
    ABOUT,
    BENCHMARK,
    BENCHMARK_EXAMPLES,
    EXAMPLES,
    EXIT_CODES,
    READ,
    READ_EXAMPLES,
    TABLE,
)
from ocrkit.types.phrases import language_of

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

FORMATS = ("json", "csv", "xlsx", "html", "md")

TEXT_LAYERS = ("check", "ignore", "only")

LANGUAGES = ("en", "zh")

ENGINES = ("auto", "openvino", "onnxruntime", "paddleocr")

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
    parser = _Parser(prog="ocrkit", description=ABOUT, epilog=f"{EXAMPLES}\n{EXIT_CODES}", **_STYLE)
    parser.add_argument("--version", action="version", version=f"ocrkit {version('ocrkit')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    read = commands.add_parser(
        "read",
        help="read one report",
        description=READ,
        epilog=f"{READ_EXAMPLES}\n{EXIT_CODES}",
        **_STYLE,
    )
    _add_inputs(read, "INPUT")
    read.add_argument("--strict", action="store_true", help="exit with 3 if any value is doubtful")
    _add_forms(read)
    read.add_argument(
        "--formats",
        type=formats,
        default=FORMATS,
        metavar="LIST",
        help=f"what to write, of {','.join(FORMATS)} (all)",
    )

    table = commands.add_parser(
        "table",
        help="read the tables of any page",
        description=TABLE,
        epilog=f"examples\n  ocrkit table page.png -o out/\n\n{EXIT_CODES}",
        **_STYLE,
    )
    _add_inputs(table, "PAGE")
    table.add_argument("--strict", action="store_true", help="exit with 3 if any cell is doubtful")

    add_archive_commands(commands, _STYLE, _add_archive_reading)
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
        description=BENCHMARK,
        epilog=f"{BENCHMARK_EXAMPLES}\n{EXIT_CODES}",
        **_STYLE,
    )
    benchmark.add_argument("folder", metavar="FOLDER", help="documents with their truth.json")
    benchmark.add_argument(
        "-o", "--out", type=folder, metavar="FOLDER", help="where score.json and score.html go; - prints the first"
    )
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
    _add_language(benchmark)
    _add_engine(benchmark)
    _add_text_layer(benchmark)
    _add_limits(benchmark)


def _add_language(parser: Any) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=language_of(os.environ),
        help="language of what is shown, here and in HTML (by LC_ALL or LANG); JSON is the same in each",
    )


def share(text: str) -> float:
    """A share from 0 to 1; raises ``ArgumentTypeError``."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share from 0 to 1 (0.99 for 99 %)")
    return value


def folder(text: str) -> str:
    """The name of a folder; raises ``ArgumentTypeError`` for none, as of a variable that is not set."""
    if not text:
        raise argparse.ArgumentTypeError("names no folder (. is the one you are in)")
    return text


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
        "--log", metavar="FILE", help="write what happens to the end of this file, with times and pages, a line each"
    )
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


def _add_archive_reading(parser: argparse.ArgumentParser) -> None:
    add_language(parser)
    _add_forms(parser)
    _add_pages(parser)
    _add_text_layer(parser)
    _add_engine(parser)
    _add_limits(parser)


def _add_forms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--form",
        action="append",
        default=[],
        metavar="FILE",
        help="definition file of a form of your own (repeatable; an example: ocrkit read --help)",
    )


def _add_pages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dpi", type=float, metavar="N", help="resolution at which PDF pages are rasterised (300)")
    parser.add_argument("--password", metavar="P", help="password of an encrypted PDF")
    parser.add_argument("--max-pages", type=count, metavar="N", help="most pages that are read of a report (500)")
    parser.add_argument("--max-pixels", type=count, metavar="N", help="most pixels of a page (120 million)")


def _add_inputs(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar=name, help="image (JPEG, PNG, TIFF, BMP, WebP), PDF, or a folder of them"
    )
    parser.add_argument(
        "-o",
        "--out",
        type=folder,
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
    _add_language(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="say how long each stage took, on stderr")
    parser.add_argument(
        "--debug",
        type=folder,
        metavar="DIR",
        help="show in this folder, new or empty, what each stage was given and made: index.html leads to all",
    )
    _add_pages(parser)
    _add_text_layer(parser)
    parser.add_argument(
        "--pages",
        metavar="LIST",
        help="pages to read, over all inputs: 1-3,5 or 7- (all); they keep their numbers",
    )
    _add_engine(parser)
    _add_limits(parser)
    parser.add_argument(
        "--keep-order", action="store_true", help="pages in the order given; otherwise page10 comes after page2"
    )
