"""What several tests need."""

import json
import tempfile
import unittest
from pathlib import Path

from claimwire_training import documents

ROOT = Path(__file__).resolve().parents[2]


def needs(*modules):
    """Skips a test class, with a message, where a library is missing. Not there: not imported yet, since torch takes seconds."""
    import importlib.util

    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return unittest.skipIf(missing, f"needs {', '.join(missing)}, not installed here (training/requirements.txt)")


class FakeWordPieces:
    """A piece for every four letters of a word, its id made from the letters."""

    cls, sep, unknown, pad = 1, 2, 3, 0

    def __call__(self, word):
        return [10 + sum(word[k : k + 4].encode()) % 80 for k in range(0, len(word), 4)]


def read(text):
    return documents.read_document("a", "test", text, FakeWordPieces())


def covered(document, spans):
    """The text of word spans."""
    return [document.text[document.offsets[b][0] : document.offsets[e - 1][1]] for b, e in spans]


def spans_of(text, *parts):
    """Where each part first stands in a text, in UTF-16 code units."""
    found = []
    for part in parts:
        start = text.index(part)
        found.append([len(text[:k].encode("utf-16-le")) // 2 for k in (start, start + len(part))])
    return found


class Folder(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf8")
        return path

    def json_lines(self, *records):
        return self.write("data.jsonl", "".join(json.dumps(record) + "\n" for record in records))
