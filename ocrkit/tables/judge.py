"""How likely each line and each edge of a lattice is drawn: evidence weighed by trees fitted on generated pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ocrkit.tables.context import context
from ocrkit.tables.evidence import Floats, Side, edge_evidence, line_evidence, sides
from ocrkit.tables.lines import only
from ocrkit.tables.trees import Trees, probability

WEIGHTS = Path(__file__).with_name("edges.npz")
"""Written by ``python -m benchmarks.fit_lattice``."""

UNLIKELY = 0.01
"""A line less likely than this is left out of the lattice: it would cut edges into pieces too short to judge."""


@dataclass(frozen=True)
class Judge:
    """The trees: of lines, of edges by themselves, and of edges among the others."""

    lines: Trees
    edges: Trees
    among: Trees


@cache
def fitted() -> Judge:
    """The trees that come with the package."""
    with np.load(WEIGHTS) as weights:
        return Judge(*(_trees(weights, name) for name in ("lines", "edges", "among")))


def _trees(weights: np.lib.npyio.NpzFile, name: str) -> Trees:
    parts = (weights[f"{name}_{part}"] for part in ("features", "borders", "leaves", "bias"))
    features, borders, leaves, bias = parts
    return Trees(features.astype(np.intp), borders.astype(np.float32), leaves.astype(np.float32), float(bias))


def likely_lines(both: tuple[Side, Side], judge: Judge) -> tuple[Side, Side] | None:
    """The lattice of the lines that may be drawn; None where there are fewer than two of either direction."""
    kept = []
    for upright, side in enumerate(both):
        odds = judge.lines(directed(line_evidence(side), upright))
        kept.append(only(side.lines, probability(odds) >= UNLIKELY))
    return sides(kept[0], kept[1], both[0].print_dark) if min(len(lines.at) for lines in kept) >= 2 else None


def edge_odds(both: tuple[Side, Side], judge: Judge) -> tuple[Floats, Floats]:
    """The log-odds of every edge of the level lines (n, m - 1), and of the upright ones (m, n - 1)."""
    evidence = edges_seen(both)
    alone = [probability(judge.edges(each)) for each in evidence]
    level, upright = (
        judge.among(np.concatenate([e, context(side, *p)], axis=-1))
        for side, e, p in zip(both, evidence, (alone, alone[::-1]), strict=True)
    )
    return level, upright


def edges_seen(both: tuple[Side, Side]) -> list[Floats]:
    """The evidence of every edge of the level and of the upright lines."""
    return [directed(edge_evidence(side, both[1 - upright]), upright) for upright, side in enumerate(both)]


def directed(evidence: Floats, upright: int) -> Floats:
    """The evidence with whether it is of an upright line as its last column."""
    last = np.full((*evidence.shape[:-1], 1), upright, np.float32)
    return np.concatenate([evidence, last], axis=-1)
