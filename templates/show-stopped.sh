# Shows whether a submission was stopped by stop_after_failures.
show_stopped() {
  local count
  [[ -d state/stop/stopped ]] || return 0
  count=$(wc -c <state/stop/failures)
  printf '%10s  stopped after %d failure%s; to continue, run scripts/resume.sh\n' '' "$count" "$([[ $count -eq 1 ]] || printf s)"
}
