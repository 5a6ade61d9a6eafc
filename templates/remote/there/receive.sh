# Takes an archive from standard input, where there is no rsync.
unpack() { # <directory below the root>
  mkdir -p -- "$root/$1" || die "cannot write in $root"
  unpack_files "$root/$1"
}

unpack_files() { # <directory>
  tar -xf - --no-same-permissions --no-same-owner -C "$1" || die "cannot unpack in $root: is the disk full?"
}

# Takes what comes with this, and puts what was sent into use: a snapshot gets its name, and the sweep what tells that it is the copy on
# this machine, and where its project is. Earlier projects of the sweep follow, as tasks may still run in them.
keep() { # <snapshot, or nothing> <lines of a list of its files, or how many more> <project directory, or nothing> <yes for an archive> <snapshot to change, or nothing> <file that is gone>…
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

# A snapshot that has all its files, and no others, gets its name. The list of them tells later whether they are what was sent.
keep_code() { # <snapshot> <lines of a list of its files, or how many more> <snapshot that it was made of, or nothing> <how many files of that were to go>
  # What tells it from others of the same name it did not have when it was sent.
  local code=$root/code/$1 part=$root/code/.${1%.*}.part kept=$root/.hsm/code/$1 base=$root/.hsm/code/$3
  if [[ ! -d $code ]]; then
    [[ -n $3 ]] || chmod 700 -- "$part" || die "cannot write in $root"
    list_files "$part" >"$kept" 2>/dev/null || find "$part" ! -type d >"$kept" || die "cannot read all files of $part"
    if ! is_whole "$2" "$4" ${3:+"$base"} "$kept"; then
      rm -rf -- "$part" "$kept"
      [[ -n $3 ]] || die "the code has not $2 files here: push again"
      say unstaged yes
      return
    fi
    mv -- "$part" "$code" || die "cannot rename in $root/code"
    [[ -z $3 || -d $root/code/$3 ]] || rm -f -- "$base"
  fi
  touch -- "$code"
}

# Whether a list has so many lines, or so many more than an earlier one, and all of that but so many.
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
