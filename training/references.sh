#!/bin/sh
# Learns the scores of references anew: PYTHON=… training/references.sh DATA
#
# DATA holds gum/train.jsonl; our own paragraphs (training/data/references) are read from here. What words mean depends on
# what those before them meant, so each round walks through the articles with the scores of the round before; the first one
# with none. Where a round fails, the weights stay those of before.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
python=${PYTHON:-python3}
weights=$here/../shared/extract/coreference/referenceWeights.json
runs=$here/runs/references
mkdir -p "$runs"

cd "$here/.."
PATH=$PWD/node_modules/.bin:$PATH
cp "$weights" "$runs/before.json"
trap 'test $? -eq 0 || cp "$runs/before.json" "$weights"' EXIT
echo '{"person":{"none":{},"option":{}},"thing":{"none":{},"option":{}},"description":{"none":{},"option":{}},"threshold":2}' > "$weights"
for round in 1 2 3; do
  echo "Round $round"
  node evaluate/referenceInstances.ts "$runs/gum.jsonl" "$data/gum/train.jsonl"
  node evaluate/referenceInstances.ts "$runs/own.jsonl" training/data/*.txt
  (cd "$here" && OMP_NUM_THREADS=2 "$python" -m claimwire_training.references "$weights" "$runs/gum.jsonl" "$runs/own.jsonl")
done
