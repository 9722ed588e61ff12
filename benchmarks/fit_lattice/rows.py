"""Edges among the others of scanned pages, with what is true of each: all that are hard, few of the rest."""

from __future__ import annotations

import lzma
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_lattice.labels import truth_of
from benchmarks.fit_lattice.lattices import SURE, lattices
from benchmarks.fit_lattice.pages import FitPage
from ocrkit.tables.judge import Evidence, Judge, among, edges_seen, likely_lines
from ocrkit.tables.sides import Floats

_HARD = 4.0
"""An edge is hard where the log-odds that the trees at hand give are nearer to none than this, or wrong."""

_KEPT, _KEPT_EASY = 0.5, 0.03
"""These shares of the hard edges and of the others are kept; each counts for as many as it stands for."""


@dataclass(frozen=True)
class Rows:
    """Evidence of ``n`` edges, float16 (n, names); which are drawn, bool, and what each counts for, float32 (n,)."""

    names: tuple[str, ...]
    evidence: NDArray[np.float16]
    drawn: NDArray[np.bool_]
    weights: NDArray[np.float32]

    @classmethod
    def together(cls, some: Iterable[Rows]) -> Rows:
        """All of them as one; there is at least one."""
        parts = list(some)
        fields = ("evidence", "drawn", "weights")
        return cls(parts[0].names, *(np.concatenate([getattr(part, name) for part in parts]) for name in fields))

    def save(self, file: Path) -> None:
        """As a file, a column of evidence after the other: so it packs best."""
        parts = (self.names, np.ascontiguousarray(self.evidence.T), self.drawn, self.weights)
        file.write_bytes(lzma.compress(pickle.dumps(parts, protocol=5), preset=4))

    @classmethod
    def load(cls, file: Path) -> Rows:
        """From a file that ``save`` wrote."""
        names, evidence, drawn, weights = pickle.loads(lzma.decompress(file.read_bytes()))  # of this command's own
        return cls(names, evidence.T, drawn, weights)


def rows_of(page: FitPage, judge: Judge, rng: np.random.Generator) -> list[Rows]:
    """The rows of a page's lattices, seen as ``judge`` sees them, whose trees know nothing of the page."""
    found = []
    for lattice in lattices(page, 0):
        both, borders = lattice.opened()
        likely = likely_lines(both, judge)
        if likely is None:
            continue
        seen = edges_seen(likely)
        context = among(likely, seen, [judge.edges(each) for each in seen])
        for side, evidence, border in zip(likely, context, borders, strict=True):
            found.append(_some(evidence, truth_of(side, border), judge.among(evidence), lattice.weight, rng))
    return found


def _some(evidence: Evidence, share: Floats, odds: Floats, weight: float, rng: np.random.Generator) -> Rows:
    drawn = share >= SURE
    hard = (np.abs(odds) < _HARD) | ((odds > 0) != drawn)
    chance = np.where(hard, _KEPT, _KEPT_EASY)
    kept = (drawn | (share <= 1 - SURE)) & (rng.random(share.shape) < chance)
    weights = weight / chance[kept]
    limits = np.finfo(np.float16)
    values = np.stack([column[kept] for column in evidence.values()], axis=1).clip(limits.min, limits.max)
    return Rows(tuple(evidence), values.astype(np.float16), drawn[kept], weights.astype(np.float32))
