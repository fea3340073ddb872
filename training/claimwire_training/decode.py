"""From scores to spans and attributions, in Python, for development: what ships decodes in `shared/extract`."""

import numpy as np
import torch

from .batches import collate
from .documents import ATTRIBUTION_LABELS, ENTITY_LABELS, Attribution, encode, label_spans, windows

WINDOW = 256


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


@torch.no_grad()
def predict(model, documents, word_pieces, bf16=False, window=WINDOW, pieces=4096):
    """For each document: {"flat": labels, "entities": labels, "attributions": [Attribution]}."""
    model.eval()
    jobs = []
    for number, document in enumerate(documents):
        for start, end in windows(document, window):
            ids, shapes, first = encode(document, start, end, word_pieces)
            item = {"ids": ids, "shapes": shapes, "first": first, "flat": None, "triggers": None, "entities": None, "frames": []}
            jobs.append((number, start, end, item))
    jobs.sort(key=lambda job: len(job[3]["ids"]))
    found = [{"flat": [0] * len(d), "entities": [0] * len(d), "attributions": []} for d in documents]
    crfs = {n: [x.numpy() for x in c.scores()] for n, c in (("flat", model.attribution_crf), ("entity", model.entity_crf), ("frame", model.frame_crf))}
    k = 0
    while k < len(jobs):
        end = k + 1
        while end < len(jobs) and len(jobs[end][3]["ids"]) * (end - k + 1) <= pieces:
            end += 1
        chunk, k = jobs[k:end], end
        batch = collate([job[3] for job in chunk], word_pieces.pad, bf16)
        hidden = model.words(batch)
        flat, entity, projected = model.attribution(hidden).numpy(), model.entity(hidden).numpy(), model.frame.project(hidden)
        for row, (number, first, last, _) in enumerate(chunk):
            count = last - first
            labels = viterbi(flat[row, :count], *crfs["flat"])
            found[number]["flat"][first:last] = labels
            found[number]["entities"][first:last] = viterbi(entity[row, :count], *crfs["entity"])
            cues = [(b, e) for role, b, e in label_spans(labels, ATTRIBUTION_LABELS) if role == "cue"]
            if not cues:
                continue
            own = tuple(part[row : row + 1, :count] for part in projected)
            scores = model.frame_scores(own, torch.zeros(len(cues), dtype=torch.long), torch.tensor(cues)).numpy()
            taken = set()
            for cue, emissions in zip(cues, scores):
                if cue in taken:
                    continue
                spans = {"source": [], "cue": [], "content": []}
                for role, b, e in label_spans(viterbi(emissions, *crfs["frame"]), ATTRIBUTION_LABELS):
                    spans[role].append((b, e))
                spans["cue"] = sorted({cue} | {c for c in cues if c not in taken and any(c[0] < e and b < c[1] for b, e in spans["cue"])})
                taken |= set(spans["cue"])
                if spans["content"]:
                    found[number]["attributions"].append(
                        Attribution(**{r: [(b + first, e + first) for b, e in spans[r]] for r in ("source", "cue", "content")})
                    )
    return found


__all__ = ["ATTRIBUTION_LABELS", "ENTITY_LABELS", "predict", "viterbi"]
