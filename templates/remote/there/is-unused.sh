# Whether no other sweep uses a snapshot, and nothing of this sweep was ever started here.
is_unused() {
  local projects
  [[ ! -e $sweep_dir/tasks && ! -e $sweep_dir/logs && ! -e $sweep_dir/state/submissions.tsv ]] || return
  while IFS= read -r projects; do
    [[ $projects -ef $sweep_dir/state/project ]] || return
  done < <(grep -lxF -e "$base" -- "$root"/sweeps/*/*/state/project)
}
