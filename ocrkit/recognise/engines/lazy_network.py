"""A network that is made ready by its first run, for work that most pages do not need."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ocrkit.recognise.engines.network import Network, Pixels


class LazyNetwork:
    """See ``Network``; ``make`` is called by the first run or question, and then let go with all that it holds."""

    def __init__(self, make: Callable[[], Network]) -> None:
        self._make: Callable[[], Network] | None = make
        self._made: Network | None = None
        self._one_at_a_time = Lock()

    @property
    def _network(self) -> Network:
        with self._one_at_a_time:  # several threads may be the first to ask
            if self._made is None:
                assert self._make is not None  # it is let go once there is a network
                self._made = self._make()
                self._make = None
            return self._made

    @property
    def runtime(self) -> str:
        """See ``Network.runtime``."""
        return self._network.runtime

    @property
    def listed(self) -> str | None:
        """See ``Network.listed``."""
        return self._network.listed

    def run(self, pixels: Pixels) -> NDArray[np.float32]:
        """See ``Network.run``. Raises what ``make`` raises, too."""
        return self._network.run(pixels)
