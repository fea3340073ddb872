"""Windows packed into batches of about the same length, in an order that depends only on the seed and the number of the pass."""

import random
from dataclasses import dataclass, fields

import torch

from .documents import ATTRIBUTION_LABELS, ENTITY_LABELS, IGNORE, ROLES, encode, repair, role_labels, windows

WINDOW_SIZES = (96, 160, 256)
SINGLE_QUOTES = 0.1  # share of windows whose double quotation marks become single ones, as British papers set them


@dataclass
class Batch:
    """Tensors of one step. flat_rows: rows whose attributions are all marked. Cues: row, [start, end) in words, labels of the frame."""

    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    word_mask: torch.Tensor
    flat: torch.Tensor
    flat_rows: torch.Tensor
    triggers: torch.Tensor
    entities: torch.Tensor
    entity_rows: torch.Tensor
    cue_rows: torch.Tensor
    cues: torch.Tensor
    frames: torch.Tensor
    bf16: bool = False

    def to(self, device):
        """The same batch with its tensors on a device."""
        if torch.device(device).type == "cpu":
            return self
        moved = {f.name: getattr(self, f.name) for f in fields(self)}
        return Batch(**{name: v.to(device, non_blocking=True) if torch.is_tensor(v) else v for name, v in moved.items()})


def clipped(spans, start, end):
    return [(max(b, start) - start, min(e, end) - start) for b, e in spans if b < end and e > start]


def window_item(document, start, end, word_pieces, rng=None):
    """One window with its labels; with `rng`, its quotation marks and cues vary as they do in the wild."""
    ids, shapes, first = encode(document, start, end, word_pieces)
    if rng and rng.random() < SINGLE_QUOTES:
        single = word_pieces("'")[0]
        for k in range(start, end):
            if document.surfaces[k] in "“”":
                ids[first[k - start]] = single
    frames = []
    for attribution in document.attributions:
        cue = next(((b - start, e - start) for b, e in attribution.cue[:1] if start <= b and e <= end), None)
        if cue is None:
            continue
        if rng and cue[1] - cue[0] > 1 and rng.random() < 0.15:
            cue = (cue[0], cue[0] + 1) if rng.random() < 0.5 else (cue[0], cue[1] - 1)
        frames.append((cue, role_labels(end - start, {r: clipped(getattr(attribution, r), start, end) for r in ROLES})))
    flat = document.flat and repair(list(document.flat[start:end]), ATTRIBUTION_LABELS)
    triggers = document.triggers[start:end] if document.triggers else None
    entities = document.entities and repair(list(document.entities[start:end]), ENTITY_LABELS)
    return {"ids": ids, "shapes": shapes, "first": first, "flat": flat, "triggers": triggers, "entities": entities, "frames": frames}


def collate(items, pad, bf16=False):
    rows, length = len(items), max(len(item["ids"]) for item in items)
    words = max(len(item["first"]) for item in items)

    def filled(value, width=words, dtype=torch.long):
        return torch.full((rows, width), value, dtype=dtype)

    ids, shapes, mask = filled(pad, length), filled(0, length), filled(0, length)
    first, word_mask = filled(0), filled(False, dtype=torch.bool)
    flat, triggers, entities = filled(0), filled(IGNORE), filled(0)
    flat_rows, entity_rows, cue_rows, cues, frames = [], [], [], [], []
    for row, item in enumerate(items):
        pieces, count = len(item["ids"]), len(item["first"])
        ids[row, :pieces] = torch.tensor(item["ids"])
        shapes[row, :pieces] = torch.tensor(item["shapes"])
        mask[row, :pieces] = 1
        first[row, :count] = torch.tensor(item["first"])
        word_mask[row, :count] = True
        if item["flat"] is not None:
            flat[row, :count] = torch.tensor(item["flat"])
            flat_rows.append(row)
        if item["triggers"] is not None:
            triggers[row, :count] = torch.tensor(item["triggers"])
        if item["entities"] is not None:
            entities[row, :count] = torch.tensor(item["entities"])
            entity_rows.append(row)
        for cue, labels in item["frames"]:
            cue_rows.append(row)
            cues.append(cue)
            frames.append(labels + [0] * (words - count))
    return Batch(
        ids,
        shapes,
        mask,
        first,
        word_mask,
        flat,
        torch.tensor(flat_rows, dtype=torch.long),
        triggers,
        entities,
        torch.tensor(entity_rows, dtype=torch.long),
        torch.tensor(cue_rows, dtype=torch.long),
        torch.tensor(cues, dtype=torch.long).view(-1, 2),
        torch.tensor(frames, dtype=torch.long).view(-1, words),
        bf16,
    )


class Stream:
    """An endless stream of batches over documents; `position` (batches given) is all that a resumed run needs."""

    def __init__(self, name, documents, word_pieces, pieces_a_batch, seed, bf16, repeats=None, window_sizes=WINDOW_SIZES):
        self.window_sizes = window_sizes
        self.name, self.documents, self.word_pieces = name, documents, word_pieces
        self.pieces_a_batch, self.seed, self.bf16, self.repeats = pieces_a_batch, seed, bf16, repeats or {}
        self.passes, self.position, self._queue = 0, 0, []

    def _next_pass(self):
        rng = random.Random(f"{self.seed}-{self.name}-{self.passes}")
        self.passes += 1
        items = []
        for document in self.documents:
            for _ in range(self.repeats.get(document.corpus, 1)):
                for start, end in windows(document, rng.choice(self.window_sizes)):
                    items.append(window_item(document, start, end, self.word_pieces, rng))
        items.sort(key=lambda item: len(item["ids"]) + rng.random() * 8)
        batches, current = [], []
        for item in items:
            if current and (len(current) + 1) * max(len(item["ids"]), len(current[-1]["ids"])) > self.pieces_a_batch:
                batches.append(current)
                current = []
            current.append(item)
        if current:
            batches.append(current)
        rng.shuffle(batches)
        return batches

    def skip(self, count):
        """Goes on where a run that had taken `count` batches stopped."""
        while self.position < count:
            self._take()

    def _take(self):
        if not self._queue:
            self._queue = self._next_pass()
        self.position += 1
        return self._queue.pop()

    def next(self):
        return collate(self._take(), self.word_pieces.pad, self.bf16)


class Feed:
    """The batches of a Stream, made ahead in a process of their own: an accelerator takes them faster than one process makes them."""

    def __init__(self, stream):
        self.position = stream.position
        self._batches = iter(torch.utils.data.DataLoader(_Endless(stream), batch_size=None, num_workers=1, prefetch_factor=16))

    def next(self):
        self.position += 1
        return next(self._batches)


class _Endless(torch.utils.data.IterableDataset):
    def __init__(self, stream):
        self.stream = stream

    def __iter__(self):
        while True:
            yield self.stream.next()
