# If a submission was stopped, as the sweep sets with stop_after_failures.
show_stopped() {
  [[ -d state/stop/stopped ]] || return 0
  printf '%10s  stopped after %d failures; scripts/resume.sh continues\n' '' "$(wc -c <state/stop/failures)"
}
