"""The one-to-one pairing of the greatest total worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def best_pairing(worth: NDArray[np.float64]) -> dict[int, int]:
    """Row to column, as many pairs as the shorter side has, of the greatest total; ``worth`` is (rows, columns).

    Shortest augmenting paths (R. Jonker and A. Volgenant, 1987; as in D. F. Crouse, "On implementing 2D rectangular
    assignment algorithms", 2016). SciPy's ``linear_sum_assignment`` is the same, but importing it takes longer than
    all that is done with a report's tables.
    """
    if worth.shape[0] > worth.shape[1]:
        return {row: column for column, row in sorted(best_pairing(worth.T).items(), key=lambda pair: pair[1])}
    pairing = _Pairing(-worth)
    for row in range(len(worth)):
        pairing.add(row)
    return {row: int(column) for row, column in enumerate(pairing.column_of)}


class _Pairing:
    """Rows paired so far at the least cost, (rows, columns), with the prices that prove it."""

    def __init__(self, cost: NDArray[np.float64]) -> None:
        rows, columns = cost.shape
        self._cost = cost
        self._row_price, self._column_price = np.zeros(rows), np.zeros(columns)
        self.column_of, self._row_of = np.full(rows, -1), np.full(columns, -1)

    def add(self, row: int) -> None:
        """Pair one more row; those before it may change their columns for it."""
        columns = len(self._row_of)
        shortest, before = np.full(columns, np.inf), np.full(columns, -1)
        seen, rows = np.zeros(columns, np.bool_), [row]
        reached, free = 0.0, -1
        while free < 0:
            length = reached + self._cost[rows[-1]] - self._row_price[rows[-1]] - self._column_price
            better = ~seen & (length < shortest)
            shortest[better], before[better] = length[better], rows[-1]
            ahead = np.where(seen, np.inf, shortest)
            reached = float(ahead.min())
            nearest = np.flatnonzero(ahead == reached)
            column = int(nearest[np.argmin(self._row_of[nearest] >= 0)])  # a free one first
            seen[column] = True
            if self._row_of[column] < 0:
                free = column
            else:
                rows.append(int(self._row_of[column]))
        self._row_price[row] += reached
        for other in rows[1:]:
            self._row_price[other] += reached - shortest[self.column_of[other]]
        self._column_price[seen] -= reached - shortest[seen]
        self._turn(free, before, row)

    def _turn(self, column: int, before: NDArray[np.intp], first: int) -> None:
        """Pair the rows of the path that ends in a free column anew."""
        row = -1
        while row != first:
            row = int(before[column])
            self._row_of[column] = row
            self.column_of[row], column = column, int(self.column_of[row])
