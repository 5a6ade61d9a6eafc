# Turns a table with one row per task into one with one row per configuration.
average() {
  local wanted=$format target=$output rows
  [[ -n $(describe_replicates) ]] || die 'the sweep has no replicates: list parameters such as the seed under replicates'
  rows=$(mktemp) || die 'cannot create a temporary file'
  format=tsv output=$rows
  (collect) >/dev/null || {
    rm -f "$rows"
    exit 1
  }
  format=$wanted output=${target:-$sweep_dir/configurations.$wanted}
  average_rows "$rows" >"$rows.means" && put_in_place "$rows.means" || failed=yes
  rm -f "$rows" "$rows.means"
  [[ -z ${failed-} ]] || die "cannot write $output"
}

average_rows() { # <table as TSV>
  "$awk" -v over=1 -v output="$format" -f scripts/collect.awk \
    mode=space <(describe_parameters) mode=replicates <(describe_replicates) mode=table "$1"
}
