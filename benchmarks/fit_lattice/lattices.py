"""The lattices of generated pages, with where borders of cells are."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_lattice.labels import borders
from benchmarks.fit_lattice.pages import FitPage, pages_of
from ocrkit.tables.ink import page_ink
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.regions import find_regions, with_margin
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.sides import Side
from ocrkit.tables.straight import straight_region

Borders = tuple[NDArray[np.uint8], ...]

SURE = 0.7
"""An edge is drawn where this share of it lies on a border, and not where only the rest does; else nobody knows."""

_DRAWN = 0.8
"""What is seen on a drawn page counts for so much: faults are many more there than on any pages that are read."""


@dataclass(frozen=True)
class Lattice:
    """A region's lattice and where borders of cells are, packed; ``document`` is a number of its document.

    Each of its lines and edges counts for ``weight``.
    """

    packed: bytes
    document: int
    weight: float = 1.0

    @classmethod
    def of(cls, both: tuple[Side, Side], borders: Borders, document: int, weight: float) -> Lattice:
        """Packed: thousands of them are held at once."""
        return cls(zlib.compress(pickle.dumps((both, borders), protocol=5), 1), document, weight)

    def opened(self) -> tuple[tuple[Side, Side], Borders]:
        """The level and the upright lines, and where borders are."""
        both, borders = pickle.loads(zlib.decompress(self.packed))  # of this command's own making
        return both, borders


def lattices(page: FitPage, document: int) -> Iterator[Lattice]:
    """The lattices of all regions of a page, and of each table in a region of several.

    None of a page straightened so that where a table lies on it is not known everywhere.
    """
    if not all(np.isfinite(table.outlines).all() for table in page.tables):
        return
    ink = page_ink(page.image, page.seals, TableSettings())
    tables = [table.box(ink.factor) for table in page.tables]
    boxes = find_regions(ink)
    for box in find_regions(ink):
        inside = [table for table in tables if box.contains(*table.centre)]
        boxes += [with_margin(ink, table) for table in inside] if len(inside) > 1 else []
    for box in boxes:
        region = straight_region(ink, box)
        both = find_lattice(region)
        if both is not None:
            weight = _DRAWN if "drawn" in page.name else 1.0
            yield Lattice.of(both, borders(page.tables, ink.factor, region), document, weight)


def of_file(file: Path) -> list[Lattice]:
    """The lattices of a document's pages; its number is its place in no order."""
    document = zlib.crc32(f"{file.parent.name}/{file.name}".encode())
    return [lattice for page in pages_of(file) for lattice in lattices(page, document)]
