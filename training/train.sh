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

[[ -f $out/stage1/model.pt ]] ||
  "$python" -m claimwire_training.train "$out/stage1" "${options[@]}" --base "$base/e5-small-v2.onnx" --steps 3600 --final-lr 0.25
[[ -f $out/stage2/model.pt ]] ||
  "$python" -m claimwire_training.train "$out/stage2" "${options[@]}" --init "$out/stage1/model.pt" --own data --own-repeats 3 \
    --mix ccce --lr 5e-5 --head-lr 3e-4 --steps 1900
"$python" -m claimwire_training.export "$out/stage2/model.pt" "$out/export" --tokenizer "$base/e5-small-v2-tokenizer.json"
"$python" -m claimwire_training.own_split "$data/polnear/train.jsonl" > "$out/development.jsonl"
cd "$here/.."
npm run --silent calibrate -- --model "$out/export" --data "$out/development.jsonl" --nested tests/fixtures/gold
npm run --silent evaluate -- --model "$out/export" --data "$out/development.jsonl"
echo "The model is in $out/export. To ship it, copy its three files to model/ and run the tests."
