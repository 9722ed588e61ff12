"""The commands that work on an archive, and their options."""

from __future__ import annotations

import argparse
import os
from typing import Any

from ocrkit.cli.parser_help import EXIT_CODES
from ocrkit.types.phrases import language_of

ORDERS = ("name", "size", "random")
TABLE_FORMATS = ("parquet", "csv", "xlsx")

DIGITIZE = """Reads every report in the SRCs and keeps the results in one folder, in any number of sittings: stopped
at any moment (even killed) and started again, it goes on where it was. A report is

  a PDF, or a TIFF of several pages
  a folder of page images
  page images that their names put together: 安澜县2021_1.jpg, 安澜县2021_2.jpg
  a line of a manifest: a CSV with the columns id,files,agency,year (files with ; between them)

Nothing that leaves a doubt about which pages belong together is read: it is named, with what to do.
The results: OUT/reports/ID/report.json, and a picture of every value to check beside it.
"""

DIGITIZE_EXAMPLES = """examples
  ocrkit digitize scans/ --dry-run               what is there, how it is grouped, what is not read and why
  ocrkit digitize scans/ -o archive/ --sample 20 a few from every folder, to see how it goes
  ocrkit digitize scans/ -o archive/             all the rest; again after any interruption
  ocrkit digitize scans/ -o archive/ --retry-failed --page-timeout 600
  ocrkit digitize -o archive/                    what is still waiting, without looking for more
"""

STATUS = """Where an archive stands: reports by state, why pages or reports could not be read, with the commands that
repeat them. It may be asked while a run goes on.
"""

EXPORT = """Makes tables of all results of an archive: cells, reports, pages, figures, findings, paragraphs. They can
be made again at any time; schema: docs/archive.md. The findings across reports are among them.
"""


QUERY = """Asks the tables of an archive: cells, reports, pages, figures, findings, paragraphs (ocrkit export writes
them as files), and the views requests_wide, carry_over and review_queue. By DuckDB, in memory: a query can read and
write nothing else. "row" and "column" are words of SQL, and stand in double quotes.
"""


SUMMARY = """One HTML file to be opened in any browser, offline: what was read and how well, what does not agree,
requests over the years. Every number on it is the answer of a query, and leads to its report and page.
"""


def add_archive_commands(commands: Any, style: dict[str, Any], shared: Any) -> None:
    """Add them to the parser's commands; ``shared`` adds the options that ``read`` has too."""
    digitize = commands.add_parser(
        "digitize",
        help="read an archive of reports, in any number of sittings",
        description=DIGITIZE,
        epilog=f"{DIGITIZE_EXAMPLES}\n{EXIT_CODES}",
        **style,
    )
    digitize.add_argument(
        "sources", nargs="*", metavar="SRC", help="files, folders and manifests; none: what OUT knows already"
    )
    digitize.add_argument("-o", "--out", metavar="OUT", help="folder of the archive, made if need be")
    digitize.add_argument("--dry-run", action="store_true", help="say what would be read, and read nothing")
    digitize.add_argument(
        "--workers", type=_count, metavar="N", help="processes that read, of one thread (one a core)"
    )
    digitize.add_argument("--limit", type=_count, metavar="N", help="read no more than N reports this time")
    digitize.add_argument("--sample", type=_count, metavar="N", help="read N of the reports, spread over folders")
    digitize.add_argument(
        "--order", choices=ORDERS, default="name", help="name (as found), size (small files first) or random"
    )
    digitize.add_argument(
        "--retry-failed", action="store_true", help="read again what failed or lacks pages, where that can help"
    )
    digitize.add_argument(
        "--rerun-outdated", action="store_true", help="read again what was made with another version or settings"
    )
    digitize.add_argument("--force", action="store_true", help="read everything again")
    digitize.add_argument("--json", action="store_true", help="print a line of JSON a report, and nothing else")
    shared(digitize)
    status = commands.add_parser("status", help="where an archive stands", description=STATUS, **style)
    _add_archive(status)
    status.add_argument("--json", action="store_true", help="for machines")
    export = commands.add_parser("export", help="tables of all results of an archive", description=EXPORT, **style)
    _add_archive(export)
    export.add_argument(
        "--format",
        dest="formats",
        type=_formats,
        default=("parquet",),
        metavar="LIST",
        help=f"of {','.join(TABLE_FORMATS)} (parquet)",
    )
    export.add_argument("--out", "-o", dest="to", metavar="FOLDER", help="where the tables go (OUT/tables)")
    export.add_argument("--json", action="store_true", help="for machines")
    _add_query(commands, style)
    summary = commands.add_parser("summary", help="one HTML file on an archive", description=SUMMARY, **style)
    _add_archive(summary)
    summary.add_argument("-o", "--out", dest="to", metavar="FILE", help="where it goes (OUT/summary.html)")
    summary.add_argument("--json", action="store_true", help="for machines")


def _add_query(commands: Any, style: dict[str, Any]) -> None:
    query = commands.add_parser("query", help="SQL over all results of an archive", description=QUERY, **style)
    _add_archive(query)
    query.add_argument("sql", nargs="?", metavar="SQL", help="the query, in quotes")
    query.add_argument("--examples", action="store_true", help="five good questions, and how they are asked")
    query.add_argument("-o", "--out", dest="to", metavar="FILE", help="write it to FILE.csv, .parquet or .xlsx")
    query.add_argument("--json", action="store_true", help="print a line of JSON a row")


def _add_archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", metavar="OUT", help="folder that ocrkit digitize made")
    add_language(parser)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add --lang."""
    parser.add_argument(
        "--lang",
        choices=("en", "zh"),
        default=language_of(os.environ),
        help="language of what is shown (by LC_ALL or LANG)",
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in TABLE_FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown) or 'nothing'} is not of {','.join(TABLE_FORMATS)}")
    return names
