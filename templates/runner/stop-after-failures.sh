# Sets stop_limit to the number of failures that stops the submission, or to nothing. A submission has its own, because a percentage is
# of its tasks; a job script that was submitted by hand has that of the whole sweep.
read_stop_limit() {
  stop_limit=${failures_of_all-} stop_folder=$sweep_dir/state/stop
  [[ -n $stop_limit && -e $stop_folder/limit ]] || return 0
  read -r stop_limit <"$stop_folder/limit" || true
  is_number "$stop_limit" || stop_limit=$failures_of_all
}

is_stopped() {
  [[ -n $stop_limit && -d $stop_folder/stopped ]]
}

# Adds one byte per failure to a file, so that its size is the count, whatever the number of tasks and journals. The worker that
# reaches the limit creates a marker, after which no worker starts a task, and removes the waiting jobs from the queue. If several
# hosts append at once over NFS, bytes may be lost, and the submission stops a little later.
count_failure() {
  local count
  [[ -n $stop_limit ]] || return 0
  { mkdir -p "$stop_folder" && printf 'x' >>"$stop_folder/failures"; } || return 0
  count=$(wc -c <"$stop_folder/failures") || return 0
  ((count >= stop_limit)) || return 0
  mkdir "$stop_folder/stopped" 2>/dev/null || return 0
  [[ -z $job || ! -e $sweep_dir/state/submissions.tsv ]] ||
    "$BASH" -p "$sweep_dir/scripts/cancel.sh" --waiting -y </dev/null >/dev/null 2>&1 || true
}
