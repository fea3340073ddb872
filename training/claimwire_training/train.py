"""Trains the model: python -m claimwire_training.train OUT --config CONFIG.json (see README.md; `--help` lists the options)."""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from . import corpora
from .batches import WINDOW_SIZES, Feed, Stream
from .decode import SHARE, entity_labels, predict
from .distil import LESSONS, kept_layers, lessons
from .documents import IGNORE
from .encoder import load_base
from .heads import Model
from .score import score_attributions, score_entities
from .shipped import load_shipped
from .text import WordPieces

TRIGGER_WEIGHT = 1.0
LESSON_OF = {"flat": "attribution"}  # the lesson beside a label, where their names differ
REPORT_EVERY = 50  # steps
AVERAGE_EVERY = 4  # steps between two updates of the averaged weights


def sizes(text):
    return tuple(int(size) for size in text.split(","))


def lesson_names(text):
    unknown = set(text.split(",")) - set(LESSONS)
    if unknown:
        raise argparse.ArgumentTypeError(f"no lesson is called {', '.join(sorted(unknown))}; there are {', '.join(LESSONS)}")
    return text.split(",")


def arguments(argv=None):
    parser = argparse.ArgumentParser(prog="python -m claimwire_training.train", description=__doc__)
    parser.add_argument("out", help="folder for checkpoints (checkpoint.pt to resume from, model.pt when done) and log.jsonl")
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--base", help="the encoder to start from: a BERT .onnx or .safetensors")
    start.add_argument("--init", help="a model to go on from: model.pt of an earlier stage, or the folder of a model that ships")
    parser.add_argument("--teacher", nargs="+", default=[], help="trained models, as for --init, whose scores are learned beside the labels")
    parser.add_argument("--tokenizer", required=True, help="its tokenizer.json")
    parser.add_argument("--polnear", help="train.jsonl of PolNeAR, or a folder in the public brat layout")
    parser.add_argument("--worldwide", help="train.jsonl of the Worldwide newswire")
    parser.add_argument("--gum", help="train.jsonl of GUM")
    parser.add_argument("--own", help="folder of our annotated paragraphs (training/data)")
    parser.add_argument("--own-repeats", type=int, default=2, help="times each own item is read in a pass (default %(default)s)")
    parser.add_argument("--layers", type=sizes, help="layers to keep of the base or of the model to go on from, as 1,3,5,7,9,11 (default: all)")
    parser.add_argument("--train-words", action="store_true", help="train the word vectors too (a quarter of the weights)")
    parser.add_argument("--windows", type=sizes, default=WINDOW_SIZES, help="word pieces of a window, as 96,160,256: one of them at random (default)")
    parser.add_argument("--silver", help="a trained model, as for --init, whose entities stand in for those that a corpus leaves unmarked")
    parser.add_argument("--lessons", type=lesson_names, default=LESSONS, help=f"what teachers teach, of {','.join(LESSONS)} (default: all)")
    parser.add_argument("--label-weight", type=float, default=1.0, help="of labels where teachers teach the same (default %(default)s)")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end after so many minutes, the learning rate following the clock")
    parser.add_argument("--mix", default="ccece", help="the order of batches: c claims, e entities (default %(default)s)")
    parser.add_argument("--lr", type=float, default=1.5e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--final-lr", type=float, default=0.02, help="share of the learning rate left at the end (default %(default)s)")
    parser.add_argument("--average", type=float, default=0.992, help="decay of the averaged weights, each fourth step (default %(default)s)")
    parser.add_argument("--pieces", type=int, default=2048, help="word pieces in a batch (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--device", default="cpu", help="where to train: cpu or cuda (default %(default)s)")
    parser.add_argument("--bf16", action="store_true", help="bfloat16 arithmetic: four times faster where the machine has it")
    parser.add_argument("--save-every", type=int, default=300, help="steps between checkpoints (default %(default)s)")
    parser.add_argument("--fraction", type=float, default=1.0, help="share of the training documents to use, for ablations")
    parser.add_argument("--without", default="", help="parts to leave out, for ablations: frame,trigger,shape,average,reinforced")
    return parser.parse_args(argv)


def load_data(options, word_pieces):
    """Claims and entities to train on, and our own development split of each."""
    claims, entities = [], []
    if options.polnear:
        if Path(options.polnear).is_dir():
            claims += corpora.polnear_brat(options.polnear, word_pieces)
        else:
            claims += corpora.polnear(options.polnear, word_pieces, drop_boilerplate=True)
    if options.worldwide:
        entities += corpora.worldwide(options.worldwide, word_pieces)
    development = [[d for d in part if corpora.own_split(d.id)] for part in (claims, entities)]
    claims, entities = ([d for d in part if not corpora.own_split(d.id)] for part in (claims, entities))
    if options.gum:
        claims += corpora.gum(options.gum, word_pieces)
    if options.own:
        for path in sorted(Path(options.own).glob("*.txt")):
            claims += corpora.markup(path, word_pieces)
    if options.fraction < 1:
        claims, entities = ([d for k, d in enumerate(part) if int(k * options.fraction) < int((k + 1) * options.fraction)] for part in (claims, entities))
    if options.silver:
        add_silver(Model.of(load_model(options.silver)).to(options.device), claims, word_pieces, options.bf16)
    return claims, entities, development


def add_silver(model, documents, word_pieces, bf16):
    """Gives documents without entities those that a model finds. A corpus with attributions alone is easily told from one with entities
    alone; a model that never learns both of one text finds no entities in texts like the former."""
    by_text = {}
    for document in documents:
        if document.entities is None:
            by_text.setdefault((document.id, len(document)), []).append(document)  # annotators' copies are the same words
    firsts = [copies[0] for copies in by_text.values()]
    for copies, labels in zip(by_text.values(), entity_labels(model, firsts, word_pieces, bf16)):
        for document in copies:
            document.entities = labels


def load_model(path):
    """The state of a trained model: model.pt of a run, or the folder of a model that ships."""
    return load_shipped(path) if Path(path).is_dir() else torch.load(path, map_location="cpu")


def losses(model, batch, without=(), teachers=(), names=LESSONS, label_weight=1.0):
    """The loss of one batch, a sum over the parts that its rows have labels for (and what teachers teach), each for one word."""
    hidden = model.words(batch)
    parts = {}
    if len(batch.flat_rows):
        rows = batch.flat_rows
        mask = batch.word_mask[rows]
        emissions = model.attribution(F.dropout(hidden[rows], 0.1, model.training))
        parts["flat"] = model.attribution_crf.loss(emissions, batch.flat[rows], mask) / mask.sum()
    if len(batch.entity_rows):
        rows = batch.entity_rows
        mask = batch.word_mask[rows]
        emissions = model.entity(F.dropout(hidden[rows], 0.1, model.training))
        parts["entity"] = model.entity_crf.loss(emissions, batch.entities[rows], mask) / mask.sum()
    known = batch.triggers != IGNORE
    if known.any() and "trigger" not in without:
        logits = model.trigger(hidden).squeeze(2)[known]
        parts["trigger"] = TRIGGER_WEIGHT * F.binary_cross_entropy_with_logits(logits, batch.triggers[known].float())
    if len(batch.cue_rows) and "frame" not in without:
        scores = model.frame_scores(model.frame.project(hidden), batch.cue_rows, batch.cues)
        mask = batch.word_mask[batch.cue_rows]
        parts["frame"] = model.frame_crf.loss(scores, batch.frames, mask) / batch.word_mask.sum()
    if not teachers:
        return parts
    taught = lessons(model, hidden, teachers, batch, names)
    return taught | {name: part * (label_weight if LESSON_OF.get(name, name) in names else 1.0) for name, part in parts.items()}


class Average:
    """Exponential moving average of the weights."""

    def __init__(self, model, decay):
        self.decay = decay
        self.weights = [p.detach().clone() for p in model.parameters() if p.requires_grad]
        self.updates = 0

    def update(self, model):
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        torch._foreach_lerp_(self.weights, [p.detach() for p in model.parameters() if p.requires_grad], 1 - decay)

    def swap(self, model):
        """Exchanges the model's weights with the averaged ones."""
        for average, parameter in zip(self.weights, (p for p in model.parameters() if p.requires_grad)):
            held = parameter.detach().clone()
            parameter.data.copy_(average)
            average.copy_(held)


def evaluate(model, development, word_pieces, bf16, without):
    claims, entities = development
    figures = {}
    if claims:
        figures |= score_attributions(claims, predict(model, claims, word_pieces, bf16, share=0 if {"frame", "reinforced"} & set(without) else SHARE))
    if entities:
        figures |= score_entities(entities, predict(model, entities, word_pieces, bf16))
    return figures


def main(argv=None):
    options = arguments(argv)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    log = open(out / "log.jsonl", "a", encoding="utf8")

    def say(**fields):
        print("  ".join(f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in fields.items()), flush=True)
        log.write(json.dumps(fields) + "\n")
        log.flush()

    word_pieces = WordPieces(options.tokenizer)
    claims, entities, development = load_data(options, word_pieces)
    say(documents={"claims": len(claims), "entities": len(entities), "development": [len(d) for d in development]}, options=vars(options))
    if options.init:
        model = Model.of(kept_layers(load_model(options.init), options.layers))
    else:
        model = Model(load_base(options.base, options.layers))
    model.to(options.device)
    teachers = [Model.of(load_model(path)).eval().to(options.device) for path in options.teacher]
    model.encoder.words.weight.requires_grad_(options.train_words)  # frozen they cost no time and lose nothing measurable
    without = set(filter(None, options.without.split(",")))
    if "shape" in without:
        model.encoder.shapes.weight.requires_grad_(False)
    head = [p for n, p in model.named_parameters() if p.requires_grad and (not n.startswith("encoder.") or n.startswith("encoder.shapes"))]
    body = [(n, p) for n, p in model.named_parameters() if p.requires_grad and n.startswith("encoder.") and not n.startswith("encoder.shapes")]
    groups = [
        {"params": [p for n, p in body if p.ndim > 1], "lr": options.lr, "weight_decay": 0.01},
        {"params": [p for n, p in body if p.ndim == 1], "lr": options.lr, "weight_decay": 0.0},
        {"params": head, "lr": options.head_lr, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, fused=True)
    peaks = [group["lr"] for group in groups]
    average = Average(model, options.average)
    streams = {
        "c": Stream("claims", claims, word_pieces, options.pieces, options.seed, options.bf16, {"own": options.own_repeats}, options.windows),
        "e": Stream("entities", entities, word_pieces, options.pieces, options.seed, options.bf16, window_sizes=options.windows),
    }
    mix = [k for k in options.mix if streams[k].documents]
    step, elapsed = 0, 0.0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        held = torch.load(checkpoint, map_location=options.device)
        model.load_state_dict(held["model"])
        optimizer.load_state_dict(held["optimizer"])
        average.weights, average.updates = held["average"]
        step, elapsed = held["step"], held["elapsed"]
        torch.set_rng_state(held["rng"].cpu())
        for name, position in held["positions"].items():
            streams[name].skip(position)
        say(resumed=step)
    feeds = {name: Feed(stream) if options.device != "cpu" else stream for name, stream in streams.items() if stream.documents}
    begun = time.time() - elapsed
    warm = max(1, round(options.steps * 0.06))
    totals, counted, stretch = {}, {}, time.time()
    model.train()
    while step < options.steps:
        done = max(step / options.steps, (time.time() - begun) / 60 / options.minutes)
        if done >= 1:
            break
        share = min((step + 1) / warm, 1 - (1 - options.final_lr) * done)
        for group, peak in zip(optimizer.param_groups, peaks):
            group["lr"] = peak * share
        batch = feeds[mix[step % len(mix)]].next().to(options.device)
        parts = losses(model, batch, without, teachers, options.lessons, options.label_weight)
        loss = sum(parts.values())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)
        optimizer.step()
        step += 1
        if step % AVERAGE_EVERY == 0:
            average.update(model)
        for name, value in (parts | {"gradient": norm}).items():
            totals[name] = totals.get(name, 0.0) + value.detach()
            counted[name] = counted.get(name, 0) + 1
        if step % REPORT_EVERY == 0:
            means = {n: (totals[n] / counted[n]).item() for n in totals}  # read seldom: an accelerator would have to stop for it
            say(step=step, lr=share, **means, seconds=(time.time() - stretch) / REPORT_EVERY, minutes=(time.time() - begun) / 60)
            if not math.isfinite(means["gradient"]):
                raise ArithmeticError(f"a gradient is not a number between steps {step - REPORT_EVERY} and {step}")
            totals, counted, stretch = {}, {}, time.time()
        if step % options.save_every == 0:
            state = {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": (average.weights, average.updates),
                "step": step,
                "elapsed": time.time() - begun,
                "rng": torch.get_rng_state(),
                "positions": {name: feed.position for name, feed in feeds.items()},
            }
            torch.save(state, out / "checkpoint.tmp")
            (out / "checkpoint.tmp").rename(checkpoint)
    model.eval()
    if "average" not in without:
        average.swap(model)
    figures = evaluate(model, development, word_pieces, options.bf16, without)
    say(step=step, minutes=(time.time() - begun) / 60, development=figures)
    torch.save(model.cpu().state_dict(), out / "model.pt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
