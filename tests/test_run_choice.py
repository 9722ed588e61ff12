"""The choice of documents is stratified, of the right size, and the seed's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from run_fakes import document, documents

from benchmarks.run.choose import for_peers, stratified


def test_every_stratum_gives_as_many(tmp_path: Path) -> None:
    chosen = stratified(documents(tmp_path, 40), 16, seed=1)  # 8 strata of 5
    strata = Counter((d.facts.level, d.facts.engine, d.facts.edition) for d in chosen)
    assert set(strata.values()) == {2}
    assert len(strata) == 8


def test_a_rare_stratum_is_not_left_out(tmp_path: Path) -> None:
    every = [document(tmp_path, i) for i in range(30)] + [document(tmp_path, 30, level="ruin")]
    for seed in range(5):
        assert "ruin" in {d.facts.level for d in stratified(every, 2, seed)}


def test_the_seed_alone_decides(tmp_path: Path) -> None:
    every = documents(tmp_path, 40)
    names = [d.name for d in stratified(every, 8, seed=3)]
    assert names == [d.name for d in stratified(every, 8, seed=3)]
    assert any(names != [d.name for d in stratified(every, 8, seed)] for seed in range(4, 8))
    assert names == [d.name for d in every if d.name in names]  # in the documents' order


def test_peers_get_as_many_reports_as_asked_the_same_share_of_other_made_pages_and_all_the_rest(
    tmp_path: Path,
) -> None:
    every = [
        *documents(tmp_path, 12),
        *(document(tmp_path, i, held_out=True) for i in range(20, 26)),
        *(document(tmp_path, i, source="real") for i in range(30, 35)),
    ]
    chosen = Counter(d.part for d in for_peers(every, 4, seed=1))
    assert chosen == {"generated": 4, "held-out": 2, "real": 5}
    assert len(for_peers(every, None, seed=1)) == len(every)
    assert len(for_peers(every, 100, seed=1)) == len(every)


@pytest.mark.parametrize("count", [0, 1, 7, 40, 50])
def test_as_many_as_asked_for(tmp_path: Path, count: int) -> None:
    assert len(stratified(documents(tmp_path, 40), count, seed=1)) == min(count, 40)
