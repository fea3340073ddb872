import random
import unittest

from claimwire_training.documents import ATTRIBUTION_LABELS, encode, label_spans, repair, role_labels, to_words, windows

from .support import FakeWordPieces, covered, read


def numbers(*names):
    return [ATTRIBUTION_LABELS.index(name) for name in names]


def pieces_of(document, start, end):
    return len(encode(document, start, end, FakeWordPieces())[0])


class ReadDocument(unittest.TestCase):
    def test_numbers_paragraphs_by_line_and_leaves_out_what_it_is_told(self):
        from claimwire_training.documents import read_document

        document = read_document("a", "test", "One two\n\nSign up\nThree", FakeWordPieces(), {"Sign up"})
        self.assertEqual(document.surfaces, ["One", "two", "Three"])
        self.assertEqual(document.paragraphs, [0, 0, 3])
        self.assertEqual(covered(document, [(2, 3)]), ["Three"])


class ToWords(unittest.TestCase):
    text = "The mayor of Elvas, he said, left"

    def test_takes_every_word_that_a_span_touches(self):
        document = read(self.text)
        self.assertEqual(covered(document, to_words(document, [(5, 12)])), ["mayor of"])
        self.assertEqual(to_words(document, [(3, 4)]), [])

    def test_joins_spans_with_no_word_between_them_and_sorts_them(self):
        document = read(self.text)
        found = to_words(document, [(20, 27), (0, 9), (10, 18)])
        self.assertEqual(covered(document, found), ["The mayor of Elvas", "he said"])


class Labels(unittest.TestCase):
    def test_of_a_cue_win_over_a_source_and_of_a_source_over_a_content(self):
        labels = role_labels(6, {"source": [(1, 4)], "cue": [(2, 3)], "content": [(0, 6)]})
        expected = ("B-content", "B-source", "B-cue", "B-source", "B-content", "I-content")
        self.assertEqual(labels, numbers(*expected))

    def test_of_neighbouring_spans_keep_them_apart(self):
        labels = role_labels(4, {"source": [], "cue": [], "content": [(0, 2), (2, 4)]})
        self.assertEqual(label_spans(labels, ATTRIBUTION_LABELS), [("content", 0, 2), ("content", 2, 4)])

    def test_are_repaired_where_an_inner_one_has_no_beginning(self):
        broken = numbers("I-cue", "I-cue", "O", "I-source", "I-content", "B-content", "I-content")
        whole = numbers("B-cue", "I-cue", "O", "B-source", "B-content", "B-content", "I-content")
        self.assertEqual(repair(broken, ATTRIBUTION_LABELS), whole)
        self.assertEqual(repair([-1, *numbers("I-cue")], ATTRIBUTION_LABELS), [-1, *numbers("B-cue")])

    def test_give_back_the_spans_they_were_made_of(self):
        rng = random.Random(1)
        for _ in range(200):
            spans, k = {role: [] for role in ("source", "cue", "content")}, 0
            while k < 20:
                end = min(20, k + rng.randint(1, 4))
                role = rng.choice(["source", "cue", "content", None])
                if role:
                    spans[role].append((k, end))
                k = end
            found = label_spans(role_labels(20, spans), ATTRIBUTION_LABELS)
            self.assertEqual(found, sorted(((role, *span) for role in spans for span in spans[role]), key=lambda s: s[1]))


class Windows(unittest.TestCase):
    def test_cover_every_word_once_and_never_hold_more_pieces_than_they_may(self):
        rng = random.Random(2)
        for _ in range(100):
            lines = [" ".join(rng.choice(["the", "administration", "said", ".", "”"]) for _ in range(rng.randint(0, 60))) for _ in range(6)]
            document = read("\n".join(lines))
            size = rng.choice([24, 48, 96])
            found = windows(document, size)
            self.assertEqual([k for start, end in found for k in range(start, end)], list(range(len(document))))
            self.assertLessEqual(max((pieces_of(document, *window) for window in found), default=0), size)

    def test_pack_whole_paragraphs(self):
        document = read("one two\nthree four\nfive six")
        # [CLS], and each paragraph its pieces (2, 3, 2) and a [SEP]
        self.assertEqual(windows(document, 11), [(0, 6)])
        self.assertEqual(windows(document, 10), [(0, 4), (4, 6)])
        self.assertEqual(pieces_of(document, 0, 6), 11)

    def test_cut_a_long_paragraph_at_the_end_of_a_sentence(self):
        document = read("one two six ten one two . " * 3)
        self.assertEqual(windows(document, 12), [(0, 7), (7, 14), (14, 21)])

    def test_of_no_words_are_none(self):
        self.assertEqual(windows(read("\n\n"), 96), [])


class Encode(unittest.TestCase):
    def test_sets_a_sign_between_paragraphs_and_finds_each_words_first_piece(self):
        pieces = FakeWordPieces()
        document = read("Harbour said\nNATO")
        ids, shapes, first = encode(document, 0, 3, pieces)
        self.assertEqual(ids, [1, *pieces("Harbour"), *pieces("said"), 2, *pieces("NATO"), 2])
        self.assertEqual(shapes, [0, 3, 3, 1, 0, 2, 0])
        self.assertEqual(first, [1, 3, 5])
