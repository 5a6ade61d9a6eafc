# Removes every sweep below the root that has ended and was pulled, and code that no sweep needs. Reports which sweeps stay, and why.
clean_all() { # <root> <yes to remove results that were not pulled>
  local reason
  enter_root "$1" all sweeps
  for sweep_dir in "$root"/sweeps/*/*; do
    [[ -d $sweep_dir ]] || continue
    sweep_id=${sweep_dir##*/}
    key=${sweep_dir%/*}
    key=${key##*/}
    reason=$(why_kept "$2" "$(limits_of "$sweep_dir")")
    if [[ -n $reason ]]; then
      say kept "$sweep_id" "$reason"
    else
      remove_sweep
      say removed "$sweep_id"
    fi
  done
  remove_code
}

# Prints something if a pull of the sweep leaves out results.
limits_of() { # <sweep directory>
  # The launcher of a distributed sweep copies everything.
  [[ -e $1/scripts/remote.sh ]] || return 0
  [[ $(grep -cxF -e 'readonly pull_patterns=()' -e "readonly pull_max_size=''" "$1/scripts/remote.sh") -eq 2 ]] || printf 'limited'
}
