# Unpacks an archive from standard input, for machines without rsync.
unpack() { # <directory below the root>
  mkdir -p -- "$root/$1" || die "cannot write in $root"
  unpack_files "$root/$1"
}

unpack_files() { # <directory>
  tar -xf - --no-same-permissions --no-same-owner -C "$1" || die "cannot unpack in $root: is the disk full?"
}

# Unpacks the accompanying archive and puts what was sent to use: names the snapshot, and marks the sweep directory as the copy on
# this machine, with its project. Earlier projects of the sweep are listed too, because tasks may still run in them.
keep() { # <snapshot, or nothing> <lines in the list of its files, or how many more> <project directory, or nothing> <yes for an archive> <snapshot to change, or nothing> <file that is gone>…
  local project=${3:-$root/code/$1} known earlier='' said=''
  if [[ -n $5 ]]; then said=$(stage "${1%.*}" "$5" '' "${@:6}"); fi
  [[ -n $said || -z $4 ]] || unpack_files "$root"
  [[ -n $said || -z $1 ]] || said=$(keep_code "$1" "$2" "$5" "$(($# - 5))") || exit
  if [[ -n $said ]]; then
    printf '%s\n' "$said"
    return
  fi
  read_remote_place
  [[ -d $sweep_dir/state/remote ]] || mkdir -p -- "$sweep_dir/state/remote" || die "cannot write in $sweep_dir"
  printf '%s\n' "$sweep_dir" "$root" "$place" >"$sweep_dir/state/remote/here" || die "cannot write in $sweep_dir"
  case $project in
    \~/*) project=$HOME/${project#??} ;;
    *) ;;
  esac
  [[ ! -e $sweep_dir/state/project ]] || while IFS= read -r known; do
    [[ $known == "$project" || ! -d $known ]] || earlier+=$known$'\n'
  done <"$sweep_dir/state/project"
  printf '%s\n%s' "$project" "$earlier" >"$sweep_dir/state/project.new" || die "cannot write in $sweep_dir"
  mv -- "$sweep_dir/state/project.new" "$sweep_dir/state/project" || die "cannot write in $sweep_dir"
  keep_journals
}

# Names a snapshot that is complete and has no other files. The list of its files later shows whether they are unchanged.
keep_code() { # <snapshot> <lines of a list of its files, or how many more> <snapshot that it was made of, or nothing> <how many files of that were to go>
  # Files that distinguish it from another snapshot of the same name were missing when it was sent.
  local code=$root/code/$1 part=$root/code/.${1%.*}.part kept=$root/.hsm/code/$1 base=$root/.hsm/code/$3
  if [[ ! -d $code ]]; then
    [[ -n $3 ]] || chmod 700 -- "$part" || die "cannot write in $root"
    list_files "$part" >"$kept" 2>/dev/null || find "$part" ! -type d >"$kept" || die "cannot read all files of $part"
    if ! is_whole "$2" "$4" ${3:+"$base"} "$kept"; then
      rm -rf -- "$part" "$kept"
      [[ -n $3 ]] || die "the code here does not have $2 files: push again"
      say unstaged yes
      return
    fi
    mv -- "$part" "$code" || die "cannot rename in $root/code"
    [[ -z $3 || -d $root/code/$3 ]] || rm -f -- "$base"
  fi
  touch -- "$code"
}

# Whether a list has the given number of lines, or that many more than an earlier list, with at most so many missing from it.
is_whole() { # <lines, or lines more> <how many may be missing> [<earlier list>] <list>
  awk -v lines="$1" -v missing="$2" -v last="${!#}" '
    FILENAME != last {
      earlier[$0]
      lines++
      missing--
      next
    }
    $0 in earlier { missing++ }
    { lines-- }
    END { exit lines != 0 || missing < 0 }
  ' "${@:3}"
}

# Prints size, time, mode and name of each file.
list_files() { # <directory>
  find "$1" ! -type d -printf '%s %T@ %m %P\n'
}

# Takes over the journals that were sent. A journal has one writer and only grows, so the longer version is right: a version
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
