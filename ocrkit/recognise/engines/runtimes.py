"""Which library runs the networks. Only the one that does is imported."""

from __future__ import annotations

from ocrkit.errors import EngineError
from ocrkit.recognise.engines.network import Network, Runtime
from ocrkit.recognise.engines.openvino_network import OpenvinoNetwork, computes_in_bfloat16
from ocrkit.recognise.engines.weights import Weights


def open_network(weights: Weights, runtime: Runtime = "auto", cores: int = 1, keeps: bool = True) -> Network:
    """The weights, ready to run by up to ``cores`` threads at once. Raises ``WeightsError``, ``EngineError``.

    Without ``keeps`` memory is given back after each run, where that is much, and no other run goes on meanwhile.
    """
    if runtime == "auto":
        runtime = fastest()
    if runtime == "openvino":
        return OpenvinoNetwork(weights, cores, keeps)
    try:
        from ocrkit.recognise.engines.onnx_network import OnnxNetwork
    except ImportError as error:
        remedy = "pip install --force-reinstall onnxruntime, or give openvino as settings.engine"
        raise EngineError(f"ONNX Runtime cannot be imported: {error}", remedy=remedy) from error
    return OnnxNetwork(weights)


def fastest() -> Runtime:
    """OpenVINO where the processor computes in bfloat16, else ONNX Runtime, which is as fast there."""
    return "openvino" if computes_in_bfloat16() else "onnxruntime"
