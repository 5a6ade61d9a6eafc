# Variables set by a site, or by the job that this runs in, must not change the output of Slurm's commands. Variables that locate
# the cluster stay.
clean_environment() {
  local name
  for name in "${!SLURM_@}" "${!SQUEUE_@}" "${!SCANCEL_@}" "${!SCONTROL_@}" "${!SACCT_@}" "${!SBATCH_@}"; do
    case $name in
      SLURM_CONF | SLURM_CONF_SERVER | SLURM_JWT | SLURM_CLUSTERS) ;;
      *) unset "$name" ;;
    esac
  done
}

# Prints what identifies the controllers that a question goes to.
name_server() {
  printf '%s,%s,%s' "${SLURM_CONF-}" "${SLURM_CONF_SERVER-}" "${SLURM_CLUSTERS-}"
}

# Asks each cluster about the jobs of users. SLURM_CLUSTERS may name several, and each is a separate place.
ask_clusters() {
  local named=${SLURM_CLUSTERS-} clusters cluster
  if ! command -v squeue >/dev/null; then
    note_silent 'no squeue on PATH'
    return 0
  fi
  if [[ -z $named || $named == all ]]; then
    unset SLURM_CLUSTERS
    ask_cluster
    return
  fi
  IFS=, read -r -a clusters <<<"$named"
  for cluster in "${clusters[@]}"; do
    export SLURM_CLUSTERS=$cluster
    ask_cluster
  done
  SLURM_CLUSTERS=$named
}

ask_cluster() {
  local asked rows private name covered=' '
  asked=$(date +%s)
  is_up || return 0
  read_cluster || return 0
  if ! rows=$(run_squeue "$(IFS=, && printf '%s' "${users[*]}")"); then
    note_silent 'squeue failed or timed out'
    return 0
  elif ! rows=$(list_jobs <<<"$rows"); then
    note_silent 'the output of squeue is not a list of jobs'
    return 0
  fi
  for name in ${users[@]+"${users[@]}"}; do
    # If jobs are private, squeue silently leaves out other users' jobs.
    [[ $private == *,jobs,* && $EUID -ne 0 && $name != "$asker" ]] || covered+="$name "
  done
  note_jobs "$cluster" "$asked" "$covered" "$rows"
}

# Whether the controller is up. If it is down, other commands retry for many seconds before they fail.
is_up() {
  local states code=0
  states=$(run_limited 5 scontrol ping 2>&1) || code=$?
  if [[ $code -eq 124 ]]; then
    note_silent 'its controller timed out'
    return 1
  elif [[ $states == *DOWN* && $states != *UP* ]]; then
    note_silent 'its controller is down'
    return 1
  fi
}

# Sets cluster and private.
read_cluster() {
  local config
  config=$(run_limited "$patience" scontrol show config 2>&1) || config=${config##*$'\n'}
  cluster=$(sed -n 's/^ClusterName *= *\([^ ]*\).*/\1/p' <<<"$config")
  cluster=${cluster//[!A-Za-z0-9._-]/_}
  private=,$(sed -n 's/^PrivateData *= *\([^ ]*\).*/\1/p' <<<"$config"),
  [[ -n $cluster ]] || {
    note_silent "${config:-scontrol timed out}"
    return 1
  }
}

# Includes partitions that are hidden from this user, which squeue would leave out.
run_squeue() { # <users>
  run_limited "$patience" squeue --all --array --states=all --user="$1" \
    --format=$'%F\037%K\037%T\037%N\037%r\037%j\037%Z\037%o\037%u\037\036' 2>/dev/null
}

# Prints jobs from the output of squeue. Fails if that is not a complete list of jobs from its header to its last line: an error
# message, a proxy's page or half a list is not an answer, whatever the exit code.
list_jobs() {
  LC_ALL=C awk '
    BEGIN {
      RS = "\036"
      FS = "\037"
      wrong = 1
    }
    { sub(/^\n/, "") }
    NR == 1 {
      sub(/^CLUSTER: [^\n]*\n/, "")
      wrong = NF != 10 || $1 !~ /^ARRAY_JOB_ID *$/ || $9 !~ /^USER *$/
      next
    }
    $0 == "" { next }
    NF != 10 || $1 !~ /^[0-9]+$/ || $3 !~ /^[A-Z_]+$/ {
      wrong = 1
      next
    }
    {
      script = $8
      if (script !~ /^\//) script = $7 "/" script
      printf "job\037%s\037%s\037%s\037%s\037%s\037%s\037%s\037%s\037%s\037\036", \
        $1, ($2 ~ /^[0-9]+$/ ? $2 : ""), state_of($3), $3, $4, $5, $6, $9, script
    }
    END { exit wrong }
    function state_of(state) {
      if (state ~ /^(COMPLETED|CANCELLED|FAILED|TIMEOUT|NODE_FAIL|PREEMPTED|BOOT_FAIL|DEADLINE|OUT_OF_MEMORY|REVOKED)$/) return "ended"
      return state ~ /^(PENDING|REQUEUED|REQUEUE_HOLD|REQUEUE_FED|RESV_DEL_HOLD|SPECIAL_EXIT)$/ ? "queued" : "running"
    }
  '
}

# Cancels the jobs given by place, number, indexes and others of cancel_jobs, with one request.
cancel_listed() {
  local cluster=${place#slurm/} word=$number
  [[ $others == - ]] || word=${number}_[$indexes]
  if [[ -n ${SLURM_CLUSTERS-} ]]; then
    SLURM_CLUSTERS=${cluster%/*} run_limited "$patience" scancel "$word"
  else
    run_limited "$patience" scancel "$word"
  fi
}

# Prints jobs that have ended, from the accounting.
list_ended() { # <numbers, one per line>
  run_limited 10 sacct --noheader --allocations --parsable2 --delimiter=$'\037' --jobs="${1//$'\n'/,}" \
    --format=Cluster,User,JobID,State,ExitCode,JobName 2>/dev/null | LC_ALL=C awk -F '\037' '
    NF >= 6 && $4 !~ /^(PENDING|RUNNING|SUSPENDED|REQUEUED|RESIZING)/ {
      number = $3
      list = ""
      if (match(number, /_\[.*\]$/)) {
        list = substr(number, RSTART + 2, RLENGTH - 3)
        sub(/%.*/, "", list)
        number = substr(number, 1, RSTART - 1)
      } else if (match(number, /_[0-9]+$/)) {
        list = substr(number, RSTART + 1)
        number = substr(number, 1, RSTART - 1)
      }
      parts = split(list, part, ",")
      if (!parts) tell("")
      for (i = 1; i <= parts; i++) {
        if (split(part[i], range, "-") == 1) range[2] = range[1]
        for (element = range[1] + 0; element <= range[2] + 0; element++) tell(element)
      }
    }
    function tell(element) {
      printf "job\037%s\037%s\037ended\037%s\037\037%s\037%s\037%s\037%s\037\036", \
        number, element, $4, ($5 == "0:0" ? "" : "exit code " $5), $6, $2, $1
    }
  ' || true
}

# Prints the costs of jobs that have ended, from the accounting. A step's memory is that of its largest rank, so it is only used if
# each step had one rank, and the memory of every step is known.
list_costs() {
  local numbers=() at rows
  command -v sacct >/dev/null || return 1
  IFS=$'\n' read -r -d '' -a numbers || true
  for ((at = 0; at < ${#numbers[@]}; at += 1000)); do
    rows=$(SLURM_TIME_FORMAT=%s run_limited 30 sacct --noheader --parsable2 --duplicates \
      --jobs="$(IFS=, && printf '%s' "${numbers[*]:at:1000}")" \
      --format=Cluster,User,JobID,Start,End,TotalCPU,MaxRSS,NTasks 2>/dev/null) || return 1
    read_costs <<<"$rows"
  done
}

# The lines of a job's steps follow its own. The id of a step is the job's number, a dot and a name.
read_costs() {
  LC_ALL=C awk -F '|' -v OFS='\t' '
    NF != 8 { next }
    $3 !~ /[.]/ {
      print_cost()
      is_over = $3 ~ /^[0-9]+(_[0-9]+)?$/ && $4 ~ /^[0-9]+$/ && $5 ~ /^[0-9]+$/
      gsub(/[^A-Za-z0-9._-]/, "_", $1)
      gsub(/[^A-Za-z0-9._-]/, "_", $2)
      job = "slurm/" $1 "/" $2 ":" $3
      start = $4
      end = $5
      cpu_time = seconds_in($6)
      memory = steps = unknown = 0
      next
    }
    $3 !~ /[.]extern$/ {
      steps++
      used = bytes_in($7)
      if ($8 != 1 || used <= 0) unknown = 1
      if (used > memory) memory = used
    }
    END { print_cost() }
    function print_cost() {
      if (is_over) print job, start, end, (cpu_time > 0 ? sprintf("%.3f", cpu_time) : "-"), \
        (steps && !unknown ? sprintf("%.0f", int((memory + 1048575) / 1048576)) : "-")
    }
    # [DAYS-][HOURS:]MINUTES:SECONDS, with or without a fraction
    function seconds_in(text, days, part, parts, i, seconds) {
      if (text !~ /^([0-9]+-)?([0-9]+:)?[0-9]+:[0-9]+([.][0-9]+)?$/) return 0
      if (text ~ /-/) {
        days = text + 0
        sub(/.*-/, "", text)
      }
      parts = split(text, part, ":")
      for (i = 1; i <= parts; i++) seconds = seconds * 60 + part[i]
      return seconds + days * 86400
    }
    function bytes_in(text, unit) {
      if (text !~ /^[0-9]+([.][0-9]+)?[KMGTP]?$/) return 0
      unit = index("KMGTP", substr(text, length(text)))
      sub(/[KMGTP]$/, "", text)
      # Not every busybox can compute powers.
      while (unit-- > 0) text *= 1024
      return text
    }
  '
}
