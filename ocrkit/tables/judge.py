"""How likely each line and each edge of a lattice is drawn: evidence weighed by trees fitted on generated pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocrkit.tables.context import context
from ocrkit.tables.evidence import edge_evidence, line_evidence
from ocrkit.tables.lines import only
from ocrkit.tables.sides import Floats, Side, sides
from ocrkit.tables.trees import Trees, probability

WEIGHTS = Path(__file__).with_name("edges.npz")
"""Written by ``python -m benchmarks.fit_lattice``."""

UNLIKELY = 0.01
"""A line less likely than this is left out of the lattice: it would cut edges into pieces too short to judge."""

Evidence = dict[str, Floats]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Judge:
    """The trees: of lines, of edges by themselves, and of edges among the others."""

    lines: Trees
    edges: Trees
    among: Trees


@cache
def fitted() -> Judge:
    """The trees that come with the package."""
    return read_trees(WEIGHTS)


def read_trees(file: Path) -> Judge:
    """The trees of a file that ``python -m benchmarks.fit_lattice`` wrote."""
    with np.load(file) as weights:
        trees = []
        for name in ("lines", "edges", "among"):
            part = {key: weights[f"{name}_{key}"] for key in ("names", "features", "borders", "leaves", "bias")}
            names, features = tuple(part["names"].tolist()), part["features"].astype(np.intp)
            trees.append(Trees(names, features, part["borders"], part["leaves"], float(part["bias"])))
    return Judge(*trees)


def likely_lines(both: tuple[Side, Side], judge: Judge) -> tuple[Side, Side] | None:
    """The lattice of the lines that may be drawn; None where there are fewer than two of either direction."""
    return lattice_of(both, are_likely(both, judge))


def are_likely(both: tuple[Side, Side], judge: Judge) -> tuple[Bools, Bools]:
    """Which of the level and of the upright lines may be drawn."""
    level, upright = (probability(judge.lines(seen)) >= UNLIKELY for seen in lines_seen(both))
    return level, upright


def lattice_of(both: tuple[Side, Side], likely: tuple[Bools, Bools]) -> tuple[Side, Side] | None:
    """The lattice of these lines; None where there are fewer than two of either direction."""
    if min(np.count_nonzero(keep) for keep in likely) < 2:
        return None
    level, upright = (only(side.lines, keep) for side, keep in zip(both, likely, strict=True))
    return sides(level, upright, both[0].print_dark)


def edge_odds(both: tuple[Side, Side], judge: Judge) -> tuple[Floats, Floats]:
    """The log-odds of every edge of the level lines (n, m - 1), and of the upright ones (m, n - 1)."""
    seen = edges_seen(both)
    level, upright = (judge.among(each) for each in among(both, seen, [judge.edges(each) for each in seen]))
    return level, upright


def lines_seen(both: tuple[Side, Side]) -> list[Evidence]:
    """The evidence of every level and every upright line."""
    return [_directed(line_evidence(side), upright) for upright, side in enumerate(both)]


def edges_seen(both: tuple[Side, Side]) -> list[Evidence]:
    """The evidence of every edge of the level and of the upright lines."""
    return [_directed(edge_evidence(side, both[1 - upright]), upright) for upright, side in enumerate(both)]


def among(both: tuple[Side, Side], seen: list[Evidence], odds: list[Floats]) -> list[Evidence]:
    """The evidence of edges with that of the edges around them, given the log-odds of each by itself."""
    likely = [probability(each) for each in odds]
    return [
        each | context(side, likely[upright], likely[1 - upright], each)
        for upright, (side, each) in enumerate(zip(both, seen, strict=True))
    ]


def _directed(evidence: Evidence, upright: int) -> Evidence:
    shape = next(iter(evidence.values())).shape
    return evidence | {"upright": np.full(shape, upright, np.float32)}
