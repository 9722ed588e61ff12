"""The engine as installed, for tests that read real pixels; float32, so that every machine reads the same."""

from __future__ import annotations

from ocrkit.recognise.crop_reader import NetworkCrops, ReaderSettings
from ocrkit.recognise.network import Runtime
from ocrkit.recognise.recogniser import Recogniser
from ocrkit.recognise.runtimes import open_network
from ocrkit.recognise.weights import load_weights
from ocrkit.schedule.cores import Cores


def recogniser(threads: int = 2, runtime: Runtime = "onnxruntime") -> Recogniser:
    weights = load_weights("read lines")
    return Recogniser(open_network(weights, runtime, threads), weights, Cores(threads))


def crop_reader(threads: int = 2, runtime: Runtime = "onnxruntime") -> NetworkCrops:
    return NetworkCrops(recogniser(threads, runtime), ReaderSettings())
