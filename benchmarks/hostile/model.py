"""What a hostile input is, and what is asked of the command that is given it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

Must = Literal["read", "refused", "told", "ended"]
"""``read``: pages are read, exit code 0. ``refused``: not handed over as read; exit code 1 or 2, the file named.
``told``: refused, or read with a finding of its damage. ``ended``: any of these: a flipped bit may change nothing."""

Make = Callable[[Path, np.random.Generator], list[Path]]
"""Makes the input in an empty folder; returns what is given on the command line."""


@dataclass(frozen=True)
class Kind:
    """A kind of input: its name, how it is made, what must become of it, options of the command."""

    name: str
    make: Make
    must: Must = "ended"
    options: tuple[str, ...] = ()
