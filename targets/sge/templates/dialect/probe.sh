print_limits() {
  local config queues name
  command -v qconf >/dev/null || die 'no qconf on PATH: run this on a submit host of the cluster'
  config=$(qconf -sconf) || die 'Grid Engine is not responding'
  queues=$(qconf -sql) || die 'qconf -sql failed'
  printf '      # parallel environments: %s\n' "$(qconf -spl 2>/dev/null | tr '\n' ' ')"
  # max_u_jobs is not used: it counts an array as one job.
  awk '$1 == "max_aj_tasks" && $2 > 0 { print "      max_array_size: " $2 }' <<<"$config"
  printf '      queues:\n'
  while IFS= read -r name; do
    printf "        '%s':\n" "$name"
    qconf -sq "$name" | awk '
      $1 == "h_rt" && $2 != "INFINITY" { print "          max_walltime: \x27" $2 "\x27" }
      $1 == "slots" { print "          cpus: " $2 + 0 }
    '
  done <<<"$queues"
}
