# Takes an archive from standard input, where there is no rsync.
unpack() { # <directory below the root>
  mkdir -p -- "$root/$1" || die "cannot write in $root"
  tar -xf - -C "$root/$1" || die "cannot unpack in $root: is the disk full?"
}

# What was sent is whole: a snapshot gets its name, and the sweep what tells that it is the copy on this machine, and where its
# project is. Earlier projects of the sweep follow, as tasks may still run in them.
keep() { # <tree, or nothing> <project directory, or nothing>
  local project=${2:-$root/code/$1} earlier=''
  read_remote_place
  mkdir -p -- "$sweep_dir/state/remote" || die "cannot write in $sweep_dir"
  printf '%s\n' "$sweep_dir" "$root" "$place" >"$sweep_dir/state/remote/here" || die "cannot write in $sweep_dir"
  case $project in
    \~/*) project=$HOME/${project#??} ;;
    *) ;;
  esac
  [[ ! -e $sweep_dir/state/project ]] || earlier=$(grep -vxF -e "$project" "$sweep_dir/state/project") || true
  printf '%s\n' "$project" ${earlier:+"$earlier"} >"$sweep_dir/state/project.new" || die "cannot write in $sweep_dir"
  mv -- "$sweep_dir/state/project.new" "$sweep_dir/state/project" || die "cannot write in $sweep_dir"
  keep_journals
  if [[ -n $1 && ! -d $root/code/$1 ]]; then
    mv -- "$root/code/.$1.part" "$root/code/$1" || die "cannot rename in $root/code"
  fi
  [[ -z $1 ]] || touch -- "$root/code/$1"
}

# Takes over the journals that were sent. A journal has one writer and only grows, so the longer one is right: what is
# shorter than the one here is an old copy of what this machine wrote itself.
keep_journals() {
  local sent journal
  for sent in "$sweep_dir"/state/remote/sent/state/*_*.tsv; do
    [[ -e $sent ]] || continue
    journal=$sweep_dir/state/${sent##*/}
    if [[ ! -e $journal || $(wc -c <"$sent") -gt $(wc -c <"$journal") ]]; then
      mv -f -- "$sent" "$journal" || die "cannot write in $sweep_dir"
    else
      rm -f -- "$sent"
    fi
  done
}
