"""``python -m benchmarks.fit.labels --documents DIR``: labels told by what else the network held possible.

``FormSettings.depth`` is tried at several values on the cells with words of generated reports, of seeds that nothing
is measured on. The truth says which label each of them is, or that it is none. Printed for each value: the labels
that are told by similarity alone (``FormSettings.sure`` and ``margin``), those that the odds tell besides, and those
of all these that are told wrong; a cell that is no label is told wrong where it is told at all. The greatest number
told with none told wrong by the odds is the best.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.fit.given import given_documents
from ocrkit.forms.grid import is_words
from ocrkit.forms.labels import parse_label, similarity
from ocrkit.forms.settings import FormSettings
from ocrkit.pipeline import Reader
from ocrkit.prior.likely import known_labels, likely_label
from ocrkit.score.truth import read_truth
from ocrkit.score.truth_models import TruthTableCell
from ocrkit.types.table import TableCell

TRIED: Sequence[float] = (1.0, 2.0, 3.0, 4.0)
"""The depths tried, in powers of ten; ``ReaderSettings.depth`` tells no odds below the last."""

_SURELY = 0.75
"""A printed label is the form's, as the truth has it, from this similarity on."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    found = given_documents("labels", __doc__ or "", arguments, every=1)
    print(f"fitted: {fit(found)}")
    return 0


def fit(found: Sequence[Path]) -> float:
    """The best depth."""
    with Reader() as reader:
        known = known_labels(tuple(reader.definitions))
        cells = [pair for document in found for pair in printed_words(reader, document)]
    settings = FormSettings()
    labels = sum(max(similarity(truth, label) for label in known) >= _SURELY for _, truth in cells)
    print(f"{len(cells)} cells with words in doubt, {labels} of them labels\n")
    alone = Counter(_outcome(cell.text or "", truth, known, settings) for cell, truth in cells)
    print("| depth | by similarity | wrong | by the odds besides | wrong |\n" + "|---" * 5 + "|")
    told: dict[float, tuple[int, int]] = {}
    for depth in sorted({*TRIED, settings.depth}):
        chosen = settings.model_copy(update={"depth": depth})
        besides = Counter(_by_odds(cell, truth, known, chosen) for cell, truth in cells)
        told[depth] = -besides["wrong"], besides["right"]
        note = " (in use)" * (depth == settings.depth)
        print(f"| {depth:g}{note} | {alone['right']} | {alone['wrong']} | {besides['right']} | {besides['wrong']} |")
    return max(told, key=lambda depth: told[depth])


def printed_words(reader: Reader, document: Path) -> Iterator[tuple[TableCell, str]]:
    """The cells with words of a report that the network was not sure of, and what is printed in each."""
    wanted = [(cell.page or table.page, cell) for table in read_truth(document).tables or () for cell in table.cells]
    for page in reader.read_tables(document).pages:
        for table in page.tables:
            for cell in table.cells:
                if cell.reading and cell.reading.odds and is_words(cell.text):
                    here = [truth for number, truth in wanted if number == cell.page and _is_there(cell, truth)]
                    if len(here) == 1:
                        yield cell, here[0].text or ""


def _is_there(cell: TableCell, truth: TruthTableCell) -> bool:
    """Whether the middle of a cell lies in the cell of the truth."""
    box, other = cell.box, truth.box
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return other is not None and other.x0 < x < other.x1 and other.y0 < y < other.y1


def _outcome(text: str, truth: str, known: Sequence[str], settings: FormSettings) -> str:
    """Whether the label is "right", "wrong" or not told ("")."""
    ranked = sorted(((similarity(text, label), label) for label in known), reverse=True)
    best, core = ranked[0][0], parse_label(ranked[0][1]).core
    rival = next(alike for alike, other in ranked if parse_label(other).core != core)
    if best < settings.sure or best - rival < settings.margin:
        return ""
    printed = max(known, key=lambda label: similarity(truth, label))
    is_it = parse_label(printed).core == core and similarity(truth, printed) >= _SURELY
    return "right" if is_it else "wrong"


def _by_odds(cell: TableCell, truth: str, known: Sequence[str], settings: FormSettings) -> str:
    """The same by the odds, which are asked where similarity alone does not tell."""
    if cell.reading is None:
        return ""
    label = likely_label(cell.text or "", cell.reading.odds, known, settings)
    return "" if label is None else _outcome(label, truth, known, settings)


if __name__ == "__main__":
    sys.exit(main())
