"""What the command says, on its two streams; either may be closed, full, or have lost its reader."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from ocrkit.cli.options import in_options
from ocrkit.cli.width import printable
from ocrkit.errors import OutputError
from ocrkit.names import shown_name


def prepare_streams() -> None:
    """Make the standard streams safe to write to.

    A terminal without Chinese characters is no reason to fail. A closed stream's number is taken, or the next file
    opened would have it, and get what a library prints.
    """
    for number in (0, 1, 2):
        with contextlib.suppress(OSError):
            while _is_closed(number):
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def emit(lines: Iterable[str]) -> None:
    """Print what is for people to stdout, settings named as the command names them.

    Raises as ``emit_data`` does.
    """
    emit_data(map(in_options, lines))


def emit_data(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print to stdout (or what it was, ``stream``) as it is; a reader that has gone away (``| head``) is no error.

    Raises ``OutputError`` where stdout is closed, or on a device that is full.
    """
    stream = stream or sys.stdout
    try:
        if stream is None:
            raise OSError(errno.EBADF, "it is closed")
        for line in lines:
            print(line, file=stream)
        stream.flush()
    except BrokenPipeError:
        _mute(stream)
    except OSError as error:
        _mute(stream)
        raise OutputError(
            f"cannot be written: {error.strerror}", file="standard output", remedy="send it where it can be written"
        ) from error


def say(*lines: str) -> None:
    """Print to stderr, settings named as the command names them; where that cannot be, there is nowhere to say so."""
    write_error("".join(f"{printable(in_options(line))}\n" for line in lines))


def write_error(text: str) -> None:
    """Write to stderr as it is, at once; where that cannot be, do without."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _mute(sys.stderr)


class ErrorStream(io.TextIOBase):
    """Stands for stdout while libraries work: what they print goes to stderr, if it can."""

    def write(self, text: str) -> int:
        """Write to stderr."""
        write_error(text)
        return len(text)


def json_text(record: Mapping[str, Any]) -> str:
    """A summary for machines as JSON text, names in it as everywhere (``names.shown_name``)."""
    return json.dumps(_shown(record), ensure_ascii=False, indent=1)


def json_line(record: Mapping[str, Any]) -> str:
    """A record for machines on one line of JSON."""
    return json.dumps(_shown(record), ensure_ascii=False)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal that can do more than print line after line."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def takes_colour(stream: TextIO | None) -> bool:
    """Whether to colour what is printed there: on a terminal, unless NO_COLOR is set to anything (no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return shown_name(value)
    if isinstance(value, Mapping):
        return {_shown(key): _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list | tuple) else value


def _mute(stream: TextIO | None) -> None:
    """Send the rest nowhere, or the end of the process would stumble over what is still to be written."""
    if stream is not None:
        with contextlib.suppress(OSError, io.UnsupportedOperation):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is_closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False
