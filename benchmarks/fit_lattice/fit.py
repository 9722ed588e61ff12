"""Trees of lines and edges, fitted one after the other: each is given what those before it made of other pages."""

from __future__ import annotations

import json
import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from benchmarks.fit_lattice.labels import borders, truth_of
from benchmarks.fit_lattice.pages import FitPage, pages_of
from ocrkit.tables.ink import page_ink
from ocrkit.tables.judge import Evidence, Judge, among, edges_seen, fitted, likely_lines, lines_seen
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.regions import find_regions, with_margin
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.sides import Floats, Side
from ocrkit.tables.straight import straight_region
from ocrkit.tables.trees import Trees

Say = Callable[[str], None]
Borders = tuple[NDArray[np.uint8], ...]
Floats64 = NDArray[np.float64]
Labelled = tuple[list[Evidence], NDArray[np.bool_], Floats64]

_LEAST = 14
"""A line is drawn where so many pixels of it are."""

_SURE = 0.7
"""An edge is drawn where this share of it lies on a border, and not where only the rest does; else nobody knows."""

_MOST = 260
"""So many edges of a lattice are fitted on, of either direction: there are enough, and all of a table are alike."""

_EASY, _AT_MOST = 4.0, 8.0
"""Edges the trees before judge rightly with log-odds above this are alike; of them some are taken, each of which
counts for so much at most."""

_DRAWN = 0.4
"""What is seen on a drawn page counts for so much: faults are many more there than on any pages that are read."""

_DEPTH = 6
_COUNTS = {"lines": 100, "edges": 120, "among": 400}


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


@dataclass(frozen=True)
class Rows:
    """Edges to fit on: ``table`` float32 (n, names), whether each is drawn, and how much each counts."""

    names: tuple[str, ...]
    table: Floats
    drawn: NDArray[np.bool_]
    weights: Floats64


def lattices(page: FitPage, document: int) -> Iterator[Lattice]:
    """The lattices of all regions of a page, and of each table in a region of several."""
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


def rows_of_file(file: Path) -> Rows | None:
    """The edges of a document's pages to fit the last trees on."""
    return rows_among(of_file(file), fitted())


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


def rows_among(found: Iterable[Lattice], judge: Judge) -> Rows | None:
    """What is seen of edges among the others, given trees of lines and of edges fitted on other pages.

    All edges those trees doubt, and some of the others, which count for more instead. None where there are none.
    """
    rng = np.random.default_rng(1)
    tables, drawn, weights = [], [], []
    names: tuple[str, ...] = ()
    for lattice in _likely(found, judge):
        both, there = lattice.opened()
        seen = edges_seen(both)
        odds = [judge.edges(each) for each in seen]
        for evidence, share, odd in zip(among(both, seen, odds), _truth(both, there), odds, strict=True):
            sure = (share >= _SURE) | (share <= 1 - _SURE)
            easy = sure & (np.abs(odd) > _EASY) & ((odd > 0) == (share >= _SURE))
            kept = min(1.0, _MOST / max(1, int(easy.sum())))
            taken = sure & (~easy | (rng.random(share.shape) < kept))
            names = tuple(evidence)
            tables.append(np.stack([evidence[name][taken] for name in names], axis=1))
            drawn.append(share[taken] >= _SURE)
            weights.append(np.where(easy[taken], min(_AT_MOST, 1 / kept), 1.0) * lattice.weight)
    return Rows(names, *map(np.concatenate, (tables, drawn, weights))) if tables else None


def fit_among(rows: Sequence[Rows], judge: Judge, say: Say) -> dict[str, NDArray[np.generic]]:
    """The arrays of ``ocrkit/tables/edges.npz`` with the last trees fitted anew, those before them as they are."""
    names = rows[0].names
    table = np.concatenate([each.table for each in rows])
    drawn, weights = (np.concatenate([getattr(each, of) for each in rows]) for of in ("drawn", "weights"))
    trees = _fitted_on("among", names, table, drawn, weights, say)
    return _as_file({"lines": judge.lines, "edges": judge.edges, "among": trees})


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
            drawn.append(((share > _SURE) * np.diff(side.starts)).sum(axis=1) >= _LEAST)
            weights.append(np.full(len(share), lattice.weight))
    return seen, np.concatenate(drawn), np.concatenate(weights)


def _rows(of: Sequence[tuple[Sequence[Evidence], Sequence[Floats], float]]) -> Labelled:
    """The edges of which it is known whether they are drawn, and whether they are; of large lattices some."""
    rng = np.random.default_rng(1)
    seen, drawn, weights = [], [], []
    for both, truth, weight in of:
        for evidence, share in zip(both, truth, strict=True):
            sure = (share >= _SURE) | (share <= 1 - _SURE)
            sure &= rng.random(share.shape) * np.count_nonzero(sure) < _MOST
            seen.append({name: values[sure] for name, values in evidence.items()})
            drawn.append(share[sure] >= _SURE)
            weights.append(np.full(len(drawn[-1]), weight))
    return seen, np.concatenate(drawn), np.concatenate(weights)


def _fitted(of: str, seen: Sequence[Evidence], drawn: NDArray[np.bool_], weights: Floats64, say: Say) -> Trees:
    together = np.stack([np.concatenate([each[name] for each in seen]) for name in seen[0]], axis=1)
    return _fitted_on(of, tuple(seen[0]), together, drawn, weights, say)


def _fitted_on(
    of: str, names: tuple[str, ...], table: Floats, drawn: NDArray[np.bool_], weights: Floats64, say: Say
) -> Trees:
    model = CatBoostClassifier(
        iterations=_COUNTS[of], depth=_DEPTH, learning_rate=0.15, l2_leaf_reg=3, border_count=64,
        boosting_type="Plain", bootstrap_type="Bernoulli", subsample=0.7, random_seed=1, thread_count=-1,
        verbose=False,
    )  # fmt: skip
    model.fit(table, drawn.astype(int), sample_weight=weights)
    trees = as_arrays(model, names)
    wrong = ((trees(dict(zip(names, table.T, strict=True))) > 0) != drawn).mean()
    say(f"{of}: {len(drawn)} of which {drawn.mean():.3f} are drawn; {wrong:.5f} of them judged wrong")
    return trees


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
