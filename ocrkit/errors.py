"""Every error ocrkit raises on purpose: what happened, where, and what to do about it."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Self

from ocrkit.names import shown_name


class OcrkitError(Exception):
    """Base of all errors raised on purpose.

    ``message`` says what is wrong, ``file`` and ``page`` (1-based, within the file) say where, ``remedy``
    says what the user can do. ``exit_code`` is what the command line ends with.
    """

    exit_code = 1

    def __init__(self, message: str, *, file: str | None = None, page: int | None = None, remedy: str = "") -> None:
        self.message = message
        self.file = file
        self.page = page
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        where = "" if self.file is None else shown_name(self.file)
        if self.page is not None:
            where += f" page {self.page}" if where else f"page {self.page}"
        text = f"{where}: {self.message}" if where else self.message
        return shown_name(f"{text} ({self.remedy})" if self.remedy else text)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.file, self.page, self.remedy))

    def at(self, file: str | None, page: int | None) -> Self:
        """The same error at a place; one with a cause or a traceback would keep the images it was raised over."""
        placed = copy(self)
        placed.file, placed.page, placed.args = file, page, ()
        placed.args = (str(placed),)
        return placed


def _rebuild(kind: type[OcrkitError], message: str, file: str | None, page: int | None, remedy: str) -> OcrkitError:
    return kind(message, file=file, page=page, remedy=remedy)


class UsageError(OcrkitError):
    """The call itself is wrong: no input named, an unknown option value, a folder without pages."""

    exit_code = 2


class InputError(OcrkitError):
    """A file or page cannot be read; the other pages still can."""


class MissingFileError(InputError):
    """The file does not exist or may not be opened."""


class EmptyFileError(InputError):
    """The file has no bytes."""


class NotAnImageError(InputError):
    """The bytes are of no image or document format that ocrkit reads."""


class MissingExtraError(InputError):
    """The format is read by a package that is not installed; the remedy says how to install it."""


class BrokenFileError(InputError):
    """The format is known, but the data are damaged or cut short."""


class TooLargeError(InputError):
    """The page or document exceeds the limits on pixels or pages."""


class TooSmallError(InputError):
    """The page is so narrow or low that nothing legible can be on it."""


class EncryptedError(InputError):
    """The PDF needs a password, or the one given is wrong."""


class LimitError(InputError):
    """The page took more time or memory than it was given; the process that read it was ended."""


class WorkerError(InputError):
    """The process that read the page died, with this page alone in it."""


class ChangedFileError(InputError):
    """The file was written to while it was read: what was read is of no one file."""


class ForkedError(UsageError):
    """A reader is used in a process that was forked from one that has read already."""


class InstallationError(OcrkitError):
    """A library that ocrkit stands on is missing or cannot be loaded."""


class WeightsError(OcrkitError):
    """A weight file is missing, or its hash is not the one in the manifest."""


class EngineError(OcrkitError):
    """The recognition engine failed on a page."""


class StartError(EngineError):
    """The processes that read pages cannot be started."""


class InternalError(OcrkitError):
    """A stage broke off in a way nobody foresaw: a fault of ocrkit's. What it was working on is lost.

    ``stage`` is where, ``trace`` the last calls, innermost first; neither holds anything of the page or its place.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        page: int | None = None,
        remedy: str = "this is a fault of ocrkit's: please report it with this message and its trace",
        stage: str = "",
        trace: str = "",
    ) -> None:
        self.stage = stage
        self.trace = trace
        super().__init__(message, file=file, page=page, remedy=remedy)

    def __reduce__(self) -> tuple[object, ...]:
        given = {name: getattr(self, name) for name in ("file", "page", "remedy", "stage", "trace")}
        return (partial(type(self), **given), (self.message,))


class FormDefinitionError(OcrkitError):
    """A form definition file is wrong; the message names the line."""

    exit_code = 2


class ProfileError(OcrkitError):
    """A profile's folder is missing, or something in its files is wrong; the message names the key."""

    exit_code = 2


class TruthError(OcrkitError):
    """A truth file does not fit its schema, its form or its pages; the message names the key."""

    exit_code = 2


class TableError(OcrkitError):
    """Cells that overlap or leave a hole: not a table."""


class OutputError(OcrkitError):
    """A result cannot be written."""


class LedgerError(OutputError):
    """The ledger of an archive cannot be opened, read or written."""


class BusyError(LedgerError):
    """Another run works on the archive."""

    exit_code = 2


class OutputExistsError(OutputError):
    """A result exists already and ``--force`` was not given."""

    exit_code = 2
