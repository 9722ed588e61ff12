"""Trees of lines and edges, fitted one after the other: each is given what those before it made of other pages."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from benchmarks.fit_lattice.labels import truth_of
from benchmarks.fit_lattice.lattices import SURE, Borders, Lattice
from benchmarks.fit_lattice.rows import Rows
from ocrkit.tables.judge import Evidence, Judge, among, edges_seen, likely_lines, lines_seen
from ocrkit.tables.sides import Floats, Side
from ocrkit.tables.trees import Trees

Say = Callable[[str], None]
Floats64 = NDArray[np.float64]
Labelled = tuple[list[Evidence], NDArray[np.bool_], Floats64]

_LEAST = 14
"""A line is drawn where so many pixels of it are."""

_MOST = 260
"""So many edges of a lattice are fitted on, of either direction: there are enough, and all of a table are alike."""

_DEPTH = 6
_RATE = 0.15
"""So many trees are added, of which each counts for less."""

_COUNTS = {"lines": 100, "edges": 120, "among": 400}


def fit(found: Sequence[Lattice], say: Say) -> dict[str, NDArray[np.generic]]:
    """The arrays of ``ocrkit/tables/edges.npz``."""
    lines = _fitted("lines", *_lines(found), say)
    kept = list(_likely(found, Judge(lines, lines, lines)))
    seen: list[list[Evidence]] = []
    truths: list[list[Floats]] = []
    for lattice in kept:
        both, there = lattice.opened()
        seen.append(edges_seen(both))
        truths.append(_truth(both, there))
    folds = [lattice.document % 2 for lattice in kept]
    weights = [lattice.weight for lattice in kept]
    every = list(zip(seen, truths, weights, folds, strict=True))
    halves = [_fitted("edges", *_rows([each[:3] for each in every if each[3] != fold]), say) for fold in (0, 1)]
    around = [
        among(lattice.opened()[0], s, [halves[fold](each) for each in s])
        for lattice, s, fold in zip(kept, seen, folds, strict=True)
    ]
    trees = {
        "lines": lines,
        "edges": _fitted("edges", *_rows([each[:3] for each in every]), say),
        "among": _fitted("among", *_rows(list(zip(around, truths, weights, strict=True))), say),
    }
    return _as_file(trees)


def _as_file(trees: Mapping[str, Trees]) -> dict[str, NDArray[np.generic]]:
    parts = ("names", "features", "borders", "leaves", "bias")
    return {f"{name}_{part}": np.asarray(getattr(t, part)) for name, t in trees.items() for part in parts}


def fit_among(rows: Rows, judge: Judge, say: Say) -> dict[str, NDArray[np.generic]]:
    """The arrays of ``ocrkit/tables/edges.npz`` with the last trees fitted anew, those before them as they are."""
    table, weights = rows.evidence.astype(np.float32), rows.weights.astype(np.float64)
    trees = _fitted_on("among", rows.names, table, rows.drawn, weights, say)
    return _as_file({"lines": judge.lines, "edges": judge.edges, "among": trees})


def mean(one: Judge, other: Judge) -> dict[str, NDArray[np.generic]]:
    """The arrays of ``ocrkit/tables/edges.npz``: the last trees are the mean of both, the rest ``other``'s."""
    first, second = one.among, other.among
    names = tuple(dict.fromkeys(first.names + second.names))
    places = [np.array([names.index(name) for name in trees.names], np.intp) for trees in (first, second)]
    among = Trees(
        names,
        np.concatenate([place[trees.features] for place, trees in zip(places, (first, second), strict=True)]),
        np.concatenate([first.borders, second.borders]),
        np.asarray(np.concatenate([first.leaves, second.leaves]) / 2, np.float32),
        (first.bias + second.bias) / 2,
    )
    return _as_file({"lines": other.lines, "edges": other.edges, "among": among})


def _likely(found: Iterable[Lattice], judge: Judge) -> Iterator[Lattice]:
    """The lattices of the lines that may be drawn."""
    for lattice in found:
        both, there = lattice.opened()
        likely = likely_lines(both, judge)
        if likely is not None:
            yield Lattice.of(likely, there, lattice.document, lattice.weight)


def _truth(both: tuple[Side, Side], there: Borders) -> list[Floats]:
    """The share of each edge that lies on a border, of the level lines and of the upright ones."""
    return [truth_of(side, border) for side, border in zip(both, there, strict=True)]


def _lines(found: Sequence[Lattice]) -> Labelled:
    seen, drawn, weights = [], [], []
    for lattice in found:
        both, there = lattice.opened()
        seen += lines_seen(both)
        for side, share in zip(both, _truth(both, there), strict=True):
            drawn.append(((share > SURE) * np.diff(side.starts)).sum(axis=1) >= _LEAST)
            weights.append(np.full(len(share), lattice.weight))
    return seen, np.concatenate(drawn), np.concatenate(weights)


def _rows(of: Sequence[tuple[Sequence[Evidence], Sequence[Floats], float]]) -> Labelled:
    """The edges of which it is known whether they are drawn, and whether they are; of large lattices some."""
    rng = np.random.default_rng(1)
    seen, drawn, weights = [], [], []
    for both, truth, weight in of:
        for evidence, share in zip(both, truth, strict=True):
            sure = (share >= SURE) | (share <= 1 - SURE)
            sure &= rng.random(share.shape) * np.count_nonzero(sure) < _MOST
            seen.append({name: values[sure] for name, values in evidence.items()})
            drawn.append(share[sure] >= SURE)
            weights.append(np.full(len(drawn[-1]), weight))
    return seen, np.concatenate(drawn), np.concatenate(weights)


def _fitted(of: str, seen: Sequence[Evidence], drawn: NDArray[np.bool_], weights: Floats64, say: Say) -> Trees:
    together = np.stack([np.concatenate([each[name] for each in seen]) for name in seen[0]], axis=1)
    return _fitted_on(of, tuple(seen[0]), together, drawn, weights, say)


def _fitted_on(
    of: str, names: tuple[str, ...], table: Floats, drawn: NDArray[np.bool_], weights: Floats64, say: Say
) -> Trees:
    model = _model(_COUNTS[of])
    model.fit(table, drawn.astype(int), sample_weight=weights)
    trees = as_arrays(model, names)
    wrong = ((trees(dict(zip(names, table.T, strict=True))) > 0) != drawn).mean()
    say(f"{of}: {len(drawn)} of which {drawn.mean():.3f} are drawn; {wrong:.5f} of them judged wrong")
    return trees


def _model(trees: int) -> CatBoostClassifier:
    return CatBoostClassifier(
        iterations=trees, depth=_DEPTH, learning_rate=_RATE, l2_leaf_reg=3, border_count=64, boosting_type="Plain",
        bootstrap_type="Bernoulli", subsample=0.7, random_seed=1, thread_count=-1, verbose=False,
        allow_writing_files=False,
    )  # fmt: skip


def as_arrays(model: CatBoostClassifier, names: Sequence[str]) -> Trees:
    """The model's trees; shallower ones are filled up with questions that are always answered no."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        data = json.loads(path.read_text())
    trees = [(tree["splits"] or [], tree["leaf_values"]) for tree in data["oblivious_trees"]]
    used = sorted({split["float_feature_index"] for splits, _ in trees for split in splits})
    features = np.zeros((len(trees), _DEPTH), np.int16)
    limits = np.full((len(trees), _DEPTH), np.inf, np.float32)
    leaves = np.zeros((len(trees), 2**_DEPTH), np.float32)
    for i, (splits, values) in enumerate(trees):
        for level, split in enumerate(splits):
            features[i, level], limits[i, level] = used.index(split["float_feature_index"]), split["border"]
        leaves[i, : len(values)] = values
    scale, bias = data["scale_and_bias"]
    asked = tuple(names[i] for i in used)
    return Trees(asked, features.astype(np.intp), limits, leaves * np.float32(scale), float(np.ravel(bias)[0]))
