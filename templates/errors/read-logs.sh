# Writes into the folder: jobs, with one line "task log job" for each task whose job log may show why it was killed; and
# logs, the list of logs to read. A log may contain anything, even text that looks like the headers of tail, so the logs are
# read under a path that nobody could have written into one: through a link in the folder, whose name is random.
list_logs() {
  local mark=${folder##*/} path
  mkdir "$folder/$mark" || die "cannot write to $folder"
  ln -s "$sweep_dir/tasks" "$sweep_dir/logs" "$folder/$mark/" || die "cannot write to $folder"
  list_job_logs >"$folder/jobs"
  while IFS= read -r path; do
    [[ ! -f $path ]] || printf '%s/%s\n' "$mark" "$path"
  done < <(name_logs) >"$folder/logs"
}

# In order: job logs, then stdout.log and stderr.log of each task.
name_logs() {
  LC_ALL=C FOLDER=$folder awk -F '\t' '
    BEGIN {
      jobs = ENVIRON["FOLDER"] "/jobs"
      while ((getline <jobs) > 0) if (!($2 in seen)) print seen[$2] = $2
    }
    $2 == "failed" || $2 == "lost" { print "tasks/task_" $1 "/stdout.log" }
    $2 ~ /^(failed|timeout|cancelled|lost)$/ { print "tasks/task_" $1 "/stderr.log" }
  ' "$folder/status"
}

# A scheduler that kills a task for exceeding its memory writes that into the job's log. This can only concern tasks that
# were killed or lost. The journals give the job as place:job.restarts.
list_job_logs() {
  search_journals '@[^@]*:' | LC_ALL=C FOLDER=$folder awk -F '\t' '
    BEGIN {
      status = ENVIRON["FOLDER"] "/status"
      while ((getline <status) > 0) if (($2 == "failed" && $4 == 137) || $2 == "lost") attempt[$1] = $3
    }
    NF >= 5 && ($1 in attempt) && $2 == attempt[$1] && $7 != "skipped" {
      parts = split($4, part, "@")
      job = name = part[parts]
      sub(/\.[0-9]+$/, "", job)
      if (name !~ /^[A-Za-z0-9_\/.-]+:[A-Za-z0-9_-]+\.[0-9]+$/) next
      # For a place SCHEDULER/CLUSTER/USER, the name of the log contains the first two.
      sub(/\/[^\/:]*:/, ":", name)
      sub(/\//, "_", name)
      sub(/:/, "_", name)
      if (name ~ /\//) next
      if (!sub(/\.0$/, "", name)) sub(/\./, "_r", name)
      print $1 "\tlogs/" name ".log\t" job
    }
  '
}

# Prints the ends of the logs as plain text, each after a header of tail: every line ends in a newline, and colours and other
# terminal control sequences are removed. Text that a carriage return would have overwritten becomes a line of its own. xargs
# runs one tail for many logs; /dev/null makes it print a header even if there is only one log.
read_logs() {
  local size=$((line_count * 200)) escape=$'\033'
  [[ $size -ge 4096 ]] || size=4096
  {
    cd "$folder" || die "cannot enter $folder"
    # A log that cannot be read, or no longer exists, counts as empty.
    xargs tail -c "$size" /dev/null <logs 2>/dev/null || true
  } | LC_ALL=C tr '\r' '\n' | LC_ALL=C sed -e "s/$escape\\[[0-9;?]*[A-Za-z]//g" | replace_controls
}
