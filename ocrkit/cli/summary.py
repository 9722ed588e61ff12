"""``ocrkit summary``: one HTML file on all of an archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from ocrkit.cli import show
from ocrkit.cli.output import emit, emit_data, json_text
from ocrkit.cli.quiet import quiet
from ocrkit.types.phrases import Phrases


def summary(args: argparse.Namespace) -> int:
    """Run the command; returns the exit code. Raises ``OutputError``, ``InstallationError``."""
    with quiet():
        from ocrkit.archive.opened import Archive
        from ocrkit.archive.summary import write_summary

        with Archive(args.archive) as archive:
            path = write_summary(archive, Phrases(args.lang), None if args.to is None else Path(args.to))
    if args.json:
        emit_data([json_text({"command": "summary", "exit_code": 0, "files": [str(path)]})])
    else:
        emit(show.file_lines([path]))
    return 0
