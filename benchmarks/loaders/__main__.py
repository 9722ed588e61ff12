"""``python -m benchmarks.loaders check PLACE...|from-report|from-html``: checks truth, and makes truth folders."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.loaders import NAMES, load_documents, write
from benchmarks.loaders.document import Document
from ocrkit.errors import OcrkitError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.what == "check":
            for place in options.places:
                for document in load_documents(place):
                    print(_told(document))
            return 0
        make = write.from_report if options.what == "from-report" else write.from_html
        print(make(options.source, options.pages, options.out))
    except OcrkitError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loaders", description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True)
    check = commands.add_parser("check", help="check that truth fits its pages, and say what there is")
    check.add_argument("places", nargs="+", help=f"folders, or of: {', '.join(NAMES)}")
    for name, what in (("from-report", "a report.json, corrected by hand"), ("from-html", "page 1's tables as HTML")):
        made = commands.add_parser(name, help=f"make a truth folder from {what}")
        made.add_argument("source", type=Path, help=what)
        made.add_argument("pages", nargs="+", type=Path, help="the page images, in order")
        made.add_argument("-o", "--out", type=Path, required=True, help="the folder to make")
    return parser


def _told(document: Document) -> str:
    truth = document.truth
    values = sum(1 for form in truth.forms().values() for _ in form)
    return f"{document.name}: {len(document.images)} pages, {values} values, {len(truth.tables)} tables"


if __name__ == "__main__":
    sys.exit(main())
