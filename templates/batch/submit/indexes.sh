# Counts the indexes in numbers and ranges such as 1-3,7.

count_indexes() { # <indexes>
  local part parts count=0
  IFS=, read -r -a parts <<<"$1"
  for part in "${parts[@]}"; do
    count=$((count + ${part#*-} - ${part%-*} + 1))
  done
  printf '%s' "$count"
}

# Prints the given number of indexes from the front, and after a blank the others.
split_indexes() { # <how many> <indexes>
  local part parts first last wanted=$1 taken='' left=''
  IFS=, read -r -a parts <<<"$2"
  for part in "${parts[@]}"; do
    first=${part%-*} last=${part#*-}
    if [[ $wanted -ge $((last - first + 1)) ]]; then
      taken+=${taken:+,}$part wanted=$((wanted - last + first - 1))
      continue
    fi
    [[ $wanted -eq 0 ]] || taken+=${taken:+,}$(show_range "$first" $((first + wanted - 1)))
    left+=${left:+,}$(show_range $((first + wanted)) "$last")
    wanted=0
  done
  printf '%s %s' "$taken" "$left"
}

show_range() { # <first> <last>
  printf '%s' "$1"
  [[ $1 -eq $2 ]] || printf -- '-%s' "$2"
}
