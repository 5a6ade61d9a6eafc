# Sets ranges to the tasks of a list, sorted and without overlap: one line "range FROM TO" per range, tab-separated. A list is
# 1,5-8, or @FILE: such a file contains lists separated by commas, blanks or line breaks, with comments after #, and may be longer
# than a command line allows. NAME=VALUE means the tasks that select.sh lists.
read_task_list() { # <list>
  local file=${1#@} scripts=. selected
  case $1 in
    @*)
      [[ -r $file && ! -d $file ]] || usage_error "cannot read the list of tasks $file"
      ranges=$(parse_task_list <"$file")
      ;;
    *=*)
      [[ ${BASH_SOURCE[0]} != */* ]] || scripts=${BASH_SOURCE[0]%/*}
      selected=$("$BASH" -p "$scripts/select.sh" "$1") || exit 2
      ranges=$(parse_task_list <<<"$selected")
      ;;
    *[!0-9,-]*) usage_error "invalid list of tasks: $1 (example: 1,5-8)" ;;
    *) ranges=$(parse_task_list <<<"$1") ;;
  esac
  case $ranges in
    '') usage_error "empty list of tasks: $1" ;;
    wrong*) usage_error "invalid list of tasks: ${ranges#*$'\t'} (example: 1,5-8)" ;;
    *) ;;
  esac
}

parse_task_list() {
  LC_ALL=C awk '
    {
      sub(/#.*/, "")
      gsub(/[, \t\r]+/, " ")
      words = split($0, word, " ")
      for (i = 1; i <= words; i++) {
        bounds = split(word[i], bound, "-")
        # Busybox would read 010 as 8.
        sub(/^0+/, "", bound[1])
        if (bounds > 1) sub(/^0+/, "", bound[bounds])
        if (word[i] !~ /^[0-9]+(-[0-9]+)?$/ || length(bound[1]) > 15 || length(bound[bounds]) > 15) {
          gsub(/[^!-~]/, "?", word[i])
          wrong = substr(word[i], 1, 40)
          exit
        }
        if (bound[1] + 0 <= bound[bounds] + 0) printf "%.0f\t%.0f\n", bound[1], bound[bounds]
      }
    }
    END { if (wrong != "") print "wrong\t" wrong }
  ' | LC_ALL=C sort -n | LC_ALL=C awk -F '\t' '
    function end_range() {
      if (any) printf "range\t%.0f\t%.0f\n", from, to
      any = 0
    }
    # Lines that are not numbers sort first.
    $1 == "wrong" {
      print
      wrong = 1
      any = 0
    }
    wrong { next }
    !any || $1 > to + 1 {
      end_range()
      any = 1
      from = $1 + 0
      to = $2 + 0
    }
    $2 + 0 > to { to = $2 + 0 }
    END { end_range() }
  '
}
