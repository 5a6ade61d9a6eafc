# Prints the name of the server, which is the last part of its job ids.
read_cluster() {
  local server
  server=$(run_limited "$patience" qstat -B -f) || return 1
  sed -n 's/^Server: *\([^ ]*\).*/\1/p' <<<"$server" | head -n 1
}
