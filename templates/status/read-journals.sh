# Sets unended to the lines of attempts without an end, and of whatever is no record. A journal that a crash left full of
# zeros is no reason to complain: bash leaves them out, and says so.
read_unended() {
  { unended=$(search_journals -Ev $'^([^\t]*\t){8}'); } 2>/dev/null
}

# Sets completed, how many tasks are, lines, those of all other attempts, of attempts after the first, and of whatever is
# no record, and unended to the first of these. Most lines of most sweeps are of tasks that were completed at once: grep
# finds a fixed text at many times the speed at which awk would read fields.
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

# The same once more. Where no attempt was begun or ended since, nothing has changed.
read_journals_anew() {
  local now
  { now=$(search_journals -Fv $'\tcompleted\t0\t'); } 2>/dev/null
  [[ $now == "$unended" ]] || read_journals_briefly
}

# Prints the records of all attempts, or of those between the lowest and the highest task that is asked for.
list_attempts() { # <what for>
  if [[ -z $ranges || ($1 != tsv && $1 != todo) ]]; then
    search_journals '^[0-9]'
  else
    # A list may be longer than the words of a command.
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
