"""Which level, resolution, typesetter, font, ... each document of the benchmark gets: every combination alike often.

Drawn by minimisation, as patients are assigned in clinical trials (Pocock and Simon, Biometrics 1975): document by
document, each factor takes the value that was dealt least often so far, alone and beside the values this document
already has; chance decides between equals. So the first documents are as balanced as all of them, and a
small corpus is a stratified sample of a large one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

V = TypeVar("V", bound=Hashable)
Dealt = tuple[str, Hashable]
"""A factor's name and a value of it."""


@dataclass
class Dealer:
    """Deals the values of factors; ``rng`` breaks ties."""

    rng: np.random.Generator
    alone: Counter[Dealt] = field(default_factory=Counter)
    paired: Counter[tuple[Dealt, Dealt]] = field(default_factory=Counter)

    def deal(self, factor: str, values: Sequence[V], beside: dict[str, Hashable]) -> V:
        """The next value of a factor for a document, which is noted in ``beside`` with its earlier ones."""
        company = list(beside.items())
        costs = [self._cost((factor, value), company) for value in values]
        equals = [value for value, cost in zip(values, costs, strict=True) if cost <= min(costs) + 1e-9]
        chosen = equals[int(self.rng.integers(len(equals)))]
        self.alone[factor, chosen] += 1
        self.paired.update(((factor, chosen), other) for other in company)
        beside[factor] = chosen
        return chosen

    def _cost(self, one: Dealt, company: list[Dealt]) -> float:
        """How often a value was dealt, and how often beside each of the others, on one scale."""
        pairs = [self.paired[one, other] * self._variety(other[0]) for other in company]
        return self.alone[one] * (1 + len(company)) + sum(pairs)

    def _variety(self, factor: str) -> int:
        return sum(name == factor for name, _ in self.alone)
