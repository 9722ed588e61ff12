"""The engine as installed, for tests that read real pixels; float32, so that every machine reads the same."""

from __future__ import annotations

from ocrkit.recognise.engines.crop_reader import NetworkCrops, ReaderSettings
from ocrkit.recognise.engines.network import Runtime
from ocrkit.recognise.engines.recogniser import Recogniser
from ocrkit.recognise.engines.runtimes import open_network
from ocrkit.recognise.engines.weights import load_weights
from ocrkit.schedule.cores import Cores


def recogniser(threads: int = 2, runtime: Runtime = "onnxruntime") -> Recogniser:
    weights = load_weights("read lines")
    return Recogniser(open_network(weights, runtime, threads), weights, Cores(threads))


def crop_reader(threads: int = 2, runtime: Runtime = "onnxruntime") -> NetworkCrops:
    return NetworkCrops(recogniser(threads, runtime), ReaderSettings())
