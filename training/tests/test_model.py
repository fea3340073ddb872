import itertools
import random
import unittest

from claimwire_training.documents import ATTRIBUTION_LABELS, ENTITY_LABELS

from .support import FakeWordPieces, Folder, needs, read


@needs("torch", "numpy")
class CrfLoss(unittest.TestCase):
    LABELS = ["O", "B-a", "I-a"]

    def test_is_what_summing_over_all_labellings_gives(self):
        import torch

        from claimwire_training.heads import Crf

        torch.manual_seed(1)
        crf = Crf(self.LABELS)
        torch.nn.init.normal_(crf.transitions)
        torch.nn.init.normal_(crf.start)
        lengths = [5, 1, 3, 4]
        emissions = torch.randn(4, 5, 3)
        mask = torch.tensor([[k < length for k in range(5)] for length in lengths])
        gold = torch.tensor([[1, 2, 2, 0, 1], [0] * 5, [0, 1, 1, 0, 0], [1, 2, 0, 0, 2]])
        transitions, start = crf.scores()

        def score(row, labels):
            steps = [start[labels[0]], *(transitions[a, b] for a, b in zip(labels, labels[1:]))]
            return sum(steps) + sum(emissions[row, k, label] for k, label in enumerate(labels))

        expected = 0.0
        for row, length in enumerate(lengths):
            everything = torch.stack([score(row, labels) for labels in itertools.product(range(3), repeat=length)])
            expected += torch.logsumexp(everything, 0) - score(row, gold[row, :length].tolist())
        self.assertAlmostEqual(crf.loss(emissions, gold, mask).item(), expected.item(), places=3)

    def test_does_not_see_what_is_masked(self):
        import torch

        from claimwire_training.heads import Crf

        crf = Crf(self.LABELS)
        emissions, gold = torch.randn(1, 4, 3), torch.tensor([[0, 1, 2, 1]])
        mask = torch.tensor([[True, True, False, False]])
        self.assertAlmostEqual(
            crf.loss(emissions, gold, mask).item(), crf.loss(emissions[:, :2], gold[:, :2], mask[:, :2]).item(), places=4
        )

    def test_is_huge_for_an_inner_label_that_follows_no_beginning(self):
        import torch

        from claimwire_training.heads import Crf

        loss = Crf(self.LABELS).loss(torch.zeros(1, 2, 3), torch.tensor([[0, 2]]), torch.ones(1, 2, dtype=torch.bool))
        self.assertGreater(loss.item(), 1000)


@needs("torch", "numpy")
class Distances(unittest.TestCase):
    def test_fall_into_buckets_alike_on_both_sides_of_the_cue(self):
        import torch

        from claimwire_training.heads import DISTANCES, distance_bucket

        n = len(DISTANCES)
        far = torch.arange(0, 200)
        self.assertTrue(torch.equal(distance_bucket(far) - n, n - distance_bucket(-far)))
        self.assertEqual(distance_bucket(torch.tensor([-200, -5, -1, 0, 1, 5, 6, 7, 49, 50])).tolist(), [0, 5, 9, 10, 11, 15, 15, 16, 19, 20])


@needs("torch", "numpy")
class FrameScores(unittest.TestCase):
    def test_are_the_same_in_training_and_in_decoding(self):
        import numpy
        import torch

        from claimwire_training import decode
        from claimwire_training.encoder import Encoder
        from claimwire_training.heads import PAIR_SIZE, Model

        torch.manual_seed(1)
        model = Model(Encoder(layers=1, hidden=16, heads=2, intermediate=16, vocabulary=20, positions=64)).eval()
        torch.nn.init.normal_(model.frame.distance)
        with torch.no_grad():
            projected = model.frame.project(torch.randn(2, 60, 16))
            rows, cues = torch.tensor([0, 1, 1]), torch.tensor([[0, 1], [25, 29], [58, 60]])
            expected = model.frame_scores(projected, rows, cues).numpy()
        words, cue_words, alone = (part.numpy() for part in projected)
        for c, (row, cue) in enumerate(zip(rows.tolist(), cues.tolist())):
            found = decode.frame_scores(words[row], cue_words[row] / PAIR_SIZE**0.5, alone[row], model.frame.distance.detach().numpy(), cue)
            numpy.testing.assert_allclose(found, expected[c], atol=1e-4)


@needs("torch", "numpy")
class Lessons(unittest.TestCase):
    def model(self, layers=2, seed=1):
        import torch

        from claimwire_training.encoder import Encoder
        from claimwire_training.heads import Model

        torch.manual_seed(seed)
        return Model(Encoder(layers=layers, hidden=24, heads=2, intermediate=16, vocabulary=100)).eval()

    def batch(self):
        from claimwire_training import batches
        from claimwire_training.corpora import _mark
        from claimwire_training.documents import Attribution

        pieces = FakeWordPieces()
        marked = _mark(read("He said so in the harbour"), [Attribution([(0, 1)], [(1, 2)], [(2, 3)])])
        return batches.collate([batches.window_item(d, 0, len(d), pieces) for d in (marked, read("Nothing more"))], pieces.pad)

    def test_are_none_from_oneself_and_some_from_another(self):
        import torch

        from claimwire_training.distil import lessons

        model, batch = self.model(), self.batch()
        same = lessons(model, model.words(batch), [model], batch)
        self.assertEqual(sorted(same), ["attribution*", "entity*", "frame*", "trigger*", "vectors*"])
        sure = torch.sigmoid(model.trigger(model.words(batch)).squeeze(2)[batch.word_mask])
        least = -(sure * sure.log() + (1 - sure) * (1 - sure).log()).mean()
        self.assertAlmostEqual(same.pop("trigger*").item(), least.item(), places=5)
        for name, value in same.items():
            self.assertAlmostEqual(value.item(), 0.0, places=5, msg=name)
        for name, value in lessons(model, model.words(batch), [self.model(seed=2)], batch).items():
            self.assertGreater(value.item(), 0.001, name)

    def test_are_of_the_mean_of_several(self):
        import torch

        from claimwire_training.distil import lessons

        model, other, batch = self.model(), self.model(seed=2), self.batch()
        of = lambda *teachers: lessons(model, model.words(batch), teachers, batch)
        self.assertIn("vectors*", of(other))
        self.assertNotIn("vectors*", of(other, model))
        self.assertAlmostEqual(of(other, other)["entity*"].item(), of(other)["entity*"].item(), places=5)
        self.assertLess(of(other, model)["entity*"].item(), of(other)["entity*"].item())

    def test_are_those_asked_for_and_weigh_against_the_labels_of_the_same(self):
        from claimwire_training.train import losses

        model, teacher, batch = self.model(), self.model(seed=2), self.batch()
        model.eval()
        alone = losses(model, batch)
        taught = losses(model, batch, (), [teacher], ("entity",), 0.5)
        self.assertEqual(set(taught), set(alone) | {"entity*"})
        for name, value in alone.items():
            self.assertAlmostEqual(taught[name].item(), value.item() * (0.5 if name == "entity" else 1), places=5, msg=name)

    def test_move_the_pupil_alone(self):
        from claimwire_training.distil import lessons

        model, teacher, batch = self.model(), self.model(seed=2), self.batch()
        sum(lessons(model, model.words(batch), [teacher], batch).values()).backward()
        self.assertTrue(all(p.grad is None for p in teacher.parameters()))
        self.assertGreater(model.encoder.layers[0].f1.weight.grad.abs().sum().item(), 0)

    def test_begin_from_some_of_the_layers(self):
        import torch

        from claimwire_training.distil import kept_layers
        from claimwire_training.heads import Model

        large = self.model(layers=4)
        small = Model.of(kept_layers(large.state_dict(), (1, 3)))
        self.assertEqual(len(small.encoder.layers), 2)
        for new, old in enumerate((1, 3)):
            self.assertTrue(torch.equal(small.encoder.layers[new].f1.weight, large.encoder.layers[old].f1.weight))
        self.assertTrue(torch.equal(small.entity.weight, large.entity.weight))
        with self.assertRaisesRegex(ValueError, "none of the layers"):
            kept_layers(large.state_dict(), (7,))


@needs("torch", "numpy", "safetensors")
class LargeBase(Folder):
    """An MPNet, which teachers start from."""

    def mpnet(self, hidden=24, intermediate=16, vocabulary=120, places=512):
        import numpy
        from safetensors.numpy import save_file

        random_numbers = numpy.random.default_rng(1)
        sizes = {
            "embeddings.word_embeddings.weight": (vocabulary + 5, hidden),
            "embeddings.position_embeddings.weight": (places + 2, hidden),
            "encoder.relative_attention_bias.weight": (32, 12),
        }
        layer = "encoder.layer.0."
        for name, rows, columns in (
            *((f"{layer}attention.attn.{part}", hidden, hidden) for part in "qkvo"),
            (f"{layer}intermediate.dense", intermediate, hidden),
            (f"{layer}output.dense", hidden, intermediate),
        ):
            sizes |= {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}
        for name in ("embeddings.LayerNorm", f"{layer}attention.LayerNorm", f"{layer}output.LayerNorm"):
            sizes |= {f"{name}.weight": (hidden,), f"{name}.bias": (hidden,)}
        weights = {name: random_numbers.normal(size=size).astype("float32") for name, size in sizes.items()}
        save_file(weights, str(self.folder / "large.safetensors"))
        return weights

    def test_has_the_words_of_bert_in_their_order(self):
        import numpy

        from claimwire_training.encoder import load_base

        weights = self.mpnet()
        encoder = load_base(self.folder / "large.safetensors")
        words, theirs = encoder.words.weight.detach().numpy(), weights["embeddings.word_embeddings.weight"]
        self.assertEqual(words.shape, (120, 24))
        for piece, row in ((101, 0), (102, 2), (0, 1), (7, 11), (119, 123)):
            numpy.testing.assert_array_equal(words[piece], theirs[row])
        numpy.testing.assert_array_equal(encoder.positions.weight.detach().numpy(), weights["embeddings.position_embeddings.weight"][2:])

    def test_reads_the_same_after_it_was_written_and_minds_distances(self):
        import torch

        from claimwire_training.encoder import load_base
        from claimwire_training.heads import Model

        self.mpnet()
        model = Model(load_base(self.folder / "large.safetensors")).eval()
        again = Model.of(model.state_dict()).eval()
        ids = torch.arange(30, 45).unsqueeze(0)
        read = lambda one: one.encoder(ids, torch.zeros_like(ids), torch.ones_like(ids))
        with torch.no_grad():
            self.assertTrue(torch.equal(read(model), read(again)))
            before = read(model)
            again.encoder.relative.weight[3] += 5
            self.assertFalse(torch.allclose(before, read(again)))

    def test_counts_distances_in_buckets(self):
        from claimwire_training.encoder import relative_buckets

        buckets = relative_buckets(300)
        # as transformers' MPNet has them: before and after apart, alone up to 7, the last from 91 places on
        self.assertEqual([buckets[150, 150 + k].item() for k in (0, -1, 1, -7, 7, 8, 20, 90, 91, 128, -149)], [0, 1, 17, 7, 23, 24, 26, 30, 31, 31, 15])


@needs("torch", "numpy")
class Viterbi(unittest.TestCase):
    def test_finds_the_best_of_all_labellings(self):
        import numpy

        from claimwire_training.decode import viterbi

        random_numbers = numpy.random.default_rng(1)
        for _ in range(20):
            emissions, transitions, start = (random_numbers.normal(size=size) for size in ((5, 3), (3, 3), 3))

            def score(labels):
                moves = sum(transitions[a, b] for a, b in zip(labels, labels[1:]))
                return start[labels[0]] + moves + sum(emissions[k, label] for k, label in enumerate(labels))

            self.assertEqual(tuple(viterbi(emissions, transitions, start)), max(itertools.product(range(3), repeat=5), key=score))


@needs("torch", "numpy")
class Silver(unittest.TestCase):
    def test_labels_what_has_no_entities_alike_in_all_copies(self):
        import torch

        from claimwire_training.encoder import Encoder
        from claimwire_training.heads import Model
        from claimwire_training.train import add_silver

        torch.manual_seed(1)
        model = Model(Encoder(layers=1, hidden=24, heads=2, intermediate=16, vocabulary=100)).eval()
        person = ENTITY_LABELS.index("B-Person")
        with torch.no_grad():
            model.entity.bias[person] += 50
        copies, marked = [read("Ana left"), read("Ana left")], read("Rui came")
        marked.entities = [0, 0]
        add_silver(model, [*copies, marked], FakeWordPieces(), False)
        self.assertEqual([document.entities for document in (*copies, marked)], [[person, person], [person, person], [0, 0]])


@needs("torch", "numpy")
class FastDropout(unittest.TestCase):
    def test_drops_its_share_and_keeps_the_mean(self):
        import torch

        from claimwire_training.encoder import fast_dropout

        torch.manual_seed(1)
        # Not a multiple of the eight elements that share 64 random bits.
        dropped = fast_dropout(torch.ones(40_001), 0.1, True)
        self.assertAlmostEqual(dropped.mean().item(), 1.0, delta=0.01)
        self.assertAlmostEqual((dropped == 0).float().mean().item(), 0.1, delta=0.01)
        # Nor does the place among the eight matter.
        by_place = (dropped[:40_000].view(-1, 8) == 0).float().mean(0)
        self.assertLess((by_place - 0.1).abs().max().item(), 0.025)

    def test_does_nothing_outside_training_or_with_a_share_of_none(self):
        import torch

        from claimwire_training.encoder import fast_dropout

        x = torch.randn(3, 5)
        self.assertIs(fast_dropout(x, 0.5, False), x)
        self.assertIs(fast_dropout(x, 0.0, True), x)


@needs("torch", "numpy")
class Stream(unittest.TestCase):
    def stream(self, seed=1):
        from claimwire_training import batches
        from claimwire_training.corpora import _mark
        from claimwire_training.documents import Attribution

        rng = random.Random(3)
        documents = []
        for _ in range(6):
            document = read("\n".join(" ".join(rng.choices(["“", "said", "harbour", "it", ".", "”"], k=40)) for _ in range(4)))
            documents.append(_mark(document, [Attribution([(0, 1)], [(1, 3)], [(3, 9)])]))
        return batches.Stream("claims", documents, FakeWordPieces(), 400, seed, False, {"test": 2})

    def parts(self, batch):
        return {name: part.tolist() for name, part in vars(batch).items() if name != "bf16"}

    def test_goes_on_where_a_run_was_broken_off_also_in_a_later_pass(self):
        whole = self.stream()
        while whole.passes < 3:
            whole.next()
        position = whole.position
        resumed = self.stream()
        resumed.skip(position)
        for _ in range(4):
            self.assertEqual(self.parts(resumed.next()), self.parts(whole.next()))
        self.assertEqual(resumed.position, position + 4)

    def test_is_the_same_when_another_process_makes_it(self):
        from claimwire_training.batches import Feed

        ahead, stream = self.stream(), self.stream()
        ahead.skip(3)
        stream.skip(3)
        feed = Feed(ahead)
        for _ in range(5):
            self.assertEqual(self.parts(feed.next()), self.parts(stream.next()))
        self.assertEqual(feed.position, 8)

    def test_differs_by_seed_and_by_pass(self):
        one, other = self.stream(), self.stream(2)
        first = [self.parts(one.next())["ids"]]
        self.assertNotEqual(first[0], self.parts(other.next())["ids"])
        while one.passes == 1:
            first.append(self.parts(one.next())["ids"])
        self.assertNotEqual(first[-1], first[0])

    def test_gives_labels_for_words_and_fills_up_the_rest(self):
        from claimwire_training import batches
        from claimwire_training.corpora import _mark
        from claimwire_training.documents import IGNORE, Attribution, role_labels

        pieces = FakeWordPieces()
        short, long = read("He said so"), read("no harbour of it at all")
        marked = _mark(short, [Attribution([(0, 1)], [(1, 2)], [(2, 3)])])
        long.entities = [0, ENTITY_LABELS.index("B-Location"), 0, 0, 0, 0]
        items = [batches.window_item(marked, 0, 3, pieces), batches.window_item(long, 0, 6, pieces)]
        batch = batches.collate(items, pieces.pad)
        labels = role_labels(3, {"source": [(0, 1)], "cue": [(1, 2)], "content": [(2, 3)]})
        self.assertEqual(labels, [ATTRIBUTION_LABELS.index(n) for n in ("B-source", "B-cue", "B-content")])
        self.assertEqual(batch.flat[0].tolist(), [*labels, 0, 0, 0])
        self.assertEqual(batch.triggers.tolist(), [[0, 1, IGNORE, *[IGNORE] * 3], [IGNORE] * 6])
        self.assertEqual((batch.flat_rows.tolist(), batch.entity_rows.tolist()), ([0], [1]))
        self.assertEqual((batch.cue_rows.tolist(), batch.cues.tolist(), batch.frames.tolist()), ([0], [[1, 2]], [[*labels, 0, 0, 0]]))
        self.assertEqual(batch.word_mask.sum(1).tolist(), [3, 6])
        self.assertEqual(batch.mask.sum(1).tolist(), [len(item["ids"]) for item in items])
