"""Decides on a text in Python with the exported model: python -m claimwire_training.sample MODELDIR TEXT.txt > sample.json

`tests/fixtures/model/sample.json` is made so; a test checks that the TypeScript extractor decides the same on every word.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from .decode import WINDOW, nested, reinforced, viterbi
from .documents import ATTRIBUTION_LABELS, ENTITY_LABELS, encode, read_document, windows
from .export import INPUTS, OUTPUTS
from .text import WordPieces


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m claimwire_training.sample", description=__doc__)
    parser.add_argument("model", help="folder with model.onnx and decoding.json")
    parser.add_argument("text", help="a text file in which every line is a paragraph")
    parser.add_argument("--tokenizer", required=True)
    options = parser.parse_args(argv)
    import onnxruntime

    session = onnxruntime.InferenceSession(str(Path(options.model) / "model.onnx"))
    decoding = json.loads((Path(options.model) / "decoding.json").read_text())
    chains = {name: (np.array(decoding[name]["transitions"]), np.array(decoding[name]["start"])) for name in ("attribution", "entity", "frame")}
    chains["distance"] = np.array(decoding["frame"]["distanceScores"])
    word_pieces = WordPieces(options.tokenizer)
    text = Path(options.text).read_text(encoding="utf8").strip("\n")
    document = read_document("sample", "sample", text, word_pieces)
    flat, entity, inner, ranges = [], [], [], windows(document, WINDOW)
    for start, end in ranges:
        ids, shapes, first = encode(document, start, end, word_pieces)
        feeds = dict(zip(INPUTS, (np.array([x], np.int64) for x in (ids, shapes, [1] * len(ids)))))
        rows = {name: value[0][first] for name, value in zip(OUTPUTS, session.run(OUTPUTS, feeds))}
        scores = {
            "attribution": rows["attribution_logits"],
            "trigger": rows["trigger_logits"][:, 0],
            "words": rows["frame_words"],
            "cues": rows["frame_cues"],
            "alone": rows["frame_logits"],
        }
        labels = viterbi(reinforced(scores, chains), *chains["attribution"])
        flat += [ATTRIBUTION_LABELS[k] for k in labels]
        entity += [ENTITY_LABELS[k] for k in viterbi(rows["entity_logits"], *chains["entity"])]
        for a in nested(scores, chains, labels):
            inner.append({r: [[b + start, e + start] for b, e in getattr(a, r)] for r in ("source", "cue", "content")})

    def utf16(offset):
        return len(text[:offset].encode("utf-16-le")) // 2

    words = [
        {"span": [utf16(offset) for offset in document.offsets[k]], "surface": document.surfaces[k], "pieces": document.pieces[k], "shape": document.shapes[k], "attribution": flat[k], "entity": entity[k]}
        for k in range(len(document))
    ]
    json.dump({"text": text, "windows": ranges, "words": words, "nested": inner}, sys.stdout, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
