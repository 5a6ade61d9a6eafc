# Writes ended into the folder: what the schedulers report about jobs whose tasks were killed or lost. Each scheduler is asked
# once for all of them, and a recent cached answer is good enough.
ask_schedulers() {
  local name jobs
  : >"$folder/ended"
  while IFS= read -r name; do
    [[ -e scripts/queue-$name.sh ]] || continue
    IFS=$'\n' read -r -d '' -a jobs < <(cut -f 3 "$folder/jobs" | grep "^$name/" | sort -u) || true
    [[ ${#jobs[@]} -eq 0 ]] || ask_scheduler "$name" || ask_scheduler remote || true
  done < <(cut -f 3 "$folder/jobs" | sed 's/[:\/].*//' | sort -u)
}

# If the scheduler is not installed here, ask the machine to which the jobs were sent.
ask_scheduler() { # <name>
  [[ -e scripts/queue-$1.sh ]] || return 1
  "$BASH" -p "scripts/queue-$1.sh" --max-age 30 --ended "${jobs[@]}" >>"$folder/ended" 2>/dev/null
}

# Jobs that ended before their script began have no failed task.
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
