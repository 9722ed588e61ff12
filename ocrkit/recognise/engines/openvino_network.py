"""Networks on OpenVINO, in bfloat16 where the processor computes in it.

The recogniser takes little more than half of the time in bfloat16 on such a processor (AVX-512 BF16 or AMX). All
values of the check scans are read as in float32; in text a space or the width of a bracket may differ. Elsewhere
OpenVINO is as fast as ONNX Runtime.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocrkit.errors import EngineError, WeightsError
from ocrkit.recognise.engines.network import Pixels
from ocrkit.recognise.engines.silent import import_openvino
from ocrkit.recognise.engines.weights import Weights

_REMEMBERED = 2000
"""Layers prepared for a shape of input that are kept, a hundred a shape: 5000, the default, are 0.4 GB more."""

_FIRST_USE = threading.Lock()


def computes_in_bfloat16() -> bool:
    """Whether OpenVINO is installed and this processor has instructions for bfloat16."""
    try:
        openvino = import_openvino()
    except ImportError:
        return False
    return "BF16" in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


class OpenvinoNetwork:
    """See ``Network``. ``cores`` runs can go on at once; each thread that runs it has memory of its own."""

    def __init__(self, weights: Weights, cores: int, keeps: bool = True) -> None:
        """Without ``keeps`` what layers hand on is given back after each run; one thread at a time runs it then.

        Raises ``WeightsError``; ``EngineError`` where OpenVINO is not installed."""
        try:
            openvino = import_openvino()
        except ImportError as error:
            remedy = "pip install --force-reinstall openvino, or give onnxruntime as settings.engine"
            raise EngineError(f"OpenVINO cannot be imported: {error}", remedy=remedy) from error
        _prepare_for_threads(openvino)
        self.runtime = f"openvino, {'bf16' if computes_in_bfloat16() else 'f32'}"
        settings = {
            "INFERENCE_NUM_THREADS": cores,
            "NUM_STREAMS": cores,
            "INFERENCE_PRECISION_HINT": self.runtime.split(", ")[1],
            "ENABLE_CPU_PINNING": False,  # or several processes would all sit on the first core
            "CPU_RUNTIME_CACHE_CAPACITY": str(_REMEMBERED),
        }
        try:
            core = openvino.Core()
            model = core.read_model(weights.data, b"")
            self._compiled: Any = core.compile_model(model, "CPU", settings)
        except RuntimeError as error:
            message = f"OpenVINO cannot load the weights: {error}"
            raise WeightsError(message, file=str(weights.path), remedy="replace the file") from error
        self.listed: str | None = _character_list(model)
        self._own = threading.local()
        self._keeps = keeps

    def run(self, pixels: Pixels) -> NDArray[np.float32]:
        """See ``Network.run``."""
        try:
            if not hasattr(self._own, "request"):
                self._own.request = self._compiled.create_infer_request()
            self._own.request.infer({0: pixels}, share_inputs=True)
            output: NDArray[np.float32] = self._own.request.get_output_tensor(0).data
            if not self._keeps:
                output = output.copy()
                self._compiled.release_memory()
        except RuntimeError as error:
            raise EngineError(f"OpenVINO failed on a batch of shape {pixels.shape}: {error}") from error
        return output


def _prepare_for_threads(openvino: Any) -> None:
    """Have OpenVINO make what it makes on first use of an array, before two threads use one at once.

    It holds a lock of C++ while it makes its list of NumPy types, and lets go of Python's: a second thread then waits
    for the first with Python's lock in hand, which the first waits for. Both stand still for ever.
    """
    with _FIRST_USE:
        tensor = openvino.Tensor(np.zeros(1, np.float32), shared_memory=True)
        tensor.element_type.to_dtype()
        _ = tensor.data


def _character_list(model: Any) -> str | None:
    """The ONNX file's metadata entry ``character``, which OpenVINO keeps among what it knows of the framework."""
    path = ["framework", "character"]
    return str(model.get_rt_info(path).astype(str)) if model.has_rt_info(path) else None
