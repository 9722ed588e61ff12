"""A network that is made by its first run: once, however many threads are the first."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ocrkit.recognise.engines.lazy_network import LazyNetwork
from ocrkit.recognise.engines.network import Network, Pixels


class Doubling:
    """A network that doubles."""

    runtime = "none"
    listed: str | None = None

    def run(self, pixels: Pixels) -> np.ndarray:
        return pixels * 2


def test_threads_that_ask_at_once_get_one_network() -> None:
    made: list[Network] = []

    def make() -> Network:
        time.sleep(0.1)
        made.append(Doubling())
        return made[-1]

    network = LazyNetwork(make)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(network.run, [np.full((1, 3, 2, 2), i, np.float32) for i in range(4)]))
    assert [float(result.max()) for result in results] == [0, 2, 4, 6]
    assert len(made) == 1
