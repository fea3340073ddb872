import shutil
import unittest
from pathlib import Path

from claimwire_training.corpora import _mark, gum, markup, own_split, parse_brat, parse_markup, polnear, polnear_brat, worldwide
from claimwire_training.documents import ATTRIBUTION_LABELS, ENTITY_LABELS, IGNORE, Attribution, label_spans

from .support import ROOT, FakeWordPieces, Folder, covered, read, spans_of

PIECES = FakeWordPieces()
BRAT = Path(__file__).parent / "fixtures/brat"


def in_text(document):
    """The attributions of a document as text: (source, cue, content)."""
    return [tuple(covered(document, getattr(a, r)) for r in ("source", "cue", "content")) for a in document.attributions]


class Mark(unittest.TestCase):
    #       0    1     2  3    4   5     6   7
    text = "Reuters says he told her lies got sold"
    outer = Attribution([(0, 1)], [(1, 2)], [(2, 8)])
    inner = Attribution([(2, 3)], [(3, 4)], [(5, 8)])

    def test_labels_only_the_outermost(self):
        document = _mark(read(self.text), [self.outer, self.inner])
        self.assertEqual(label_spans(document.flat, ATTRIBUTION_LABELS), [("source", 0, 1), ("cue", 1, 2), ("content", 2, 8)])
        self.assertEqual(document.attributions, [self.outer, self.inner])

    def test_says_nothing_of_other_cues_inside_contents_when_nested_ones_are_unmarked(self):
        document = _mark(read(self.text), [self.outer, self.inner])
        self.assertEqual(document.triggers, [0, 1, IGNORE, 1, *[IGNORE] * 4])

    def test_takes_the_rest_of_contents_for_no_cues_when_nested_ones_are_marked(self):
        document = _mark(read(self.text), [self.outer, self.inner], nested_known=True)
        self.assertEqual(document.triggers, [0, 1, 0, 1, 0, 0, 0, 0])

    def test_teaches_positives_alone_when_not_all_are_marked(self):
        document = _mark(read(self.text), [self.inner], complete=False)
        self.assertEqual(document.triggers, [*[IGNORE] * 3, 1, *[IGNORE] * 4])
        self.assertIsNone(document.flat)

    def test_marks_a_trigger_only_where_a_cue_begins(self):
        document = _mark(read(self.text), [Attribution([], [(1, 3), (4, 5)], [(5, 6)]), Attribution([], [], [(6, 8)])])
        self.assertEqual(document.triggers, [0, 1, 0, 0, 0, IGNORE, IGNORE, IGNORE])


class PolNeAR(Folder):
    text = "🍇 Ada Lind said 🍇 it rained.\n\nNobody else was there.\n\nRead more stories like this one\n\nShe left, he added."

    def record(self, id="a", **changes):
        first = {"source": spans_of(self.text, "Ada Lind"), "cue": spans_of(self.text, "said"), "content": spans_of(self.text, "🍇 it rained")}
        second = {"source": spans_of(self.text, "he"), "cue": spans_of(self.text, "added"), "content": spans_of(self.text, "She left")}
        # "he" first stands in "there"
        second["source"] = [[b, b + 2] for b in [spans_of(self.text, "he added")[0][0]]]
        empty = {"source": spans_of(self.text, "Nobody"), "cue": [], "content": []}
        annotations = [{"annotator": "x", "attributions": [first, second, empty]}, {"annotator": "y", "attributions": [first]}]
        return {"id": id, "text": self.text, "annotations": annotations} | changes

    def test_is_read_from_offsets_in_utf16_a_document_an_annotator(self):
        documents = list(polnear(self.json_lines(self.record()), PIECES))
        first = (["Ada Lind"], ["said"], ["🍇 it rained"])
        self.assertEqual([in_text(d) for d in documents], [[first, (["he"], ["added"], ["She left"])], [first]])
        self.assertTrue(all(d.flat is not None for d in documents))

    def test_can_be_read_as_its_first_annotators_had_it(self):
        self.assertEqual(len(list(polnear(self.json_lines(self.record()), PIECES, first_annotator=True))), 1)

    def unlike(self, count):
        """Articles that share the invitation alone, read without what many share."""
        # As long as what it replaces: the spans stay.
        texts = [self.text.replace("it rained", f"{k}t rained").replace("Nobody else", f"{k}obody else") for k in range(count)]
        texts = [text.replace("She left, he added.", f"She left, he added. And sat {k}.") for k, text in enumerate(texts)]
        lines = self.json_lines(*(self.record(str(k), text=text) for k, text in enumerate(texts)))
        return list(polnear(lines, PIECES, drop_boilerplate=True, first_annotator=True))

    def test_leaves_out_paragraphs_that_stand_in_three_articles_and_keeps_offsets_right(self):
        self.assertTrue(all("Read" in document.surfaces for document in self.unlike(2)))
        for document in self.unlike(3):
            self.assertNotIn("Read", document.surfaces)
            self.assertEqual(in_text(document)[1], (["he"], ["added"], ["She left"]))

    def test_keeps_short_paragraphs_though_many_share_them(self):
        lines = self.json_lines(*(self.record(str(k)) for k in range(3)))
        document = next(polnear(lines, PIECES, drop_boilerplate=True))
        self.assertEqual(" ".join(document.surfaces), "She left , he added .")

    def test_names_file_and_line_of_what_is_no_json(self):
        path = self.write("data.jsonl", '\n{"id": \n')
        with self.assertRaisesRegex(ValueError, "data.jsonl, line 2: not JSON"):
            list(polnear(path, PIECES))


class Brat(Folder):
    """The standoff format: https://brat.nlplab.org/standoff.html"""

    def test_ties_cues_to_sources_and_contents_by_relations_and_by_events(self):
        (document,) = polnear_brat(BRAT, PIECES)
        self.assertEqual(document.id, "council")
        self.assertEqual(
            in_text(document),
            [
                (["Mayor Ilse Brandt"], ["said on Tuesday"], ["the bridge would close"]),
                (["she"], ["said"], ["“It is rusting,”", "“from below.”"]),
            ],
        )
        self.assertIsNotNone(document.flat)

    def test_is_found_anywhere_under_the_folder(self):
        shutil.copytree(BRAT, self.folder / "train/b")
        shutil.copytree(BRAT, self.folder / "train/a")
        self.assertEqual(len(list(polnear_brat(self.folder, PIECES))), 2)

    def test_keeps_a_cue_that_nothing_is_tied_to(self):
        path = self.write("a.ann", "T1\tCue 0 4\tsaid\nT2\tCue 5 9\tsaid\n")
        self.assertEqual([a["cue"] for a in parse_brat(path)], [[(0, 4)], [(5, 9)]])

    def test_names_file_and_line_of_what_cannot_be_read(self):
        for line in ("T2", "T2\tCue\tsaid", "T2\tCue 5\tsaid", "T2\tCue 5 9;\tsaid", "T2\tCue five 9\tsaid"):
            path = self.write("a.ann", f"T1\tCue 0 4\tsaid\n{line}\n")
            with self.subTest(line), self.assertRaisesRegex(ValueError, r"a\.ann, line 2: not a brat text annotation"):
                parse_brat(path)

    def test_says_which_text_is_missing(self):
        self.write("a.ann", "")
        with self.assertRaisesRegex(ValueError, r"a\.ann: there is no a\.txt beside it"):
            list(polnear_brat(self.folder, PIECES))


class Worldwide(Folder):
    def test_labels_entities_and_cuts_neighbours(self):
        text = "🍇 Ada Lind Oslo slept"
        entities = [
            {"start": s[0], "end": s[1], "type": t} for s, t in zip(spans_of(text, "Ada Lind", "Oslo"), ("Person", "Location"))
        ]
        (document,) = worldwide(self.json_lines({"id": "a", "text": text, "entities": entities}, {"id": "b", "text": "", "entities": []}), PIECES)
        self.assertEqual([ENTITY_LABELS[k] for k in document.entities], ["O", "B-Person", "I-Person", "B-Location", "O"])
        self.assertIsNone(document.flat)
        self.assertIsNone(document.triggers)


class Gum(Folder):
    text = "🍇 The keeper has not said, the lamp was lit."
    #         word: (upos, head, deprel)
    words = [
        ("🍇", -1, "root"), ("The", 2, "det"), ("keeper", 5, "nsubj"), ("has", 5, "aux"), ("not", 5, "neg"), ("said", -1, "root"), (",", 9, "punct"),
        ("the", 8, "det"), ("lamp", 10, "nsubj:pass"), ("was", 10, "aux:pass"), ("lit", 5, "ccomp"), (".", 5, "punct"),
    ]  # fmt: skip

    def document(self, **attribution):
        starts, tokens = 0, []
        for word, head, relation in self.words:
            start = self.text.index(word, starts)
            starts = start + len(word)
            b, e = (len(self.text[:k].encode("utf-16-le")) // 2 for k in (start, starts))
            tokens.append([b, e, "X", "X", word, head, relation])
        marked = {"source": spans_of(self.text, "The keeper"), "cue": spans_of(self.text, "said"), "content": spans_of(self.text, ", the lamp was lit.")}
        record = {"id": "a", "text": self.text, "tokens": tokens, "attributions": [marked | attribution]}
        (document,) = gum(self.json_lines(record), PIECES)
        return document

    def test_adds_the_auxiliaries_to_a_cue_and_takes_signs_off_a_content(self):
        self.assertEqual(in_text(self.document()), [(["The keeper"], ["has not said"], ["the lamp was lit"])])

    def test_takes_source_and_cue_out_of_a_content_around_them(self):
        whole = self.document(content=spans_of(self.text, self.text))
        self.assertEqual(in_text(whole)[0][2], ["🍇", "the lamp was lit"])

    def test_teaches_positives_alone(self):
        document = self.document()
        self.assertIsNone(document.flat)
        self.assertEqual([k for k, label in enumerate(document.triggers) if label == 1], [3])
        self.assertEqual({*document.triggers}, {1, IGNORE})

    def test_leaves_out_what_has_no_cue_or_no_content(self):
        for without in ({"cue": []}, {"content": []}, {"content": spans_of(self.text, ",")}):
            with self.subTest(without):
                self.assertEqual(self.document(**without).attributions, [])


class Markup(Folder):
    def test_nests_shares_and_cuts_spans(self):
        item = "{s1,2 The {s3 club}} {c1 said} {t1 that it {c2 hoped} {t2 to win}} {t1 and sing}."
        text, spans = parse_markup(item, "here")
        self.assertEqual(text, "The club said that it hoped to win and sing.")
        found = {n: {r: [text[b:e] for b, e in a[r]] for r in a} for n, a in spans.items()}
        self.assertEqual(found[1], {"source": ["The club"], "cue": ["said"], "content": ["that it hoped to win", "and sing"]})
        self.assertEqual(found[2], {"source": ["The club"], "cue": ["hoped"], "content": ["to win"]})
        self.assertEqual(found[3]["source"], ["club"])

    def test_knows_nested_cues(self):
        path = self.write("a.txt", "=== id=a-01 genre=x style=y\n{s1 He} {c1 said} {t1 {s2 we} {c2 hope} {t2 so too}}.\n\nEnd.\n=== id=a-02\nNo.\n")
        first, second = markup(path, PIECES)
        self.assertEqual((first.id, second.id, first.corpus), ("a-01", "a-02", "own"))
        self.assertEqual(first.triggers, [0, 1, 0, 1, 0, 0, 0, 0, 0])
        self.assertEqual(label_spans(first.flat, ATTRIBUTION_LABELS), [("source", 0, 1), ("cue", 1, 2), ("content", 2, 6)])
        self.assertEqual(second.triggers, [0, 0])

    def test_names_the_item_of_what_is_wrong(self):
        for body, message in (("A } b", "a stray }"), ("A {x1 b}", "a stray {"), ("{s1 A", "a tag is never closed")):
            path = self.write("a.txt", f"=== id=a-01\nGood.\n=== id=a-02\n{body}\n")
            with self.subTest(body), self.assertRaisesRegex(ValueError, rf"a\.txt, a-02: {message}"):
                list(markup(path, PIECES))
        with self.assertRaisesRegex(ValueError, r"a\.txt: a header without an id: genre=x"):
            list(markup(self.write("a.txt", "=== genre=x\nA.\n"), PIECES))

    def test_takes_entities_from_the_list_beside_it(self):
        path = self.write("a.txt", "=== id=a-01 genre=x style=y\nYork City of York beat York. York wept.\n\n=== id=a-02 genre=x style=y\nNo list.\n")
        (self.folder / "entities").mkdir()
        listed = self.write("entities/a.txt", "=== id=a-01\nOrganization: York City; York @2\nLocation: York @1,3\n")
        first, second = markup(path, PIECES)
        spans = [(type, *covered(first, [(b, e)])) for type, b, e in label_spans(first.entities, ENTITY_LABELS)]
        self.assertEqual(spans, [("Organization", "York City"), ("Location", "York"), ("Organization", "York"), ("Location", "York")])
        self.assertIsNone(second.entities)
        for text, cause in (
            ("=== id=a-01\nLocation: Leeds\n", "'Leeds' (Location) does not stand there"),
            ("=== id=a-01\nLocation: York @9\n", "'York' (Location) does not stand there so many times"),
            ("=== id=a-09\nLocation: York\n", "has no item a-09"),
            ("=== id=a-01\nTown: York\n", "line 2: neither"),
        ):
            listed.write_text(text)
            with self.assertRaises(ValueError) as raised:
                list(markup(path, PIECES))
            self.assertIn(cause, str(raised.exception))

    def test_of_every_file_of_ours_reads(self):
        files = sorted((ROOT / "training/data").glob("*.txt"))
        self.assertGreater(len(files), 0)
        ids = []
        for path in files:
            for document in markup(path, PIECES):
                ids.append(document.id)
                for attribution in document.attributions:
                    self.assertTrue(attribution.cue and attribution.content, f"{document.id}: {attribution}")
        self.assertEqual(len(ids), len({*ids}))


class OwnSplit(unittest.TestCase):
    def test_is_the_same_for_ever(self):
        ids = [f"article-{k}" for k in range(2000)]
        chosen = [k for k in range(2000) if own_split(ids[k])]
        self.assertEqual(chosen[:8], [0, 15, 20, 69, 126, 151, 153, 172])
        self.assertTrue(70 <= len(chosen) <= 130, len(chosen))
