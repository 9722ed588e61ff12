"""What worker processes are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ocrkit.types.page import PageRef


@dataclass(frozen=True)
class CountPages:
    """Asks for the number of pages of a file; the result is that, or an ``InputError`` or ``InternalError``."""

    file: str


@dataclass(frozen=True)
class ReadOne:
    """Asks for a page, with ``text`` also for what stands outside its tables; gives ``ReadPage`` or ``LostPage``."""

    ref: PageRef
    text: bool
