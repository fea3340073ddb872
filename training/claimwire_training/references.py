"""Learns what speaks for and against a pronoun or description meaning a named entity: python -m claimwire_training.references OUT.json FILE...

FILEs are made by evaluate/referenceInstances.ts; OUT.json is read by shared/extract/coreference/weighReferents.ts. One log-linear
model for each kind of words ranks the entities and "none of them" together (Denis & Baldridge 2008, "Specialized models and ranking for
coreference resolution", EMNLP). The threshold is the lowest from a half on at which, by cross-validation over articles, the entities
chosen are right often enough.

Every fifth article of a file whose name begins with "gum" is our own development split: never trained on.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import torch

KINDS = ("person", "thing", "description")
PENALTY = 1.0  # L2; 0.3, 3 and 10 are no better by cross-validation
LEAST_COUNT = 4  # of a feature
FOLDS = 5
PRECISION = 0.85  # of all kinds together
THRESHOLDS = [round(0.5 + step / 100, 2) for step in range(40)]
ROUNDED = 3  # decimals


def read(paths):
    """The articles' instances as two lists of (article, instance): to train on and for development."""
    training, development = [], []
    for path in paths:
        lines = Path(path).read_text(encoding="utf8").splitlines()
        for number, line in enumerate(lines):
            article = json.loads(line)
            held_out = Path(path).name.startswith("gum") and number % 5 == 0
            (development if held_out else training).append(article["instances"])
    return training, development


class Instances:
    """The instances of one kind as tensors; `articles` tells for each which article it is from."""

    def __init__(self, articles, kind, names=None):
        found = [(number, one) for number, article in enumerate(articles) for one in article if one["kind"] == kind]
        self.names = names or self._names([one for _, one in found])
        none, option = ({name: k for k, name in enumerate(group)} for group in self.names)
        most = max((len(one["options"]) for _, one in found), default=0)
        self.articles = torch.tensor([number for number, _ in found])
        self.none = torch.zeros(len(found), len(none))
        self.options = torch.zeros(len(found), most, len(option))
        self.missing = torch.full((len(found), most), -1e9)
        self.right = torch.zeros(len(found), most + 1, dtype=torch.bool)  # "none of them" first
        for i, (_, one) in enumerate(found):
            for name, value in one["none"].items():
                if name in none:
                    self.none[i, none[name]] = value
            for k, candidate in enumerate(one["options"]):
                self.missing[i, k] = 0
                self.right[i, k + 1] = candidate["right"]
                for name, value in candidate["features"].items():
                    if name in option:
                        self.options[i, k, option[name]] = value
            self.right[i, 0] = not self.right[i, 1:].any()

    @staticmethod
    def _names(instances):
        none = Counter(name for one in instances for name in one["none"])
        option = Counter(name for one in instances for candidate in one["options"] for name in candidate["features"])
        return [sorted(name for name, count in names.items() if count >= LEAST_COUNT) for names in (none, option)]

    def log_probabilities(self, weights):
        none, option = weights
        scores = torch.cat([(self.none @ none)[:, None], self.options @ option + self.missing], 1)
        return torch.log_softmax(scores, 1)

    def part(self, chosen):
        one = object.__new__(Instances)
        one.names = self.names
        for name in ("articles", "none", "options", "missing", "right"):
            setattr(one, name, getattr(self, name)[chosen])
        return one


def fit(instances):
    """The weights of "none" and of options that make what is right likeliest, less what their size costs."""
    weights = [torch.zeros(len(names), requires_grad=True) for names in instances.names]
    optimizer = torch.optim.LBFGS(weights, max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        right = instances.log_probabilities(weights).masked_fill(~instances.right, -1e9)
        loss = -torch.logsumexp(right, 1).sum() + PENALTY / 2 * sum((one**2).sum() for one in weights)
        loss.backward()
        return loss

    optimizer.step(closure)
    return [one.detach() for one in weights]


def judge(instances, weights):
    """The probability of the likeliest entity of each, and whether it is right."""
    if len(instances.articles) == 0:
        return torch.zeros(0), torch.zeros(0, dtype=torch.bool)
    best = instances.log_probabilities(weights)[:, 1:].exp().max(1)
    return best.values, instances.right[torch.arange(len(best.indices)), best.indices + 1]


def cross_validate(instances):
    probability, right = torch.zeros(len(instances.articles)), torch.zeros(len(instances.articles), dtype=torch.bool)
    for fold in range(FOLDS):
        held_out = instances.articles % FOLDS == fold
        probability[held_out], right[held_out] = judge(instances.part(held_out), fit(instances.part(~held_out)))
    return probability, right


def precision_and_recall(probability, right, threshold, meant):
    found = probability >= threshold
    count = (found & right).sum().item()
    return count / max(1, found.sum().item()), count / max(1, meant)


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m claimwire_training.references", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="the weights")
    parser.add_argument("files", nargs="+", help="instances")
    options = parser.parse_args(argv)
    torch.manual_seed(0)
    training, development = read(options.files)
    all_instances = {kind: Instances(training, kind) for kind in KINDS}
    judged = {kind: cross_validate(instances) for kind, instances in all_instances.items()}
    pooled = [torch.cat(parts) for parts in zip(*judged.values())]
    threshold = next((t for t in THRESHOLDS if precision_and_recall(*pooled, t, 1)[0] >= PRECISION), THRESHOLDS[-1])
    learned = {}
    for kind, instances in all_instances.items():
        weights = fit(instances)
        learned[kind] = {group: {name: round(value.item(), ROUNDED) for name, value in zip(names, one)} for group, names, one in zip(("none", "option"), instances.names, weights)}
        held_out = Instances(development, kind, instances.names)
        for name, own, result in (("cross-validated", instances, judged[kind]), ("development", held_out, judge(held_out, weights))):
            meant = (~own.right[:, 0]).sum().item()
            precision, recall = precision_and_recall(*result, threshold, meant)
            print(f"{kind}, {name}: {len(own.articles)} instances, {meant} mean a named one; from {threshold} on precision {precision:.3f}, recall {recall:.3f}")
    learned["threshold"] = threshold
    Path(options.out).write_text(json.dumps(learned, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
