#!/bin/bash -p
# Records which code runs and where, and shows the records.
#
#   provenance.sh              show all records, without their diffs
#   provenance.sh NAME         show one record with its diff
#   provenance.sh --diff NAME  print only its diff, for git apply
#
#   For drivers and status.sh:
#     --record NAME --started-by TARGET
#                      write state/provenance/NAME.txt: commit, branch, changes, machine, Python and packages
#     --changed NAME…  print those of the given records whose code has changed since
#     --code SNAPSHOT  the snapshot of the code that the tasks use
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
# To change it, edit that file and run: hsm build

# --- Strict mode
# The rest needs bash -p, which ignores functions, options and start-up files from its environment. Any other shell stops reading
# here and is replaced; in POSIX mode no function of the caller can stand in for exec.
case ${BASH_VERSION-}:$- in
  [1-9]*:*p*) ;;
  *)
    HSM_SHELLOPTS=${SHELLOPTS-} HSM_BASHOPTS=${BASHOPTS-} POSIXLY_CORRECT=${POSIXLY_CORRECT-}
    export HSM_SHELLOPTS HSM_BASHOPTS
    exec /bin/bash -p "$0" "$@"
    ;;
esac
unset BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
# Which hsm made these scripts, and from which file.
readonly generator='hsm 0.1.0' source_path=sweeps/sweep.yaml source_digest=dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e
# From the sweep directory to the project root; HSM_PROJECT_DIR overrides it.
readonly project_path=../../..
# Whether a record includes the changes since the last commit, the limit for these in bytes, and the limit on names of untracked files.
readonly keeps_diff=yes diff_limit=1048576 names_limit=1000
# Seconds that git may take.
readonly git_patience=20
# Only these variables are recorded, because others may be secrets.
readonly recorded_variables=(PATH LD_LIBRARY_PATH PYTHONPATH PYTHONHASHSEED VIRTUAL_ENV CONDA_DEFAULT_ENV CONDA_PREFIX
  CUDA_HOME CUDA_VISIBLE_DEVICES OMP_NUM_THREADS MKL_NUM_THREADS)

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# Some machines, such as minimal containers, lack some of these tools.
require_tools() { # <name>…
  local tool
  for tool; do
    command -v "$tool" >/dev/null || die "$tool is required but not on PATH"
  done
}

# The help is the comment at the top of the script.
show_help() { # <script>
  sed -n -e '/^#!/d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
}

# Sets sweep_dir from the location of this script, so that the directory can be moved.
locate_sweep() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  cd -- "$scripts/.." || die "cannot enter $scripts/.."
  sweep_dir=$PWD
  readonly sweep_dir
  [[ ! -d .update ]] || finish_update
}

# Finishes a build that was interrupted while it was replacing files.
finish_update() {
  "$BASH" -p "$sweep_dir/.update/finish.sh" 2>/dev/null || true
}

# Limits how long a command may take: a busy server or file system can keep its clients waiting indefinitely.
run_limited() { # <seconds> <command>…
  if command -v timeout >/dev/null; then
    timeout "$@"
  else
    "${@:2}"
  fi
}

# Filters out characters that could control a terminal: ASCII control characters except newline, and C1 control characters, both as UTF-8
# and as single bytes outside any UTF-8 character. Truncated characters are dropped.
replace_controls() {
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' | LC_ALL=C sed -e $'s/\302[\200-\237]/ /g' -e ':next' \
    -e $'s/^[\200-\237]/ /;s/\([\001-\177\365-\377]\)[\200-\237]/\\1 /' \
    -e $'s/\([\303-\337][\200-\277]\)[\200-\237]/\\1 /;s/\(\302[\240-\277]\)[\200-\237]/\\1 /' \
    -e $'s/\([\340-\357][\200-\277]\{2\}\)[\200-\237]/\\1 /;s/\([\360-\364][\200-\277]\{3\}\)[\200-\237]/\\1 /' \
    -e 't next' -e $'s/[\302-\337]$//;s/[\340-\357][\200-\277]\{0,1\}$//;s/[\360-\364][\200-\277]\{0,2\}$//'
}

# Sets verb and its arguments.
parse_options() {
  verb=all names=() record='' started_by='' code=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --record | --started-by | --code | --diff)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --record) verb=record record=$2 ;;
          --diff) verb=diff record=$2 ;;
          --code) code=$2 ;;
          *) started_by=$2 ;;
        esac
        shift
        ;;
      --changed)
        shift
        [[ $# -gt 0 ]] || usage_error '--changed needs a value'
        verb=changed names=("$@")
        return 0
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) verb=one record=$1 ;;
    esac
    shift
  done
  case $record in
    .* | *[!A-Za-z0-9._-]*) usage_error "invalid record name: $record" ;;
    *) ;;
  esac
}

# Prints one line of a record. Control characters in the text become blanks.
print_line() { # <key> <text>
  printf '%s: %s\n' "$1" "${2//[[:cntrl:]]/ }"
}

describe_submission() {
  print_line record "$record"
  print_line time "$(date +%Y-%m-%dT%H:%M:%S%z)"
  print_line started_by "$started_by"
  print_line sweep "${sweep_dir##*/}"
  print_line sweep_directory "$sweep_dir"
  print_line source "$source_path"
  print_line source_sha256 "$source_digest"
  print_line generator "$generator"
}

describe_machine() {
  local name module modules=()
  print_line host "$(uname -n)"
  print_line user "$(id -un)"
  print_line system "$(uname -srm)"
  for name in "${recorded_variables[@]}"; do
    [[ -z ${!name-} ]] || print_line variable "$name=${!name}"
  done
  IFS=: read -r -a modules <<<"${LOADEDMODULES-}"
  for module in ${modules[@]+"${modules[@]}"}; do
    print_line module "$module"
  done
}

# Prints how the code differs from base, in the same form whatever git's settings are.
print_diff() {
  local code_paths
  name_code_paths
  ask_git diff --no-color --no-ext-diff --no-textconv --src-prefix=a/ --dst-prefix=b/ "$base" -- "${code_paths[@]}"
}

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

# Describes Python and its packages, by the names of their directories: pip and conda take seconds to start.
describe_python() {
  local probe code=0 patience=60 words=(python3)
  read -r -d '' probe <<'END' || true
import sys
if sys.path[:1] == [""]:
    del sys.path[0]
print("python: " + sys.version.split()[0])
print("python_path: " + sys.executable)
import os, re
def names_in(folder):
    try:
        return sorted(os.listdir(folder or "."))
    except OSError:
        return []
def origin(folder):
    try:
        with open(os.path.join(folder, "direct_url.json")) as file:
            import json
            told = json.load(file)
    except (IOError, ValueError):
        return ""
    url = re.sub("[?#].*", "", re.sub("//[^/]*@", "//", told.get("url", "")))
    if not url or "@" in url:
        return ""
    commit = told.get("vcs_info", {}).get("commit_id")
    editable = ", editable" if told.get("dir_info", {}).get("editable") else ""
    return " (" + url + ("@" + commit if commit else "") + editable + ")"
found = {}
for folder in sys.path:
    for name in names_in(folder):
        match = re.match("(.+?)-([^-]+)(-py[0-9.]+)?[.](dist-info|egg-info)$", name)
        if match and match.group(1).lower() not in found:
            found[match.group(1).lower()] = match.group(1) + "==" + match.group(2) + origin(os.path.join(folder, name))
for name in sorted(found):
    print("package: " + found[name])
for name in names_in(os.path.join(sys.prefix, "conda-meta")):
    if name.endswith(".json"):
        print("conda_package: " + name[:-5])
END
  cd -- "$project_dir" || return
  PYTHONIOENCODING=utf-8 run_limited "$patience" "${words[@]}" -c "$probe" </dev/null >"$folder/answer" 2>/dev/null || code=$?
  cd -- "$sweep_dir" || return
  # Drops what the environment's set-up prints.
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' <"$folder/answer" | awk '/^(python|python_path|package|conda_package|not_recorded): /'
  case $code in
    0) ;;
    124) print_line not_recorded "python: no answer within $patience seconds" ;;
    *) print_line not_recorded "python: ${words[${#words[@]} - 1]} failed with exit code $code" ;;
  esac
}

# Writes the record twice: at once without Python's part, which may take a while, and then with it.
write_records() {
  local file=state/provenance/$record.txt
  require_tools awk cat cksum date id mkdir mktemp mv rm tr uname wc
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  find_project
  {
    describe_submission
    describe_machine
    describe_code
  } >"$folder/head"
  mkdir -p state/provenance || die "cannot write to $sweep_dir/state"
  print_line not_recorded 'python: no answer yet' >"$folder/python"
  write_record
  describe_python >"$folder/said"
  mv -f "$folder/said" "$folder/python"
  write_record
}

find_project() {
  project_dir=${HSM_PROJECT_DIR:-$sweep_dir/$project_path}
  # A copy on a remote machine has its project elsewhere.
  [[ -n ${HSM_PROJECT_DIR-} || ! -e state/project ]] || IFS= read -r project_dir <state/project
  project_dir=$(cd -- "$project_dir" 2>/dev/null && pwd) || die "no project at $project_dir"
}

# The file is renamed into place, so that a record is always complete.
write_record() {
  {
    cat "$folder/head" "$folder/python"
    if [[ -s $folder/diff ]]; then
      printf 'diff:\n'
      cat "$folder/diff"
    fi
  } >"state/provenance/.$record.new" || die "cannot write to $sweep_dir/state/provenance"
  mv -f "state/provenance/.$record.new" "$file" || die "cannot write $sweep_dir/$file"
}

# Prints the given records whose code is different now. Skips records without a commit and records of snapshots. It compares
# the code with the recorded commit, so committing the changes makes no difference.
find_changed() { # <name>…
  local base name digest bytes _
  find_project
  for name in "$@"; do
    [[ -r state/provenance/$name.txt ]] || continue
    base=$(value_of code) bytes=$(value_of diff_cksum)
    [[ $base == live && -n $bytes && $(value_of project) == "$project_dir" ]] || continue
    base=$(value_of git_commit)
    [[ $base =~ ^[0-9a-f]{40,64}$ ]] || continue
    digest=$(set -o pipefail && print_diff 2>/dev/null | cksum) || continue
    [[ $digest == "$bytes"* ]] || printf '%s\n' "$name"
  done
}

value_of() { # <key>
  sed -n "/^diff:\$/q;s/^$1: //p" "state/provenance/$name.txt"
}

# Shows all records, the oldest first, without their diffs, which may be long.
show_all() {
  local file separator=''
  for file in state/provenance/*.txt; do
    [[ -e $file ]] || die "no records yet: no driver has started tasks of ${sweep_dir##*/}"
    printf '%s' "$separator"
    sed '/^diff:$/,$d' "$file" | replace_controls
    separator=$'\n'
  done
}

show_one() {
  find_record
  replace_controls <"$file"
}

# Prints the diff in the form that git apply reads.
show_diff() {
  find_record
  sed '1,/^diff:$/d' "$file"
}

find_record() {
  file=state/provenance/$record.txt
  [[ -e $file ]] || die "no record $record in $sweep_dir/state/provenance"
}

main() {
  parse_options "$@"
  require_tools sed tr
  locate_sweep
  case $verb in
    record) write_records ;;
    changed) find_changed ${names[@]+"${names[@]}"} ;;
    diff) show_diff ;;
    one) show_one ;;
    *) show_all ;;
  esac
}

main "$@"
exit $?
