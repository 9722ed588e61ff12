"""The pages of generated reports, their tables found, and what is printed in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocrkit.load.loader import Loader
from ocrkit.load.settings import LoadSettings
from ocrkit.prepare.prepare import prepare
from ocrkit.score.truth import TruthCell, documents, read_truth
from ocrkit.tables.cells import GridTable
from ocrkit.tables.find import find_tables
from ocrkit.types.geometry import Box
from ocrkit.types.page import PageRef, PreparedPage


@dataclass(frozen=True, eq=False)
class Sheet:
    """A page of a report, its tables found, and the values of its forms with their boxes."""

    page: PreparedPage
    grids: Sequence[GridTable]
    values: Sequence[TruthCell]

    def value_in(self, box: Box) -> TruthCell | None:
        """The value whose middle is in a box of the page as given, None where none is."""
        for value in self.values:
            assert value.box is not None
            x, y = value.box.centre
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                return value
        return None


def sheets(folder: Path) -> Iterator[Sheet]:
    """Every page of the reports in ``folder``, whose truth says where values stand; ends the program without any."""
    found = documents(folder)
    if not found:
        raise SystemExit(f"no report with truth in {folder}: python -m benchmarks.pagemaker benchmark {folder}")
    with Loader(LoadSettings()) as loader:
        for document in found:
            truth = read_truth(document)
            values = [cell for form in truth.forms().values() for _, _, cell in form if cell.box is not None]
            seen: Counter[str] = Counter()
            for number, entry in enumerate(truth.pages, 1):
                ref = PageRef(number, str(document / entry.file), seen[entry.file])
                seen[entry.file] += 1
                prepared = prepare(loader.load(ref))
                yield Sheet(prepared, find_tables(prepared), [cell for cell in values if cell.page == number])
