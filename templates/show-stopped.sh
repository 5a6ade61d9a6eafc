# Shows whether a submission was stopped by stop_after_failures.
show_stopped() {
  [[ -d state/stop/stopped ]] || return 0
  printf '%10s  stopped after %d failures; to continue, run scripts/resume.sh\n' '' "$(wc -c <state/stop/failures)"
}
