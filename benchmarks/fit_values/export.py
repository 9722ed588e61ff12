"""The trained weights as the file that ocrkit runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from benchmarks.fit_values.alphabet import CHARACTERS
from benchmarks.fit_values.network import Exported, ValueNetwork

_SMALL = 64
"""What has no more numbers than this is no weight of a layer, and stays as it is."""


def export(weights: dict[str, torch.Tensor], file: Path) -> None:
    """Write an ONNX file: weights in half precision, which no reading differs by, and the characters as metadata."""
    network = ValueNetwork()
    network.load_state_dict(weights)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "network.onnx"
        torch.onnx.export(
            Exported(network.eval()).eval(),
            (torch.zeros(2, 3, 48, 96),),
            str(whole),
            opset_version=17,
            input_names=["x"],
            output_names=["p"],
            dynamic_axes={"x": {0: "n", 3: "width"}, "p": {0: "n", 1: "steps"}},
            dynamo=False,
        )
        model = onnx.load(str(whole))
    _halve(model)
    entry = model.metadata_props.add()
    entry.key, entry.value = "character", "\n".join(CHARACTERS)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def _halve(model: onnx.ModelProto) -> None:
    """Store the weights in half precision; they are widened again when the file is opened."""
    widened = []
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) > _SMALL:
            name, half = tensor.name, f"{tensor.name}_half"
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), half))
            widened.append(helper.make_node("Cast", [half], [name], to=TensorProto.FLOAT))
    for node in reversed(widened):
        model.graph.node.insert(0, node)
