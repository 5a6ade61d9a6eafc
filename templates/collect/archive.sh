# Packs the sweep directory, with the digest of every file in it, into one file. The archive is written next to the
# directory: inside it, tar would complain that the directory changes.
make_archive() {
  local name=${sweep_dir##*/} pattern file unfinished entry entries=()
  # Backslashes make special characters literal in the pattern.
  pattern=${name//[^[:alnum:]_.-]/?}
  # A table that goes to standard output contains nothing else.
  [[ $output != - ]] || exec >&2
  file=$sweep_dir/$name.tar.gz
  unfinished=${sweep_dir%/*}/.$name.$$.tar.gz
  if ! list_digests "$pattern" >"state/collect/$$-0" || ! mv -f "state/collect/$$-0" ARCHIVE.sha256; then
    die "cannot write $sweep_dir/ARCHIVE.sha256"
  fi
  # Leaves out the archive of an earlier run. Not every tar has --exclude.
  for entry in "$sweep_dir"/* "$sweep_dir"/.[!.]*; do
    if [[ $entry != "$file" && (-e $entry || -L $entry) ]]; then
      entries+=("$name/${entry##*/}")
    fi
  done
  if ! tar -cf - -C "${sweep_dir%/*}" -- ${entries[@]+"${entries[@]}"} | gzip >"$unfinished"; then
    rm -f "$unfinished"
    die 'cannot pack the directory: see the errors of tar and gzip above. Is the disk full, or is something still running?'
  fi
  mv -f "$unfinished" "$file" || die "cannot write $file"
  printf 'wrote %s: %d files\n' "$file" "$(wc -l <ARCHIVE.sha256)"
}

list_digests() { # <pattern for the name of the sweep directory>
  local digest=(sha256sum)
  if ! command -v sha256sum >/dev/null; then
    require_tools shasum
    digest=(shasum -a 256)
  fi
  find . -type f ! -path "./$1.tar.gz" ! -path './state/collect/*-0' ! -name ARCHIVE.sha256 -print0 | sort -z | xargs -0 "${digest[@]}"
}
