# Sets built to what the manifest says of this script, before anything of it is done: where that has changed when a task is
# claimed, the commands that were read here are not those of the directory any more.
read_built() { # <directory of the scripts>
  local digest path
  built=''
  [[ -r $1/../MANIFEST.sha256 ]] || return 0
  while read -r digest path; do
    [[ $path != scripts/task.sh ]] || built=$digest
  done <"$1/../MANIFEST.sha256"
}
