# On the machine: prints new lines of the journals. Standard input contains, line by line, how many bytes of each journal are known. A
# journal only grows, so the rest is enough. Each line gets a prefix, which is = for an unterminated last line.
print_records() {
  local size name known
  printf 'records\n'
  while IFS=$'\t' read -r name known size; do
    printf 'journal\t%s\t%s\t%s\n' "$name" "$known" "$size"
    {
      # It may have grown again.
      tail -c "+$((known + 1))" "state/$name" | head -c "$((size - known))" || true
      printf '/\n'
    } | LC_ALL=C awk '
      NR > 1 { print "+" line }
      { line = $0 }
      END { print "=" substr(line, 1, length(line) - 1) }
    '
  done < <(list_grown)
}

# Prints name, known bytes and size of each journal that has grown.
list_grown() {
  local journals=(state/*_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  # With one file, wc prints no total.
  { cat && printf '/\n' && wc -c -- "${journals[@]}"; } | LC_ALL=C awk -v OFS='\t' '
    $0 == "/" {
      in_sizes = 1
      next
    }
    { sub(/^state\//, "", $2) }
    !in_sizes {
      known[$2] = $1
      next
    }
    $2 ~ /^[A-Za-z0-9._-]+\.tsv$/ && $1 + 0 > known[$2] + 0 { print $2, known[$2] + 0, $1 }
  '
}
