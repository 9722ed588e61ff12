"""What was found where the user pointed: reports, and what is no report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Origin = Literal["file", "folder", "names", "manifest"]
"""Why the files are one report: it is one file; all of a folder; they are named alike; the user said so."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report: its page files in order, as absolute paths, and what it is called.

    ``agency`` and ``year`` are what a manifest says of it.
    """

    name: str
    files: tuple[str, ...]
    origin: Origin
    agency: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not read, and why. ``minor``: there is no page in it (a note, a hidden file)."""

    path: str
    why: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found."""

    reports: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]
