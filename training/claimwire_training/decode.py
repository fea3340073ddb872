"""From scores to spans and attributions, in Python: for development, and to check that `shared/extract` decides alike.

`reinforced` and `nested` are the other halves of `reinforceLabels.ts` and `nestedAttributions.ts` there.
"""

import numpy as np
import torch

from .batches import collate
from .documents import ATTRIBUTION_LABELS, Attribution, encode, label_spans, windows
from .heads import DISTANCES, PAIR_SIZE

WINDOW = 160
NESTED_CUE = 0.2  # least probability of a cue inside another's content
SHARE, LIMIT = 0.5, 8.0  # of the frames' evidence that counts for the flat labels
FORBIDDEN = -1e4


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


def frame_of(scores, chains, cue):
    return frame_scores(scores["words"], scores["cues"], scores["alone"], chains["distance"], cue)


def cues_of(labels):
    return [(b, e) for role, b, e in label_spans(labels, ATTRIBUTION_LABELS) if role == "cue"]


def reinforced(scores, chains, share=SHARE):
    """The flat labels' scores with what the best frame has for each label over "nothing"."""
    flat = scores["attribution"]
    cues = cues_of(viterbi(flat, *chains["attribution"]))
    if not cues or share == 0:
        return flat
    frames = np.stack([frame_of(scores, chains, cue) for cue in cues])
    return flat + share * np.clip((frames - frames[:, :, :1]).max(0), -LIMIT, LIMIT)


def from_frame(cue, emissions, chains):
    """The attribution of a cue by its frame, or None when that has no content."""
    spans = label_spans(viterbi(emissions, *chains["frame"]), ATTRIBUTION_LABELS)
    other = [(role, b, e) for role, b, e in spans if e <= cue[0] or b >= cue[1]]
    content = [(b, e) for role, b, e in other if role == "content"]
    sources = sorted(((b, e) for role, b, e in other if role == "source"), key=lambda s: max(0, cue[0] - s[1], s[0] - cue[1]))
    return Attribution(sources[:1], [cue], content) if content else None


def nested(scores, chains, labels):
    """The attributions inside the contents that the flat labels mark."""
    inside = np.zeros(len(labels), bool)
    for role, b, e in label_spans(labels, ATTRIBUTION_LABELS):
        if role == "content":
            inside[b:e] = True
    nothing = np.array([0.0] + [FORBIDDEN] * (len(ATTRIBUTION_LABELS) - 1))

    def frame(cue):
        return np.where(inside[:, None], frame_of(scores, chains, cue), nothing)

    found, k = [], 0
    while k < len(inside):
        if inside[k] and 1 / (1 + np.exp(-scores["trigger"][k])) >= NESTED_CUE:
            spans = label_spans(viterbi(frame((k, k + 1)), *chains["frame"]), ATTRIBUTION_LABELS)
            cue = next(((b, e) for role, b, e in spans if role == "cue" and b <= k < e), (k, k + 1))
            attribution = from_frame(cue, frame(cue), chains)
            if attribution:
                found.append(attribution)
            k = cue[1] - 1
        k += 1
    return found


def chains_of(model):
    """The chains of a Model: (transitions, start) of each, and "distance"."""
    with torch.no_grad():
        crf = {name: tuple(x.cpu().numpy() for x in c.scores()) for name, c in (("attribution", model.attribution_crf), ("frame", model.frame_crf), ("entity", model.entity_crf))}
        return crf | {"distance": model.frame.distance.cpu().numpy()}


@torch.no_grad()
def window_scores(model, documents, word_pieces, bf16=False, window=WINDOW, pieces=4096, heads=("attribution", "entity", "trigger", "frame")):
    """(number of the document, start, end, scores by name, a row a word) for each window; of these heads alone."""
    model.eval()
    device = next(model.parameters()).device
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
        hidden = model.words(collate([job[3] for job in chunk], word_pieces.pad, bf16).to(device))
        parts = {name: getattr(model, name)(hidden) for name in ("attribution", "entity") if name in heads}
        if "trigger" in heads:
            parts["trigger"] = model.trigger(hidden).squeeze(2)
        if "frame" in heads:
            words, cues, alone = model.frame.project(hidden)
            parts |= {"words": words, "cues": cues / PAIR_SIZE**0.5, "alone": alone}
        parts = {name: part.cpu() for name, part in parts.items()}
        for row, (number, start, stop, _) in enumerate(chunk):
            yield number, start, stop, {name: part[row, : stop - start].numpy() for name, part in parts.items()}


def entity_labels(model, documents, word_pieces, bf16=False, window=WINDOW):
    """The entity label of each word of each document: what a corpus without entities is taught instead (`train --silver`)."""
    found = [[0] * len(document) for document in documents]
    chain = chains_of(model)["entity"]
    for number, start, end, scores in window_scores(model, documents, word_pieces, bf16, window, heads=("entity",)):
        found[number][start:end] = viterbi(scores["entity"], *chain)
    return found


def predict(model, documents, word_pieces, bf16=False, window=WINDOW, share=SHARE):
    """For each document: {"flat": labels, "entities": labels, "frames": the attribution of each flat cue by its frame, "nested"}."""
    found = [{"flat": [0] * len(d), "entities": [0] * len(d), "frames": [], "nested": []} for d in documents]
    chains = chains_of(model)
    for number, start, end, scores in window_scores(model, documents, word_pieces, bf16, window):
        labels = viterbi(reinforced(scores, chains, share), *chains["attribution"])
        found[number]["flat"][start:end] = labels
        found[number]["entities"][start:end] = viterbi(scores["entity"], *chains["entity"])
        frames = [from_frame(cue, frame_of(scores, chains, cue), chains) for cue in cues_of(labels)]
        for name, attributions in (("frames", frames), ("nested", nested(scores, chains, labels))):
            for a in filter(None, attributions):
                moved = {r: [(b + start, e + start) for b, e in getattr(a, r)] for r in ("source", "cue", "content")}
                found[number][name].append(Attribution(**moved))
    return found
