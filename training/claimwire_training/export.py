"""Writes what ships: python -m claimwire_training.export MODEL.pt --tokenizer TOKENIZER.json OUT

model.onnx (attention fused, dynamic int8: per channel, reduced range, so that it is safe on x86 without VNNI), vocab.txt and
decoding.json (labels, the chains' scores, the frame head's distances). Calibration is added by `claimwire_training.calibrate`.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .documents import ATTRIBUTION_LABELS, ENTITY_LABELS
from .heads import DISTANCES, PAIR_SIZE, Model
from .text import WordPieces

INPUTS = ["input_ids", "shape_ids", "attention_mask"]
OUTPUTS = ["attribution_logits", "entity_logits", "trigger_logits", "frame_words", "frame_cues", "frame_logits"]


class PlainAttention(nn.Module):
    """One layer with separate projections, in the form that onnxruntime's BERT optimiser fuses."""

    def __init__(self, layer):
        super().__init__()
        hidden = layer.o.out_features
        self.heads = layer.heads
        self.q, self.k, self.v = (nn.Linear(hidden, hidden) for _ in range(3))
        for part, weight, bias in zip((self.q, self.k, self.v), layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3)):
            part.weight.data, part.bias.data = weight.detach().clone(), bias.detach().clone()
        self.o, self.ln1, self.f1, self.f2, self.ln2 = layer.o, layer.ln1, layer.f1, layer.f2, layer.ln2

    def forward(self, x, mask):
        size = x.size(2) // self.heads

        def split(y):
            return y.view(y.size(0), y.size(1), self.heads, size).permute(0, 2, 1, 3)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        context = torch.matmul(torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / size**0.5 + mask, -1), v)
        context = context.permute(0, 2, 1, 3).contiguous()
        x = self.ln1(self.o(context.view(context.size(0), context.size(1), x.size(2))) + x)
        return self.ln2(self.f2(F.gelu(self.f1(x))) + x)


class Graph(nn.Module):
    """The model over pieces, with the scale of the frame's product folded into the cues."""

    def __init__(self, model):
        super().__init__()
        encoder = model.encoder
        self.words, self.types, self.shapes, self.ln = encoder.words, encoder.types, encoder.shapes, encoder.ln
        self.positions = encoder.positions
        self.register_buffer("position_ids", torch.arange(encoder.positions.num_embeddings).unsqueeze(0), persistent=False)
        self.layers = nn.ModuleList([PlainAttention(layer) for layer in encoder.layers])
        self.attribution, self.entity, self.trigger, self.frame = model.attribution, model.entity, model.trigger, model.frame

    def forward(self, input_ids, shape_ids, attention_mask):
        x = self.words(input_ids) + self.types.weight[0] + self.positions(self.position_ids[:, : input_ids.size(1)]) + self.shapes(shape_ids)
        x = self.ln(x)
        mask = (1.0 - attention_mask.unsqueeze(1).unsqueeze(2).to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        words, cues, alone = self.frame.project(x)
        return self.attribution(x), self.entity(x), self.trigger(x), words, cues / PAIR_SIZE**0.5, alone


def load(path):
    """The Model in model.pt or in a checkpoint."""
    state = torch.load(path, map_location="cpu")
    return Model.of(state.get("model", state)).eval()


def chain(crf, labels):
    transitions, start = (x.detach() for x in crf.scores())
    rounded = [[round(v, 5) for v in row] for row in transitions.tolist()]
    return {"labels": labels, "transitions": rounded, "start": [round(v, 5) for v in start.tolist()]}


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m claimwire_training.export", description=__doc__)
    parser.add_argument("model", help="model.pt of a training run")
    parser.add_argument("out", help="folder to write to, as ../model")
    parser.add_argument("--tokenizer", required=True, help="tokenizer.json of the base encoder")
    for head in ("attribution", "entity"):
        parser.add_argument(
            f"--{head}-nothing", type=float, default=0.0, metavar="SCORE", help="added to its label for nothing: fewer, surer spans (default %(default)s)"
        )
    options = parser.parse_args(argv)

    import onnx
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    model = load(options.model)
    with torch.no_grad():
        model.attribution.bias[0] += options.attribution_nothing
        model.entity.bias[0] += options.entity_nothing
    graph = Graph(model).eval()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    ids = torch.randint(1000, model.encoder.words.num_embeddings, (1, 64))
    example = (ids, torch.randint(0, 6, ids.shape), torch.ones_like(ids))
    with tempfile.TemporaryDirectory() as temporary:
        plain, fused = f"{temporary}/plain.onnx", f"{temporary}/fused.onnx"
        axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS + OUTPUTS}
        torch.onnx.export(graph, example, plain, input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes, opset_version=14, dynamo=False)
        optimized = optimizer.optimize_model(plain, model_type="bert", num_heads=model.encoder.layers[0].heads, hidden_size=model.encoder.words.embedding_dim, opt_level=0)
        counts = optimized.get_fused_operator_statistics()
        if counts.get("Attention", 0) != len(model.encoder.layers):
            raise RuntimeError(f"the attention of {len(model.encoder.layers)} layers should be fused, not {counts}")
        optimized.save_model_to_file(fused)
        quantize_dynamic(fused, str(out / "model.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})
    decoding = {
        "attribution": chain(model.attribution_crf, ATTRIBUTION_LABELS),
        "entity": chain(model.entity_crf, ENTITY_LABELS),
        "frame": chain(model.frame_crf, ATTRIBUTION_LABELS)
        | {"size": PAIR_SIZE, "distances": DISTANCES, "distanceScores": [[round(v, 5) for v in row] for row in model.frame.distance.tolist()]},
    }
    (out / "decoding.json").write_text(json.dumps(decoding) + "\n", encoding="utf8")
    (out / "vocab.txt").write_text(WordPieces(options.tokenizer).vocabulary(), encoding="utf8")
    with torch.no_grad():
        expected = [tensor.numpy() for tensor in graph(*example)]
    session = onnxruntime.InferenceSession(str(out / "model.onnx"))
    found = session.run(OUTPUTS, dict(zip(INPUTS, (tensor.numpy() for tensor in example))))
    for name, a, b in zip(OUTPUTS, expected, found):
        print(f"{name}: quantisation moves a score by {np.abs(a - b).mean():.3f} on average, of a spread of {a.std():.3f}")
    print(f"{out / 'model.onnx'}: {(out / 'model.onnx').stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
