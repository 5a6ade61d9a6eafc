# Sets gpus to the GPUs that tasks can share, if they request some and no list is given: those of CUDA_VISIBLE_DEVICES, or all of this
# machine.
find_gpus() {
  local needed=${asked_gpus:-$default_gpus} devices
  # Other machines have their own.
  [[ -n $needed && -z $gpus && -z $through ]] || return 0
  if [[ -n ${CUDA_VISIBLE_DEVICES+set} ]]; then
    gpus=$CUDA_VISIBLE_DEVICES
  elif command -v nvidia-smi >/dev/null; then
    gpus=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>/dev/null </dev/null |
      awk '/^[0-9]+ *$/ { printf "%s%d", n++ ? "," : "", $1 }') || true
  fi
  case $gpus in
    *[!A-Za-z0-9,/-]* | -* | NoDevFiles) gpus='' ;;
    *) ;;
  esac
  IFS=, read -r -a devices <<<"$gpus"
  if [[ ${#devices[@]} -lt $needed ]]; then
    printf 'GPUs per task: %s, found on this machine: %s; use --gpus to choose them\n' "$needed" "${#devices[@]}" >&2
  fi
}
