"""``ocrkit digitize``: an archive of reports, in any number of sittings."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Container, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ocrkit.cli.digitize_progress import DigitizeProgress
from ocrkit.cli.log import log
from ocrkit.cli.output import emit, emit_data, json_line
from ocrkit.cli.quiet import quiet
from ocrkit.cli.reader import MakeReader, ReadOptions
from ocrkit.cli.status import status_lines
from ocrkit.errors import UsageError
from ocrkit.names import shown_name
from ocrkit.schedule.cores import available_cores
from ocrkit.types.phrases import Phrases

if TYPE_CHECKING:
    from ocrkit.archive.found import Findings
    from ocrkit.archive.ledger import Ledger
    from ocrkit.archive.run import ReportsReader

_SHOWN = 200
"""Lines of a kind that are listed one by one."""


def digitize(args: argparse.Namespace, make_reader: MakeReader) -> int:
    """Run the command; returns the exit code. Raises ``OcrkitError`` where the run cannot go on."""
    if args.dry_run:
        return _dry_run(args)
    if args.out is None:
        raise UsageError("-o is missing", remedy="name the folder of the archive, or give --dry-run")
    progress = DigitizeProgress(Phrases(args.lang), as_json=args.json)
    with quiet():
        from ocrkit.archive.ledger import Ledger
        from ocrkit.archive.place import check_archive, has_result, working
        from ocrkit.archive.status import state_of

        out = Path(args.out)
        if not args.sources:
            check_archive(out)
        with working(out), make_reader(_options(args)) as reader, Ledger(out, write=True) as ledger:
            ledger.release()
            ledger.restore(partial(has_result, out))
            before = _failed(ledger)
            _run(args, out, ledger, reader, progress)
            code = 1 if _failed(ledger) - before or _unread(ledger) else 0
            state = state_of(ledger)
    if args.json:
        emit_data([json_line({"event": "end", "exit_code": code, **state.record()})])
    else:
        emit(status_lines(state, Phrases(args.lang), args.out))
    return code


def _run(
    args: argparse.Namespace, out: Path, ledger: Ledger, reader: ReportsReader, progress: DigitizeProgress
) -> None:
    from ocrkit.archive.choose import Choice, choose
    from ocrkit.archive.find import find
    from ocrkit.archive.register import register
    from ocrkit.archive.run import Digitizer
    from ocrkit.archive.versions import version_key

    choice = Choice(args.retry_failed, args.rerun_outdated, args.force, args.sample, args.limit, args.order)
    made_with = version_key(reader.made_with)
    changed: Container[str] | None = None
    try:
        for _ in range(2):  # once more for files that changed while they were read
            if args.sources:
                among = register(ledger, find(args.sources)).reports
            else:
                among = tuple(row["id"] for row in ledger.rows("select id from reports order by number"))
            if changed is not None:
                among, choice = tuple(report for report in among if report in changed), Choice(order=choice.order)
            todo = choose(ledger, among, choice, made_with)
            progress.begin(len(todo))
            log.info("%d reports to read", len(todo))
            if not (changed := Digitizer(out, ledger, reader, progress).run(todo)):
                break
    finally:
        progress.close()


def _failed(ledger: Ledger) -> Counter[str]:
    query = "select id, tries from reports where state in ('failed', 'incomplete')"
    return Counter({row["id"]: row["tries"] for row in ledger.rows(query)})


def _unread(ledger: Ledger) -> int:
    return 0 if ledger.rows("select 1 from reports where state in ('done', 'incomplete') limit 1") else 1


def _options(args: argparse.Namespace) -> ReadOptions:
    workers = args.workers or available_cores()
    return ReadOptions(
        forms=tuple(args.form),
        dpi=args.dpi,
        max_pixels=args.max_pixels,
        max_pages=args.max_pages,
        settings=args.settings,
        password=args.password,
        models=args.models,
        engine=args.engine,
        keep_order=True,  # the finder has ordered them
        text_layer=args.text_layer,
        page_timeout=args.page_timeout,
        page_memory=args.page_memory,
        workers=workers,
        cores=workers,
    )


def _dry_run(args: argparse.Namespace) -> int:
    if not args.sources:
        raise UsageError("no SRC is named", remedy="name files, folders or manifests")
    with quiet():
        from ocrkit.archive.find import find

        found = find(args.sources)
    if args.json:
        emit_data(json_line(record) for record in _found_records(found))
    else:
        emit(_found_lines(found, Phrases(args.lang)))
    return 0


def _found_records(found: Findings) -> Iterator[dict[str, object]]:
    for report in found.reports:
        yield {"event": "found", "name": report.name, "files": list(report.files), "origin": report.origin}
    for left in found.left_out:
        yield {"event": "left out", "file": left.path, "why": left.why, "minor": left.minor}


def _found_lines(found: Findings, say: Phrases) -> Iterator[str]:
    yield say("found reports", n=len(found.reports))
    for report in found.reports[:_SHOWN]:
        how = say(f"found by {report.origin}")
        yield "  " + say("found one", name=shown_name(report.name), n=len(report.files), how=how)
    yield from _more(len(found.reports), say)
    left = [each for each in found.left_out if not each.minor]
    if left:
        yield say("left out", n=len(left))
        for each in left[:_SHOWN]:
            yield "  " + f"{shown_name(each.path)}: {each.why}"
        yield from _more(len(left), say)
    if minor := len(found.left_out) - len(left):
        yield say("minor left out", n=minor)


def _more(count: int, say: Phrases) -> Iterator[str]:
    if count > _SHOWN:
        yield "  " + say("more", n=count - _SHOWN)
