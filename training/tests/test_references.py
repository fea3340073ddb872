import json
import tempfile
import unittest
from pathlib import Path

try:
    import torch  # noqa: F401

    from claimwire_training.references import PRECISION, main, read
except ImportError:
    torch = None


def article(*pairs):
    """An article with one instance for each pair: whether the near one is meant, and whether the far one is."""
    options = lambda near, far: [{"features": {"near": 1}, "right": near}, {"features": {"far": 1}, "right": far}]
    return {"id": "a", "instances": [{"kind": kind, "none": {"bias": 1}, "options": options(*pair)} for pair in pairs for kind in ("person", "thing", "description")]}


@unittest.skipIf(torch is None, "torch is not installed")
class References(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, articles):
        path = self.folder / name
        path.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf8")
        return str(path)

    def test_learns_which_feature_speaks_for_an_entity(self):
        out = self.folder / "weights.json"
        self.assertEqual(main([str(out), self.write("own.jsonl", [article((True, False), (True, False))] * 20)]), 0)
        learned = json.loads(out.read_text(encoding="utf8"))
        self.assertGreater(learned["person"]["option"]["near"], 1)
        self.assertLess(learned["person"]["option"]["far"], 0)
        self.assertEqual(learned["threshold"], 0.5)
        self.assertLess(PRECISION, 1)

    def test_keeps_every_fifth_gum_document_for_development(self):
        articles = [article((True, False)) for _ in range(10)]
        training, development = read([self.write("gum.jsonl", articles), self.write("own.jsonl", articles)])
        self.assertEqual((len(training), len(development)), (18, 2))


if __name__ == "__main__":
    unittest.main()
