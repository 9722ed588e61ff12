"""What worker processes are asked for, and what their answers mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocrkit.errors import InputError, InternalError
from ocrkit.results import LostPage, ReadPage
from ocrkit.schedule.pool import Outcome
from ocrkit.types.form import FormDefinition
from ocrkit.types.page import PageRef

if TYPE_CHECKING:
    from ocrkit.debug.folder import DebugFolder
    from ocrkit.settings import ReadSettings


@dataclass(frozen=True)
class Setup:
    """What a worker's service is made from: how pages are read, and where they are shown, None for nowhere."""

    settings: ReadSettings
    debug: DebugFolder | None = None
    definitions: tuple[FormDefinition, ...] = ()


@dataclass(frozen=True)
class CountPages:
    """Asks for the number of pages of a file; the result is that, or an ``InputError`` or ``InternalError``."""

    file: str


@dataclass(frozen=True)
class ReadOne:
    """Asks for a page, with ``text`` also for what stands outside its tables; gives ``ReadPage`` or ``LostPage``."""

    ref: PageRef
    text: bool


def count_in(outcome: Outcome) -> int | InputError | InternalError:
    """What became of a ``CountPages``."""
    return outcome.result if isinstance(outcome.result, int) else _error(outcome)


def page_in(outcome: Outcome) -> ReadPage | LostPage:
    """What became of a ``ReadOne``."""
    if isinstance(outcome.result, ReadPage | LostPage):
        return outcome.result
    assert isinstance(outcome.task, ReadOne)  # nothing else was asked for
    ref = outcome.task.ref
    return LostPage(ref, _error(outcome).at(ref.file, ref.index + 1))


def _error(outcome: Outcome) -> InputError | InternalError:
    error = outcome.result if outcome.error is None else outcome.error
    assert isinstance(error, InputError | InternalError)  # there is no fourth kind of answer
    return error
