"""The ``ocrkit`` command with workers that read pages which say what is read on them: for kills and faults."""

from __future__ import annotations

import sys

from benchmarks.archive.fake_pages import SERVICE
from ocrkit.cli.main import main
from ocrkit.cli.reader import Reader, ReadOptions, settings_of
from ocrkit.pipeline import Reader as ReportReader
from ocrkit.schedule.pool import Workers


def make_fake_reader(options: ReadOptions) -> Reader:
    """As ``ocrkit.cli.reader.make_reader``."""
    return ReportReader(settings_of(options), workers=Workers(SERVICE, options.workers))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], make_fake_reader))
