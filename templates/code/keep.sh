# Names a snapshot that is complete and has no other files. The list of its files later shows whether they are unchanged.
keep_code() { # <snapshot> <its directory so far> <lines in the list of its files, or how many more> <snapshot that it was made from, or nothing> <how many files of that one are gone>
  local code=$root/code/$1 part=$root/code/$2 kept=$root/.hsm/code/$1 base=$root/.hsm/code/$4
  if [[ ! -d $code ]]; then
    list_files "$part" >"$kept" 2>/dev/null || find "$part" ! -type d >"$kept" || die "cannot read all files of $part"
    if ! is_whole "$3" "$5" ${4:+"$base"} "$kept"; then
      rm -rf -- "$part" "$kept"
      [[ -n $4 ]] || die "the copy of the code does not have the expected $3 files: try again"
      say unstaged yes
      return
    fi
    mv -- "$part" "$code" || die "cannot rename in $root/code"
    [[ -z $4 || -d $root/code/$4 ]] || rm -f -- "$base"
  fi
  touch -- "$code"
}

# Whether a list has the given number of lines, or that many more than an earlier list, with at most so many missing from it.
is_whole() { # <lines, or lines more> <how many may be missing> [<earlier list>] <list>
  LAST=${!#} awk -v lines="$1" -v missing="$2" '
    BEGIN { last = ENVIRON["LAST"] }
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
