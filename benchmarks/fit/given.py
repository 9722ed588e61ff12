"""The reports that a fit is made on, as its command is given them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ocrkit.score.truth import documents


def given_documents(name: str, about: str, arguments: Sequence[str] | None, every: int) -> list[Path]:
    """The folders of the reports named on the command line of ``benchmarks.fit.NAME``; at least one.

    ``about``: the module's docstring, whose second paragraph the help shows. ``every``: one report in so many is
    taken where nothing else is said. Raises ``SystemExit`` where there is none.
    """
    paragraphs = about.split("\n\n")
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.fit.{name}", description="".join(paragraphs[1:2]))
    parser.add_argument("--documents", type=Path, required=True, help="folder of reports with truth")
    parser.add_argument("--every", type=int, default=every, help="one report in so many is taken")
    options = parser.parse_args(arguments)
    if options.every < 1:
        parser.error("--every: at least 1")
    found = documents(options.documents)[:: options.every]
    if not found:
        raise SystemExit(f"no report with truth in {options.documents}")
    return found
