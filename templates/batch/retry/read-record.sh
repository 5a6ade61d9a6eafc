# Reads what submit-NAME.sh wrote for this script. Sets retried_memory and retried_timeout to how many times the tasks were retried for
# each cause; tasks to the file that lists them, or to nothing for all; and words to options for the next submission.
read_record() {
  local key value
  retried_memory=0 retried_timeout=0 tasks='' words=()
  [[ -r state/retry_$stamp ]] || die "no state/retry_$stamp in $sweep_dir"
  while IFS='=' read -r key value; do
    case $key:$value in
      *:*[!A-Za-z0-9._+:/@=,-]*) die "state/retry_$stamp: invalid value for $key: $value" ;;
      retried_memory:*) retried_memory=$value ;;
      retried_timeout:*) retried_timeout=$value ;;
      list:*) list_tasks "$value" ;;
      individual:*) words+=(--individual) ;;
      *) words+=("--$key" "$value") ;;
    esac
  done <"state/retry_$stamp"
  if ! is_number "$retried_memory" || ! is_number "$retried_timeout"; then die "state/retry_$stamp does not contain the numbers of retries"; fi
}

# A submission's list has lines "task attempt".
list_tasks() { # <file in state/>
  tasks=$sweep_dir/state/retry_$stamp.tasks
  cut -d ' ' -f 1 "state/$1" >"$tasks" || die "cannot read state/$1"
}
