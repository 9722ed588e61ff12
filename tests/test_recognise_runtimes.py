"""The libraries that run the networks: which is chosen, that they read alike, and what they say when they cannot."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np
import pytest
from installed import crop_reader

from ocrkit.errors import EngineError, WeightsError
from ocrkit.recognise.engines import runtimes
from ocrkit.recognise.engines.network import Network, Runtime
from ocrkit.recognise.engines.runtimes import fastest, open_network
from ocrkit.recognise.engines.weights import load_weights
from ocrkit.types.page import Image

RUNTIMES: tuple[Runtime, ...] = ("onnxruntime", "openvino")


@pytest.fixture(scope="module", params=RUNTIMES)
def network(request: pytest.FixtureRequest) -> Network:
    return open_network(load_weights("read lines"), request.param, cores=2)


def written(text: str) -> Image:
    crop = np.full((48, 40 + 24 * len(text)), 250, np.uint8)
    cv2.putText(crop, text, (12, 36), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2, cv2.LINE_AA)
    return crop


@pytest.mark.parametrize(("bfloat16", "wanted"), [(True, "openvino"), (False, "onnxruntime")])
def test_openvino_where_the_processor_computes_in_bfloat16(
    bfloat16: bool, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtimes, "computes_in_bfloat16", lambda: bfloat16)
    assert fastest() == wanted
    assert open_network(load_weights("find lines")).runtime.split(",")[0] == wanted


def test_they_read_alike() -> None:
    texts = [str(7 ** (n % 9) * (n + 3)) for n in range(40)]
    crops = [written(text) for text in texts]
    one, other = (crop_reader(runtime=runtime).read(crops, values=True) for runtime in RUNTIMES)
    assert [r.value_text for r in one] == [r.value_text for r in other] == texts
    for a, b in zip(one, other, strict=True):
        assert a.confidence == pytest.approx(b.confidence, abs=0.1)  # bfloat16 has three digits


def test_both_list_the_characters() -> None:
    lists = {open_network(load_weights("read lines"), runtime).listed for runtime in RUNTIMES}
    assert len(lists) == 1
    assert len((lists.pop() or "").split("\n")) > 18_000


def test_threads_do_not_share_memory(network: Network) -> None:
    rng = np.random.default_rng(0)
    batches = [rng.uniform(-1, 1, (2, 3, 48, 64 + 16 * (n % 3))).astype(np.float32) for n in range(12)]
    alone = [network.run(batch).copy() for batch in batches]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda batch: network.run(batch).copy(), batches))
    for one, other in zip(alone, together, strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_network_that_gives_memory_back_finds_the_same_each_time(runtime: Runtime) -> None:
    keeps, gives = (open_network(load_weights("find lines"), runtime, keeps=keeps) for keeps in (True, False))
    rng = np.random.default_rng(0)
    pages = [rng.uniform(-1, 1, (1, 3, 32 * height, 320)).astype(np.float32) for height in (7, 12, 7)]
    found = [gives.run(page) for page in pages]  # which is kept while the others are run
    assert all(np.array_equal(one, keeps.run(page)) for one, page in zip(found, pages, strict=True))


def test_the_first_runs_may_come_from_several_threads_at_once() -> None:
    """OpenVINO's first use of an array is none that two threads may make at once; see ``_prepare_for_threads``."""
    script = """
        import os, sys, threading
        import numpy as np
        from ocrkit.recognise.engines.runtimes import open_network
        from ocrkit.recognise.engines.weights import load_weights

        network = open_network(load_weights("find lines"), "openvino", 4)
        sys.setswitchinterval(1e-7)
        together = threading.Barrier(4)

        def run():
            together.wait()
            network.run(np.zeros((1, 3, 32, 32), np.float32))

        threads = [threading.Thread(target=run, daemon=True) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        os._exit(sum(thread.is_alive() for thread in threads))  # a thread that stands still would not let it end
    """
    for _ in range(3):
        subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True, timeout=60)


def test_a_batch_of_another_shape_is_an_engine_error(network: Network) -> None:
    with pytest.raises(EngineError, match=r"failed on a batch of shape \(1, 5, 48, 64\)"):
        network.run(np.zeros((1, 5, 48, 64), np.float32))


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_weights_that_are_none_are_told(runtime: Runtime) -> None:
    broken = replace(load_weights("read lines"), data=b"not a network")
    with pytest.raises(WeightsError, match="cannot load the weights"):
        open_network(broken, runtime)
