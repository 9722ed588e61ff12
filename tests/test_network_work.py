"""What a page costs, in what repeats exactly: runs of each network and pixels that it is given.

Times differ from machine to machine; these do not. After a change on purpose: ``python -m tests.test_network_work``.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ocrkit.pipeline import Reader
from ocrkit.recognise.engines import runtimes
from ocrkit.recognise.engines.network import Network, Pixels
from ocrkit.recognise.engines.weights import Weights
from ocrkit.settings import ReadSettings

SAMPLE = Path(__file__).parent / "data" / "sample"
FILE = Path(__file__).parent / "golden" / "network_work.json"
MORE = 1.1
"""No figure may grow by more than this."""


class Counted:
    """A network that counts what it is given."""

    def __init__(self, network: Network, role: str, work: Counter[str]) -> None:
        self._network, self._role, self._work = network, role, work
        self.runtime, self.listed = network.runtime, network.listed

    def run(self, pixels: Pixels) -> Pixels:
        count, _, height, width = pixels.shape
        self._work[f"{self._role}: runs"] += 1
        self._work[f"{self._role}: pixels"] += count * height * width
        return self._network.run(pixels)


def measured(patch: pytest.MonkeyPatch) -> dict[str, int]:
    """Runs and pixels by role, of the second page of the sample: text, two tables with values and labels."""
    work: Counter[str] = Counter()

    def opened(weights: Weights, runtime: runtimes.Runtime = "auto", cores: int = 1) -> Counted:
        return Counted(runtimes.open_network(weights, runtime, cores), weights.role, work)

    patch.setattr("ocrkit.engines.open_network", opened)
    with Reader(ReadSettings(engine="onnxruntime")) as reader:
        assert not reader.read_report(SAMPLE / "page2.jpg").failures
    return dict(sorted(work.items()))


def test_no_network_is_given_a_tenth_more_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = json.loads(FILE.read_text(encoding="utf-8"))
    found = measured(monkeypatch)
    assert found.keys() == before.keys()
    assert {name: count for name, count in found.items() if count > MORE * before[name]} == {}


if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        FILE.write_text(json.dumps(measured(patch), indent=1) + "\n", encoding="utf-8")
