"""Entry point of the ``ocrkit`` command: from arguments to an exit code."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from types import FrameType

from ocrkit.cli.completion import completion_script
from ocrkit.cli.log import log, logging_to
from ocrkit.cli.output import emit, emit_data, json_text, prepare_streams, say
from ocrkit.cli.parser import build_parser
from ocrkit.cli.reader import MakeReader, make_reader
from ocrkit.errors import OcrkitError, OutputError

INTERRUPTED = 130
TERMINATED = 143


def main(argv: Sequence[str] | None = None, make_reader: MakeReader = make_reader) -> int:
    """Run the command line and return its exit code (see ``ocrkit.cli.parser_help.EXIT_CODES``).

    ``argv`` are the arguments without the program's name, by default the process's own. Raises ``SystemExit``
    where they are wrong (2) or ask for help (0).
    """
    prepare_streams()
    args = argparse.Namespace(command=None, json=False)
    try:
        args = _parse(argv)
        with _terminable(), logging_to(getattr(args, "log", None)):
            return _logged(args, make_reader)
    except OcrkitError as error:
        return _failed(args, error)
    except ImportError as error:
        from ocrkit.installation import explained

        return _failed(args, explained(error))
    except KeyboardInterrupt as stop:
        say("ocrkit: " + "; ".join(["interrupted", *getattr(stop, "__notes__", ())]))
        return INTERRUPTED


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    try:
        return build_parser().parse_args(argv)
    except SystemExit:
        emit(())  # what a call for help has printed is not lost silently
        raise


def _logged(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """Run the command; the log tells when it begins, and how it ends."""
    named = (getattr(args, name, None) for name in ("inputs", "sources", "folder", "archive"))
    given = next((one if isinstance(one, list) else [one] for one in named if one), [""])
    log.info("%s of %s begins, ocrkit %s", args.command, ", ".join(map(str, given)), version("ocrkit"))
    try:
        code = _run(args, make_reader)
    except OcrkitError as error:
        log.error("%s; exit code %d", error, error.exit_code)
        raise
    finally:
        stopped = sys.exception()
        if stopped is not None and not isinstance(stopped, OcrkitError):
            log.error("ended by %s", type(stopped).__name__)
    log.info("%s ends, exit code %d", args.command, code)
    return code


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
    if args.command == "digitize":
        from ocrkit.cli.digitize import digitize

        return digitize(args, make_reader)
    if args.command in ("status", "export", "query", "summary"):
        module = import_module(f"ocrkit.cli.{args.command}")
        return int(getattr(module, args.command)(args))
    if args.command == "completion":
        emit_data([completion_script(args.shell, build_parser()).rstrip("\n")])
        return 0
    from ocrkit.cli.doctor_command import doctor

    return doctor(args)


def _failed(args: argparse.Namespace, error: OcrkitError) -> int:
    say(f"ocrkit: {error}")
    if args.json:
        from ocrkit.cli.read import failure_record

        record = {"command": args.command, "exit_code": error.exit_code, "failures": [failure_record(error)]}
        with contextlib.suppress(OutputError):  # it is said on stderr
            emit_data([json_text(record)])
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
