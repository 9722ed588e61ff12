"""Where the lines of a lattice lie on the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrkit.prior.lattice import Lattice
from ocrkit.types.geometry import UprightBox


def places(lattice: Lattice, boxes: Sequence[UprightBox], level: bool) -> list[float]:
    """The place of each line between rows, in pixels; of columns, transposed, where not ``level``.

    ``boxes`` are those of the cells as found.
    """
    low, high = (1, 3) if level else (0, 2)
    sides: list[list[float]] = [[] for _ in range(lattice.n_rows + 1)]
    for piece in lattice.pieces:
        within = [boxes[i].as_tuple() for i in piece.found]
        sides[piece.rows[0]].append(min(box[low] for box in within))
        sides[piece.rows[1]].append(max(box[high] for box in within))
    return [float(np.median(at)) for at in sides]
