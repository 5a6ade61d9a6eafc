# On this side: asks the machine over one connection, which also fetches the records. The answer is cached for the next caller.
answer_here() {
  local code=0 asked
  require_tools awk cat date grep mkdir mktemp mv rm sed ssh wc
  name_remote_sweep
  if [[ $mode == list ]] && read_kept remote state/submissions.tsv; then return "$kept_code"; fi
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  prepare_ssh
  asked=$(date +%s)
  case $mode in
    cancel) run_there cancel ${jobs[@]+"${jobs[@]}"} </dev/null >"$folder/answer" || true ;;
    ended) run_there ended ${jobs[@]+"${jobs[@]}"} </dev/null >"$folder/answer" || true ;;
    *) list_known | run_there records >"$folder/answer" || true ;;
  esac
  read_answer || code=$?
  if [[ $code -eq 75 ]]; then
    printf '%s: %s is not responding\n' "${0##*/}" "$remote_host" >&2
  elif [[ $mode == cancel ]]; then
    note_cancelled
  fi
  [[ $mode != list ]] || keep_rows remote "$(date +%s)" "$code"
  # The answer is new, whatever the machine's clock shows.
  awk -F '\t' -v OFS='\t' -v asked="$asked" '$1 == "answered" { $3 = asked } { print }' "$folder/rows"
  return "$code"
}

# Prints how many bytes of each journal are here.
list_known() {
  local journals=(state/*_*.tsv)
  [[ ! -e ${journals[0]} ]] || wc -c -- "${journals[@]}"
}

note_cancelled() {
  local number
  while IFS=$'\t' read -r _ _ number; do
    printf 'remote\tcancelled\t%s\t-\t%s\t-\t-\t-\n' "$(date +%Y-%m-%dT%H:%M:%S)" "$number" >>state/submissions.tsv ||
      printf 'cannot write state/submissions.tsv\n' >&2
  done < <(grep '^cancelled' "$folder/rows" || true)
}
