"""``ocrkit status``: where an archive stands."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ocrkit.cli.output import emit, emit_data, json_text
from ocrkit.cli.quiet import quiet
from ocrkit.types.phrases import Phrases

if TYPE_CHECKING:
    from ocrkit.archive.status import Status

_FEW = 10
"""Lines of a kind that are listed one by one."""


def status(args: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    with quiet():
        from ocrkit.archive.ledger import Ledger
        from ocrkit.archive.place import check_archive
        from ocrkit.archive.status import state_of

        check_archive(Path(args.archive))
        with Ledger(Path(args.archive)) as ledger:
            found = state_of(ledger)
    if args.json:
        emit_data([json_text({"command": "status", "exit_code": 0, **found.record()})])
    else:
        emit(status_lines(found, Phrases(args.lang), args.archive))
    return 0


def status_lines(found: Status, say: Phrases, archive: str) -> Iterator[str]:
    """The same for people."""
    yield say("in all", n=sum(found.states.values()))
    for state, count in found.states.items():
        if count:
            yield "  " + say(state, n=count)
    if found.values:
        yield say("pages and values", pages=found.pages, values=found.values, doubtful=found.doubtful)
    if found.causes:
        yield say("causes")
        for cause, retryable, count in found.causes:
            again = f" ({say('retryable', option='--retry-failed')})" if retryable else ""
            yield f"  {say(f'cause {cause}')}: {count}{again}"
    yield from _list(
        [f"{report}: {error}" for report, error in found.failed], say, say("failed", n=len(found.failed))
    )
    lines = [
        f"{report}: {error}\n    {say('repeat', command=command)}" for report, error, command in found.quarantine
    ]
    yield from _list(lines, say, say("quarantined", n=len(lines)))
    lines = [f"{file}: {why}" for file, why in found.left_out]
    yield from _list(lines, say, say("left out", n=len(lines)))
    if found.minor:
        yield say("minor left out", n=found.minor)
    yield from _list([f"{file} = {of}" for file, of in found.twins], say, say("twins", n=len(found.twins)))
    lines = [f"{agency} {year}: {reports}" for agency, year, reports in found.same_year]
    yield from _list(lines, say, say("same year", n=len(lines)))
    if found.states["waiting"] or found.states["reading"]:
        yield say("next", command=f"ocrkit digitize -o {archive}")
    elif found.values:
        yield say("next", command=f"ocrkit export {archive} --format parquet")


def _list(lines: list[str], say: Phrases, heading: str) -> Iterator[str]:
    if not lines:
        return
    yield heading
    for line in lines[:_FEW]:
        yield f"  {line}"
    if len(lines) > _FEW:
        yield "  " + say("more", n=len(lines) - _FEW)
