"""From scores to spans and attributions, in Python: for development, and to check that `shared/extract` decides alike.

`attribute_window` is the other half of `shared/extract/attributeWindow.ts`.
"""

import numpy as np
import torch

from .batches import collate
from .documents import ATTRIBUTION_LABELS, Attribution, encode, label_spans, windows
from .heads import DISTANCES, PAIR_SIZE

WINDOW = 256
NESTED_CUE = 0.5  # least probability of a cue inside another's content


def viterbi(emissions, transitions, start):
    """The best labels of a window: emissions [n, K]."""
    alpha = emissions[0] + start
    back = np.zeros(emissions.shape, np.int64)
    for t in range(1, len(emissions)):
        scores = alpha[:, None] + transitions
        back[t] = scores.argmax(0)
        alpha = scores.max(0) + emissions[t]
    labels = [int(alpha.argmax())]
    for t in range(len(emissions) - 1, 0, -1):
        labels.append(int(back[t, labels[-1]]))
    return labels[::-1]


def frame_scores(words, cues, alone, distance_scores, cue):
    """Label scores [n, K] of a window's words for one cue [start, end): words and cues are [n, K * size], cues already scaled."""
    count, labels = alone.shape
    start, end = cue
    projection = cues[start:end].mean(0).reshape(labels, PAIR_SIZE)
    pair = np.einsum("nlk,lk->nl", words.reshape(count, labels, PAIR_SIZE), projection)
    position = np.arange(count)
    distance = np.where(position < start, start - position, np.maximum(0, position - end + 1))
    step = np.searchsorted(DISTANCES, distance)
    row = np.where(position < start, len(DISTANCES) - step, len(DISTANCES) + step)
    return pair + alone + distance_scores[row]


def attribute_window(scores, chains):
    """The attributions of one window.

    scores: "attribution" [n, 7], "trigger" [n], "words", "cues", "alone"; chains: "attribution" and "frame" as (transitions, start) and
    "distance" [rows, 7].
    """
    flat = label_spans(viterbi(scores["attribution"], *chains["attribution"]), ATTRIBUTION_LABELS)

    def frame(cue):
        emissions = frame_scores(scores["words"], scores["cues"], scores["alone"], chains["distance"], cue)
        return label_spans(viterbi(emissions, *chains["frame"]), ATTRIBUTION_LABELS)

    def attribution(cue, spans):
        other = [(role, b, e) for role, b, e in spans if e <= cue[0] or b >= cue[1]]
        content = [(b, e) for role, b, e in other if role == "content"]
        sources = sorted(((b, e) for role, b, e in other if role == "source"), key=lambda s: max(0, cue[0] - s[1], s[0] - cue[1]))
        return Attribution(sources[:1], [cue], content) if content else None

    cues = [(b, e) for role, b, e in flat if role == "cue"]
    found = [a for a in (attribution(cue, frame(cue)) for cue in cues) if a]
    inside = np.zeros(len(scores["trigger"]), bool)
    for a in found:
        for b, e in a.content:
            inside[b:e] = True
    for b, e in cues:
        inside[b:e] = False
    k = 0
    while k < len(inside):
        if inside[k] and 1 / (1 + np.exp(-scores["trigger"][k])) >= NESTED_CUE:
            cue = next(((b, e) for role, b, e in frame((k, k + 1)) if role == "cue" and b <= k < e), (k, k + 1))
            nested = attribution(cue, frame(cue))
            if nested:
                found.append(nested)
            k = cue[1] - 1
        k += 1
    return sorted(found, key=lambda a: a.cue[0][0])


def chains_of(model):
    """The chains of a Model for `attribute_window`."""
    with torch.no_grad():
        crf = {name: tuple(x.numpy() for x in c.scores()) for name, c in (("attribution", model.attribution_crf), ("frame", model.frame_crf), ("entity", model.entity_crf))}
        return crf | {"distance": model.frame.distance.numpy()}


@torch.no_grad()
def window_scores(model, documents, word_pieces, bf16=False, window=WINDOW, pieces=4096):
    """(number of the document, start, end, scores of `attribute_window` and "entity") for each window."""
    model.eval()
    jobs = []
    for number, document in enumerate(documents):
        for start, end in windows(document, window):
            ids, shapes, first = encode(document, start, end, word_pieces)
            item = {"ids": ids, "shapes": shapes, "first": first, "flat": None, "triggers": None, "entities": None, "frames": []}
            jobs.append((number, start, end, item))
    jobs.sort(key=lambda job: len(job[3]["ids"]))
    k = 0
    while k < len(jobs):
        end = k + 1
        while end < len(jobs) and len(jobs[end][3]["ids"]) * (end - k + 1) <= pieces:
            end += 1
        chunk, k = jobs[k:end], end
        hidden = model.words(collate([job[3] for job in chunk], word_pieces.pad, bf16))
        words, cues, alone = model.frame.project(hidden)
        parts = {
            "attribution": model.attribution(hidden),
            "entity": model.entity(hidden),
            "trigger": model.trigger(hidden).squeeze(2),
            "words": words,
            "cues": cues / PAIR_SIZE**0.5,
            "alone": alone,
        }
        for row, (number, start, stop, _) in enumerate(chunk):
            yield number, start, stop, {name: part[row, : stop - start].numpy() for name, part in parts.items()}


def predict(model, documents, word_pieces, bf16=False, window=WINDOW):
    """For each document: {"flat": labels, "entities": labels, "attributions": [Attribution]}."""
    found = [{"flat": [0] * len(d), "entities": [0] * len(d), "attributions": []} for d in documents]
    chains = chains_of(model)
    for number, start, end, scores in window_scores(model, documents, word_pieces, bf16, window):
        found[number]["flat"][start:end] = viterbi(scores["attribution"], *chains["attribution"])
        found[number]["entities"][start:end] = viterbi(scores["entity"], *chains["entity"])
        for a in attribute_window(scores, chains):
            moved = {r: [(b + start, e + start) for b, e in getattr(a, r)] for r in ("source", "cue", "content")}
            found[number]["attributions"].append(Attribution(**moved))
    return found


