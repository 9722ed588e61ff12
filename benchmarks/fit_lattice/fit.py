"""Trees of lines and edges, fitted one after the other: each is given what those before it made of other pages."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from benchmarks.fit_lattice.labels import borders, truth_of
from benchmarks.fit_lattice.pages import FitPage
from ocrkit.tables.ink import page_ink
from ocrkit.tables.judge import Evidence, Judge, among, edges_seen, likely_lines, lines_seen
from ocrkit.tables.lattice import find_lattice
from ocrkit.tables.regions import find_regions, with_margin
from ocrkit.tables.settings import TableSettings
from ocrkit.tables.sides import Floats, Side
from ocrkit.tables.straight import straight_region
from ocrkit.tables.trees import Trees

Say = Callable[[str], None]

_LEAST = 14
"""A line is drawn where so many pixels of it are."""

_SURE = 0.7
"""An edge is drawn where this share of it lies on a border, and not where only the rest does; else nobody knows."""

_DEPTH = 6
_COUNTS = {"lines": 100, "edges": 100, "among": 240}


@dataclass(frozen=True)
class Lattice:
    """A region's lattice and where borders of cells are; ``document`` is a number of the document it is of."""

    both: tuple[Side, Side]
    borders: tuple[NDArray[np.uint8], ...]
    document: int

    @property
    def truth(self) -> list[Floats]:
        """The share of each edge that lies on a border, of the level lines and of the upright ones."""
        return [truth_of(side, border) for side, border in zip(self.both, self.borders, strict=True)]


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
            yield Lattice(both, borders(page.tables, ink.factor, region), document)


def fit(found: Sequence[Lattice], say: Say) -> dict[str, NDArray[np.generic]]:
    """The arrays of ``ocrkit/tables/edges.npz``."""
    lines = _fitted("lines", *_lines(found), say)
    judge = Judge(lines, lines, lines)
    kept = [replace(x, both=both) for x in found if (both := likely_lines(x.both, judge)) is not None]
    seen, truths = [edges_seen(x.both) for x in kept], [x.truth for x in kept]
    folds = [x.document % 2 for x in kept]
    halves = [
        _fitted("edges", *_rows([(s, t) for s, t, f in zip(seen, truths, folds, strict=True) if f != fold]), say)
        for fold in (0, 1)
    ]
    around = [
        among(x.both, s, [halves[fold](each) for each in s]) for x, s, fold in zip(kept, seen, folds, strict=True)
    ]
    trees = {
        "lines": lines,
        "edges": _fitted("edges", *_rows(list(zip(seen, truths, strict=True))), say),
        "among": _fitted("among", *_rows(list(zip(around, truths, strict=True))), say),
    }
    parts = ("names", "features", "borders", "leaves", "bias")
    return {f"{name}_{part}": np.asarray(getattr(t, part)) for name, t in trees.items() for part in parts}


def _lines(found: Sequence[Lattice]) -> tuple[list[Evidence], NDArray[np.bool_]]:
    seen, drawn = [], []
    for x in found:
        seen += lines_seen(x.both)
        for side, share in zip(x.both, x.truth, strict=True):
            drawn.append(((share > _SURE) * np.diff(side.starts)).sum(axis=1) >= _LEAST)
    return seen, np.concatenate(drawn)


def _rows(pairs: Sequence[tuple[Sequence[Evidence], Sequence[Floats]]]) -> tuple[list[Evidence], NDArray[np.bool_]]:
    """The edges of which it is known whether they are drawn, and whether they are."""
    seen, drawn = [], []
    for both, truth in pairs:
        for evidence, share in zip(both, truth, strict=True):
            sure = (share >= _SURE) | (share <= 1 - _SURE)
            seen.append({name: values[sure] for name, values in evidence.items()})
            drawn.append(share[sure] >= _SURE)
    return seen, np.concatenate(drawn)


def _fitted(of: str, seen: Sequence[Evidence], drawn: NDArray[np.bool_], say: Say) -> Trees:
    together = {name: np.concatenate([each[name] for each in seen]) for name in seen[0]}
    model = CatBoostClassifier(
        iterations=_COUNTS[of], depth=_DEPTH, learning_rate=0.15, l2_leaf_reg=3, border_count=128,
        boosting_type="Plain", bootstrap_type="Bernoulli", subsample=0.7, random_seed=1, thread_count=2,
        verbose=False,
    )  # fmt: skip
    model.fit(np.stack(list(together.values()), axis=1), drawn.astype(int))
    trees = as_arrays(model, tuple(together))
    wrong = ((trees(together) > 0) != drawn).mean()
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
