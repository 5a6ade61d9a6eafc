# Prints the cached answer and sets kept_code, unless the answer is too old or something was submitted since.
read_kept() { # <target> <file that changes with a submission>
  local kept=state/queue/$1_$EUID head time age
  [[ -n $max_age && $kept -nt $2 ]] || return 1
  { IFS=$'\t' read -r head time kept_code <"$kept"; } 2>/dev/null || return 1
  [[ $head == kept ]] && is_number "$time" && is_number "$kept_code" || return 1
  age=$(($(date +%s) - time))
  [[ $age -ge 0 && $age -le $max_age ]] || return 1
  sed 1d "$kept"
}

# Caches rows for the next caller.
keep_rows() { # <target> <time> <exit code>
  local kept=state/queue/$1_$EUID
  {
    mkdir -p state/queue && { printf 'kept\t%s\t%s\n' "$2" "$3" && cat "$folder/rows"; } >"$kept.$$" && mv -f -- "$kept.$$" "$kept"
  } 2>/dev/null || true
}
