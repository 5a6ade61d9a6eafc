# Sets sweep_id and key, which identify the sweep on the machine: the plan's digest distinguishes sweeps with the same name.
name_remote_sweep() {
  local line
  sweep_id=${sweep_dir##*/}
  case $sweep_id in
    *[!A-Za-z0-9._-]* | [.-]*) die "cannot send a sweep directory with this name: $sweep_id" ;;
    *) ;;
  esac
  key=''
  while IFS= read -r line; do
    [[ $line != *'  plan.json' ]] || key=${line:0:12}
  done <MANIFEST.sha256
  [[ $key =~ ^[0-9a-f]{12}$ ]] || die "no digest of plan.json in $sweep_dir/MANIFEST.sha256"
}

# Runs the script for the remote side with bash on the machine. Everything goes through standard input: first its arguments, then
# its input. So no shell there has to parse quoting, and no process there shows the request.
run_there() { # <verb> [<argument>…], with its input on standard input
  local script
  script=$(<"scripts/$there_script")
  {
    printf 'set --'
    printf ' %q' "$remote_root" "$key" "$sweep_id" "$@"
    printf '\n'
    # The last line arrives before the script runs; the rest is its input.
    printf '%s\n{ main "$@"; exit "$?"; }\n' "${script%$'\n'main*}"
    cat
  } | "${ssh_words[@]}" -- "$remote_host" '/bin/bash -p -s'
}
