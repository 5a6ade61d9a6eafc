# Prints what a push needs to know: tools, free space, and what is already there.
look() { # <digest of the manifest>
  local known=none
  [[ -d $root/.hsm/code && -d $sweep_dir ]] || mkdir -p -- "$root/.hsm/jobs" "$root/.hsm/code" "$root/code" "$sweep_dir" || die "cannot write to $root"
  say rsync "$(command -v rsync || true)"
  say tar "$(command -v tar || true)"
  say free "$(df -Pk "$root" 2>/dev/null | sed -n '2s/^.* \([0-9][0-9]*\)  *[0-9][0-9]*%.*/\1/p')"
  list_code
  list_journals
  if [[ -e $sweep_dir/MANIFEST.sha256 ]]; then
    known=other
    [[ $(cksum <"$sweep_dir/MANIFEST.sha256") != "$1" ]] || known=same
  fi
  say sweep "$known"
  [[ $known != other ]] || say running "$(count_running)"
}

# Prints the names of the snapshots, incomplete ones last. The newest come first: they share most files with the next one.
list_code() {
  local name parts=()
  while IFS= read -r name; do
    case $name in
      .*) parts+=("$name") ;;
      *) say code "$name" ;;
    esac
  done < <(ls -tA "$root/code")
  for name in ${parts[@]+"${parts[@]}"}; do say code "$name"; done
}

# Prints how many bytes of each journal this machine already has.
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
