# Prints the directories of the jobs of this sweep.
find_jobs() {
  local job sweep
  for job in "$root"/.hsm/jobs/*; do
    [[ -e $job/sweep ]] || continue
    IFS= read -r sweep <"$job/sweep" || continue
    [[ ! $sweep -ef $sweep_dir ]] || printf '%s\n' "$job"
  done
}
