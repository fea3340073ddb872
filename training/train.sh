#!/usr/bin/env bash
# From data to the model that ships, in one command: training/train.sh DATA [OUT]
#
# DATA: folder with polnear/train.jsonl, worldwide-ner/train.jsonl and gum/train.jsonl (README.md says what they are; a part that is
#       missing is left out). OUT: where checkpoints go (default training/runs/model); a run that was stopped goes on from its last one.
# PYTHON: the Python with requirements.txt installed (default python3). BF16=1 forces bfloat16, BF16=0 forbids it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [[ $# -lt 1 || $1 == -h || $1 == --help ]]; then sed -n '2,7s/^# \{0,1\}//p' "$0"; exit $(($# < 1 ? 2 : 0)); fi
data=$(cd "$1" && pwd)
out=${2:-$here/runs/model}
mkdir -p "$out"
out=$(cd "$out" && pwd)
python=${PYTHON:-python3}
base=$here/runs/base
cd "$here"

"$python" -m claimwire_training.fetch_base "$base"
options=(--tokenizer "$base/e5-small-v2-tokenizer.json" --save-every 200)
for corpus in polnear:polnear worldwide:worldwide-ner gum:gum; do
  [[ -f $data/${corpus#*:}/train.jsonl ]] && options+=("--${corpus%%:*}" "$data/${corpus#*:}/train.jsonl")
done
if [[ ${BF16:-} == 1 ]] || { [[ -z ${BF16:-} ]] && grep -qsE 'avx512_bf16|amx_bf16' /proc/cpuinfo; }; then options+=(--bf16); fi
# glibc gives every large tensor back to the system and takes it anew: a third of a step. Keep the memory instead.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456 GLIBC_TUNABLES=glibc.malloc.hugetlb=1

# Two trainings that begin differently, then one that learns from both, then half of its layers from it.
for seed in 1 2; do
  [[ -f $out/seed$seed/model.pt ]] ||
    "$python" -m claimwire_training.train "$out/seed$seed" "${options[@]}" --base "$base/e5-small-v2.onnx" --own data --seed "$seed" --steps 3000
done
[[ -f $out/whole/model.pt ]] ||
  "$python" -m claimwire_training.train "$out/whole" "${options[@]}" --init "$out/seed1/model.pt" --teacher "$out/seed1/model.pt" "$out/seed2/model.pt" \
    --own data --own-repeats 3 --mix ccce --lr 6e-5 --head-lr 3e-4 --steps 1200
[[ -f $out/fast/model.pt ]] ||
  "$python" -m claimwire_training.train "$out/fast" "${options[@]}" --init "$out/whole/model.pt" --layers 1,3,5,7,9,11 --teacher "$out/whole/model.pt" \
    --own data --own-repeats 2 --mix ccece --lr 2e-4 --head-lr 5e-4 --steps 2000
"$python" -m claimwire_training.own_split "$data/polnear/train.jsonl" > "$out/development.jsonl"
for model in whole fast; do
  "$python" -m claimwire_training.export "$out/$model/model.pt" "$out/$model/export" --tokenizer "$base/e5-small-v2-tokenizer.json" \
    --attribution-nothing 0.1 --entity-nothing 0.3 # of some tried on our development split and the gold
  (cd "$here/.." && npm run --silent calibrate -- --model "$out/$model/export" --data "$out/development.jsonl" --nested tests/fixtures/gold)
  (cd "$here/.." && npm run --silent evaluate -- --model "$out/$model/export" --data "$out/development.jsonl")
done
echo "The models are in $out/whole/export and $out/fast/export. To ship them, copy their files to model/ and model/fast/ and run the tests."
