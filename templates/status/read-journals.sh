# Sets unended to the lines of attempts without an end, and to lines that are not records. bash drops the zeros in a journal that
# a crash left behind, with a warning, which is suppressed.
read_unended() {
  { unended=$(search_journals -Ev $'^([^\t]*\t){8}'); } 2>/dev/null
}

# Sets completed to the number of completed tasks; lines to the lines of all other attempts, of second and later attempts, and of
# what is not a record; and unended to those of lines without an end. Most lines of most sweeps are tasks that completed at once:
# grep finds a fixed text many times faster than awk splits fields.
read_journals_briefly() {
  local count more
  exec 4< <(search_journals -Fc $'\tcompleted\t0\t') 5< <(search_journals -v $'^[0-9]*\t1\t')
  { unended=$(search_journals -Fv $'\tcompleted\t0\t'); } 2>/dev/null
  completed=0
  while read -r count <&4; do
    completed=$((completed + count))
  done
  { more=$(cat <&5); } 2>/dev/null
  exec 4<&- 5<&-
  lines=$unended${more:+$'\n'$more}
}

# A second pass. If no attempt began or ended in between, nothing has changed.
reread_journals() {
  local now
  { now=$(search_journals -Fv $'\tcompleted\t0\t'); } 2>/dev/null
  [[ $now == "$unended" ]] || read_journals_briefly
}

# Prints the records of all attempts, or of those between the lowest and the highest selected task.
list_attempts() { # <purpose, as for derive>
  if [[ -z $ranges || ($1 != tsv && $1 != todo) ]]; then
    search_journals '^[0-9]'
  else
    # A list may be longer than a command line.
    { printf '%s\n/\n' "$ranges" && search_journals '^[0-9]'; } | LC_ALL=C awk '
      $0 == "/" { in_journals = 1; next }
      !in_journals {
        if (!low || $2 + 0 < low) low = $2 + 0
        if ($3 + 0 > high) high = $3 + 0
        next
      }
      $0 + 0 >= low && $0 + 0 <= high
    '
  fi
}
