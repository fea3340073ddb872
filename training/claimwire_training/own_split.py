"""Prints the articles of our own development split: python -m claimwire_training.own_split TRAIN.jsonl > development.jsonl"""

import json
import sys

from .corpora import own_split

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf8") as lines:
        sys.stdout.writelines(line for line in lines if own_split(json.loads(line)["id"]))
