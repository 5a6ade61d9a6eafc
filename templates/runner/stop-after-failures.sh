# Sets stop_limit to the number of failures that stops the submission, or to nothing. The submission has its own, because a share is one
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

# Counts a failure by one byte in a file, so that its size is the count, whatever the number of tasks and journals. Whoever reaches
# the limit makes the marker that no worker begins a task after, and takes what waits out of the queue. Bytes may be lost if several
# hosts append at once over NFS: then it stops a little later.
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
