# Prints what a push needs to know: tools, room, and what is there already.
look() { # <tree, or nothing> <digest of the manifest>
  local base bases=0 known=none
  # Also those that rsync would make for others to read.
  mkdir -p -- "$root/.hsm/jobs" "$root/code" "$sweep_dir" || die "cannot write in $root"
  [[ -z $1 || -d $root/code/$1 ]] || mkdir -p -- "$root/code/.$1.part" || die "cannot write in $root"
  say rsync "$(command -v rsync || true)"
  say tar "$(command -v tar || true)"
  say free "$(df -Pk "$root" 2>/dev/null | sed -n '2s/^.* \([0-9][0-9]*\)  *[0-9][0-9]*%.*/\1/p')"
  if [[ -n $1 && -d $root/code/$1 ]]; then say code yes; fi
  # The newest snapshots have most of the files of the next one.
  while IFS= read -r base; do
    [[ -d $root/code/$base && $bases -lt 3 ]] || continue
    say base "$base"
    bases=$((bases + 1))
  done < <(ls -t "$root/code")
  if [[ -e $sweep_dir/MANIFEST.sha256 ]]; then
    known=other
    [[ $(cksum <"$sweep_dir/MANIFEST.sha256") != "$2" ]] || known=same
  fi
  say sweep "$known"
  list_journals
  say running "$(count_running)"
}

# Prints how many bytes of each journal are here already.
list_journals() {
  local journals=("$sweep_dir"/state/*_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  wc -c -- "${journals[@]}" | awk -v OFS='\t' '
    /\/[A-Za-z0-9._-]+$/ {
      size = $1
      sub(/^.*\//, "")
      print "journal", $0, size
    }
  '
}
