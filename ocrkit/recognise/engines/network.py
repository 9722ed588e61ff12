"""A network that is ready to run, whichever library runs it."""

from __future__ import annotations

from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
"""Input, shape (batch, 3, height, width)."""

Runtime = Literal["auto", "openvino", "onnxruntime"]
"""The library that runs networks; ``auto`` is the faster one on this processor (``runtimes``)."""


class Network(Protocol):
    """One model with its weights. Every run computes on one core; several threads may run it at once."""

    @property
    def runtime(self) -> str:
        """The library and the precision it computes in, in words."""

    @property
    def listed(self) -> str | None:
        """The characters that the weights' file lists in its metadata, one a line; None where it lists none."""

    def run(self, pixels: Pixels) -> NDArray[np.float32]:
        """The network's first output. Its memory may be used again by the next run of the same thread.

        Raises ``EngineError``.
        """
