"""What a model learns from a larger one, or from several, beside the labels: its scores, and the vectors under them.

The scores of labels are compared word by word as distributions (Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"), the
last vectors by their squared distance (as in TinyBERT, Jiao et al. 2020). So what a corpus leaves unmarked is learned too: the teacher has
a label for every word.
"""

import math

import torch
import torch.nn.functional as F

VECTOR_WEIGHT = 1.0
LESSONS = ("vectors", "attribution", "entity", "trigger", "frame")


def kept_layers(state, layers):
    """The state of a `heads.Model` with only some layers of its encoder, in their order."""
    if not layers:
        return state
    numbers = {f"encoder.layers.{old}.": f"encoder.layers.{new}." for new, old in enumerate(layers)}
    kept = {}
    for name, value in state.items():
        if not name.startswith("encoder.layers."):
            kept[name] = value
            continue
        prefix = ".".join(name.split(".")[:3]) + "."
        if prefix in numbers:
            kept[numbers[prefix] + name[len(prefix) :]] = value
    if len(kept) == len(state) - sum(name.startswith("encoder.layers.") for name in state):
        raise ValueError(f"the model has none of the layers {layers}")
    return kept


def lessons(model, hidden, teachers, batch, names=LESSONS):
    """Losses by name (with an asterisk), each for one word. hidden: the pupil's vectors of the batch's words; gradients go to the pupil alone.

    names: the lessons to give, of LESSONS. Of several teachers the mean of their probabilities is learned, and no vectors; none either
    of one whose vectors have another length.
    """
    with torch.no_grad():
        taught = [teacher.words(batch) for teacher in teachers]
    mask = batch.word_mask
    parts = {}
    if "vectors" in names and len(teachers) == 1 and taught[0].size(-1) == hidden.size(-1):
        parts["vectors*"] = VECTOR_WEIGHT * ((hidden - taught[0])[mask] ** 2).mean() / taught[0][mask].var()
    for name in {"attribution", "entity"} & set(names):
        wanted = _mean([getattr(teacher, name)(x)[mask] for teacher, x in zip(teachers, taught)])
        parts[f"{name}*"] = _divergence(getattr(model, name)(hidden)[mask], wanted)
    if "trigger" in names:
        wanted = torch.stack([torch.sigmoid(teacher.trigger(x).squeeze(2)[mask]) for teacher, x in zip(teachers, taught)]).mean(0)
        parts["trigger*"] = F.binary_cross_entropy_with_logits(model.trigger(hidden).squeeze(2)[mask], wanted.detach())
    if "frame" in names and len(batch.cue_rows):
        inside = mask[batch.cue_rows]

        def frames(one, vectors):
            return one.frame_scores(one.frame.project(vectors), batch.cue_rows, batch.cues)[inside]

        wanted = _mean([frames(teacher, x) for teacher, x in zip(teachers, taught)])
        parts["frame*"] = _divergence(frames(model, hidden), wanted) * inside.sum() / mask.sum()
    return parts


def _mean(scores):
    """Logarithms of the mean of distributions over labels."""
    return torch.stack([F.log_softmax(one.detach(), -1) for one in scores]).logsumexp(0) - math.log(len(scores))


def _divergence(scores, wanted):
    """Kullback-Leibler divergence of the scores' distributions over labels from the wanted ones (logarithms), mean over the words."""
    return F.kl_div(F.log_softmax(scores, -1), wanted, log_target=True, reduction="batchmean")
