"""What a smaller model learns from a larger one, beside the labels: its scores, and the vectors under them.

The scores of labels are compared word by word as distributions (Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"), the
last vectors by their squared distance (as in TinyBERT, Jiao et al. 2020). So what a corpus leaves unmarked is learned too: the teacher has
a label for every word.
"""

import torch
import torch.nn.functional as F

VECTOR_WEIGHT = 1.0


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


def lessons(model, hidden, teacher, batch):
    """Losses by name, each for one word. hidden: the pupil's vectors of the batch's words; gradients go to the pupil alone."""
    with torch.no_grad():
        taught = teacher.words(batch)
    mask = batch.word_mask
    parts = {"vectors": VECTOR_WEIGHT * ((hidden - taught)[mask] ** 2).mean() / taught[mask].var()}
    for name in ("attribution", "entity"):
        head, example = getattr(model, name), getattr(teacher, name)
        parts[f"{name}*"] = _divergence(head(hidden)[mask], example(taught)[mask])
    parts["trigger*"] = F.binary_cross_entropy_with_logits(
        model.trigger(hidden).squeeze(2)[mask], torch.sigmoid(teacher.trigger(taught).squeeze(2)[mask]).detach()
    )
    if len(batch.cue_rows):
        scores, wanted = (m.frame_scores(m.frame.project(x), batch.cue_rows, batch.cues) for m, x in ((model, hidden), (teacher, taught)))
        inside = mask[batch.cue_rows]
        parts["frame*"] = _divergence(scores[inside], wanted[inside]) * inside.sum() / mask.sum()
    return parts


def _divergence(scores, wanted):
    """Kullback-Leibler divergence of the scores' distributions over labels from the wanted ones, mean over the words."""
    return F.kl_div(F.log_softmax(scores, -1), F.log_softmax(wanted.detach(), -1), log_target=True, reduction="batchmean")
