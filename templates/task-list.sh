# Sets ranges to the tasks of a list, in order and without overlap: a line a range, "range FROM TO" with tabs
# between. A list is 1,5-8, or @FILE: then the file has such lists, with commas, blanks or line ends between, and
# comments after #. A file may be longer than a word of a command line. NAME=VALUE means the tasks that select.sh lists.
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
    *[!0-9,-]*) usage_error "not a list of tasks such as 1,5-8: $1" ;;
    *) ranges=$(parse_task_list <<<"$1") ;;
  esac
  case $ranges in
    '') usage_error "a list without a task: $1" ;;
    wrong*) usage_error "not a list of tasks such as 1,5-8: ${ranges#*$'\t'}" ;;
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
        # For busybox, 010 is 8.
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
    # What is no number sorts first.
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
