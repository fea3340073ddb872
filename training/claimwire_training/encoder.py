"""A plain BERT encoder with a case-shape embedding; with `relative` also MPNet's, whose attention knows distances (for teachers only).

Written by hand because onnxruntime's BERT optimiser fuses the attention of this graph, and not that of current transformers releases.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .text import SHAPES


RELATIVE_BUCKETS, RELATIVE_DISTANCE = 32, 128  # MPNet's


def fast_dropout(x, p, training):
    """Dropout whose mask takes eight elements from each 64 random bits: torch's own is a tenth of a step on the CPU."""
    if not training or p == 0:
        return x
    if x.is_cuda:
        return F.dropout(x, p)
    count = x.numel()
    noise = torch.empty((count + 7) // 8, dtype=torch.int64, device=x.device).random_().view(torch.uint8)[:count].view(x.shape)
    # random_ leaves the sign bit of each 64 bits at 0: the highest of eight bytes is below 128, so only its low seven bits are compared
    threshold = round(p * 128)
    return x * ((noise & 127) >= threshold).to(x.dtype).mul_(128 / (128 - threshold))


def relative_buckets(length, device=None):
    """The bucket of each pair of places [L, L], as T5 and MPNet count them: distances up to 7 alone, longer ones in logarithmic steps
    up to 128, before and after apart (Raffel et al. 2020, "Exploring the Limits of Transfer Learning")."""
    place = torch.arange(length, device=device)
    ahead = place[None, :] - place[:, None]
    half = RELATIVE_BUCKETS // 2
    alone = half // 2
    distance = ahead.abs()
    far = alone + (torch.log(distance.clamp(min=1).float() / alone) / math.log(RELATIVE_DISTANCE / alone) * (half - alone)).long()
    return (ahead > 0) * half + torch.where(distance < alone, distance, far.clamp(max=half - 1))


class Layer(nn.Module):
    def __init__(self, hidden, heads, intermediate):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.o = nn.Linear(hidden, hidden)
        self.ln1 = nn.LayerNorm(hidden, eps=1e-12)
        self.f1 = nn.Linear(hidden, intermediate)
        self.f2 = nn.Linear(intermediate, hidden)
        self.ln2 = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x, mask, dropout):
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(hidden // self.heads) + mask
        context = torch.matmul(torch.softmax(scores, -1), v).permute(0, 2, 1, 3).reshape(batch, length, hidden)
        x = self.ln1(fast_dropout(self.o(context), dropout, self.training) + x)
        return self.ln2(fast_dropout(self.f2(F.gelu(self.f1(x))), dropout, self.training) + x)


class Encoder(nn.Module):
    def __init__(self, layers=12, hidden=384, heads=12, intermediate=1536, vocabulary=30522, positions=512, dropout=0.1, relative=False):
        super().__init__()
        self.dropout = dropout
        self.words = nn.Embedding(vocabulary, hidden)
        self.positions = nn.Embedding(positions, hidden)
        self.types = nn.Embedding(2, hidden)
        self.shapes = nn.Embedding(SHAPES, hidden)
        self.ln = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList([Layer(hidden, heads, intermediate) for _ in range(layers)])
        self.relative = nn.Embedding(RELATIVE_BUCKETS, heads) if relative else None
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids, shapes, mask):
        x = self.words(ids) + self.types.weight[0] + self.positions.weight[: ids.size(1)] + self.shapes(shapes)
        x = fast_dropout(self.ln(x), self.dropout, self.training)
        added = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        if self.relative is not None:
            added = added + self.relative(relative_buckets(ids.size(1), ids.device)).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, added, self.dropout)
        return x


def load_base(path, layers=None):
    """An Encoder with the weights of a BERT in an .onnx file (torch's export) or a .safetensors file, or of an MPNet in the latter.

    layers: the numbers of the layers to keep, to start a smaller encoder from a larger one. An MPNet's vocabulary is BERT's with four
    signs before it: its word vectors are put in BERT's order, so that both read the same pieces.
    """
    weights = {}
    if str(path).endswith(".onnx"):
        import onnx
        from onnx import numpy_helper

        graph = onnx.load(str(path)).graph
        initializers = {tensor.name: tensor for tensor in graph.initializer}
        for name, tensor in initializers.items():
            if name.startswith(("embeddings.", "encoder.")):
                weights[name] = numpy_helper.to_array(tensor)
        for node in graph.node:
            if node.op_type == "MatMul" and node.input[1] in initializers and "/encoder/layer." in node.name:
                name = node.name.strip("/").replace("/MatMul", "").replace("/", ".") + ".weight"
                weights[name] = numpy_helper.to_array(initializers[node.input[1]]).T
    else:
        from safetensors.numpy import load_file

        weights = {name.removeprefix("bert."): tensor for name, tensor in load_file(str(path)).items()}
    relative = "encoder.relative_attention_bias.weight" in weights
    if relative:
        weights = _as_bert(weights)
    count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    kept = list(range(count)) if layers is None else layers
    vocabulary, hidden = weights["embeddings.word_embeddings.weight"].shape
    intermediate = weights["encoder.layer.0.intermediate.dense.bias"].shape[0]
    encoder = Encoder(len(kept), hidden, intermediate=intermediate, vocabulary=vocabulary, relative=relative)
    state = encoder.state_dict()

    def put(name, value):
        if state[name].shape != value.shape:
            raise ValueError(f"{path}: {name} has shape {value.shape}, expected {tuple(state[name].shape)}")
        state[name] = torch.tensor(np.ascontiguousarray(value))

    put("words.weight", weights["embeddings.word_embeddings.weight"])
    put("positions.weight", weights["embeddings.position_embeddings.weight"])
    put("types.weight", weights["embeddings.token_type_embeddings.weight"])
    if relative:
        put("relative.weight", weights["encoder.relative_attention_bias.weight"])
    for part in ("weight", "bias"):
        put(f"ln.{part}", weights[f"embeddings.LayerNorm.{part}"])
        for i, layer in enumerate(kept):
            base = f"encoder.layer.{layer}."
            put(f"layers.{i}.qkv.{part}", np.concatenate([weights[f"{base}attention.self.{n}.{part}"] for n in ("query", "key", "value")]))
            for ours, theirs in (
                ("o", "attention.output.dense"),
                ("ln1", "attention.output.LayerNorm"),
                ("f1", "intermediate.dense"),
                ("f2", "output.dense"),
                ("ln2", "output.LayerNorm"),
            ):
                put(f"layers.{i}.{ours}.{part}", weights[f"{base}{theirs}.{part}"])
    encoder.load_state_dict(state)
    return encoder


def _as_bert(weights):
    """An MPNet's weights by the names and in the order of a BERT's."""
    parts = {"attn.q": "self.query", "attn.k": "self.key", "attn.v": "self.value", "attn.o": "output.dense", "LayerNorm": "output.LayerNorm"}
    named = {}
    for name, value in weights.items():
        for theirs, ours in parts.items():
            name = name.replace(f".attention.{theirs}.", f".attention.{ours}.")
        named[name] = value
    words, places = named["embeddings.word_embeddings.weight"], named["embeddings.position_embeddings.weight"]
    first = 4  # <s>, <pad>, </s>, <unk>; then BERT's vocabulary, then <mask>
    bert = words[first:-1].copy()
    for piece, sign in ((101, 0), (102, 2), (0, 1)):  # [CLS], [SEP], [PAD]
        bert[piece] = words[sign]
    named["embeddings.word_embeddings.weight"] = bert
    named["embeddings.position_embeddings.weight"] = places[2:]  # it counts places from two
    named["embeddings.token_type_embeddings.weight"] = np.zeros((2, words.shape[1]), words.dtype)
    return named
