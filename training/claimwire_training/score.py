"""Exact F1 on words, for development; the figures we report come from `npm run evaluate`."""

import collections

from .documents import ATTRIBUTION_LABELS, ENTITY_LABELS, ROLES, label_spans


def f1(right, gold, found):
    return 200.0 * right / (gold + found) if gold + found else 0.0


def score_attributions(documents, found):
    """Spans by the flat labels, spans and triples by the frames."""
    right, gold, out = collections.Counter(), collections.Counter(), collections.Counter()

    def count(kind, g, p):
        g, p = set(g), set(p)
        gold[kind] += len(g)
        out[kind] += len(p)
        right[kind] += len(g & p)

    for document, prediction in zip(documents, found):
        if document.flat is None:
            continue
        g, p = label_spans(document.flat, ATTRIBUTION_LABELS), label_spans(prediction["flat"], ATTRIBUTION_LABELS)
        for role in ROLES:
            count(role, [s for s in g if s[0] == role], [s for s in p if s[0] == role])
            by_frame = [(s, role) for a in prediction["frames"] for s in getattr(a, role)]
            count(f"frame_{role}", [(s, role) for a in document.attributions for s in getattr(a, role)], by_frame)
        triple = lambda a: tuple(tuple(getattr(a, r)) for r in ROLES)
        count("triple", map(triple, document.attributions), map(triple, prediction["frames"]))
    return {kind: f1(right[kind], gold[kind], out[kind]) for kind in gold}


def score_entities(documents, found):
    right, gold, out = collections.Counter(), collections.Counter(), collections.Counter()
    for document, prediction in zip(documents, found):
        g = set(label_spans(document.entities, ENTITY_LABELS))
        p = set(label_spans(prediction["entities"], ENTITY_LABELS))
        for spans, counter in ((g, gold), (p, out), (g & p, right)):
            counter.update(kind for kind, _, _ in spans)
    five = ("Person", "Organization", "Location", "NORP", "Date")
    figures = {kind: f1(right[kind], gold[kind], out[kind]) for kind in gold}
    figures["entities"] = f1(right.total(), gold.total(), out.total())
    figures["entities_five"] = f1(*(sum(c[k] for k in five) for c in (right, gold, out)))
    return figures
