# Prints one line of a record. Control characters in the text become blanks.
print_line() { # <key> <text>
  printf '%s: %s\n' "$1" "${2//[[:cntrl:]]/ }"
}

describe_submission() {
  print_line record "$record"
  print_line time "$(date +%Y-%m-%dT%H:%M:%S%z)"
  print_line started_by "$started_by"
  print_line sweep "${sweep_dir##*/}"
  print_line sweep_directory "$sweep_dir"
  print_line source "$source_path"
  print_line source_sha256 "$source_digest"
  print_line generator "$generator"
}

describe_machine() {
  local name module modules=()
  print_line host "$(uname -n)"
  print_line user "$(id -un)"
  print_line system "$(uname -srm)"
  for name in "${recorded_variables[@]}"; do
    [[ -z ${!name-} ]] || print_line variable "$name=${!name}"
  done
  IFS=: read -r -a modules <<<"${LOADEDMODULES-}"
  for module in ${modules[@]+"${modules[@]}"}; do
    print_line module "$module"
  done
}
