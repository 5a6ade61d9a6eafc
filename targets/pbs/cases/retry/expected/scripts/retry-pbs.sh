#!/bin/bash -p
# Retries the tasks that ran out of memory or timed out in a submission to PBS.
#
#   retry-pbs.sh SUBMISSION
#
#   submit-pbs.sh submits a job that runs this script after all jobs of a submission have ended. SUBMISSION is the
#   last part of the file name state/retry_SUBMISSION. `retry` in the sweep file sets which failures are retried, with
#   how much more memory or time, and how many times.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 7b7050e12b57e42e75198f638419e6a353a895f40da72aced668ffd82fc61d5d).
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
# Sets aside variables that change how bash and its tools behave or that clash with this script's own names. The tasks' programs
# get them back.
for HSM_NAME in BASH_COMPAT BASH_ENV CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT \
  ${!a@} ${!b@} ${!c@} ${!d@} ${!e@} ${!f@} ${!g@} ${!h@} ${!i@} ${!j@} ${!k@} ${!l@} ${!m@} \
  ${!n@} ${!o@} ${!p@} ${!q@} ${!r@} ${!s@} ${!t@} ${!u@} ${!v@} ${!w@} ${!x@} ${!y@} ${!z@}; do
  if [[ -n ${!HSM_NAME+set} ]]; then
    export "HSM_KEPT_$HSM_NAME=${!HSM_NAME}"
    unset "$HSM_NAME"
  fi
done
# If these are exported, bash has put its own options into them. Their original values come from the shell that was replaced,
# or from this process's initial environment if the kernel shows it. Not every bash has compgen.
for HSM_NAME in SHELLOPTS BASHOPTS; do
  if compgen -e "$HSM_NAME" >/dev/null 2>&1 || [[ $? -eq 127 && $(export -p) == *" $HSM_NAME="* ]]; then
    export -n "${HSM_NAME?}"
    HSM_BEFORE=HSM_$HSM_NAME
    if [[ -n ${!HSM_BEFORE+set} ]]; then
      export "HSM_KEPT_$HSM_NAME=${!HSM_BEFORE}"
    elif [[ -r /proc/$$/environ ]]; then
      export "HSM_KEPT_$HSM_NAME=$(tr '\0' '\n' <"/proc/$$/environ" | sed -n "s/^$HSM_NAME=//p")"
    fi
  fi
done
unset HSM_SHELLOPTS HSM_BASHOPTS HSM_NAME HSM_BEFORE
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
# For memory and walltime: the factor of a retry, in thousandths; the largest request, in M or seconds (0: no bound); and how many
# times tasks are retried (0: never).
readonly memory_factor=2000 memory_most=131072 memory_times=2
readonly timeout_factor=1500 timeout_most=86400 timeout_times=1

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
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

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

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

# The last job may still be in the queue when this one starts, and then tasks that were killed with it seem to be running.
wait_for_ends() {
  local tries
  for ((tries = 0; tries < 12; tries++)); do
    "$BASH" -p scripts/status.sh --tsv --fresh ${tasks:+--only "@$tasks"} |
      awk -F '\t' '$2 == "running" { found = 1 } END { exit !found }' || return 0
    sleep 5
  done
}

# Sets groups to one line "number cause memory walltime count" for each amount of memory, in M, and walltime, in seconds, with which
# tasks are retried; 0 if the attempt did not record it. The tasks of a group are in state/retry_STAMP.NUMBER.
choose_tasks() {
  local rows
  rows=$("$BASH" -p scripts/errors.sh --tsv --fresh ${tasks:+--only "@$tasks"}) || die 'cannot determine what failed'
  groups=$(LC_ALL=C awk -F '\t' -v file="state/retry_$stamp." \
    -v memory_left="$((memory_times - retried_memory))" -v memory_factor="$memory_factor" -v memory_most="$memory_most" \
    -v timeout_left="$((timeout_times - retried_timeout))" -v timeout_factor="$timeout_factor" -v timeout_most="$timeout_most" '
    # A larger amount, up to the bound; 0 if there is none, or if the earlier amount is unknown.
    function grow(amount, factor, most, more) {
      more = int((amount * factor + 999) / 1000)
      if (most > 0 && more > most) more = most
      return more > amount ? more : 0
    }
    function read_amount(text, name, parts, part, i) {
      parts = split(text, part, ",")
      for (i = 1; i <= parts; i++) if (index(part[i], name "=") == 1) return substr(part[i], length(name) + 2) + 0
      return 0
    }
    NR > 1 && ($4 == "out of memory" && memory_left > 0 || $4 == "walltime" && timeout_left > 0) {
      memory = read_amount($8, "memory")
      walltime = read_amount($8, "walltime")
      if ($4 == "walltime") more = walltime = grow(walltime, timeout_factor, timeout_most)
      else more = memory = grow(memory, memory_factor, memory_most)
      if (!more) next
      key = ($4 == "walltime" ? "timeout" : "memory") " " memory " " walltime
      if (!(key in number)) {
        order[++groups] = key
        number[key] = groups
      }
      count[key]++
      print $1 >(file number[key])
    }
    END { for (i = 1; i <= groups; i++) print i, order[i], count[order[i]] }
  ' <<<"$rows") || die "cannot write to $sweep_dir/state"
}

# Submits each group. Each submission has its own job that retries tasks.
submit_again() {
  local number cause memory walltime count asked result=0
  if [[ -z $groups ]]; then
    printf 'nothing to retry\n'
    return 0
  fi
  while read -r number cause memory walltime count; do
    asked=()
    [[ $memory -eq 0 ]] || asked+=(--memory "${memory}M")
    [[ $walltime -eq 0 ]] || asked+=(--walltime "${walltime}s")
    if [[ $cause == memory ]]; then
      asked+=(--retried "$((retried_memory + 1)),$retried_timeout")
      printf '%s tasks ran out of memory; retrying with %sM\n' "$count" "$memory"
    else
      asked+=(--retried "$retried_memory,$((retried_timeout + 1))")
      printf '%s tasks timed out; retrying with a walltime of %s seconds\n' "$count" "$walltime"
    fi
    "$BASH" -p scripts/submit-pbs.sh --only "@$sweep_dir/state/retry_$stamp.$number" "${asked[@]}" \
      ${words[@]+"${words[@]}"} </dev/null || result=1
  done <<<"$groups"
  [[ $result -eq 0 ]] || die "some retries could not be submitted; scripts/errors.sh shows the commands that retry them"
}

main() {
  case ${1-} in
    -h | --help)
      show_help "${BASH_SOURCE[0]}"
      return 0
      ;;
    '' | *[!0-9-]*) usage_error 'missing or invalid submission' ;;
    *) stamp=$1 ;;
  esac
  locate_sweep
  read_record
  if [[ -d state/stop/stopped ]]; then
    printf 'the submission was stopped after too many failures: nothing is retried\n'
    return 0
  fi
  wait_for_ends
  choose_tasks
  submit_again
}

main "$@"
exit $?
