# Writes the names that the sources' files have in the tasks' directories, in two halves: to look at the files takes
# most of the time of a second run, so two look.
name_files() {
  local tasks=(tasks/task_*) half kind file named=$'\t'
  : >"$fresh.names_1"
  : >"$fresh.names_2"
  [[ -e ${tasks[0]} ]] || return 0
  half=$(((${#tasks[@]} + 1) / 2))
  while IFS=$'\t' read -r kind _ file; do
    # Several sources may have one file.
    [[ $kind == source && $named != *$'\t'"$file"$'\t'* ]] || continue
    named+=$file$'\t'
    printf "%s/${file//%/%%}\\0" "${tasks[@]:0:half}" >>"$fresh.names_1"
    [[ $half -eq ${#tasks[@]} ]] || printf "%s/${file//%/%%}\\0" "${tasks[@]:half}" >>"$fresh.names_2"
  done < <(describe_sources)
}

# Writes which of these files are there; those that changed after the last time twice. No process a task, however many
# there are. A link to a file is as good as the file; what is no file, a pipe for instance, could be waited for for
# ever. A file that is copied or moved here with an older date is told by when its inode changed; busybox looks at dates
# alone.
find_files() { # <run whose names they are>
  local newer=-cnewer find='find -L "$@" -prune -type f -print' first
  if [[ -s $kept ]]; then
    find "$kept" -cnewer "$kept" >/dev/null 2>&1 || newer=-newer
    find+=" $newer $kept -print"
  fi
  list_files "$1.names_1" >"$fresh.there" &
  first=$!
  list_files "$1.names_2" >"$fresh.more"
  wait "$first"
  cat "$fresh.more" >>"$fresh.there"
}

list_files() { # <file with names>
  [[ ! -s $1 ]] || xargs -0 sh -c "$find" sh <"$1" 2>/dev/null || true
}
