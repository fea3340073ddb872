"""Documents with labels, and the windows of them that the encoder reads."""

import bisect
from dataclasses import dataclass, field

from .text import case_shape, surface, words

ROLES = ("source", "cue", "content")
ATTRIBUTION_LABELS = ["O"] + [f"{p}-{r}" for r in ROLES for p in "BI"]
ENTITY_TYPES = ["Person", "Organization", "Location", "Facility", "NORP", "Misc", "Date", "Money", "Product"]
ENTITY_LABELS = ["O"] + [f"{p}-{t}" for t in ENTITY_TYPES for p in "BI"]
IGNORE = -1  # a label that nobody gave: no loss


@dataclass
class Attribution:
    """One attribution in words of the document: [start, end) pairs, sorted, a list a role."""

    source: list
    cue: list
    content: list


@dataclass
class Document:
    """A text as words, with what its corpus says about them.

    flat: label of each word of ATTRIBUTION_LABELS for the outermost attributions, or None when the corpus does not mark them all.
    triggers: 1 where a cue begins, 0 where none does, IGNORE where the corpus does not say; None when it says nothing.
    entities: label of each word of ENTITY_LABELS, or None.
    """

    id: str
    corpus: str
    text: str
    offsets: list = field(default_factory=list)
    surfaces: list = field(default_factory=list)
    paragraphs: list = field(default_factory=list)
    pieces: list = field(default_factory=list)
    shapes: list = field(default_factory=list)
    attributions: list = field(default_factory=list)
    flat: list | None = None
    triggers: list | None = None
    entities: list | None = None

    def __len__(self):
        return len(self.surfaces)


def read_document(id, corpus, text, word_pieces, skip=()):
    """Splits a text into words; every line is a paragraph. `skip`: the paragraphs (their text) to leave out."""
    document = Document(id, corpus, text)
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line not in skip:
            for b, e in words(line):
                b, e = b + start, e + start
                word = surface(text, b, e)
                document.offsets.append((b, e))
                document.surfaces.append(word)
                document.paragraphs.append(number)
                document.pieces.append(word_pieces(word))
                document.shapes.append(case_shape(text[b:e]))
        start += len(line) + 1
    return document


def to_words(document, spans):
    """Character spans to word spans; spans with no word between them are joined."""
    starts = [b for b, _ in document.offsets]
    ends = [e for _, e in document.offsets]
    found = []
    for start, end in sorted(spans):
        i, j = bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)
        if i < j:
            if found and found[-1][1] >= i:
                found[-1] = (found[-1][0], max(found[-1][1], j))
            else:
                found.append((i, j))
    return found


def role_labels(count, spans_by_role):
    """One label a word of ATTRIBUTION_LABELS; where roles overlap, cue wins over source and source over content."""
    labels = [0] * count
    for role in ("content", "source", "cue"):
        begin = ATTRIBUTION_LABELS.index(f"B-{role}")
        for start, end in spans_by_role[role]:
            labels[start] = begin
            labels[start + 1 : end] = [begin + 1] * (end - start - 1)
    return repair(labels, ATTRIBUTION_LABELS)


def repair(labels, names):
    """An I- label whose left neighbour is of another kind begins a span."""
    for k, label in enumerate(labels):
        if label > 0 and names[label][0] == "I":
            before = names[labels[k - 1]][2:] if k and labels[k - 1] >= 0 else None
            if before != names[label][2:]:
                labels[k] = label - 1
    return labels


def label_spans(labels, names):
    """The spans of a labelling, as (kind, start, end)."""
    spans, i = [], 0
    while i < len(labels):
        if labels[i] <= 0:
            i += 1
            continue
        kind = names[labels[i]][2:]
        j = i + 1
        while j < len(labels) and labels[j] > 0 and names[labels[j]] == f"I-{kind}":
            j += 1
        spans.append((kind, i, j))
        i = j
    return spans


def windows(document, size):
    """Word ranges [start, end): whole paragraphs packed up to `size` pieces, with [CLS] and a [SEP] after each; a longer paragraph is
    cut at the end of a sentence where there is one."""
    found, current, pieces = [], None, 1
    count = len(document)
    paragraphs, start = [], 0
    for k in range(1, count + 1):
        if k == count or document.paragraphs[k] != document.paragraphs[start]:
            paragraphs.append((start, k))
            start = k
    for start, end in paragraphs:
        length = sum(len(document.pieces[k]) for k in range(start, end)) + 1
        if current is not None and pieces + length > size:
            found.append(current)
            current, pieces = None, 1
        if length + 1 <= size:
            current = (current[0], end) if current else (start, end)
            pieces += length
            continue
        begin, held, sentence_end, k = start, 2, None, start
        while k < end:
            if held + len(document.pieces[k]) > size:
                cut = sentence_end if sentence_end and sentence_end > begin + 5 else k
                found.append((begin, cut))
                begin, sentence_end = cut, None
                held = 2 + sum(len(document.pieces[z]) for z in range(begin, k))
                continue
            held += len(document.pieces[k])
            if document.surfaces[k] in (".", "!", "?", "”") and k + 1 < end:
                sentence_end = k + 1
            k += 1
        if begin < end:
            current, pieces = (begin, end), held
    if current:
        found.append(current)
    return found


def encode(document, start, end, word_pieces):
    """A window as the encoder reads it: piece ids, case shapes, and the index of each word's first piece."""
    ids, shapes, first = [word_pieces.cls], [0], []
    for k in range(start, end):
        if k > start and document.paragraphs[k] != document.paragraphs[k - 1]:
            ids.append(word_pieces.sep)
            shapes.append(0)
        first.append(len(ids))
        ids += document.pieces[k]
        shapes += [document.shapes[k]] * len(document.pieces[k])
    ids.append(word_pieces.sep)
    shapes.append(0)
    return ids, shapes, first
