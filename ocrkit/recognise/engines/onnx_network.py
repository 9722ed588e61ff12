"""Networks on ONNX Runtime, float32."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ocrkit.errors import EngineError, WeightsError
from ocrkit.recognise.engines.network import Pixels
from ocrkit.recognise.engines.silent import import_onnxruntime
from ocrkit.recognise.engines.weights import Weights

onnxruntime: Any = import_onnxruntime()
ort_errors: Any = onnxruntime.capi.onnxruntime_pybind11_state
_FAILURES = (
    RuntimeError,
    ValueError,
    ort_errors.Fail,
    ort_errors.InvalidArgument,
    ort_errors.InvalidGraph,
    ort_errors.InvalidProtobuf,
    ort_errors.NotImplemented,
    ort_errors.RuntimeException,
)  # onnxruntime's errors have no common base but Exception


class OnnxNetwork:
    """See ``Network``."""

    runtime = "onnxruntime, f32"

    def __init__(self, weights: Weights, optimise: bool = True) -> None:
        """Raises ``WeightsError``. One that is only asked what its file says opens faster without ``optimise``."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        if not optimise:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.enable_cpu_mem_arena = False  # batches differ in width: an arena would keep the largest of each
        try:
            self._session = onnxruntime.InferenceSession(weights.data, options, providers=["CPUExecutionProvider"])
        except _FAILURES as error:
            message = f"onnxruntime cannot load the weights: {error}"
            raise WeightsError(message, file=str(weights.path), remedy="replace the file") from error
        self._input = self._session.get_inputs()[0].name
        self.listed: str | None = self._session.get_modelmeta().custom_metadata_map.get("character")

    def run(self, pixels: Pixels) -> NDArray[np.float32]:
        """See ``Network.run``."""
        try:
            return cast(NDArray[np.float32], self._session.run(None, {self._input: pixels})[0])
        except _FAILURES as error:
            raise EngineError(f"onnxruntime failed on a batch of shape {pixels.shape}: {error}") from error
