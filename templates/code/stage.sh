# Creates the directory of a new snapshot from one that is here, without files that are gone or replaced. If that is impossible,
# it reports so, and the new snapshot must be sent in full. It checks that all other files are as they were sent, unless nothing
# can have run among them and the caller checks them.
stage() { # <snapshot> <snapshot that is here> <yes to always check> <file that is gone>…
  local part=$root/code/.$1.part copy=$root/code/.$1.copy base=$root/code/$2 kept=$root/.hsm/code/$2 extras='' is_whole=yes
  if ! is_snapshot "$1" || ! is_snapshot "$2"; then die "invalid snapshot names: $1 $2"; fi
  # It was created before the connection broke.
  [[ ! -d $part ]] || return 0
  if [[ -d $base && -s $kept && ! -e $copy ]] && copy_snapshot; then
    if [[ -n $3 || -d $base ]]; then
      { list_files "$copy" >"$copy.list" && extras=$(find_extras); } || is_whole=''
      rm -f -- "$copy.list"
    fi
    if [[ -n $is_whole ]] && (cd -- "$copy" && remove_files "${@:4}") && mv -- "$copy" "$part"; then return; fi
    if [[ -z $is_whole && ! -d $base ]]; then mv -- "$copy" "$base"; else rm -rf -- "$copy"; fi
  fi
  say unstaged yes
}

is_snapshot() { # <name>
  [[ $1 =~ ^(plain-)?[0-9a-f]+(\.[0-9]+)?$ ]]
}

# A copy shares the files. If nothing can have run in the old snapshot, the new one takes its directory.
copy_snapshot() {
  if is_unused; then
    mv -- "$base" "$copy" 2>/dev/null
  else
    cp -al -- "$base" "$copy" 2>/dev/null || ! rm -rf -- "$copy"
  fi
}

# Prints the files that tasks have left in a snapshot. Fails if a file that was sent is missing or was changed.
find_extras() {
  # Usually in the same order.
  ! cmp -s "$kept" "$copy.list" || return 0
  awk '
    NR == FNR {
      kept[$0]
      count++
      next
    }
    $0 in kept {
      same++
      next
    }
    {
      name = $0
      # A name with a line break takes two lines.
      if (!sub(/^[0-9]+ [0-9.-]+ [0-7]+ /, "", name) || ("/" name "/") ~ /\/\.\.\//) exit 1
      print name
    }
    END { if (same != count) exit 1 }
  ' "$kept" "$copy.list"
}

# Files are never modified, because other snapshots share them: files that will change are removed first.
remove_files() { # <file>…
  if [[ -n $extras ]]; then
    tr '\n' '\0' <<<"$extras" | xargs -0 rm -f -- || return
  fi
  if [[ $# -gt 0 ]]; then rm -f -- "$@" || return; fi
  [[ -z $extras && $# -eq 0 ]] || find . -mindepth 1 -depth -type d -empty -delete
}
