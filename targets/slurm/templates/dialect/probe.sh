print_limits() {
  local config partitions name
  for name in "${!SINFO_@}"; do
    unset "$name"
  done
  command -v scontrol >/dev/null || die 'no scontrol on PATH: run this on a login node of the cluster'
  config=$(scontrol show config) || die 'the Slurm controller is not responding'
  partitions=$(sinfo --noheader --format=$'%R\037%l\037%c\037%m\037%G') || die 'sinfo failed'
  # The smaller of the maximum index of an array and the maximum number of its elements.
  awk '
    $1 == "MaxArraySize" { size = $3 }
    $1 == "MaxJobCount" { jobs = $3 }
    $1 == "SchedulerParameters" && match($0, /max_array_tasks=[0-9]+/) {
      tasks = substr($0, RSTART + 16, RLENGTH - 16) + 1
    }
    END {
      if (tasks && tasks < size) size = tasks
      if (size > 1) print "      max_array_size: " size
      else if (size != "") print "      # Job arrays are disabled: submit with submit-slurm.sh --individual."
      if (jobs) print "      max_jobs: " jobs
    }
  ' <<<"$config"
  print_partitions <<<"$partitions"
}

# sinfo prints one line per kind of node of a partition: the limits are those of the largest.
print_partitions() {
  LC_ALL=C awk -F '\037' -v quote="'" '
    !($1 in seen) {
      seen[$1]
      order[++partitions] = $1
    }
    {
      walltime[$1] = $2
      if ($3 + 0 > cpus[$1]) cpus[$1] = $3 + 0
      if ($4 + 0 > memory[$1]) memory[$1] = $4 + 0
      generic = split($5, resource, ",")
      for (i = 1; i <= generic; i++) {
        sub(/\(.*/, "", resource[i])
        fields = split(resource[i], part, ":")
        if (part[1] != "gpu") continue
        # gpu:2 or gpu:a100:2
        if (part[fields] + 0 > gpus[$1]) gpus[$1] = part[fields] + 0
        if (fields == 3 && index(types[$1] ",", " " part[2] ",") == 0)
          types[$1] = types[$1] (types[$1] == "" ? " " : ", ") part[2]
      }
    }
    END {
      if (partitions) print "      partitions:"
      for (i = 1; i <= partitions; i++) {
        name = order[i]
        print "        " quote name quote ":"
        if (walltime[name] ~ /^[0-9]/) print "          max_walltime: " quote clock(walltime[name]) quote
        print "          cpus: " cpus[name]
        print "          memory: " memory[name] "M"
        if (gpus[name]) print "          gpus: " gpus[name]
        if (types[name] != "") print "          gpu_types: [" substr(types[name], 2) "]"
      }
    }
    # sinfo omits zero hours: 30:00 is half an hour.
    function clock(text, part) {
      return split(text, part, ":") == 2 ? "0:" text : text
    }
  '
}
