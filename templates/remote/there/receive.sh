# Unpacks an archive from standard input, for machines without rsync.
unpack() { # <directory below the root>
  mkdir -p -- "$root/$1" || die "cannot write to $root"
  unpack_files "$root/$1"
}

unpack_files() { # <directory>
  tar -xf - --no-same-permissions --no-same-owner -C "$1" || die "cannot unpack in $root: is the disk full?"
}

# Unpacks the accompanying archive and puts what was sent to use: names the snapshot, and marks the sweep directory as the copy on
# this machine, with its project. Earlier projects of the sweep are listed too, because tasks may still run in them.
keep() { # <snapshot, or nothing> <lines in the list of its files, or how many more> <project directory, or nothing> <yes for an archive> <snapshot to change, or nothing> <file that is gone>…
  local part project=${3:-$root/code/$1} known earlier='' said=''
  if [[ -n $5 ]]; then said=$(stage "${1%.*}" "$5" '' "${@:6}"); fi
  [[ -n $said || -z $4 ]] || unpack_files "$root"
  # The suffix that distinguishes it from another snapshot of the same name was not known when it was sent.
  if [[ -z $said && -n $1 ]]; then
    part=.${1%.*}.part
    [[ -n $5 || ! -d $root/code/$part ]] || chmod 700 -- "$root/code/$part" || die "cannot write to $root"
    said=$(keep_code "$1" "$part" "$2" "$5" "$(($# - 5))") || exit
  fi
  if [[ -n $said ]]; then
    printf '%s\n' "$said"
    return
  fi
  read_remote_place
  [[ -d $sweep_dir/state/remote ]] || mkdir -p -- "$sweep_dir/state/remote" || die "cannot write to $sweep_dir"
  printf '%s\n' "$sweep_dir" "$root" "$place" >"$sweep_dir/state/remote/here" || die "cannot write to $sweep_dir"
  case $project in
    \~/*) project=$HOME/${project#??} ;;
    *) ;;
  esac
  [[ ! -e $sweep_dir/state/project ]] || while IFS= read -r known; do
    [[ $known == "$project" || ! -d $known ]] || earlier+=$known$'\n'
  done <"$sweep_dir/state/project"
  printf '%s\n%s' "$project" "$earlier" >"$sweep_dir/state/project.new" || die "cannot write to $sweep_dir"
  mv -- "$sweep_dir/state/project.new" "$sweep_dir/state/project" || die "cannot write to $sweep_dir"
  keep_journals
}

# Takes over the journals that were sent. A journal has one writer and only grows, so the longer version is right: a version
# shorter than the one here is an old copy of what this machine wrote itself.
keep_journals() {
  local sent journal
  for sent in "$sweep_dir"/state/remote/sent/state/*_*.tsv; do
    [[ -e $sent ]] || continue
    journal=$sweep_dir/state/${sent##*/}
    if [[ ! -e $journal || $(wc -c <"$sent") -gt $(wc -c <"$journal") ]]; then
      mv -f -- "$sent" "$journal" || die "cannot write to $sweep_dir"
    else
      rm -f -- "$sent"
    fi
  done
}
