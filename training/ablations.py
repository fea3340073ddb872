"""Trains small models that differ in one thing, with several seeds, and prints a table: python ablations.py OUT [--seeds 1 2 3] -- OPTIONS

OPTIONS go to `claimwire_training.train` (base, tokenizer, data, --bf16, --device). Every run is
scored on our own development split; a run that is done already is not done again.
"""

import argparse
import json
import statistics
import sys
from pathlib import Path

from claimwire_training import train

# A run of some hundred steps is too short for frames that may speak for the flat labels (they are ready later than those), and for
# weights averaged over two thousand steps (they would still hold the beginning): the last eighty are.
COMMON = ["--average", "0.95", "--pieces", "4096"]
SHORT = "reinforced"
VARIANTS = {
    "as the recipe has it": ["--without", SHORT],
    "without the frame head": ["--without", f"{SHORT},frame"],
    "without case shapes": ["--without", f"{SHORT},shape"],
    "half of the documents": ["--without", SHORT, "--fraction", "0.5"],
    "word vectors trained": ["--without", SHORT, "--train-words"],
    "windows of 384 pieces": ["--without", SHORT, "--windows", "384"],
    "six layers": ["--without", SHORT, "--layers", "1,3,5,7,9,11"],
}
COLUMNS = ("source", "cue", "content", "entities_five")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", nargs="+", choices=VARIANTS, default=list(VARIANTS), help="of the variants (default: all)")
    parser.add_argument("--steps", default="900")
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    own, rest = sys.argv[1:at], sys.argv[at + 1 :]
    options = parser.parse_args(own)
    for seed in options.seeds:
        for name in options.only:
            folder = Path(options.out) / f"{name.replace(' ', '-')}-{seed}"
            if not (folder / "model.pt").exists():
                train.main([str(folder), *rest, "--steps", options.steps, *COMMON, *VARIANTS[name], "--seed", str(seed)])
    print(f"\nMean of {len(options.seeds)} seeds ± their standard deviation, {options.steps} steps\n")
    print("| | " + " | ".join(COLUMNS) + " |\n|---|" + "--:|" * len(COLUMNS))
    for name in options.only:
        runs = [figures(Path(options.out) / f"{name.replace(' ', '-')}-{seed}" / "log.jsonl") for seed in options.seeds]
        cells = [[run[column] for run in runs] for column in COLUMNS]
        print(f"| {name} | " + " | ".join(f"{statistics.mean(c):.1f} ± {statistics.pstdev(c):.1f}" for c in cells) + " |")


def figures(log):
    """The last development scores of a run."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf8").splitlines()]
    return [line["development"] for line in lines if isinstance(line.get("development"), dict)][-1]


if __name__ == "__main__":
    sys.exit(main())
