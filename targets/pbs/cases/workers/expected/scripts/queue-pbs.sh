#!/bin/bash -p
# Lists the jobs of this sweep.
#
#   queue-pbs.sh [--all] [--max-age SECONDS] [--users NAME,NAME] [SWEEP_DIRECTORY…]
#   queue-pbs.sh --cancel JOB…
#   queue-pbs.sh [--max-age SECONDS] --ended JOB…
#
#     --all              also jobs that belong to none of these sweeps
#     --max-age SECONDS  use the answer cached in state/queue/ if it is at most this old, instead of querying PBS
#     --users NAME,NAME  also look for jobs of these users, in addition to the sweep's owner and everyone who submitted
#     --cancel JOB…      cancel jobs of this sweep, named as in the output: pbs/CLUSTER/USER:12_3
#     --ended JOB…       show how these jobs of this sweep ended, as far as PBS knows
#
#   Prints tab-separated lines, for status.sh, cancel.sh and hsm queue:
#     answered PLACE TIME   a place whose jobs are all listed, and when PBS was queried; a place is pbs/CLUSTER/USER
#     SWEEP JOB STATE SCHEDULER-STATE FIRST-TASK LAST-TASK LIST NAME WHERE
#     gone JOB STATE FIRST-TASK LAST-TASK LIST NAME REASON   with --max-age: a job that ended before its script began
#     ended JOB STATE REASON                                 with --ended
#   Exit code: 0, or 75 if PBS is not installed or not responding.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 bd6ec8b3a059ba9ed60c9e53f98ea8b60b9f0a7af8f47af0a1ea355894c01bab).
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

# --- Settings: of this sweep; the queue script of another sweep reads them here if it lists the jobs of both
# shellcheck disable=SC2034
readonly task_count=20 tasks_per_job=0

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

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

# Limits how long a command may take: a busy server or file system can keep its clients waiting indefinitely.
run_limited() { # <seconds> <command>…
  if command -v timeout >/dev/null; then
    timeout "$@"
  else
    "${@:2}"
  fi
}

parse_options() {
  local mode=list words=()
  directories=() to_cancel=() ended_jobs=() all='' max_age=0 more_users='' kept_users='' patience=30
  while [[ $# -gt 0 ]]; do
    case $1 in
      --all) all=yes ;;
      --cancel | --ended) mode=${1#--} ;;
      --max-age | --users)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        if [[ $1 == --users ]]; then
          more_users=$2
        else
          is_number "$2" || usage_error "--max-age needs a number of seconds, not $2"
          max_age=$((10#$2))
          # A caller that only displays does not wait for long.
          patience=10
        fi
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) words+=("$1") ;;
    esac
    shift
  done
  case $mode:${#words[@]} in
    list:*) directories=(${words[@]+"${words[@]}"}) ;;
    *:0) usage_error 'missing job ids' ;;
    cancel:*) to_cancel=(${words[@]+"${words[@]}"}) ;;
    *) ended_jobs=(${words[@]+"${words[@]}"}) ;;
  esac
}

# Prints tab-separated lines: one for each place that the answer covers completely, with the time of the question, and then one for
# each job of these sweeps, and with --all for the other jobs of their users:
#   answered place time
#   sweep job state scheduler-state first-task last-task list name where
# A place is pbs/CLUSTER/USER, and a job PLACE:NUMBER. A job of another sweep, or of none, has - and 0 for what is unknown.
# For a display of a single sweep (--max-age) it also prints a line for each job that ended before its script began, with - for
# what PBS no longer knows; or with --ended one for each requested job:
#   gone job state first-task last-task list name reason
#   ended job state reason
print_queue() {
  local described
  # Before the question, so that jobs submitted later are not missed.
  described=$(describe_sweeps)
  read_queue
  match_jobs jobs
  has_answer || say_silent
}

# Sets answer, to the cached one unless it is too old.
read_queue() {
  local is_kept=yes
  if [[ $max_age -eq 0 ]] || ! read_answer; then
    is_kept=''
    start_keeping
    ask_scheduler
    keep_answer
  fi
  if [[ $max_age -gt 0 && (-z $is_kept || ${#ended_jobs[@]} -gt 0) ]]; then
    learn_ends
  fi
}

has_answer() {
  [[ $answer == *$'\036'asked$'\037'* ]]
}

say_silent() {
  local why=${answer##*$'\036'silent$'\037'}
  printf '%s: PBS is not responding: %s\n' "${0##*/}" "${why%%$'\037'*}" >&2
  return 75
}

match_jobs() { # <jobs | ends>
  local looks=''
  [[ $max_age -eq 0 || ($1 == jobs && ${#directories[@]} -gt 1) ]] || looks=yes
  {
    printf '%s' "$described" "$answer"
    if [[ ${#ended_jobs[@]} -gt 0 ]]; then
      printf '\036asked for\037%s\037' ${ended_jobs[@]+"${ended_jobs[@]}"}
    else
      list_journals
    fi
  } | LC_ALL=C awk -v want="$1" -v all="$all" -v looks="$looks" \
    -v asks="${ended_jobs[*]+yes}" '
    BEGIN {
      RS = "\036"
      FS = "\037"
      OFS = "\t"
    }
    { sub(/^\n/, "") }
    $1 == "sweep" {
      paths[++sweeps] = $2
      sweep_at[$2] = sweeps
      count[sweeps] = $3
      each[sweeps] = $4
      offsets[sweeps] = $5
      next
    }
    # A number is reused when a cluster loses its state, and other clusters use the same numbers. So the name that
    # submit-pbs.sh gives to a submission is compared, too.
    $1 == "ledger" {
      if ($3 == "submitted") {
        submitted_by[$2, $5, $4] = sweeps
        at_offset[$2, $5, $4] = $6
        indexes_of[$2, $5, $4] = $9 == "yes" ? $7 : ""
        indexes_said[$2, $5, $4] = $7
        list_of[$2, $5, $4] = $8
      }
      remember_submission()
      next
    }
    $1 == "ended" {
      end_state[$2] = $3
      end_reason[$2] = $4
      known[$2]
      next
    }
    $1 == "asked" {
      cluster = $2
      users = split($4, user, " ")
      for (i = 1; i <= users; i++) {
        answered[place_of(user[i])]
        if (want == "jobs") print "answered", place_of(user[i]), $3
      }
      next
    }
    $1 == "asked for" {
      asked_job[++jobs_asked] = $2
      next
    }
    $1 == "journals" {
      journals_of = sweep_at[$2]
      next
    }
    # As pbs_CLUSTER_12_3.tsv, and in earlier versions without the cluster.
    $1 == "journal" {
      sub(/^pbs_/, "", $2)
      if (index($2, cluster "_") == 1) $2 = substr($2, length(cluster) + 2)
      if (match($2, /^[0-9]+(_[0-9]+)?/)) has_journal[journals_of, substr($2, 1, RLENGTH)]
      next
    }
    $1 != "job" || NF < 11 || $2 !~ /^[0-9]+$/ { next }
    function place_of(user) {
      gsub(/[^A-Za-z0-9._-]/, "_", user)
      return "pbs/" cluster "/" user
    }
    # The sweep that a job belongs to: the one whose ledger contains the job, whose script the job runs, or which has a journal of
    # the job, in this order. Sets entry to the key of the job in the ledger, or to nothing.
    function find_sweep(place, at) {
      entry = place SUBSEP $2 SUBSEP $8
      if (entry in submitted_by) return submitted_by[entry]
      entry = "pbs" SUBSEP $2 SUBSEP $8
      if (entry in submitted_by) return submitted_by[entry]
      entry = ""
      part_of_script = 0
      if (at = script_at($10)) return at
      for (at = 1; at <= sweeps; at++) if ((at, $2 ($3 == "" ? "" : "_" $3)) in has_journal) return at
      return 0
    }
    function script_at(script, at, rest) {
      script = script " "
      # Each class of resources has a script of its own.
      at = match(script, /\/scripts\/pbs(-[0-9]+)?[.]sh /)
      rest = substr(script, at + length("/scripts/pbs"))
      part_of_script = rest ~ /^-/ ? substr(rest, 2) + 0 : 1
      script = substr(script, 1, at - 1)
      return at && script in sweep_at ? sweep_at[script] : 0
    }
    function print_job(sweep, job, element, where, list, offset, first) {
      where = $6 != "" && $4 == "running" ? $6 : $7
      gsub(/[\t\n]/, " ", $8)
      gsub(/[\t\n]/, " ", where)
      if (!sweep) {
        print "-", job, $4, $5, 0, 0, "-", $8, where
        return
      }
      element = $3 == "" ? 1 : $3
      list = "-"
      # The job that retries has no tasks of its own.
      if (entry != "" && indexes_said[entry] == "-") element = 0
      else if (entry != "") {
        if (indexes_of[entry] != "") element = find_index(element, indexes_of[entry])
        else if ($3 == "") element = indexes_said[entry]
        element += at_offset[entry]
        list = list_of[entry]
      } else if (offsets[sweep] != "") {
        # Submitted by hand with the script of one class of resources.
        split(offsets[sweep], offset, " ")
        first = part_of_script ? offset[part_of_script] : "-"
        if (first == "-") {
          print name_of_sweep(sweep), job, $4, $5, 0, 0, list, $8, where
          return
        }
        element += first
      }
      print name_of_sweep(sweep), job, $4, $5, first_task(sweep, element), last_task(sweep, element), list, $8, where
    }
    function name_of_sweep(sweep, name) {
      name = paths[sweep]
      sub(/.*\//, "", name)
      return name
    }
    # The index at a position in a list such as 1,5-8.
    function find_index(position, list, parts, part, i, range) {
      parts = split(list, part, ",")
      for (i = 1; i <= parts; i++) {
        if (split(part[i], range, "-") == 1) range[2] = range[1]
        if (position <= range[2] - range[1] + 1) return range[1] + position - 1
        position -= range[2] - range[1] + 1
      }
      return 0
    }
    # Workers have no tasks of their own.
    function first_task(sweep, element) {
      return each[sweep] && element ? (element - 1) * each[sweep] + 1 : 0
    }
    function last_task(sweep, element) {
      return each[sweep] && element * each[sweep] > count[sweep] ? count[sweep] : element * each[sweep]
    }
    # --- Jobs that were submitted, are no longer in the queue, and left no journal: they ended before their script began.
    function remember_submission() {
      if ($3 == "submitted" && $2 ~ /\// && $7 != "-") {
        submission_of[++submissions] = sweeps
        submission[submissions] = $0
        name_of[$2 ":" $5] = $4
      } else if ($3 == "cancelled") cancelled[$2 ":" $5] = cancelled[$2 ":" $5] "," $7
    }
    function find_gone(i, field, parts, part, j, range, element, position) {
      for (i = 1; i <= submissions; i++) {
        split(submission[i], field, FS)
        if (!(field[2] in answered)) continue
        parts = split(field[7], part, ",")
        position = 0
        for (j = 1; j <= parts; j++) {
          if (split(part[j], range, "-") == 1) range[2] = range[1]
          for (element = range[1] + 0; element <= range[2] + 0; element++)
            check_element(submission_of[i], field, field[9] == "yes" ? ++position : element, element)
        }
      }
    }
    # An element of an array by its index, and which element of the sweep it is.
    function check_element(sweep, field, position, element, array, job) {
      array = field[2] ":" field[5]
      job = array "_" position
      # A job outside an array has no index.
      if (job in live || array in live || (sweep, field[5] "_" position) in has_journal || (sweep, field[5]) in has_journal) return
      # If the rest of an array was cancelled, there may be one line for all of it.
      if (!(job in end_state) && array in end_state) copy_end(job, end_state[array], end_reason[array], array in known)
      if (!(job in end_state) && is_listed(position, cancelled[array])) copy_end(job, "CANCELLED", "by cancel.sh", 1)
      if (want == "ends") print_end(sweep, job, field[4])
      else if (!(job in end_state) || end_state[job] != "COMPLETED")
        print "gone", job, (job in end_state ? end_state[job] : "-"), first_task(sweep, field[6] + element), \
          last_task(sweep, field[6] + element), field[8], field[4], (end_reason[job] == "" ? "-" : end_reason[job])
    }
    function copy_end(job, state, reason, is_known) {
      end_state[job] = state
      end_reason[job] = reason
      if (is_known) known[job]
    }
    # How the requested jobs ended.
    function find_asked(i, job, array) {
      for (i = 1; i <= jobs_asked; i++) {
        job = asked_job[i]
        array = job
        sub(/_[0-9]+$/, "", array)
        if (want == "ends") print_end(1, job, array in name_of ? name_of[array] : "-")
        else if (job in end_state) print "ended", job, end_state[job], (end_reason[job] == "" ? "-" : end_reason[job])
      }
    }
    # What to remember, or to ask elsewhere.
    function print_end(sweep, job, name) {
      if (job in known) return
      if (job in end_state) print "ended", paths[sweep], job, end_state[job], end_reason[job]
      else print "unknown", paths[sweep], job, name
    }
    function is_listed(element, list, parts, part, i, range) {
      parts = split(list, part, ",")
      for (i = 1; i <= parts; i++) {
        if (split(part[i], range, "-") == 1) range[2] = range[1]
        if (part[i] != "" && element >= range[1] + 0 && element <= range[2] + 0) return 1
      }
      return 0
    }
    { take_job() }
    function take_job(place, sweep, job) {
      place = place_of($9)
      sweep = find_sweep(place)
      # A job that was submitted by hand is recognised by its journal; journals come last.
      if (!sweep && !are_read) {
        deferred[++deferrals] = $0
        return
      }
      job = place ":" $2 ($3 == "" ? "" : "_" $3)
      if ($4 == "ended") {
        if (sweep && !(job in end_state)) {
          end_state[job] = $5
          end_reason[job] = $7
        }
        return
      }
      if (sweep) live[job]
      if (want == "jobs" && !asks && (sweep || all)) print_job(sweep, job)
    }
    END {
      are_read = 1
      for (i = 1; i <= deferrals; i++) {
        $0 = deferred[i]
        take_job()
      }
      if (asks) find_asked()
      else if (looks) find_gone()
    }
'
}

# Prints what identifies the jobs of the sweeps, as records like those of an answer: for each sweep its path, how many tasks it has
# and how many run per job, and then the contents of its ledger.
describe_sweeps() {
  printf '%s\n' "${directories[@]}" | LC_ALL=C awk '
    BEGIN {
      OFS = "\037"
      ORS = "\037\036"
    }
    {
      script = $0 "/scripts/queue-pbs.sh"
      count = each = 0
      parts = ""
      while (!count && (getline line <script) > 0)
        if (line ~ /^readonly part_offsets=\([-0-9 ]+\)$/) parts = substr(line, 24, length(line) - 24)
        else if (line ~ /^readonly task_count=[0-9]+ tasks_per_job=[0-9]+$/) {
          split(line, part, "=")
          count = part[2] + 0
          each = part[3] + 0
        }
      close(script)
      print "sweep", $0, count, each, parts
      ledger = $0 "/state/submissions.tsv"
      while ((getline line <ledger) > 0) {
        fields = split(line, part, "\t")
        if (fields >= 8 && part[1] ~ /^pbs(\/|$)/) print "ledger", part[1], part[2], part[4], part[5], part[6], part[7], part[8], (fields > 8 ? part[9] : "-")
      }
      close(ledger)
      ended = $0 "/state/queue/ended"
      while ((getline line <ended) > 0) if (split(line, part, "\t") == 3) print "ended", part[1], part[2], part[3]
      close(ended)
    }
  '
}

# Links are resolved, as in the paths of scripts that PBS records.
resolve_directories() {
  local directory path resolved=()
  for directory in "${directories[@]}"; do
    path=$(cd -- "$directory" 2>/dev/null && pwd -P) || continue
    resolved+=("$path")
  done
  [[ ${#resolved[@]} -gt 0 ]] || die "no such directory: ${directories[0]}"
  directories=(${resolved[@]+"${resolved[@]}"})
}

list_journals() {
  local directory journals
  for directory in "${directories[@]}"; do
    journals=("$directory"/state/pbs_*.tsv)
    [[ ! -e ${journals[0]} ]] || printf '\036journals\037%s\037' "$directory"
    [[ ! -e ${journals[0]} ]] || printf '\036journal\037%s\037' "${journals[@]##*/}"
  done
}

# Prints the users whose jobs may belong to these sweeps, one per line: the owners of the directories, the current user, everyone who
# submitted, and users who were named.
list_users() {
  local directory ledgers=()
  for directory in "${directories[@]}"; do
    [[ ! -f $directory/state/submissions.tsv ]] || ledgers+=("$directory/state/submissions.tsv")
  done
  {
    printf '%s\n' "$asker"
    printf '%s\n' "${more_users//,/$'\n'}" "${kept_users// /$'\n'}"
    stat -c %U -- "${directories[@]}" 2>/dev/null || true
    [[ ${#ledgers[@]} -eq 0 ]] ||
      awk -F '\t' '$1 ~ /^pbs\/[^\/]+\/[^\/]+$/ { sub(/.*\//, "", $1); print $1 }' ${ledgers[@]+"${ledgers[@]}"}
  } | sort -u
}

# Removes variables of PBS that change its commands, and those of a job in which this runs, which would change what tasks do.
# Variables that locate the cluster stay.
clean_environment() {
  local name
  for name in "${!PBS_@}"; do
    case $name in
      PBS_CONF_FILE | PBS_SERVER | PBS_SERVER_HOST_NAME | PBS_PRIMARY | \
        PBS_SECONDARY | PBS_BATCH_SERVICE_PORT | PBS_LEAF_NAME | PBS_AUTH_METHOD | \
        PBS_EXEC | PBS_HOME | PBS_DEFAULT) ;;
      *) unset "$name" ;;
    esac
  done
  unset HSM_SUBMISSION
}

# Prints the name of the server, so that another server's answer is not mistaken for its own.
name_server() {
  printf '%s,' "${PBS_CONF_FILE-}" "${PBS_SERVER-}" "${PBS_SERVER_HOST_NAME-}" "${PBS_PRIMARY-}" \
    "${PBS_SECONDARY-}" "${PBS_BATCH_SERVICE_PORT-}" "${PBS_LEAF_NAME-}" "${PBS_AUTH_METHOD-}" \
    "${PBS_EXEC-}" "${PBS_HOME-}" "${PBS_DEFAULT-}"
}

# Whether the qsub on PATH belongs to PBS: other schedulers have a command with the same name. The check has a
# time limit.
check_scheduler() {
  local printed code=0
  command -v qsub >/dev/null || die 'no qsub on PATH: run this on a login node of the cluster'
  printed=$(run_limited "$patience" qsub --version 2>&1 </dev/null) || code=$?
  [[ $code -ne 124 ]] || die "$(command -v qsub) --version timed out"
  [[ $printed == *pbs_version* ]] ||
    die "$(command -v qsub) does not belong to PBS: set hpc.system to its scheduler, or put the right one first in PATH"
}

# Prints the name of the server, which is the last part of its job ids.
read_cluster() {
  local server
  server=$(run_limited "$patience" qstat -B -f) || return 1
  sed -n 's/^Server: *\([^ ]*\).*/\1/p' <<<"$server" | head -n 1
}

# Prints the jobs of users. It gets their numbers first, because the details of all users' jobs may be huge. A job may end after its
# number was listed: the others are printed anyway, and qstat fails with 153 or 35.
list_jobs() { # <user>…
  local ids at code users
  users=$(IFS=, && printf '%s' "$*")
  ids=$(run_limited "$patience" qselect -u "$users" 2>/dev/null) || return 1
  IFS=$'\n' read -r -d '' -a ids <<<"$ids" || true
  for ((at = 0; at < ${#ids[@]}; at += 200)); do
    code=0
    print_details "${ids[@]:at:200}" || code=$?
    case $code in
      0 | 35 | 153) ;;
      *) printf '\nbroken\n' ;;
    esac
  done | describe_jobs
}

# Runs one qdel. Jobs that have ended in the meantime are not failures.
delete_jobs() { # <word of qdel>…
  local message
  message=$(run_limited "$patience" qdel "$@" 2>&1) && return 0
  message=$(grep -vE 'Unknown Job Id|has finished|invalid state for job' <<<"$message") || return 0
  printf '%s\n' "$message"
  return 1
}

# Prints a record for each job of a listing in lines "name=value", where those of a job begin with its "id". Fails if one is
# "broken".
format_jobs() {
  LC_ALL=C awk '
    /^broken/ { wrong = 1 }
    {
      at = index($0, "=")
      if (!at) next
      key = substr($0, 1, at - 1)
      if (key == "id") print_job()
      value[key] = substr($0, at + 1)
    }
    END {
      print_job()
      exit wrong
    }
    function print_job() {
      if (read_job())
        printf "job\037%s\037%s\037%s\037%s\037%s\037%s\037%s\037%s\037\037\036", value["number"], value["element"], \
          value["state"], value["native"], value["node"], value["reason"], value["name"], value["owner"]
      split("", value)
    }
    # Sets the fields of a job from a record. Fails for an array itself, whose elements are the jobs.
    function read_job(id, native) {
      id = value["id"]
      if (id !~ /^[0-9]/ || id ~ /\[\]/) return 0
      value["number"] = id
      sub(/[^0-9].*/, "", value["number"])
      value["name"] = value["Job_Name"]
      if (match(id, /\[[0-9]+\]/)) {
        value["element"] = substr(id, RSTART + 1, RLENGTH - 2)
      }
      value["owner"] = value["Job_Owner"]
      sub(/@.*/, "", value["owner"])
      value["node"] = value["exec_host"]
      sub(/[\/.:].*/, "", value["node"])
      native = value["job_state"]
      value["state"] = native ~ /^[FXC]$/ ? "ended" : native ~ /^[RESUB]$/ ? "running" : "queued"
      value["native"] = value["state"] == "ended" ? end_of(value["Exit_status"]) : native
      value["reason"] = (value["comment"] ~ /too many failed attempts|Can Never Run/ ? "needs attention: " : "") value["comment"]
      return 1
    }
    # Codes above 255 or below 0 come from PBS itself, not from the script.
    function end_of(code) {
      if (code == "") return "-"
      if (code == 0) return "COMPLETED"
      if (code == -29) return "TIMEOUT"
      if (code == -27) return "OUT_OF_MEMORY"
      if (code == 271 || code == 265) return "CANCELLED"
      return "FAILED"
    }
  '
}

print_details() { # <id>…
  run_limited "$patience" qstat -t -f -F dsv -D $'\037' "$@" 2>/dev/null
}

describe_jobs() {
  sed 's/^Job Id: */id=/' | tr '\037' '\n' | format_jobs
}

# Cancels the jobs given by number, indexes and others of cancel_jobs. One qdel with several ids fails, or worse.
cancel_listed() {
  local parts part result=0
  case $indexes:$others in
    -:*) delete_jobs "$number" ;;
    *:-) delete_jobs "${number}[]" ;;
    *)
      IFS=, read -r -a parts <<<"$indexes"
      for part in "${parts[@]}"; do
        delete_jobs "${number}[$part]" || result=1
      done
      return "$result"
      ;;
  esac
}

# Prints jobs that have ended, if the server keeps them and still knows them.
list_ended() { # <numbers, one per line>
  local number
  [[ $(run_limited "$patience" qstat -B -f 2>/dev/null) == *'job_history_enable = True'* ]] || return 0
  while read -r number; do
    # It may or may not be an array.
    run_limited 10 qstat -x -t -f -F dsv -D $'\037' "${number}[]" 2>/dev/null ||
      run_limited 10 qstat -x -f -F dsv -D $'\037' "$number" 2>/dev/null || true
  done < <(head -n 20 <<<"$1") | describe_jobs
}

# Sets answer to what PBS has of the jobs of these sweeps' users, as records that \036 ends and fields that \037 ends:
#   asked cluster time users   for each cluster that answered, with the users whose jobs it listed
#   job …                      of that cluster, as list_jobs prints them
#   silent why                 for one that is not responding
ask_scheduler() {
  local users=()
  asker=$(id -un)
  answer=''
  choose_users
  ask_clusters
}

# Sets users, and asked_users to those of them that this system knows: a server may fail for unknown ones.
choose_users() {
  local name
  asked_users=''
  while IFS= read -r name; do
    asked_users+="$name "
    if [[ -n $name && $name != *[,\ ]* ]] && id -u -- "$name" >/dev/null 2>&1; then users+=("$name"); fi
  done < <(list_users)
}

# Adds a cluster's jobs to answer.
note_jobs() { # <cluster> <time> <users, with a blank before and after each> <rows of list_jobs>
  answer+=$'\036'asked$'\037'$1$'\037'$2$'\037'$3$'\037\036'$4
}

note_silent() { # <why>
  answer+=$'\036'silent$'\037'$1$'\037\036'
}

# Asks the one server about the jobs of users.
ask_clusters() {
  local asked rows cluster
  asked=$(date +%s)
  if ! rows=$(check_scheduler 2>&1) || ! rows=$(read_cluster 2>&1); then
    note_silent "${rows:-it timed out}"
    return 0
  fi
  cluster=${rows//[!A-Za-z0-9._-]/_}
  if ! rows=$(list_jobs ${users[@]+"${users[@]}"}); then
    note_silent 'its list of jobs is unavailable or incomplete'
    return 0
  fi
  note_jobs "$cluster" "$asked" " ${users[*]} " "$rows"
}

# An answer is cached in state/queue/ of each sweep that it was requested for, so that PBS is not queried again for a while,
# however often displays refresh. If the answer cannot be cached, PBS is queried each time.

# Sets answer to the one that all these sweeps have cached, if it answers the same question and is not too old.
read_answer() {
  local directory record known='' users user
  for directory in "${directories[@]}"; do
    name_kept "$directory"
    # A cached answer lacks what was submitted or cancelled later, and possibly in the same second, which bash before 5 cannot
    # distinguish.
    [[ $kept -nt $directory/state/submissions.tsv ]] || return 1
    { IFS= read -r -d $'\036' record <"$kept"; } 2>/dev/null || return 1
    [[ -z $known || $record == "$known" ]] || return 1
    known=$record
  done
  answer=$(<"$kept")
  [[ $answer == *$'\036'end ]] || return 1
  read_kept_head "$known" || return 1
  IFS=, read -r -a users <<<"$more_users"
  for user in ${users[@]+"${users[@]}"}; do
    [[ " $kept_users " == *" $user "* ]] || return 1
  done
}

# Sets kept_users. Fails if the answer is too old or comes from another cluster.
read_kept_head() { # <first record>
  local head server asked age
  # The process id comes before the users. It distinguishes two answers of the same second.
  IFS=$'\037' read -r head server asked _ kept_users <<<"$1"
  [[ $head == kept-2 && $server == "$(name_server)" ]] || return 1
  is_number "$asked" || return 1
  age=$(($(date +%s) - asked))
  [[ $age -ge 0 && $age -le $max_age ]]
}

# Sets kept. Other hosts may belong to another cluster, and other users may see other jobs.
name_kept() { # <sweep directory>
  local host=''
  { IFS= read -r host </proc/sys/kernel/hostname; } 2>/dev/null || host=${HOSTNAME-}
  kept=$1/state/queue/pbs_${host//[!A-Za-z0-9._-]/_}_$EUID
}

# Before the question: anything submitted in the meantime is newer than the file created here.
start_keeping() {
  local directory
  trap 'forget_unkept' EXIT
  for directory in "${directories[@]}"; do
    name_kept "$directory"
    make_room "$directory" || continue
    { : >"$kept.$$"; } 2>/dev/null || true
  done
}

# Files created here do not count as activity of the sweep, so the times of its directories are restored.
make_room() { # <sweep directory>
  local times
  [[ ! -d $1/state/queue ]] || return 0
  # This user must not own a directory in somebody else's sweep.
  [[ -d $1/state || -O $1 ]] || return 1
  IFS=$'\n' read -r -d '' -a times < <(stat -c %Y -- "$1" "$1/state" 2>/dev/null) || true
  mkdir -p -- "$1/state/queue" 2>/dev/null || return 1
  [[ ${#times[@]} -gt 0 ]] || return 0
  touch -m -d "@${times[1]-${times[0]}}" -- "$1/state" 2>/dev/null || true
  touch -m -d "@${times[0]}" -- "$1" 2>/dev/null || true
}

keep_answer() {
  local directory head
  printf -v head 'kept-2\037%s\037%s\037%s\037%s' "$(name_server)" "$(date +%s)" "$$" "${asked_users-}"
  for directory in "${directories[@]}"; do
    name_kept "$directory"
    [[ $kept.$$ -nt $directory/state/submissions.tsv ]] || continue
    { printf '%s\036%s\036end' "$head" "$answer" >"$kept.$$" && mv -f -- "$kept.$$" "$kept"; } 2>/dev/null || true
  done
}

# shellcheck disable=SC2317,SC2329 # called by a trap
forget_unkept() {
  local directory
  for directory in "${directories[@]}"; do
    name_kept "$directory"
    [[ ! -e $kept.$$ ]] || rm -f -- "$kept.$$"
  done
}

# PBS forgets a job some time after it has ended. How jobs without a journal ended is kept in state/queue/ended of their
# sweep, as lines "job state reason". If the queue does not know, the accounting may: it is queried once for all jobs.
learn_ends() {
  local found kind path job state reason
  found=$(match_jobs ends)
  [[ -n $found ]] || return 0
  if [[ $found == *unknown$'\t'* ]]; then
    found+=$'\n'$(match_accounts <<<"$found")
  fi
  while IFS=$'\t' read -r kind path job state reason; do
    [[ $kind == ended ]] || continue
    described+=ended$'\037'$job$'\037'$state$'\037'$reason$'\037\036'
    { printf '%s\t%s\t%s\n' "$job" "$state" "${reason:--}" >>"$path/state/queue/ended"; } 2>/dev/null || true
  done <<<"$found"
}

# Prints lines "ended directory job state reason" for those unknown jobs that the accounting finds by number, user and name.
# list_ended prints jobs as list_jobs does, with the cluster last if there are several.
match_accounts() {
  local unknown numbers
  unknown=$(cat)
  numbers=$(awk -F '\t' '$1 == "unknown" { sub(/.*:/, "", $3); sub(/_.*/, "", $3); print $3 }' <<<"$unknown" | sort -u)
  {
    printf '%s\n' "$unknown"
    list_ended "$numbers" | tr '\n\036' ' \n'
  } | LC_ALL=C awk -v OFS='\t' '
    /^unknown\t/ {
      split($0, field, "\t")
      split(field[3], part, /[\/:]/)
      wanted[part[3], part[4]] = wanted[part[3], part[4]] " " field[3]
      path[field[3]] = field[2]
      name[field[3]] = field[4]
      next
    }
    {
      sub(/^ +/, "")
      if (split($0, field, "\037") < 10 || field[4] != "ended") next
      gsub(/[^A-Za-z0-9._-]/, "_", field[9])
      gsub(/[^A-Za-z0-9._-]/, "_", field[10])
      jobs = split(wanted[field[9], field[2] (field[3] == "" ? "" : "_" field[3])], job, " ")
      for (i = 1; i <= jobs; i++) {
        split(job[i], part, "/")
        if ((field[10] == "" || field[10] == part[2]) && (name[job[i]] == "-" || name[job[i]] == field[8]))
          print "ended", path[job[i]], job[i], field[5], (field[7] == "" ? "-" : field[7])
      }
    }
  '
}

# Cancels jobs, with one request per array, and prints "cancelled COUNT JOB" for each request. The jobs are looked up once more
# before that: a number that no longer belongs to this sweep is left alone.
cancel_jobs() {
  local described job place number indexes name count others result=0
  for job in ${to_cancel[@]+"${to_cancel[@]}"}; do
    case $job in
      pbs/*/*:[0-9]*) ;;
      *) usage_error "invalid job: $job (example: pbs/CLUSTER/USER:12_3)" ;;
    esac
  done
  described=$(describe_sweeps)
  ask_scheduler
  has_answer || say_silent || return
  while IFS=$'\t' read -r place number indexes name count others; do
    cancel_array || result=1
  done < <(choose_arrays)
  return "$result"
}

cancel_array() {
  local message shown=$number
  [[ $others == - ]] || shown=${number}_[$indexes]
  if ! message=$(cancel_listed 2>&1); then
    printf 'cannot cancel job %s: %s\n' "$shown" "${message:-PBS is not responding}" >&2
    return 1
  fi
  printf 'cancelled\t%s\t%s\n' "$count" "$shown"
  printf '%s\tcancelled\t%s\t%s\t%s\t-\t%s\t-\n' "$place" "$(date +%Y-%m-%dT%H:%M:%S)" "$name" "$number" "$indexes" \
    >>state/submissions.tsv || printf 'cannot write state/submissions.tsv\n' >&2
}

# Prints one line for each array or single job: its place, its number, the indexes to cancel (- for a single job), its name, how many
# jobs these are, and whether the array has others that are not cancelled (yes or -).
choose_arrays() {
  { printf '%s\n' ${to_cancel[@]+"${to_cancel[@]}"} && match_jobs jobs; } | LC_ALL=C awk -F '\t' -v OFS='\t' '
    NF == 1 {
      if (!($1 in wanted)) order[++jobs] = $1
      wanted[$1]
      next
    }
    NF < 9 { next }
    {
      array = array_of($2)
      if ($2 in wanted) {
        listed[$2]
        name[array] = $8
      } else others[array]++
    }
    END {
      for (i = 1; i <= jobs; i++) {
        job = order[i]
        array = array_of(job)
        if (!(job in listed)) {
          print "job " number_of(job) " was not cancelled: it has ended or belongs to another sweep" >"/dev/stderr"
          continue
        }
        if (!(array in count)) arrays[++array_count] = array
        add_index(array, job == array ? "-" : substr(job, length(array) + 2) + 0)
      }
      # First the jobs that would submit more once the others are gone.
      for (i = 1; i <= array_count; i++) if (name[arrays[i]] ~ /[.]retry$/) print_array(arrays[i])
      for (i = 1; i <= array_count; i++) if (name[arrays[i]] !~ /[.]retry$/) print_array(arrays[i])
    }
    function print_array(array, number) {
      end_range(array)
      number = number_of(array)
      print substr(array, 1, length(array) - length(number) - 1), number, list[array], name[array], count[array], \
        (others[array] ? "yes" : "-")
    }
    function array_of(job) {
      sub(/_[0-9]+$/, "", job)
      return job
    }
    function number_of(job) {
      sub(/.*:/, "", job)
      return job
    }
    # Adds an index to the ranges of its array, in the order of the input.
    function add_index(array, element) {
      if (count[array]++ && element == to[array] + 1) {
        to[array] = element
        return
      }
      if (count[array] > 1) end_range(array)
      from[array] = to[array] = element
    }
    function end_range(array) {
      list[array] = list[array] (list[array] == "" ? "" : ",") \
        from[array] (from[array] == to[array] ? "" : "-" to[array])
    }
  '
}

main() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  parse_options "$@"
  clean_environment
  if [[ ${#to_cancel[@]} -gt 0 ]]; then
    cd -- "$scripts/.." || die "cannot enter $scripts/.."
    directories=("$PWD")
    cancel_jobs
    return
  fi
  [[ ${#directories[@]} -gt 0 ]] || directories=("$scripts/..")
  resolve_directories
  print_queue
}

main "$@"
exit $?
