# Writes, into the folder: jobs, a line "task log job" for each task whose job's log may tell why it was killed, and
# logs, the logs to read. A log may hold anything, the headers of tail too, so the logs are read under a name that
# nobody could have written into one: the folder's own, which is made up now.
list_logs() {
  local mark=${folder##*/} path
  mkdir "$folder/$mark" || die "cannot write in $folder"
  ln -s "$sweep_dir/tasks" "$sweep_dir/logs" "$folder/$mark/" || die "cannot write in $folder"
  list_job_logs >"$folder/jobs"
  while IFS= read -r path; do
    [[ ! -f $path ]] || printf '%s/%s\n' "$mark" "$path"
  done < <(name_logs) >"$folder/logs"
}

# In order: jobs, then stdout.log and stderr.log of task after task.
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

# A scheduler that ends a task for its memory says so in the log of the job. Only tasks that were killed, or are
# gone, can be those that it means. The journals tell the job, as its place:job.restarts.
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
      # Of a place SCHEDULER/CLUSTER/USER the log has the first two.
      sub(/\/[^\/:]*:/, ":", name)
      sub(/\//, "_", name)
      sub(/:/, "_", name)
      if (name ~ /\//) next
      if (!sub(/\.0$/, "", name)) sub(/\./, "_r", name)
      print $1 "\tlogs/" name ".log\t" job
    }
  '
}

# Prints the ends of the logs, each after a header of tail, as text: lines that end in newlines, without colours
# and whatever else could steer a terminal. What a carriage return would have overwritten is a line of its own. xargs
# makes one tail of many logs; /dev/null has it print a header where there is but one.
read_logs() {
  local size=$((line_count * 200)) escape=$'\033'
  [[ $size -ge 4096 ]] || size=4096
  {
    cd "$folder" || die "cannot enter $folder"
    # A log that cannot be read, or is gone by now, is as if it were empty.
    xargs tail -c "$size" /dev/null <logs 2>/dev/null || true
  } | LC_ALL=C tr '\r' '\n' | LC_ALL=C sed -e "s/$escape\\[[0-9;?]*[A-Za-z]//g" | replace_controls
}
