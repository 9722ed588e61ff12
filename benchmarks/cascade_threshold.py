"""From which probability on the small recogniser is believed: python -m benchmarks.cascade_threshold PAGES

Reads the text outside the tables of generated documents (each folder under PAGES with a ``truth.json``) by both
recognisers, line by line, and prints for thresholds of the small one's least sure character what believing it from
there on would cost: characters wrong, and the share of the lines' width that the large one is still asked for.
``--every N`` takes each N-th document.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocrkit.engines import Engines, default_engines
from ocrkit.pipeline import Reader
from ocrkit.recognise.engines.cascade import Cascade
from ocrkit.recognise.engines.line_reader import GreedyLines
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.recognise.engines.runtimes import open_network
from ocrkit.recognise.engines.weights import load_weights
from ocrkit.recognise.lines.network_lines import NetworkLines
from ocrkit.schedule.cores import Cores, available_cores
from ocrkit.score.edits import distance_within
from ocrkit.score.truth import documents, read_truth
from ocrkit.settings import ReadSettings
from ocrkit.text.widths import compact
from ocrkit.types.page import Image
from ocrkit.types.reading import Reading

THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True)
class Line:
    """A line as both read it: how sure the small one is, and how many characters each has wrong; its width."""

    sure: float
    small: int
    large: int
    length: int
    width: float


class Both:
    """A ``CropReader`` that asks both, and keeps what they say."""

    def __init__(self, small: GreedyLines, large: GreedyLines) -> None:
        self._readers = small, large
        self.read_so_far: list[tuple[Reading, Reading, float]] = []

    def read(self, crops: Sequence[Image], values: bool = False) -> list[Reading]:
        """See ``CropReader.read``; the large one's."""
        small, large = (reader.read(crops) for reader in self._readers)
        widths = (crop.shape[1] / crop.shape[0] for crop in crops)
        self.read_so_far += zip(small, large, widths, strict=True)
        return large


def lines_of(folders: Sequence[Path]) -> Iterator[Line]:
    """Every line of text of these documents that either reads as something."""
    settings = ReadSettings()
    cores = Cores(available_cores())
    weights = [load_weights(role, None) for role in ("read lines first", "read lines")]
    recognisers = [Recogniser(open_network(each, "auto", cores.count), each, cores) for each in weights]
    both = Both(*(GreedyLines(each, settings.lines.batch) for each in recognisers))
    finder = NetworkLines(open_network(load_weights("find lines", None), "auto"), both, cores, settings.lines)
    own = default_engines(settings)
    assert isinstance(own.crops, Cascade)
    with Reader(settings, engines=Engines(own.crops, finder)) as reader:
        for folder in folders:
            both.read_so_far.clear()
            reader.read_report(folder)
            sections = read_truth(folder).sections
            printed = compact("".join(text for section in sections for text in section.paragraphs))
            for small, large, width in both.read_so_far:
                by_small, by_large = (_wrong(printed, reading) for reading in (small, large))
                length = len(compact(large.text or ""))
                if length and min(by_small, by_large) <= length / 4:  # else a title, a name or a number of a page
                    yield Line(small.least or 0.0, by_small, by_large, length, width)
    own.close()


def _wrong(printed: str, reading: Reading) -> int:
    text = compact(reading.text or "")
    return distance_within(printed, text) if text else 0


def table(lines: Sequence[Line]) -> Iterator[str]:
    """A row for each threshold."""
    characters, width = sum(line.length for line in lines), sum(line.width for line in lines)
    yield f"{len(lines)} lines, {characters} characters; by the large one alone {sum(x.large for x in lines)} wrong"
    yield "| believed from | characters wrong | of width asked of the large one |"
    yield "|--:|--:|--:|"
    for least in THRESHOLDS:
        wrong = sum(line.small if line.sure >= least else line.large for line in lines)
        asked = sum(line.width for line in lines if line.sure < least)
        yield f"| {least:g} | {wrong} | {100 * asked / width:.0f}% |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    print(*table(list(lines_of(documents(given.pages)[:: given.every]))), sep="\n")


if __name__ == "__main__":
    main()
