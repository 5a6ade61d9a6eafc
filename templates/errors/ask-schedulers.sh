# Writes, into the folder, ended: what the schedulers say of the jobs whose tasks were killed or are gone. Each is asked once for
# all of them, and what was answered a moment ago will do.
ask_schedulers() {
  local name jobs
  : >"$folder/ended"
  while IFS= read -r name; do
    [[ -e scripts/queue-$name.sh ]] || continue
    IFS=$'\n' read -r -d '' -a jobs < <(cut -f 3 "$folder/jobs" | grep "^$name/" | sort -u) || true
    [[ ${#jobs[@]} -eq 0 ]] || ask_scheduler "$name" || ask_scheduler remote || true
  done < <(cut -f 3 "$folder/jobs" | sed 's/[:\/].*//' | sort -u)
}

# Of a scheduler that is not here the machine may tell that the jobs were sent to.
ask_scheduler() { # <name>
  [[ -e scripts/queue-$1.sh ]] || return 1
  "$BASH" -p "scripts/queue-$1.sh" --max-age 30 --ended "${jobs[@]}" >>"$folder/ended" 2>/dev/null
}

# Jobs that ended before their script began have no task that failed.
print_gone() {
  [[ $format == text && -e state/submissions.tsv ]] || return 0
  "$BASH" -p scripts/status.sh --counts ${lost[@]+"${lost[@]}"} | awk -F '\t' '
    $1 == "gone" {
      printf "\n%d  %s ended before %s began", $2, ($2 == 1 ? "job" : "jobs"), ($2 == 1 ? "it" : "they")
      if ($3 != "-") printf ": %s%s", $3, ($4 == "-" ? "" : ", " $4)
      printf "\n"
    }
  '
}
