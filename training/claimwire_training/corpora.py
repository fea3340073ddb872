"""Readers of the annotated data: each gives Documents.

A corpus that leaves something unmarked says so with None or IGNORE (see Document): the loss then skips it.
"""

import collections
import json
import re
import zlib
from pathlib import Path

from .documents import ENTITY_LABELS, ENTITY_TYPES, IGNORE, ROLES, Attribution, read_document, repair, role_labels, to_words
from .text import Utf16

BOILERPLATE_ARTICLES = 3  # a paragraph that stands in so many articles is a publisher's habit, not news


def own_split(id):
    """Whether an article is in our own development split: one in twenty of the training articles, by a checksum of its id."""
    return zlib.crc32(id.encode()) % 20 == 0


def _lines(path):
    with open(path, encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{path}, line {number}: not JSON: {error}") from error


def _mark(document, attributions, complete=True, nested_known=False):
    """Sets attributions and the labels that follow from them.

    complete: every attribution of the text is marked (else only positives are taught). nested_known: those inside contents too.
    """
    document.attributions = attributions
    count = len(document)
    inside = [False] * count
    for attribution in attributions:
        for start, end in attribution.content:
            inside[start:end] = [True] * (end - start)
    outermost = [a for a in attributions if not _is_nested(a, attributions)]
    document.triggers = [IGNORE if not complete or (inside[k] and not nested_known) else 0 for k in range(count)]
    for attribution in attributions:
        if attribution.cue:
            document.triggers[attribution.cue[0][0]] = 1
    if complete:
        spans = {role: [s for a in outermost for s in getattr(a, role)] for role in ROLES}
        document.flat = role_labels(count, spans)
    return document


def _is_nested(attribution, others):
    return any(
        other is not attribution
        and attribution.cue
        and any(start <= attribution.cue[0][0] and attribution.cue[-1][1] <= end for start, end in other.content)
        for other in others
    )


def polnear(path, word_pieces, first_annotator=False, drop_boilerplate=False):
    """PolNeAR in JSON Lines: one Document for each annotator of each article."""
    articles = list(_lines(path))
    skip = set()
    if drop_boilerplate:
        count = collections.Counter(line for a in articles for line in set(a["text"].split("\n")) if len(line) > 20)
        skip = {line for line, n in count.items() if n >= BOILERPLATE_ARTICLES}
    for article in articles:
        at = Utf16(article["text"])
        for annotation in article["annotations"][: 1 if first_annotator else None]:
            document = read_document(article["id"], "polnear", article["text"], word_pieces, skip)
            if not len(document):
                continue
            marked = []
            for attribution in annotation["attributions"]:
                spans = {r: to_words(document, [(at.to_code_points(b), at.to_code_points(e)) for b, e in attribution[r]]) for r in ROLES}
                if spans["content"] or spans["cue"]:
                    marked.append(Attribution(**spans))
            yield _mark(document, marked)


def polnear_brat(folder, word_pieces):
    """PolNeAR as its authors publish it: `NAME.txt` with brat standoff `NAME.ann` beside it, anywhere under a folder.

    Text-bound annotations of type Source, Cue or Content (any case; fragments joined by ";"), and relations or events that tie a cue to
    its source and content.
    """
    for annotations in sorted(Path(folder).rglob("*.ann")):
        text_file = annotations.with_suffix(".txt")
        if not text_file.exists():
            raise ValueError(f"{annotations}: there is no {text_file.name} beside it")
        text = text_file.read_text(encoding="utf8")
        document = read_document(annotations.stem, "polnear", text, word_pieces)
        marked = [Attribution(**{r: to_words(document, a[r]) for r in ROLES}) for a in parse_brat(annotations)]
        yield _mark(document, [a for a in marked if a.content or a.cue])


def parse_brat(path):
    """The attributions of a brat file, in code points of its text: [{source, cue, content}]."""
    spans, groups = {}, {}
    parent = {}

    def find(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for number, line in enumerate(Path(path).read_text(encoding="utf8").splitlines(), 1):
        fields = line.split("\t")
        if line.startswith("T"):
            match = re.fullmatch(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)", fields[1]) if len(fields) > 1 else None
            if not match:
                raise ValueError(f"{path}, line {number}: not a brat text annotation: {line[:60]}")
            role = match.group(1).lower().removeprefix("attribution-").removeprefix("attribution_")
            if role in ROLES:
                spans[fields[0]] = (role, [tuple(map(int, part.split())) for part in match.group(2).split(";")])
        elif line[:1] in "RE" and len(fields) > 1:
            members = [part.split(":")[1] for part in fields[1].split()[(0 if line[0] == "E" else 1) :] if ":" in part]
            groups[fields[0]] = members
    for members in groups.values():
        known = [m for m in members if m in spans]
        for a, b in zip(known, known[1:]):
            parent[find(a)] = find(b)
    attributions = collections.OrderedDict()
    for name, (role, parts) in spans.items():
        attributions.setdefault(find(name), {r: [] for r in ROLES})[role] += parts
    return list(attributions.values())


def worldwide(path, word_pieces):
    """Entities of the Worldwide newswire in JSON Lines."""
    for article in _lines(path):
        document = read_document(article["id"], "worldwide", article["text"], word_pieces)
        if not len(document):
            continue
        at = Utf16(article["text"])
        labels = [0] * len(document)
        for entity in article["entities"]:
            begin = ENTITY_LABELS.index(f"B-{entity['type']}")
            for start, end in to_words(document, [(at.to_code_points(entity["start"]), at.to_code_points(entity["end"]))]):
                labels[start] = begin
                labels[start + 1 : end] = [begin + 1] * (end - start - 1)
        document.entities = repair(labels, ENTITY_LABELS)
        yield document


CUE_PARTS = {"aux", "aux:pass", "neg", "cop"}  # dependents that PolNeAR counts to the cue; GUM marks the bare verb


def gum(path, word_pieces):
    """Attributions of GUM, which marks only those between clauses: positives to learn from, no evidence of absence.

    Edges are brought to PolNeAR's habit: the cue with its auxiliaries, the content without a comma or full stop at its end.
    """
    for article in _lines(path):
        document = read_document(article["id"], "gum", article["text"], word_pieces)
        at = Utf16(article["text"])
        tokens = article["tokens"]
        by_start = {token[0]: k for k, token in enumerate(tokens)}
        children = collections.defaultdict(list)
        for k, token in enumerate(tokens):
            children[token[5]].append(k)
        marked = []
        for attribution in article["attributions"]:
            if not attribution["cue"] or not attribution["content"]:
                continue
            cue = []
            for start, end in attribution["cue"]:
                k = by_start.get(start)
                while k is not None and k > 0 and tokens[k - 1][5] == by_start.get(attribution["cue"][0][0]) and tokens[k - 1][6] in CUE_PARTS:
                    k -= 1
                cue.append((tokens[k][0] if k is not None else start, end))
            spans = {"source": attribution["source"], "cue": cue, "content": attribution["content"]}
            in_words = {r: to_words(document, [(at.to_code_points(b), at.to_code_points(e)) for b, e in spans[r]]) for r in ROLES}
            in_words["content"] = _without(document, in_words["content"], in_words["cue"] + in_words["source"])
            if in_words["cue"] and in_words["content"]:
                marked.append(Attribution(**in_words))
        yield _mark(document, marked, complete=False)


def _without(document, contents, others):
    """Contents with the words of other spans and the signs at their edges taken off."""
    taken = {k for start, end in others for k in range(start, end)}
    found = []
    for start, end in contents:
        run = []
        for k in list(range(start, end)) + [None]:
            if k is not None and k not in taken:
                run.append(k)
                continue
            while run and document.surfaces[run[-1]] in {",", ".", ";", ":"}:
                run.pop()
            while run and document.surfaces[run[0]] in {",", ".", ";", ":"}:
                run.pop(0)
            if run:
                found.append((run[0], run[-1] + 1))
            run = []
    return found


TAG = re.compile(r"\{([sct])(\d+(?:,\d+)*) ")


def markup(path, word_pieces):
    """Our own annotated paragraphs (training/data/*.txt; the markup is described in training/data/README.md), one Document an item.

    Where a file of the same name in the folder `entities` beside it lists the names of an item, the document has entities too.
    """
    path = Path(path)
    listed = path.parent / "entities" / path.name
    names = read_names(listed) if listed.exists() else {}
    parts = re.split(r"^=== (.*)$", Path(path).read_text(encoding="utf8"), flags=re.M)
    for header, body in zip(parts[1::2], parts[2::2]):
        name = re.match(r"id=(\S+)", header)
        if not name:
            raise ValueError(f"{path}: a header without an id: {header}")
        text, spans = parse_markup(body.strip("\n"), f"{path}, {name.group(1)}")
        document = read_document(name.group(1), "own", text, word_pieces)
        marked = [Attribution(**{r: to_words(document, a[r]) for r in ROLES}) for _, a in sorted(spans.items())]
        if name.group(1) in names:
            document.entities = [0] * len(document)
            for type, start, end in find_names(text, names.pop(name.group(1)), f"{listed}, {name.group(1)}"):
                begin = ENTITY_LABELS.index(f"B-{type}")
                for first, last in to_words(document, [(start, end)]):
                    document.entities[first:last] = [begin] + [begin + 1] * (last - first - 1)
        yield _mark(document, marked, nested_known=True)
    if names:
        raise ValueError(f"{listed}: {path} has no item {', '.join(names)}")


def read_names(path):
    """The names of each item: {id: [(type, name, occurrences or None for all)]}."""
    items, current = {}, None
    for number, line in enumerate(Path(path).read_text(encoding="utf8").splitlines(), 1):
        header = re.fullmatch(r"=== id=(\S+)", line)
        if header:
            current = items.setdefault(header.group(1), [])
            continue
        if not line.strip():
            continue
        type, colon, rest = line.partition(": ")
        if current is None or not colon or type not in ENTITY_TYPES:
            raise ValueError(f"{path}, line {number}: neither `=== id=...` nor `<type>: name; name`, the type one of {', '.join(ENTITY_TYPES)}")
        for entry in rest.split(";"):
            name, _, occurrences = entry.strip().partition(" @")
            current.append((type, name, [int(n) for n in occurrences.split(",")] if occurrences else None))
    return items


def find_names(text, names, where):
    """Where the names of an item stand: sorted (type, start, end) in code points.

    A name counts wherever its words stand alone, the longest first; `name @1,3` only at its first and third such place (those inside longer
    names are not counted).
    """
    found, taken = [], [False] * len(text)
    by_name = {}
    for type, name, occurrences in names:
        by_name.setdefault(name, []).append((type, occurrences))
    for name in sorted(by_name, key=len, reverse=True):
        places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if not any(taken[slice(*m.span())])]
        for type, occurrences in by_name[name]:
            chosen = places if occurrences is None else [places[n - 1] for n in occurrences if n <= len(places)]
            if len(chosen) < len(occurrences or [1]):
                raise ValueError(f"{where}: {name!r} ({type}) does not stand there" + (" so many times" if places else ""))
            for start, end in chosen:
                if any(taken[start:end]):
                    raise ValueError(f"{where}: {name!r} has two types in one place")
                found.append((type, start, end))
                taken[start:end] = [True] * (end - start)
    return sorted(found, key=lambda entry: entry[1])


def parse_markup(item, where):
    """The plain text of an item and its attributions by number, {source, cue, content} in code points."""
    out, open_tags, spans, length, i = [], [], {}, 0, 0
    roles = {"s": "source", "c": "cue", "t": "content"}
    while i < len(item):
        tag = TAG.match(item, i)
        if tag:
            open_tags.append((roles[tag.group(1)], tag.group(2).split(","), length))
            i = tag.end()
            continue
        if item[i] == "{" or (item[i] == "}" and not open_tags):
            raise ValueError(f"{where}: a stray {item[i]} near: {item[max(0, i - 30) : i + 30]!r}")
        if item[i] == "}":
            role, numbers, start = open_tags.pop()
            for number in numbers:
                spans.setdefault(int(number), {r: [] for r in ROLES})[role].append((start, length))
        else:
            out.append(item[i])
            length += 1
        i += 1
    if open_tags:
        raise ValueError(f"{where}: a tag is never closed: {open_tags[-1]}")
    return "".join(out), spans
