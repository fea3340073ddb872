"""The model that ships, as weights to go on training from: `train --init ../model`, or python -m claimwire_training.shipped MODELDIR OUT.pt

int8 weights are scaled back; what rounding lost (half a step in 255 of a column's largest weight, at most) is little next to what training
changes. So a model for other news or other rules starts from all that this one learned, and takes minutes instead of hours.
"""

import json
import sys
from pathlib import Path

import torch

PASSING = {"Cast", "Mul"}  # what stands between an int8 product and its bias


def load_shipped(folder):
    """The state of a `heads.Model` from a folder with model.onnx and decoding.json.

    The names of biases survive export; a product's weight is named after the bias that is added to it.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(Path(folder) / "model.onnx")).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    consumers = {}
    for node in graph.node:
        for name in node.input:
            consumers.setdefault(name, []).append(node)

    def scaled(name):
        return (arrays[f"{name}_quantized"].astype("float32") - arrays[f"{name}_zero_point"]) * arrays[f"{name}_scale"]

    def bias_after(node):
        following = [n for output in node.output for n in consumers.get(output, [])]
        for n in following:
            names = [i for i in n.input if i in arrays and i.endswith(".bias") and ".ln" not in i and not i.startswith("ln.")]
            if names:
                return names[0]
        return next((found for n in following if n.op_type in PASSING for found in [bias_after(n)] if found), None)

    state = {name: torch.tensor(array) for name, array in arrays.items() if name.startswith(("ln.", "layers.")) or name.endswith(".bias")}
    for node in graph.node:
        if node.op_type == "QAttention":
            layer = int(node.name.split("_")[1])
            state[f"layers.{layer}.qkv.weight"] = torch.tensor(scaled(f"Attention_{layer}_qkv_weight").T.copy())
            state[f"layers.{layer}.qkv.bias"] = torch.tensor(arrays[f"Attention_{layer}_qkv_bias"])
        elif node.op_type == "MatMulInteger":
            bias = bias_after(node)
            if bias is None:
                raise ValueError(f"{folder}: no bias follows the product {node.name}")
            state[bias.removesuffix("bias") + "weight"] = torch.tensor(scaled(node.input[1].removesuffix("_quantized")).T.copy())
    for table in ("words", "positions", "shapes"):
        name = f"{table}.weight"
        state[name] = torch.tensor(arrays[name] if name in arrays else scaled(name))
    # Of the types of tokens only the first is used; it stands as the one vector that is added and is no bias.
    added = [i for n in graph.node if n.op_type == "Add" for i in n.input if i in arrays and arrays[i].ndim == 1 and not i.endswith(".bias")]
    state["types.weight"] = torch.stack([torch.tensor(arrays[added[0]]), torch.zeros(len(arrays[added[0]]))])
    heads = ("attribution", "entity", "trigger", "frame")
    state = {name if name.startswith(heads) else f"encoder.{name}": value for name, value in state.items()}

    decoding = json.loads((Path(folder) / "decoding.json").read_text(encoding="utf8"))
    for crf, name in (("attribution_crf", "attribution"), ("entity_crf", "entity"), ("frame_crf", "frame")):
        # A forbidden move stands 10,000 lower, which the chain adds again.
        for part, key in (("transitions", "transitions"), ("start", "start")):
            values = torch.tensor(decoding[name][key])
            state[f"{crf}.{part}"] = torch.where(values < -5000, values + 10_000, values)
    state["frame.distance"] = torch.tensor(decoding["frame"]["distanceScores"])
    return state


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    torch.save(load_shipped(sys.argv[1]), sys.argv[2])
