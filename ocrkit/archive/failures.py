"""Why a report or a page could not be read: the root cause, and whether trying again can help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ocrkit import errors
from ocrkit.errors import OcrkitError

Cause = Literal["file", "gone", "changed", "password", "limit", "crash", "fault", "installation", "input", "disk"]

CAUSES: Mapping[type[OcrkitError], tuple[Cause, bool]] = {
    errors.MissingFileError: ("gone", True),
    errors.ChangedFileError: ("changed", True),
    errors.EncryptedError: ("password", True),
    errors.LimitError: ("limit", True),
    errors.WorkerError: ("crash", True),
    errors.MissingExtraError: ("installation", True),
    errors.InternalError: ("fault", False),
    errors.EngineError: ("fault", True),
    errors.OutputError: ("disk", True),
    errors.UsageError: ("input", False),
    errors.InputError: ("file", False),
}
"""By kind of error, the special before the general: the cause, and whether the same files may be read another time.

What is not retryable is read again only with other files, forms or settings, another ocrkit, or by force.
"""


@dataclass(frozen=True)
class Failure:
    """Why something could not be read."""

    cause: Cause
    retryable: bool
    error: OcrkitError


def classified(error: OcrkitError) -> Failure:
    """The cause of an error."""
    cause, retryable = next((CAUSES[kind] for kind in CAUSES if isinstance(error, kind)), ("fault", False))
    return Failure(cause, retryable, error)
