# Prints the size of the machine: cores, total memory and free memory in MB.
size() {
  local key amount total='' available=''
  say cores "$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || printf 1)"
  if [[ -r /proc/meminfo ]]; then
    while read -r key amount _; do
      case $key in
        MemTotal:) total=$((amount / 1024)) ;;
        MemAvailable:) available=$((amount / 1024)) ;;
        *) ;;
      esac
    done </proc/meminfo
  elif amount=$(sysctl -n hw.memsize 2>/dev/null) && is_number "$amount"; then
    total=$((amount / 1048576))
  fi
  say memory "$total" "$available"
}

# Prints the GPUs: number, name, memory in MB, memory in use, and utilisation in percent.
gpus() {
  command -v nvidia-smi >/dev/null || return 0
  nvidia-smi --query-gpu=index,name,memory.total,memory.used,utilization.gpu --format=csv,noheader,nounits 2>/dev/null |
    LC_ALL=C awk -F ', *' -v OFS='\t' 'NF == 5 && $1 ~ /^[0-9]+$/ { print "gpu", $1, $2, $3, $4, $5 }' || true
}

# Prints the size of the machine and its GPUs.
hardware() {
  size
  gpus
}

# Prints the state of the machine: load, memory, disk, GPUs, and the sweeps that run below the root.
health() { # <root>
  hardware
  say load "$(read_load)"
  disk "$1"
  root=$(expand_home "$1")
  running_sweeps
}

# The load average of the last minute.
read_load() {
  if [[ -r /proc/loadavg ]]; then
    cut -d ' ' -f 1 /proc/loadavg
  else
    LC_ALL=C uptime | sed -n 's/.*load averages*: *\([0-9.]*\).*/\1/p'
  fi
}

# Prints the sweeps with running or waiting jobs: name and number of jobs.
running_sweeps() {
  local sweep_dir count
  for sweep_dir in "$root"/sweeps/*/*; do
    [[ -d $sweep_dir ]] || continue
    count=$(count_running)
    [[ $count -eq 0 ]] || say sweep "${sweep_dir##*/}" "$count"
  done
}
