import json
import subprocess
import sys
import unittest

from claimwire_training.text import Utf16, case_shape, surface, words

from .support import ROOT, needs

SAMPLE = json.loads((ROOT / "tests/fixtures/model/sample.json").read_text(encoding="utf8"))


def surfaces(text):
    return [surface(text, b, e) for b, e in words(text)]


class Words(unittest.TestCase):
    def test_are_those_that_the_extractor_reads(self):
        text, at = SAMPLE["text"], Utf16(SAMPLE["text"])
        expected = [(at.to_code_points(b), at.to_code_points(e)) for b, e in (word["span"] for word in SAMPLE["words"])]
        found = words(text)
        self.assertEqual(found, expected)
        self.assertEqual(surfaces(text), [word["surface"] for word in SAMPLE["words"]])
        self.assertEqual([case_shape(text[b:e]) for b, e in found], [word["shape"] for word in SAMPLE["words"]])

    def test_cut_off_contractions_and_keep_numbers_whole(self):
        self.assertEqual(surfaces("It’s 1,250.5 miles; don't, they'll"), ["It", "'s", "1,250.5", "miles", ";", "do", "n't", ",", "they", "'ll"])

    def test_give_straight_quotation_marks_a_direction(self):
        self.assertEqual(surfaces('"No," he said ("yes")'), ["“", "No", ",", "”", "he", "said", "(", "“", "yes", "”", ")"])

    def test_have_a_shape(self):
        shapes = {"—": 0, "said": 1, "NATO": 2, "A": 3, "Ólafur": 3, "McKay": 4, "eBay": 4, "3rd": 5, "42": 5}
        self.assertEqual({word: case_shape(word) for word in shapes}, shapes)


class Utf16Offsets(unittest.TestCase):
    def test_count_two_for_an_emoji(self):
        text = "a🍇b🍇"
        self.assertEqual([Utf16(text).to_code_points(k) for k in (0, 1, 3, 4, 6)], [0, 1, 2, 3, 4])

    def test_are_code_points_where_there_is_none(self):
        self.assertEqual(Utf16("für").to_code_points(3), 3)


class Imports(unittest.TestCase):
    def test_of_the_readers_need_nothing_but_the_standard_library(self):
        script = """
import sys
for name in ("torch", "numpy", "tokenizers"): sys.modules[name] = None
from claimwire_training import corpora, documents, text
"""
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT / "training", capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


@needs("tokenizers")
class Pieces(unittest.TestCase):
    def test_are_a_words_own_and_unknown_where_there_are_none(self):
        import tempfile

        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        from claimwire_training.text import MAX_PIECES_A_WORD, WordPieces

        vocabulary = {piece: k for k, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "sea", "##grass", "a", "##a"])}
        tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
        tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            tokenizer.save(file.name)
            pieces = WordPieces(file.name)
        self.assertEqual((pieces.pad, pieces.unknown, pieces.cls, pieces.sep), (0, 1, 2, 3))
        self.assertEqual([pieces("Seagrass"), pieces("xyz"), pieces("\u200b")], [[4, 5], [1], [1]])
        self.assertEqual(len(pieces("a" * 40)), MAX_PIECES_A_WORD)
        self.assertEqual(pieces.vocabulary().split("\n")[4:6], ["sea", "##grass"])
