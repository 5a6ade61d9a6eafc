# Writes the paths of the sources' files in the tasks' directories, in two halves: checking the files takes most of the time
# of a second run, so two processes share it.
name_files() {
  local tasks=(tasks/task_*) half kind file named=$'\t'
  : >"$fresh.names_1" && : >"$fresh.names_2" || return
  [[ -e ${tasks[0]} ]] || return 0
  half=$(((${#tasks[@]} + 1) / 2))
  while IFS=$'\t' read -r kind _ file; do
    # Several sources may use the same file.
    [[ $kind == source && $named != *$'\t'"$file"$'\t'* ]] || continue
    named+=$file$'\t'
    printf "%s/${file//%/%%}\\0" "${tasks[@]:0:half}" >>"$fresh.names_1" || return
    [[ $half -eq ${#tasks[@]} ]] || printf "%s/${file//%/%%}\\0" "${tasks[@]:half}" >>"$fresh.names_2" || return
  done < <(describe_sources)
}

# Writes which of these files exist; those that changed since the last run are written twice. The number of processes does not
# depend on the number of tasks. A link to a file counts as a file; other things, such as pipes, could block forever and are
# skipped. A file copied or moved here with an older date is recognised by its inode's change time; busybox only has dates.
find_files() { # <run that wrote the names>
  local newer=-cnewer find='find -L "$@" -prune -type f -print' first
  if [[ -s $kept ]]; then
    find "$kept" -cnewer "$kept" >/dev/null 2>&1 || newer=-newer
    find+=" $newer $kept -print"
  fi
  list_files "$1.names_1" >"$fresh.there" &
  first=$!
  list_files "$1.names_2" >"$fresh.more" || return
  wait "$first" || return
  cat "$fresh.more" >>"$fresh.there"
}

# find fails for each file that does not exist, so cat shows whether there is room for the list.
list_files() { # <file with names>
  [[ ! -s $1 ]] || { xargs -0 sh -c "$find" sh <"$1" 2>/dev/null || true; } | cat
}
