"""Entry point of the ``ocrkit`` command: from arguments to an exit code."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType

from ocrkit.cli.parser import build_parser
from ocrkit.cli.reader import MakeReader, make_reader
from ocrkit.errors import OcrkitError

INTERRUPTED = 130
TERMINATED = 143


def main(argv: Sequence[str] | None = None, make_reader: MakeReader = make_reader) -> int:
    """Run the command line and return its exit code (see ``ocrkit.cli.parser.EXIT_CODES``).

    ``argv`` are the arguments without the program's name, by default the process's own. Raises ``SystemExit``
    where they are wrong (2) or ask for help (0).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese characters is no reason to fail
    args = build_parser().parse_args(argv)
    try:
        with _terminable():
            return _run(args, make_reader)
    except OcrkitError as error:
        return _failed(args, error)
    except KeyboardInterrupt as stop:
        print("ocrkit: " + "; ".join(["interrupted", *getattr(stop, "__notes__", ())]), file=sys.stderr)
        return INTERRUPTED


def _run(args: argparse.Namespace, make_reader: MakeReader) -> int:
    if args.command == "read":
        from ocrkit.cli.read import read

        return read(args, make_reader)
    if args.command == "table":
        from ocrkit.cli.table import table

        return table(args, make_reader)
    if args.command == "benchmark":
        from ocrkit.cli.benchmark import benchmark

        return benchmark(args, make_reader)
    from ocrkit.cli.doctor_command import doctor

    return doctor(args)


def _failed(args: argparse.Namespace, error: OcrkitError) -> int:
    print(f"ocrkit: {error}", file=sys.stderr)
    if args.json:
        from ocrkit.cli.read import failure_record

        record = {"command": args.command, "exit_code": error.exit_code, "failures": [failure_record(error)]}
        print(json.dumps(record, ensure_ascii=False, indent=1))
    return error.exit_code


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """While this lasts, SIGTERM unwinds like an exception, so that temporary files are removed."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(TERMINATED)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    sys.exit(main())
