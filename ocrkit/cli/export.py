"""``ocrkit export``: tables of all results of an archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from ocrkit.cli import show
from ocrkit.cli.output import emit, emit_data, json_text
from ocrkit.cli.quiet import quiet
from ocrkit.types.phrases import Phrases


def export(args: argparse.Namespace) -> int:
    """Run the command; returns the exit code. Raises ``OutputError``, ``InstallationError``."""
    with quiet():
        from ocrkit.archive.exported import export as write
        from ocrkit.archive.opened import Archive

        with Archive(args.archive) as archive:
            files = write(archive, args.formats, None if args.to is None else Path(args.to))
            count = len(archive)
    if args.json:
        names = [str(file) for file in files]
        emit_data([json_text({"command": "export", "exit_code": 0, "reports": count, "files": names})])
    else:
        say = Phrases(args.lang)
        emit([say("in all", n=count), *show.file_lines(files)])
        emit([say("next", command=f"ocrkit query {args.archive} --examples")])
    return 0
