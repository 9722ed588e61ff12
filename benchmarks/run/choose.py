"""A stratified choice of documents, for systems too slow to be given all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.run.documents import Document


def stratified(documents: Sequence[Document], count: int, seed: int) -> list[Document]:
    """``count`` of the documents, spread over level, typesetter and edition; in their own order.

    Documents of a stratum are shuffled; then the strata give one document each in turn (themselves shuffled
    first), until there are enough. So no stratum gives a second one before every stratum that has any gave one.
    """
    rng = np.random.default_rng(seed)
    strata: dict[tuple[str, ...], list[Document]] = {}
    for i in rng.permutation(len(documents)):
        strata.setdefault(_stratum(documents[i]), []).append(documents[i])
    turns = [(turn, stratum) for stratum in strata.values() for turn in range(len(stratum))]
    turns.sort(key=lambda item: item[0])  # stable: within a turn the strata keep their order
    chosen = {stratum[turn].name for turn, stratum in turns[:count]}
    return [document for document in documents if document.name in chosen]


def for_peers(documents: Sequence[Document], reports: int | None, seed: int) -> list[Document]:
    """What systems other than ocrkit are given: ``reports`` of the generated reports, None for everything.

    Of held-out reports and of generated pages of tables it is the same share; of anything else, everything.
    """
    if reports is None:
        return list(documents)
    kinds: dict[tuple[object, ...], list[Document]] = {}
    for document in documents:
        kinds.setdefault((document.truth.source, document.part, bool(document.truth.forms())), []).append(document)
    share = min(1.0, reports / max(1, len(kinds.get(("generated", "generated", True), ()))))
    chosen: set[str] = set()
    for (source, *_), kind in kinds.items():
        count = len(kind) if source != "generated" else round(share * len(kind))
        chosen |= {document.name for document in stratified(kind, count, seed)}
    return [document for document in documents if document.name in chosen]


def _stratum(document: Document) -> tuple[str, ...]:
    facts = document.facts
    return str(facts.level), str(facts.engine), str(facts.edition)
