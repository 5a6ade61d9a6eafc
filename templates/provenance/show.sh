# Shows all records, the oldest first, without their diffs, which may be long.
show_all() {
  local file separator=''
  for file in state/provenance/*.txt; do
    [[ -e $file ]] || die "no records yet: no driver has started tasks of ${sweep_dir##*/}"
    printf '%s' "$separator"
    sed '/^diff:$/,$d' "$file" | replace_controls
    separator=$'\n'
  done
}

show_one() {
  find_record
  replace_controls <"$file"
}

# Prints the diff in the form that git apply reads.
show_diff() {
  find_record
  sed '1,/^diff:$/d' "$file"
}

find_record() {
  file=state/provenance/$record.txt
  [[ -e $file ]] || die "no record $record in $sweep_dir/state/provenance"
}
