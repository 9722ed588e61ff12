"""Trees of lines and edges, fitted one after the other: each is given what those before it made of other pages."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from benchmarks.fit_lattice.labels import borders, truth_of
from benchmarks.fit_lattice.pages import FitPage
from ocrkit.tables.context import context
from ocrkit.tables.evidence import Side, line_evidence
from ocrkit.tables.ink import page_ink
from ocrkit.tables.judge import Judge, directed, edges_seen, likely_lines
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.regions import find_regions
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.straight import straight_region
from ocrkit.tables.trees import Trees, probability

Floats = NDArray[np.float32]
Both = tuple[Side, Side]
Truth = tuple[NDArray[np.uint8], ...]

_LEAST = 14
"""A line is drawn where so many pixels of it are."""

_SURE = 0.7
"""An edge is drawn where this share of it lies on a border, and not where only the rest does; between, nobody knows."""


@dataclass(frozen=True)
class Lattice:
    """A region's lattice and where borders of cells are; ``page`` is the number of its document."""

    both: Both
    truth: Truth
    page: int


def lattices(pages: Sequence[FitPage], documents: Sequence[int]) -> Iterator[Lattice]:
    """The lattices of all regions of all pages."""
    for page, document in zip(pages, documents, strict=True):
        ink = page_ink(page.image, page.seals, TableSettings())
        for box in find_regions(ink):
            region = straight_region(ink, box)
            both = find_lattice(region)
            if both is not None:
                yield Lattice(both, borders(page.tables, ink.factor, region), document)


def fit(found: Sequence[Lattice], say: Callable[[str], None]) -> dict[str, NDArray[np.generic]]:
    """The arrays of ``ocrkit/tables/edges.npz``."""
    lines = _fitted(*_lines(found), depth=6, count=100, say=say, name="lines")
    judge = Judge(lines, lines, lines)
    kept = [Lattice(both, x.truth, x.page) for x in found if (both := likely_lines(x.both, judge)) is not None]
    evidence = [edges_seen(x.both) for x in kept]
    truths = [[truth_of(s, t) for s, t in zip(x.both, x.truth, strict=True)] for x in kept]
    folds = np.array([x.page % 2 for x in kept])
    halves = []
    for fold in (0, 1):
        part = [i for i in range(len(kept)) if folds[i] != fold]
        halves.append(
            _fitted(*_rows([evidence[i] for i in part], [truths[i] for i in part]), 6, 80, say, f"half {fold}")
        )
    among = []
    for x, e, fold in zip(kept, evidence, folds, strict=True):
        alone = [probability(halves[fold](each)) for each in e]
        pairs = zip(x.both, e, (alone, alone[::-1]), strict=True)
        among.append([np.concatenate([each, context(side, *p)], axis=-1) for side, each, p in pairs])
    trees = {
        "lines": lines,
        "edges": _fitted(*_rows(evidence, truths), 6, 80, say, "edges"),
        "among": _fitted(*_rows(among, truths), 6, 160, say, "among"),
    }
    return {
        f"{name}_{part}": np.asarray(getattr(t, part))
        for name, t in trees.items()
        for part in ("features", "borders", "leaves", "bias")
    }


def _lines(found: Sequence[Lattice]) -> tuple[Floats, NDArray[np.bool_]]:
    rows, drawn = [], []
    for x in found:
        for upright, (side, border) in enumerate(zip(x.both, x.truth, strict=True)):
            rows.append(directed(line_evidence(side), upright))
            drawn.append(((truth_of(side, border) > _SURE) * np.diff(side.starts)).sum(axis=1) >= _LEAST)
    return np.concatenate(rows), np.concatenate(drawn)


def _rows(
    evidence: Sequence[Sequence[Floats]], truths: Sequence[Sequence[Floats]]
) -> tuple[Floats, NDArray[np.bool_]]:
    rows = np.concatenate([e.reshape(-1, e.shape[-1]) for pair in evidence for e in pair])
    share = np.concatenate([t.ravel() for pair in truths for t in pair])
    sure = (share >= _SURE) | (share <= 1 - _SURE)
    return rows[sure], share[sure] >= _SURE


def _fitted(
    rows: Floats, drawn: NDArray[np.bool_], depth: int, count: int, say: Callable[[str], None], name: str
) -> Trees:
    model = CatBoostClassifier(
        iterations=count, depth=depth, learning_rate=0.15, l2_leaf_reg=3, random_seed=1, thread_count=2, verbose=False,
        border_count=128, boosting_type="Plain", bootstrap_type="Bernoulli", subsample=0.7,
    )  # fmt: skip
    model.fit(rows, drawn.astype(int))
    trees = as_arrays(model)
    odds = trees(rows)
    wrong = (odds > 0) != drawn
    say(f"{name}: {len(rows)} rows, {drawn.mean():.3f} drawn, {wrong.mean():.5f} wrong of those fitted on")
    return trees


def as_arrays(model: CatBoostClassifier) -> Trees:
    """The model's trees; shallower ones are filled up with questions that are always answered no."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        data = json.loads(path.read_text())
    trees = data["oblivious_trees"]
    depth = max(len(t["splits"] or []) for t in trees)
    features, limits = np.zeros((len(trees), depth), np.int16), np.full((len(trees), depth), np.inf, np.float32)
    leaves = np.zeros((len(trees), 2**depth), np.float32)
    for i, tree in enumerate(trees):
        splits = tree["splits"] or []
        for level, split in enumerate(splits):
            features[i, level], limits[i, level] = split["float_feature_index"], split["border"]
        leaves[i, : 2 ** len(splits)] = tree["leaf_values"]
    scale, bias = data["scale_and_bias"]
    return Trees(features.astype(np.intp), limits, leaves * np.float32(scale), float(np.ravel(bias)[0]))
