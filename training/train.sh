#!/usr/bin/env bash
# From data to the model that ships, in one command: training/train.sh DATA [OUT]
#
# DATA: folder with polnear/train.jsonl, worldwide-ner/train.jsonl and gum/train.jsonl (README.md says what they are; a part that is
#       missing is left out). OUT: where checkpoints go (default training/runs/model); a run that was stopped goes on from its last one.
# PYTHON: the Python with requirements.txt installed (default python3). BF16=1 forces bfloat16, BF16=0 forbids it.
# DEVICE=cuda: on a graphics processor, and then the teachers are three models of 110M parameters. The default is cpu.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [[ $# -lt 1 || $1 == -h || $1 == --help ]]; then sed -n '2,8s/^# \{0,1\}//p' "$0"; exit $(($# < 1 ? 2 : 0)); fi
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
device=${DEVICE:-cpu}
options+=(--device "$device")
bf16=${BF16:-}
if [[ -z $bf16 ]] && { [[ $device == cuda ]] || grep -qsE 'avx512_bf16|amx_bf16' /proc/cpuinfo; }; then bf16=1; fi
[[ $bf16 == 1 ]] && options+=(--bf16)
entities=()
for ((k = 0; k < ${#options[@]}; k++)); do # the options without the corpora that have no entities
  case ${options[k]} in --polnear | --gum) ((k++)) ;; *) entities+=("${options[k]}") ;; esac
done
# glibc gives every large tensor back to the system and takes it anew: a third of a step. Keep the memory instead.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456 GLIBC_TUNABLES=glibc.malloc.hugetlb=1

train() { # train NAME OPTIONS...: unless it is there
  [[ -f $out/$1/model.pt ]] || "$python" -m claimwire_training.train "$out/$1" "${options[@]}" --own data "${@:2}"
}

small=$base/e5-small-v2.onnx
# PolNeAR has no entities. A model that learns entities from world news alone knows them in any text; what it finds there is taught to the rest.
[[ -f $out/silver/model.pt ]] || "$python" -m claimwire_training.train "$out/silver" --base "$small" --own data --own-repeats 1 --mix eec --without frame,reinforced \
  "${entities[@]}" --steps 600 --average 0.97 --lr 2.5e-4 --head-lr 1.5e-3
options+=(--silver "$out/silver/model.pt")
train seed1 --base "$small" --seed 1 --steps 3000
if [[ $device == cuda ]]; then
  # Three large teachers, then a small model that learns from all of them, then one of half its layers that learns from the same.
  "$python" -m claimwire_training.fetch_base "$base" --large
  for seed in 1 2 3; do
    train "large$seed" --base "$base/all-mpnet-base-v2.safetensors" --seed "$seed" --pieces 8192 --steps 1200 --lr 8e-5 --head-lr 8e-4
  done
  taught=(--teacher "$out"/large{1,2,3}/model.pt --lessons attribution,entity,trigger --label-weight 0.5 --own-repeats 3 --pieces 8192 --steps 3300)
  train whole --init "$out/seed1/model.pt" "${taught[@]}" --lr 1.5e-4 --head-lr 5e-4
  train fast --init "$out/whole/model.pt" --layers 1,3,5,7,9,11 "${taught[@]}" --lr 3e-4 --head-lr 7e-4
else
  # A second training that begins differently, then one that learns from both, then half of its layers from it.
  train seed2 --base "$small" --seed 2 --steps 3000
  train whole --init "$out/seed1/model.pt" --teacher "$out"/seed{1,2}/model.pt --own-repeats 3 --mix ccce --lr 6e-5 --head-lr 3e-4 --steps 1200
  train fast --init "$out/whole/model.pt" --layers 1,3,5,7,9,11 --teacher "$out/whole/model.pt" --lr 2e-4 --head-lr 5e-4 --steps 2000
fi
"$python" -m claimwire_training.own_split "$data/polnear/train.jsonl" > "$out/development.jsonl"
for model in whole fast; do
  "$python" -m claimwire_training.export "$out/$model/model.pt" "$out/$model/export" --tokenizer "$base/e5-small-v2-tokenizer.json" \
    --attribution-nothing 0.1 --entity-nothing 0.3 # of some tried on our development split and the gold
  (cd "$here/.." && npm run --silent calibrate -- --model "$out/$model/export" --data "$out/development.jsonl" tests/fixtures/gold --nested tests/fixtures/gold)
  (cd "$here/.." && npm run --silent evaluate -- --model "$out/$model/export" --data "$out/development.jsonl")
done
echo "The models are in $out/whole/export and $out/fast/export. To ship them, copy their files to model/ and model/fast/ and run the tests."
