# Sets sweep_id and key, by which the sweep is known there: the plan's digest tells sweeps of one name apart.
name_remote_sweep() {
  local line
  sweep_id=${sweep_dir##*/}
  case $sweep_id in
    *[!A-Za-z0-9._-]* | [.-]*) die "a sweep directory with this name cannot be sent: $sweep_id" ;;
    *) ;;
  esac
  key=''
  while IFS= read -r line; do
    [[ $line != *'  plan.json' ]] || key=${line:0:12}
  done <MANIFEST.sha256
  [[ $key =~ ^[0-9a-f]{12}$ ]] || die "no digest of plan.json in $sweep_dir/MANIFEST.sha256"
}

# Has bash on the machine run the script for that side. All of it goes over standard input: its arguments first, and after it what
# it reads. So no shell there has to understand any quoting, and no process there shows what is asked.
run_there() { # <verb> [<argument>…], with what it reads on standard input
  local script
  script=$(<"scripts/$there_script")
  {
    printf 'set --'
    printf ' %q' "$remote_root" "$key" "$sweep_id" "$@"
    printf '\n'
    # Its last line too comes before it runs: what is left is what it reads.
    printf '%s\n{ main "$@"; exit "$?"; }\n' "${script%$'\n'main*}"
    cat
  } | "${ssh_words[@]}" -- "$remote_host" '/bin/bash -p -s'
}
