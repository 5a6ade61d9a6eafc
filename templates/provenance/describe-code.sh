# Describes the code. Writes its changes since the last commit to the file diff in folder.
describe_code() {
  local said is_snapshot=''
  print_line project "$project_dir"
  # The project is already a snapshot on a remote machine and in retries.
  [[ ! -e ${project_dir%/code/*}/.hsm/code/${project_dir##*/} ]] || is_snapshot=yes code=${project_dir##*/}
  print_line code "${code:+snapshot }${code:-live}"
  if [[ -n $is_snapshot ]]; then
    print_line not_recorded 'git: an earlier record of this snapshot has the commit'
  elif ! command -v git >/dev/null; then
    print_line not_recorded 'git: not installed'
  elif ! said=$(LC_ALL=C ask_git rev-parse --is-inside-work-tree 2>&1); then
    case $said in
      *'not a git repository (or any'*) said='the project is not in a repository' ;;
      *) said=${said%%$'\n'*} ;;
    esac
    print_line not_recorded "git: ${said:-no answer}"
  elif [[ $said != true ]]; then
    print_line not_recorded 'git: the project is not in a work tree'
  else
    describe_commit
    list_untracked
    describe_diff
    describe_unseen
  fi
}

# Runs git without locks, prompts, or a file system monitor that the repository configures.
ask_git() { # <argument>…
  GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 run_limited "$git_patience" git -C "$project_dir" -c core.fsmonitor=false "$@" </dev/null
}

# Sets base, the commit or tree that the work tree is compared with.
describe_commit() {
  local commit branch remote address
  if commit=$(ask_git rev-parse --verify --quiet 'HEAD^{commit}'); then
    base=HEAD
  else
    commit=none
    base=$(ask_git hash-object -t tree --stdin)
  fi
  print_line git_commit "$commit"
  branch=$(ask_git symbolic-ref --quiet --short HEAD) || branch=''
  [[ -z $branch ]] || print_line git_branch "$branch"
  remote=$(ask_git config --get "branch.$branch.remote") || remote=origin
  address=$(ask_git config --get "remote.$remote.url") || return 0
  if address=$(without_credentials "$address"); then
    print_line git_remote "$address"
  else
    print_line not_recorded 'git_remote: the URL may contain a password'
  fi
}

# Prints a URL without its user, password and query. Fails if it cannot determine where these are.
without_credentials() { # <address>
  local address=$1 host path
  case $1 in
    *://*)
      path=${1#*://}
      host=${path%%/*}
      path=${path#"$host"}
      address=${1%%://*}://${host##*@}${path%%[?#]*}
      ;;
    /* | ./* | ../*) ;;
    *@*:*) address=${1##*@} ;;
    *) ;;
  esac
  case $address in
    /* | ./* | ../*) ;;
    *@* | *::*) return 1 ;;
    *) ;;
  esac
  printf '%s' "$address"
}

# Sets code_paths, which select the project without its sweep directories.
name_code_paths() {
  local outputs=${sweep_dir%/*}
  code_paths=(.)
  [[ $outputs != "$project_dir"/* ]] || code_paths+=(":(exclude,literal)${outputs#"$project_dir"/}")
}

# Lists the files that git neither tracks nor ignores.
list_untracked() {
  local code_paths
  name_code_paths
  ask_git ls-files --others --exclude-standard -- "${code_paths[@]}" | awk -v limit="$names_limit" '
    NR <= limit { print "untracked: " $0 }
    END { if (NR > limit) print "not_recorded: untracked: " NR - limit " more names" }
  ' || print_line not_recorded 'untracked: git failed or timed out'
}

# Files with assume-unchanged or skip-worktree, except those that are not there, as in a sparse checkout.
describe_unseen() {
  local path count=0 first=''
  while IFS= read -r path; do
    # git quotes a name with odd characters.
    [[ $path == ?" \""* || -e $project_dir/${path#? } ]] || continue
    count=$((count + 1)) first=${first:-${path#? }}
  done < <(ask_git ls-files -v | LC_ALL=C awk '/^[a-zS] /')
  [[ $count -gt 0 ]] || return 0
  [[ $count -eq 1 ]] || first+=" and $((count - 1)) more"
  print_line not_recorded "diff: git ignores changes of $first (assume-unchanged or skip-worktree)"
}

# The checksum covers the whole diff, even if only a part of it is kept.
describe_diff() {
  local bytes kept digest _
  if ! print_diff >"$folder/all"; then
    print_line not_recorded 'diff: git failed or timed out'
    return
  fi
  read -r digest bytes _ < <(cksum <"$folder/all")
  print_line git_dirty "$([[ $bytes -eq 0 ]] && printf no || printf yes)"
  print_line diff_cksum "$digest $bytes"
  if [[ -z $keeps_diff ]]; then
    [[ $bytes -eq 0 ]] || print_line not_recorded 'diff: provenance.diff is false'
    return
  fi
  LC_ALL=C awk -v limit="$diff_limit" '
    (size += length($0) + 1) > limit { exit }
    { print }
  ' "$folder/all" >"$folder/diff"
  kept=$(wc -c <"$folder/diff")
  [[ $kept -ge $bytes ]] || print_line not_recorded "diff: the last $((bytes - kept)) of $bytes bytes"
}
