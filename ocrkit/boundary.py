"""The one place where every exception is caught: what a stage should not have raised becomes an ``InternalError``."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocrkit.errors import InternalError, OcrkitError

_PACKAGE = Path(__file__).parent
_MOST_CALLS = 6
_MOST_CHARACTERS = 300


@contextmanager
def boundary(stage: str) -> Iterator[None]:
    """Run a stage. Its ``OcrkitError`` goes on as it is; anything else unforeseen is an ``InternalError``.

    Interrupts and exits (what is no ``Exception``) go on as well.
    """
    fault: InternalError | None = None
    try:
        yield
    except OcrkitError:
        raise
    except Exception as error:
        fault = _internal(error, stage)
    if fault is not None:  # raised outside of ``except``: the error's frames hold the page's images
        raise fault


def _internal(error: Exception, stage: str) -> InternalError:
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    said = " ".join(str(error).split())[:_MOST_CHARACTERS]
    return InternalError(f"{stage}: {name}: {said}" if said else f"{stage}: {name}", stage=stage, trace=_trace(error))


def _trace(error: Exception) -> str:
    """The last calls, innermost first; files by their place in the package: it tells nothing of the user's."""
    calls = traceback.extract_tb(error.__traceback__)[-_MOST_CALLS:]
    return " < ".join(f"{_place(call.filename)}:{call.lineno} {call.name}" for call in reversed(calls))


def _place(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_PACKAGE).as_posix() if path.is_relative_to(_PACKAGE) else path.name
