# Sets runs to the directories of offline runs that were not sent. A running task still writes to its run, so that is skipped.
find_runs() {
  local rows task state run
  rows=$("$BASH" -p scripts/status.sh --tsv ${only:+--only "$only"}) || exit
  runs=()
  while IFS=$'\t' read -r task state _; do
    case $state in
      completed | failed | timeout | cancelled | lost) ;;
      *) continue ;;
    esac
    for run in tasks/task_"$task"/wandb/offline-run-*; do
      if [[ -d $run ]] && ! was_sent "$run"; then
        runs+=("$run")
      fi
    done
  done <<<"$rows"
}

# wandb creates this marker file for a run that it has sent.
was_sent() { # <directory of a run>
  local marks=("$1"/*.wandb.synced)
  [[ -e ${marks[0]} ]]
}
