"""Gives inputs to the command, and says of each what came out and whether that is as it must be."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.command import Ran, ocrkit
from benchmarks.hostile.model import Kind
from ocrkit.names import shown_name

PAGE_SECONDS, PAGE_MEBIBYTES = 40, 2048
MOST_SECONDS = 240.0
"""Of a command: it may be given several pages."""
ABOVE = 600
"""MiB that the command itself may hold beside the process that reads."""


@dataclass(frozen=True)
class Judged:
    """An input, the command it was given to, what came out in a line, and what is wrong with that."""

    name: str
    command: str
    ran: Ran
    outcome: str
    faults: tuple[str, ...]


def judged(kind: Kind, command: str, seed: int) -> Judged:
    """Make one input, run the command on it."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        made, out = Path(folder, "given"), Path(folder, "out")
        made.mkdir()
        given = kind.make(made, np.random.default_rng(seed))
        limits = ["--page-timeout", str(PAGE_SECONDS), "--page-memory", str(PAGE_MEBIBYTES)]
        result = ocrkit(
            command, *map(os.fsencode, given), "-o", out, "--json", *limits, *kind.options, seconds=MOST_SECONDS
        )
        written = _written(out)
        faults = [*_faults(result, kind, written), *_unnamed(result, written, _each(given))]
        return Judged(kind.name, command, result, _outcome(result, folder), tuple(faults))


def _faults(result: Ran, kind: Kind, written: str) -> list[str]:
    refused = result.code in (1, 2)
    damaged = '"damaged_page"' in written
    right = {
        "read": result.code == 0,
        "refused": refused,
        "told": refused or damaged,
        "ended": result.code in (0, 1, 2),
    }
    wrong = {
        f"must be {kind.must}, exit code {result.code}": not right[kind.must],
        "traceback": result.traceback,
        f"not ended after {MOST_SECONDS:.0f} s": result.over,
        f"{result.mebibytes} MiB held": result.mebibytes > PAGE_MEBIBYTES + ABOVE,
        "an internal error": "InternalError" in result.out or "internal_error" in written,
        "refused without a word": refused and not result.said,
    }
    return [name for name, is_so in wrong.items() if is_so]


def _each(given: list[Path]) -> list[Path]:
    """The files given, a folder's one by one."""
    return [file for path in given for file in (sorted(path.iterdir()) if path.is_dir() else [path])]


def _unnamed(result: Ran, written: str, files: list[Path]) -> list[str]:
    """Files named neither in the results nor in what was said; of a refused folder its own name will do."""
    text = written + result.err + result.out
    if result.code == 2 and files and shown_name(str(files[0].parent)) in text:
        return []
    lost = [name for path in files if not _stands(name := shown_name(path.name), text)]
    return [f"not named: {', '.join(map(ascii, lost[:3]))}"] if lost else []


def _stands(name: str, text: str) -> bool:
    ways = (name, json.dumps(name, ensure_ascii=False)[1:-1], json.dumps(name)[1:-1], ascii(name)[1:-1])
    return any(way in text for way in ways)


def _written(out: Path) -> str:
    """The JSON of the results."""
    found = out.glob("*.json") if out.is_dir() else ()
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def _outcome(result: Ran, folder: str) -> str:
    """In a line: what was read, or the first thing that was said."""
    summary: dict[str, Any] = result.summary
    pages = summary.get("pages", 0)
    lost = len(summary.get("failures", ()))
    count = len(pages) if isinstance(pages, list) else pages
    told = [finding["kind"] for finding in summary.get("findings", ()) if finding["kind"] == "damaged_page"]
    said = result.said.replace(folder, "").removeprefix("ocrkit: ")
    if result.code == 0:
        return f"{count} read" + (", said to be damaged" if told else "")
    return f"{lost} refused of {max(count, lost)}: {said}" if lost else said
