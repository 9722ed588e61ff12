"""How many tables come back with exactly their rows, columns and spans: pages to grids only, nothing is read.

``python -m benchmarks.spans DIR ... [--kept DIR] [--wrong]`` takes documents with truth (``docs/truth-format.md``)
through load, prepare and tables, which is half a second a page, and prints for each level and for random tables how
many tables are exact, TEDS of their structure, and how many there are that nobody printed. ``--kept`` keeps prepared
pages between runs; delete it where the prepare stage changes.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ocrkit.engines import default_engines
from ocrkit.load import PageFailure, load_pages
from ocrkit.prepare.prepare import prepare_parts
from ocrkit.recognise.engines.protocol import CropReader
from ocrkit.score.grid import Grid, GridCell
from ocrkit.score.structure import match_tables
from ocrkit.score.teds import teds
from ocrkit.score.truth import documents, read_truth
from ocrkit.score.truth_models import Truth
from ocrkit.settings import ReadSettings
from ocrkit.tables.cells import GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.page import PreparedPage
from ocrkit.types.transform import box_to_page


@dataclass(frozen=True)
class Outcome:
    """A true table and what was found for it; ``name`` is its document's."""

    name: str
    row: str
    wanted: Grid
    found: Grid | None

    @property
    def exact(self) -> bool:
        """Whether the rows and columns of every cell are right."""
        return self.found is not None and _spans(self.found) == _spans(self.wanted)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spans", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="folders of truth folders")
    parser.add_argument("--kept", type=Path, metavar="DIR", help="prepared pages kept between runs")
    parser.add_argument("--wrong", action="store_true", help="name every table that is not exact")
    options = parser.parse_args(arguments)
    outcomes: list[Outcome] = []
    extra, n_pages, seconds = 0, 0, 0.0
    engines = default_engines(ReadSettings())
    try:
        for folder in (folder for root in options.folders for folder in documents(root)):
            truth = read_truth(folder)
            read: list[Grid] = []
            for number, parts in prepared_pages(folder, truth, engines.crops, options.kept):
                start = time.process_time()
                found = [(part, table) for part in parts for table in find_tables(part)]
                seconds += time.process_time() - start
                n_pages += 1
                read += [as_grid(table, part, number) for part, table in found]
            wanted = [Grid.from_truth(table) for table in truth.tables]
            pairs = match_tables(read, wanted)
            extra += len(read) - sum(found is not None for found, _ in pairs)
            row = str(truth.level) if truth.requests is not None else f"random, {truth.level}"
            outcomes += [Outcome(folder.name, row, true, found) for found, true in pairs]
    finally:
        engines.close()
    for line in table_of(outcomes):
        print(line)
    print(f"tables that nobody printed: {extra}; CPU seconds a page in tables: {seconds / max(1, n_pages):.3f}")
    if options.wrong:
        for line in wrong_of(outcomes):
            print(line)
    return 0


def prepared_pages(
    folder: Path, truth: Truth, crops: CropReader, kept: Path | None
) -> Iterator[tuple[int, tuple[PreparedPage, ...]]]:
    """The number of each page of a document and what the prepare stage makes of it."""
    number = 0
    for file in dict.fromkeys(page.file for page in truth.pages):
        store = None if kept is None else kept / f"{hashlib.sha256(str(folder / file).encode()).hexdigest()[:24]}.pkl"
        if store is not None and store.exists():
            pages = pickle.loads(zlib.decompress(store.read_bytes()))  # of this command's own making
        else:
            loaded = [page for page in load_pages(str(folder / file)) if not isinstance(page, PageFailure)]
            prepared = [prepare_parts(page, read=crops.read) for page in loaded]
            pages = [tuple(replace(part, given=None) for part in parts) for parts in prepared]
            if store is not None:
                store.parent.mkdir(parents=True, exist_ok=True)
                store.write_bytes(zlib.compress(pickle.dumps(pages), 1))
        for parts in pages:
            number += 1
            yield number, parts


def as_grid(table: GridTable, page: PreparedPage, number: int) -> Grid:
    """A grid as the metrics compare it, in pixels of the page as given."""
    cells = tuple(
        GridCell(rows=c.rows, cols=c.cols, box=box_to_page(c.box, page.transform, page.page_size))
        for c in table.cells
    )
    return Grid(n_rows=table.n_rows, n_cols=table.n_cols, cells=cells, page=number)


def _spans(grid: Grid) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    return {(cell.rows, cell.cols) for cell in grid.cells}


def table_of(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A Markdown table: a row a level, then all."""
    rows: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=lambda o: o.row):
        rows.setdefault(outcome.row, []).append(outcome)
    rows["all reports"] = [o for o in outcomes if not o.row.startswith("random")]
    rows["all random tables"] = [o for o in outcomes if o.row.startswith("random")]
    yield "| level | tables | spans exact | % | TEDS-S | not found |"
    yield "|---|---|---|---|---|---|"
    for name, group in rows.items():
        if group:
            exact = sum(o.exact for o in group)
            mean = np.mean([teds(o.found, o.wanted, structure_only=True) for o in group])
            lost = sum(o.found is None for o in group)
            yield f"| {name} | {len(group)} | {exact} | {100 * exact / len(group):.1f} | {100 * mean:.2f} | {lost} |"


def wrong_of(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for each table that is not exact."""
    for o in outcomes:
        if not o.exact:
            size = "nothing" if o.found is None else f"{o.found.n_rows} x {o.found.n_cols}"
            off = 0 if o.found is None else len(_spans(o.wanted) - _spans(o.found))
            wanted = f"{o.wanted.n_rows} x {o.wanted.n_cols}"
            yield f"{o.name} page {o.wanted.page} ({o.row}): {wanted} found as {size}, {off} cells not there"


if __name__ == "__main__":
    sys.exit(main())
