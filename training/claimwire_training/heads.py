"""The heads on the encoder, and the whole model.

- attribution: one label a word (source, cue, content) for the outermost attributions, decoded by a linear-chain CRF.
- entity: one label a word, CRF.
- trigger: whether a cue begins at a word, nested ones too.
- frame: given the cue of one attribution, one label a word for *its* source, cue and content (CRF). Each cue has its own labelling, so
  attributions may nest, and a content in several pieces belongs to the cue that it was labelled for. The score of a label is a product
  of a projection of the word and one of the cue (as in deep biaffine attention, Dozat and Manning 2017), with a bias for the word alone
  and one for its distance from the cue.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .documents import ATTRIBUTION_LABELS, ENTITY_LABELS
from .encoder import Encoder, fast_dropout

FORBIDDEN = -1e4
# Upper limits (in words) of the distances that share a bias: 0, 1, 2, 3, 4, 5-6, 7-9, ... on each side of the cue.
DISTANCES = [0, 1, 2, 3, 4, 6, 9, 14, 24, 49]
PAIR_SIZE = 48


def distance_bucket(distance):
    """0..2n: the bucket of a signed distance in words (a tensor)."""
    size = torch.bucketize(distance.abs(), torch.tensor(DISTANCES, device=distance.device))
    n = len(DISTANCES)
    return torch.where(distance < 0, n - size, n + size)


class Crf(nn.Module):
    """A linear-chain CRF; an I- label may follow only its own B- or I-."""

    def __init__(self, labels):
        super().__init__()
        count = len(labels)
        self.transitions = nn.Parameter(torch.zeros(count, count))
        self.start = nn.Parameter(torch.zeros(count))
        moves, starts = torch.zeros(count, count), torch.zeros(count)
        for j, label in enumerate(labels):
            if label[0] == "I":
                starts[j] = FORBIDDEN
                for i, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        moves[i, j] = FORBIDDEN
        self.register_buffer("moves", moves, persistent=False)
        self.register_buffer("starts", starts, persistent=False)

    def scores(self):
        return self.transitions + self.moves, self.start + self.starts

    def loss(self, emissions, labels, mask):
        """Sum of the negative log-likelihoods. emissions [B, N, K], labels [B, N], mask [B, N] (True on words)."""
        transitions, start = self.scores()
        gold = (emissions.gather(2, labels.unsqueeze(2)).squeeze(2) * mask).sum(1)
        gold = gold + (transitions[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1) + start[labels[:, 0]]
        return (self._partition(emissions, mask) - gold).sum()

    def _partition(self, emissions, mask):
        """Log of the sum over all labellings [B]. The steps are matrices whose product is associative, so it is taken pairwise, in
        log2(N) rounds: on small batches many times faster than a word at a time (Särkkä and García-Fernández 2021)."""
        transitions, start = self.scores()
        batch, _, count = emissions.shape
        identity = torch.full((count, count), FORBIDDEN, device=emissions.device).fill_diagonal_(0.0)
        steps = torch.where(mask[:, 1:, None, None], transitions + emissions[:, 1:, None, :], identity)
        while steps.size(1) > 1:
            if steps.size(1) % 2:
                steps = torch.cat([steps, identity.expand(batch, 1, count, count)], 1)
            steps = log_product(steps[:, 0::2], steps[:, 1::2])
        alpha = (emissions[:, 0] + start).unsqueeze(1)
        if steps.size(1):
            alpha = log_product(alpha, steps[:, 0])
        return torch.logsumexp(alpha.squeeze(1), 1)


def log_product(a, b):
    """Matrix product in the log semiring, [.., I, K] x [.., K, J]."""
    top_a, top_b = a.amax(-1, keepdim=True).detach(), b.amax(-2, keepdim=True).detach()
    product = torch.matmul(torch.exp(a - top_a), torch.exp(b - top_b))
    return torch.log(product.clamp_min(1e-37)) + top_a + top_b


class PairHead(nn.Module):
    def __init__(self, hidden, labels=len(ATTRIBUTION_LABELS), inner=256, size=PAIR_SIZE):
        super().__init__()
        self.labels, self.size = labels, size
        self.word_inner, self.cue_inner = nn.Linear(hidden, inner), nn.Linear(hidden, inner)
        self.word, self.cue = nn.Linear(inner, labels * size), nn.Linear(inner, labels * size)
        self.alone = nn.Linear(hidden, labels)
        self.distance = nn.Parameter(torch.zeros(2 * len(DISTANCES) + 1, labels))
        nn.init.normal_(self.word.weight, std=0.02)
        nn.init.normal_(self.cue.weight, std=0.02)

    def project(self, hidden):
        """For each word: its projection as a word and as (part of) a cue [.., labels * size], and its own scores [.., labels]."""
        words = self.word(fast_dropout(F.gelu(self.word_inner(hidden)), 0.1, self.training))
        cues = self.cue(fast_dropout(F.gelu(self.cue_inner(hidden)), 0.1, self.training))
        return words, cues, self.alone(hidden)


class Model(nn.Module):
    @classmethod
    def of(cls, state):
        """A Model with these weights; the encoder's size is read from them."""
        layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
        vocabulary, hidden = state["encoder.words.weight"].shape
        intermediate = state["encoder.layers.0.f1.bias"].shape[0]
        model = cls(Encoder(layers, hidden, intermediate=intermediate, vocabulary=vocabulary, relative="encoder.relative.weight" in state))
        model.load_state_dict(state)
        return model

    def __init__(self, encoder):
        super().__init__()
        hidden = encoder.words.weight.size(1)
        self.encoder = encoder
        self.attribution = nn.Linear(hidden, len(ATTRIBUTION_LABELS))
        self.attribution_crf = Crf(ATTRIBUTION_LABELS)
        self.entity = nn.Linear(hidden, len(ENTITY_LABELS))
        self.entity_crf = Crf(ENTITY_LABELS)
        self.trigger = nn.Linear(hidden, 1)
        self.frame = PairHead(hidden)
        self.frame_crf = Crf(ATTRIBUTION_LABELS)

    def words(self, batch):
        """The encoder's vectors at the first piece of each word [B, N, H], in float32."""
        with torch.autocast(batch.ids.device.type, torch.bfloat16, enabled=batch.bf16):
            hidden = self.encoder(batch.ids, batch.shapes, batch.mask)
        hidden = hidden.float()
        return hidden.gather(1, batch.first.unsqueeze(2).expand(-1, -1, hidden.size(2)))

    def frame_scores(self, projected, rows, cues):
        """Scores [C, N, labels] of the words of rows[c] for the cue words cues[c] = [start, end)."""
        words, cue_words, alone = projected
        count = words.size(1)
        size, labels = self.frame.size, self.frame.labels
        starts, ends = cues[:, 0], cues[:, 1]
        position = torch.arange(count, device=words.device)
        inside = ((position >= starts[:, None]) & (position < ends[:, None])).to(words.dtype)
        cue = torch.einsum("cn,cnk->ck", inside / inside.sum(1, keepdim=True), cue_words[rows])
        pair = torch.einsum("cnlk,clk->cnl", words[rows].view(len(rows), count, labels, size), cue.view(-1, labels, size)) / size**0.5
        distance = torch.where(position < starts[:, None], position - starts[:, None], torch.clamp(position - ends[:, None] + 1, min=0))
        return pair + alone[rows] + self.frame.distance[distance_bucket(distance)]
