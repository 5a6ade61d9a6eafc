# On this side: writes the machine's answer about jobs into rows, and appends new lines to the journals. Fails with 75 if there is no
# answer, or only part of one: then nothing is changed.
read_answer() {
  local name known size code
  mkdir "$folder/new" || die 'cannot write a temporary file'
  : >"$folder/rows"
  code=$(LC_ALL=C FOLDER=$folder awk -F '\t' -v OFS='\t' -v asked="$asked" '
    !begun {
      begun = /hsm-answer$/
      next
    }
    /^hsm-done [0-9]+$/ {
      print substr($0, 10)
      exit
    }
    $0 == "" { next }
    $0 == "records" {
      in_records = 1
      next
    }
    !in_records {
      # A cached answer must not look newer than it is if the clock of the machine is fast.
      if ($1 == "answered" && $3 + 0 > asked + 0) $3 = asked
      print >(ENVIRON["FOLDER"] "/rows")
      next
    }
    $1 == "journal" {
      if (file != "") close(file)
      file = ""
      # Accepts only valid journal names.
      if ($2 !~ /^[A-Za-z0-9._-]+_[A-Za-z0-9._-]*\.tsv$/ || $2 ~ /^\./ || $3 !~ /^[0-9]+$/ || $4 !~ /^[0-9]+$/) next
      file = ENVIRON["FOLDER"] "/new/" $2
      print $2 "\t" $3 "\t" $4 >(ENVIRON["FOLDER"] "/list")
      printf "" >file
      next
    }
    file == "" { next }
    /^\+/ { print substr($0, 2) >file }
    /^=/ { printf "%s", substr($0, 2) >file }
  ' "$folder/answer") || code=''
  is_number "$code" || return 75
  [[ ! -e $folder/list ]] || while IFS=$'\t' read -r name known size; do
    add_records
  done <"$folder/list"
  return "$code"
}

# A journal is replaced atomically by a longer one; another process that fetches records at the same time writes the same.
add_records() {
  local journal=state/$name now=0
  [[ ! -e $journal ]] || now=$(wc -c <"$journal")
  [[ $((now)) -eq $known ]] || return 0
  mkdir -p state || die "cannot write to $sweep_dir"
  {
    [[ ! -e $journal ]] || head -c "$known" "$journal"
    cat "$folder/new/$name"
  } >"state/.$name.$$" || die "cannot write to $sweep_dir/state"
  if [[ $(wc -c <"state/.$name.$$") -eq $size ]]; then
    mv -f -- "state/.$name.$$" "$journal"
  else
    rm -f -- "state/.$name.$$"
  fi
}
