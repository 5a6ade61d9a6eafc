# Sets judged, from unended and the queue, to one line "lost task:attempt:worker" for each attempt without an end whose owner is
# gone, after lines "unseen count place" for attempts that cannot be checked from here. An owner is gone only if its own place
# does not have it: the scheduler, cluster and user that submitted the job, or the machine that a process ran on. Attempts
# elsewhere count as running. --lost names hosts, machines and job runs that are known to be gone.
find_lost() {
  local processes=''
  judged=''
  [[ -n $unended ]] || return 0
  read_place
  [[ -r /proc/1/stat ]] || processes=$(list_processes)
  judged=$(judge <<<"$queue"$'\n/\n'"$processes"$'\n/\n'"$unended")
}

has_lost() {
  [[ $judged == lost* || $judged == *$'\n'lost* ]]
}

# Sets unclaimed to one line "unclaimed task:attempt" for each lost attempt whose owner was gone before it made the claim: that
# attempt is still available, and another worker may be about to claim it, so it is also the next one.
find_unclaimed() {
  local key task attempt claim
  unclaimed=''
  while IFS=$'\t:' read -r key task attempt _; do
    [[ $key == lost ]] || continue
    claim=tasks/task_$task
    [[ $attempt == 1 ]] || claim+=/attempt_$attempt
    [[ -d $claim ]] || unclaimed+=unclaimed$'\t'$task:$attempt$'\n'
  done <<<"$judged"
}

# If /proc does not show all processes, prints "process group start" for each one that ps shows, after lines "process - ?" for
# those of unended that merely exist, such as other users' processes.
list_processes() {
  local process mine
  mine=$(LC_ALL=C awk -F '\t' 'NF >= 5 && NF < 9 { print $4 + 0; if (NF > 6) print $6 + 0 }' <<<"$unended" | LC_ALL=C sort -u)
  for process in $mine; do
    if LC_ALL=C kill -s 0 "$process" 2>&1; then printf '(%s) permitted\n' "$process"; fi
  done | LC_ALL=C awk -F '[()]' -v OFS='\t' '/ermitted/ { print $(NF - 1), "-", "?" }'
  LC_ALL=C ps -A -o pid= -o pgid= -o stat= -o lstart= 2>/dev/null | LC_ALL=C awk -v OFS='\t' '
    $3 ~ /^Z/ { print $1, $2, "" }
    $3 !~ /^Z/ {
      process = $1
      group = $2
      $1 = $2 = $3 = ""
      gsub(/[^0-9A-Za-z]/, "")
      print process, group, $0
    }
  ' || true
}

# Reads the queue, the processes and the attempts without an end, separated by /.
#
# A worker is PROCESS@START@MACHINE, followed under a scheduler by @PLACE:JOB.RESTARTS. Earlier builds wrote no machine, and only
# the scheduler as a job's place; then the host name shows what is local. A process without a tab after it may have been
# truncated, and is then another process's number.
judge() {
  LC_ALL=C LOST=$lost_hosts awk -F '\t' -v OFS='\t' -v here="$here" -v own_machine="$machine" -v asked_from="$asked_from" '
    BEGIN {
      count = split(ENVIRON["LOST"], said, " ")
      for (i = 1; i <= count; i++) said_lost[said[i]]
    }
    $0 == "/" {
      section++
      next
    }
    section == 0 && $1 == "answered" {
      asked[$2] = $3
      sub(/[\/].*/, "", $2)
      asked[$2] = $3
    }
    section == 0 && NF == 9 {
      queued_as[$2] = $3
      sub(/[\/][^:]*/, "", $2)
      queued_as[$2] = $3
    }
    section == 1 {
      shown_group[$1] = $2 == "-" ? $1 : $2
      shown_start[$1] = $3
    }
    section == 2 && NF >= 5 && NF < 9 && /^[0-9]/ && $4 ~ /^[0-9]+@/ {
      parts = split($4, part, "@")
      machine = parts > 2 && part[3] !~ /:/ ? part[3] : "-"
      job = part[parts] ~ /:/ ? part[parts] : ""
      is_here = machine == own_machine
      if (machine == "-" || machine ~ /^[^.]*[.]-[.]/) is_here = $3 == here && (machine == "-" || is_here)
      # Processes may outlive the job that started them, and a program its worker.
      if (is_here && (is_alive(part[1] "@" part[2]) || NF > 6 && is_alive($6))) next
      if (is_gone()) lost[++losses] = $1 ":" $2 ":" $4
    }
    END {
      for (i = 1; i <= places; i++) print "unseen", unseen[place[i]], place[i]
      for (i = 1; i <= losses; i++) print "lost", lost[i]
    }

    # A process without a start mark, as earlier builds recorded programs, is matched by number and by being a group leader.
    function is_alive(process, part) {
      split(process, part, "@")
      if (part[1] !~ /^[0-9]+$/) return 0
      if (!(part[1] in start)) read_stat(part[1])
      if (start[part[1]] == "") return 0
      return start[part[1]] == "?" || (process ~ /@/ ? part[2] == start[part[1]] : group[part[1]] == part[1])
    }
    # A process name may contain brackets and line breaks. A zombie is not alive.
    function read_stat(process, file, line, record, field) {
      group[process] = shown_group[process]
      start[process] = shown_start[process]
      file = "/proc/" process "/stat"
      while ((getline line <file) > 0) record = record line
      close(file)
      sub(/^.*[)] /, "", record)
      if (split(record, field, " ") < 20) return
      group[process] = field[3]
      start[process] = field[1] ~ /[ZX]/ ? "" : field[20]
    }
    function is_gone() {
      # The jobs of a single machine are gone with it.
      if (job ~ /^remote\// && $3 in said_lost) return 1
      if (job != "") return (job in said_lost) || is_job_gone(job)
      if (is_here || ($3 in said_lost) || (machine in said_lost) || is_earlier_boot($3, machine)) return 1
      return leave_open($3)
    }
    function leave_open(where) {
      if (!(where in unseen)) place[++places] = where
      unseen[where]++
      return 0
    }
    # Whether that was this machine before a reboot: then nothing of it is left. Containers cannot be identified, because another
    # one may have the same names. 4026531836 is the PID namespace outside containers.
    function is_earlier_boot(host, machine, then, now) {
      if (split(machine, then, ".") < 3 || split(own_machine, now, ".") < 3) return 0
      return host == here && then[1] != "-" && then[1] == now[1] && then[2] != "-" && then[3] == 4026531836 && now[3] == 4026531836
    }
    # A job is gone if its place answered and does not list it. In a cached answer a job may still be waiting, or be missing because
    # it was submitted by hand afterwards (submit-*.sh removes older answers); it may have begun since, and clocks may differ by a
    # minute.
    function is_job_gone(job, scheduler) {
      scheduler = job
      sub(/:.*/, "", scheduler)
      sub(/[.][0-9]+$/, "", job)
      if (!(scheduler in asked)) return leave_open(scheduler)
      if (queued_as[job] == "running") return 0
      if (asked[scheduler] >= asked_from || queued_as[job] == "" && is_in_ledger(job)) return 1
      return int($5) < asked[scheduler] - 60
    }
    function is_in_ledger(job, line, field) {
      while ((getline line <"state/submissions.tsv") > 0) {
        split(line, field, "\t")
        if (field[2] == "submitted") submitted[field[1] ":" field[5]]
      }
      sub(/_[0-9]+$/, "", job)
      return job in submitted
    }
  '
}
