"""Which pages to read, as people write it: 1-3,5 or 7-."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_PART = re.compile(r"(\d{1,9})(?:(-)(\d{1,9})?)?")


def parse_pages(text: str) -> tuple[tuple[int, int | None], ...]:
    """The first and last page of each part, numbers from 1; the last is None where a part has no end.

    Raises ``ValueError`` for what does not say which pages.
    """
    parts = []
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"{part.strip() or text!r} names no pages (write 1-3,5 or 7-)")
        first = int(match[1])
        last = int(match[3]) if match[3] else None if match[2] else first
        if first < 1 or (last is not None and last < first):
            raise ValueError(f"{part.strip()} names no pages (they count from 1, upwards)")
        parts.append((first, last))
    return tuple(parts)


def selects(parts: tuple[tuple[int, int | None], ...], number: int) -> bool:
    """Whether a page is among them."""
    return any(first <= number and (last is None or number <= last) for first, last in parts)


def _check(text: str) -> str:
    parse_pages(text)
    return text


Pages = Annotated[str, AfterValidator(_check)]
"""Such a text, checked."""
