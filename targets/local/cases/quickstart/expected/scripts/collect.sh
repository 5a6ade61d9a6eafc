#!/bin/bash -p
# Collects parameters, states and metrics into a table with one row per task.
#
#   collect.sh [--output FILE] [--format csv|tsv|jsonl] [--only 1,5-8] [--lost HOST] [--archive]
#              [--over replicates]
#
#     --output FILE  the output file (default: results.csv in the sweep directory), or - for standard output
#     --format NAME  csv (RFC 4180), tsv (for awk and cut), or jsonl (one JSON object per line)
#     --only 1,5-8   only these tasks; with @FILE, those listed in a file
#     --where WORDS  only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --lost HOST    treat unfinished tasks of HOST as lost, because the host is gone
#     --over replicates
#                    one row per configuration: n, mean, standard deviation and 95% interval of each metric, over
#                    the completed tasks that differ only in `replicates` (default file: configurations.csv)
#     --archive      also pack the sweep directory into SWEEP_ID.tar.gz, with a digest of every file
#
#   Columns: the task, its parameters, its state, exit code, duration in seconds, host, attempt, start and
#   end, and the metrics from `results` in the sweep file. A second run only reads what changed.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is meant for another shell. The descriptions of the columns come from columns.sh.
# shellcheck disable=SC2016

# --- Strict mode
# The rest needs bash -p, which ignores functions, options and start-up files from its environment. Any other shell stops reading
# here and is replaced; in POSIX mode no function of the caller can stand in for exec.
case ${BASH_VERSION-}:$- in
  [1-9]*:*p*) ;;
  *)
    HSM_SHELLOPTS=${SHELLOPTS-} HSM_BASHOPTS=${BASHOPTS-} POSIXLY_CORRECT=${POSIXLY_CORRECT-}
    export HSM_SHELLOPTS HSM_BASHOPTS
    exec /bin/bash -p "$0" "$@"
    ;;
esac
unset BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
# The first line of the cache. Other versions may cache other things.
readonly kept_head='hsm results 2 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e'

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# Some machines, such as minimal containers, lack some of these tools.
require_tools() { # <name>…
  local tool
  for tool; do
    command -v "$tool" >/dev/null || die "$tool is required but not on PATH"
  done
}

# The help is the comment at the top of the script.
show_help() { # <script>
  sed -n -e '/^#!/d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
}

# Shows what the script is waiting for, in a line that the next output overwrites; only on a terminal.
show_step() { # <text>
  [[ ! -t 2 || ${TERM-} == dumb ]] || printf '\r\033[K%s ...\r' "$1" >&2
}

clear_step() {
  [[ ! -t 2 || ${TERM-} == dumb ]] || printf '\r\033[K' >&2
}

# Sets sweep_dir from the location of this script, so that the directory can be moved.
locate_sweep() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  cd -- "$scripts/.." || die "cannot enter $scripts/.."
  sweep_dir=$PWD
  readonly sweep_dir
  [[ ! -d .update ]] || finish_update
}

# Finishes a build that was interrupted while it was replacing files.
finish_update() {
  "$BASH" -p "$sweep_dir/.update/finish.sh" 2>/dev/null || true
}

# Sets list to a list of tasks, 1,5-8 or @FILE, with the path of the file made absolute.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}

parse_options() {
  output='' format=csv archive='' only='' over='' lost=()
  while [[ $# -gt 0 ]]; do
    case $1 in
      --archive) archive=yes ;;
      --output | -o | --format | --only | --where | --over | --lost)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --format) format=$2 ;;
          --over)
            [[ $2 == replicates ]] || usage_error "--over only accepts replicates, not $2"
            over=yes
            ;;
          --only | --where)
            locate_list "$2"
            only=$list
            ;;
          --lost) lost+=(--lost "$2") ;;
          *) output=$2 ;;
        esac
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
  case $format in
    csv | tsv | jsonl) ;;
    *) usage_error "no such format: $format (csv, tsv or jsonl)" ;;
  esac
  # Relative to the caller's directory, not to the sweep directory.
  case $output in
    '' | - | /*) ;;
    *) output=$PWD/$output ;;
  esac
}

# All awks give the same result, and mawk takes a fraction of the time.
choose_awk() {
  awk=$(command -v mawk || command -v awk) || die 'no awk on PATH'
}

# Writes the paths of the sources' files in the tasks' directories, in two halves: checking the files takes most of the time
# of a second run, so two processes share it.
name_files() {
  local tasks=(tasks/task_*) half kind file named=$'\t'
  : >"$fresh.names_1" && : >"$fresh.names_2" || return
  [[ -e ${tasks[0]} ]] || return 0
  half=$(((${#tasks[@]} + 1) / 2))
  while IFS=$'\t' read -r kind _ file; do
    # Several sources may use the same file.
    [[ $kind == source && $named != *$'\t'"$file"$'\t'* ]] || continue
    named+=$file$'\t'
    printf "%s/${file//%/%%}\\0" "${tasks[@]:0:half}" >>"$fresh.names_1" || return
    [[ $half -eq ${#tasks[@]} ]] || printf "%s/${file//%/%%}\\0" "${tasks[@]:half}" >>"$fresh.names_2" || return
  done < <(describe_sources)
}

# Writes which of these files exist; those that changed since the last run are written twice. The number of processes does not
# depend on the number of tasks. A link to a file counts as a file; other things, such as pipes, could block forever and are
# skipped. A file copied or moved here with an older date is recognised by its inode's change time; busybox only has dates.
find_files() { # <run that wrote the names>
  local newer=-cnewer find='find -L "$@" -prune -type f -print' first
  if [[ -s $kept ]]; then
    find "$kept" -cnewer "$kept" >/dev/null 2>&1 || newer=-newer
    find+=" $newer $kept -print"
  fi
  list_files "$1.names_1" >"$fresh.there" &
  first=$!
  list_files "$1.names_2" >"$fresh.more" || return
  wait "$first" || return
  cat "$fresh.more" >>"$fresh.there"
}

# find fails for each file that does not exist, so cat shows whether there is room for the list.
list_files() { # <file with names>
  [[ ! -s $1 ]] || { xargs -0 sh -c "$find" sh <"$1" 2>/dev/null || true; } | cat
}

# Prints the matching lines of all journals. grep terminates a last line that the writer did not.
search_journals() { # <option or pattern of grep>…
  local journals=(state/*_*.tsv) at
  [[ -e ${journals[0]} ]] || return 0
  # There may be more names than argv holds.
  for ((at = 0; at < ${#journals[@]}; at += 1000)); do
    LC_ALL=C grep -ah "$@" "${journals[@]:at:1000}" || true
  done
}

# The scheduler's accounting may know what the workers could not measure. It is queried once for all attempts that ran alone in
# their job, and its answers are kept in state/collect/accounts, as lines "task attempt start cpu_time peak_memory".
#
# Fills the empty costs of the rows that status.sh printed.
add_accounts() { # <rows>
  local known=state/collect/accounts wanted
  wanted=$(find_unmeasured "$1") || return 0
  if [[ -n $wanted ]]; then
    ask_accounts "$wanted" >"$fresh.accounts"
    [[ -n $room ]] || { cat "$fresh.accounts" >>"$known"; } 2>/dev/null || true
  fi
  [[ -s $known || -s $fresh.accounts ]] || return 0
  "$awk" -F '\t' -v OFS='\t' '
    NF == 5 {
      cpu_time[$1, $2, $3] = $4
      peak_memory[$1, $2, $3] = $5
      next
    }
    ($1, $3, $6) in cpu_time {
      if ($8 == "-") $8 = cpu_time[$1, $3, $6]
      if ($9 == "-") $9 = peak_memory[$1, $3, $6]
    }
    { print }
  ' "$(or_nothing "$known")" "$(or_nothing "$fresh.accounts")" "$1" >"$fresh.accounted" && mv -f "$fresh.accounted" "$1"
  rm -f "$fresh.accounts"
}

or_nothing() { # <file>
  if [[ -r $1 ]]; then printf '%s' "$1"; else printf /dev/null; fi
}

# Prints "task attempt start end PLACE:JOB" for each attempt without costs that has ended, has no answer yet, and was the only one of
# its job, because the accounting is per job. Fails if no attempt lacks its costs.
find_unmeasured() { # <rows>
  local lacking
  lacking=$("$awk" -F '\t' -v OFS='\t' '
    NF == 5 {
      is_known[$1, $2, $3]
      next
    }
    FNR > 1 && $6 != "-" && ($7 != "-" || $2 == "lost") && ($8 == "-" || $9 == "-") && !(($1, $3, $6) in is_known) {
      print $1, $3, $6, $7
    }
  ' "$(or_nothing state/collect/accounts)" "$1")
  if [[ -z $lacking ]]; then
    [[ -e state/collect/accounts ]]
    return
  fi
  { printf '%s\n/\n' "$lacking" && search_journals '@[a-z]*/[^@]*:[0-9]'; } | "$awk" -F '\t' -v OFS='\t' '
    $0 == "/" {
      in_journals = 1
      next
    }
    !in_journals {
      line[++lines] = $0
      at[$1, $2, $3] = lines
      next
    }
    $7 == "skipped" || $4 !~ /^[0-9]+@/ || NF < 5 { next }
    {
      worker = $4
      sub(/.*@/, "", worker)
      if (!((worker, $1, $2) in is_counted)) attempts[worker]++
      is_counted[worker, $1, $2]
      if (($1, $2, $5) in at) ran_in[at[$1, $2, $5]] = worker
    }
    END {
      for (i = 1; i <= lines; i++) {
        worker = ran_in[i]
        if (attempts[worker] != 1) continue
        sub(/[.][0-9]+$/, "", worker)
        if (worker ~ /^[a-z]+\/[^\/:]+\/[^\/:]+:[0-9]+(_[0-9]+)?$/) print line[i], worker
      }
    }
  '
}

# Prints what the accounting knows about these attempts. It may not know an attempt of the last ten minutes yet, so the next run
# queries that again. If it is not responding, nothing is printed.
ask_accounts() { # <lines of find_unmeasured>
  local name records='' answer
  rm -f state/collect/awaits_accounts 2>/dev/null || true
  while IFS= read -r name; do
    [[ -e scripts/queue-$name.sh ]] || continue
    if answer=$(list_numbers "$name" <<<"$1" | "$BASH" -p "scripts/queue-$name.sh" --costs 2>/dev/null); then
      records+=answered$'\t'$name$'\n'$answer$'\n'
    fi
  done < <("$awk" -F '\t' '{ sub(/\/.*/, "", $5); print $5 }' <<<"$1" | sort -u)
  [[ -n $records ]] || return 0
  "$awk" -F '\t' -v OFS='\t' -v now="$(date +%s)" -v open=state/collect/awaits_accounts '
    # Input: the records, "PLACE:JOB start end cpu_time peak_memory"; after a line /, the attempts. A job that was requeued has several
    # records. A record belongs to an attempt if it covers it, except for a few seconds by which the clocks of two hosts may differ.
    $0 == "/" {
      in_attempts = 1
      next
    }
    !in_attempts && $1 == "answered" { has_answered[$2] }
    !in_attempts {
      if (NF == 5) {
        count[$1]++
        record[$1, count[$1]] = $0
      }
      next
    }
    {
      split($5, place, "/")
      if (!(place[1] in has_answered)) next
      found = ""
      matches = 0
      for (i = 1; i <= count[$5]; i++) {
        split(record[$5, i], field, "\t")
        if (field[2] > $3 + 5 || field[3] < ($4 == "-" ? $3 : $4) - 5) continue
        matches++
        found = field[4] "\t" field[5]
      }
      if (matches == 0 && now - ($4 == "-" ? $3 : $4) < 600) print $1 >open
      else print $1, $2, $3, (matches == 1 ? found : "-\t-")
    }
  ' <<<"$records/"$'\n'"$1"
}

list_numbers() { # <scheduler>
  "$awk" -F '\t' -v name="$1" '
    index($5, name "/") == 1 {
      sub(/.*:/, "", $5)
      sub(/_.*/, "", $5)
      print $5
    }
  ' | sort -un
}

# Writes the table from the cache of the last run and whatever changed since.
collect() {
  local code=0 files
  kept=state/collect/kept
  fresh=state/collect/$$-$RANDOM$RANDOM
  [[ -n $output ]] || output=$sweep_dir/results.$format
  begin
  show_step 'looking for results'
  if is_settled; then
    # No task has started since, so the list of files is the same.
    find_files "$last" 2>/dev/null || no_room
    # The table exists if the last run used the same format.
    if cmp -s "$fresh.there" "$last.files" 2>/dev/null && [[ -e $last.said && -s $last.$format ]] && put_in_place "$last.$format"; then
      [[ ! -s $last.said ]] || cat "$last.said" >&2
      rm -f "$fresh".*
      trap - EXIT
      return 0
    fi
    cp "$last.names_1" "$fresh.names_1"
    cp "$last.names_2" "$fresh.names_2"
  else
    { name_files && find_files "$fresh"; } 2>/dev/null &
    files=$!
    "$BASH" -p scripts/status.sh --tsv ${only:+--only "$only"} ${lost[@]+"${lost[@]}"} >"$fresh.rows" || code=$?
    # On a failure, too: the other process writes to a directory that is about to be removed.
    wait "$files" || no_room
    [[ $code -eq 0 ]] || exit "$code"
    if has_queue; then add_accounts "$fresh.rows"; fi
  fi
  [[ ! -t 2 ]] || show_step "reading $(($(wc -l <"$fresh.there"))) files"
  make_table >"$fresh.$format" 2>"$fresh.said" || failed=yes
  clear_step
  cat "$fresh.said" >&2
  [[ -z $failed ]] || die 'cannot write the table: is the disk full?'
  put_in_place "$fresh.$format" || die "cannot write $output"
  # With --only, the other tasks were not checked.
  if [[ -n $only || -n $room ]]; then
    rm -f "$fresh".*
  else
    keep_for_next_time
  fi
}

no_room() {
  die 'cannot write temporary files: is the disk full?'
}

# Anything that changes from here on is read by the next run. A sweep that is read-only, for instance because somebody else
# owns it, is read in full each time, and temporary files go to room.
begin() {
  room='' failed=''
  [[ -d state/collect ]] || mkdir -p state/collect 2>/dev/null || true
  trap 'rm -f "$sweep_dir/$fresh".*' EXIT
  if { list_journals >"$fresh.journals"; } 2>/dev/null; then
    return 0
  fi
  room=$(mktemp -d) || die "cannot write to $sweep_dir/state: is the disk full or read-only?"
  trap 'rm -rf "$room"' EXIT
  fresh=$room/collect
  list_journals >"$fresh.journals"
}

# A link, device or pipe stays what it is. A regular file is replaced atomically, so nobody sees a partial one.
put_in_place() { # <table>
  local unfinished=$output.$$
  clear_step
  if [[ $output == - ]]; then
    cat "$1"
  elif [[ -L $output || (-e $output && ! -f $output) ]]; then
    { cat "$1" >"$output"; } 2>/dev/null && printf 'wrote %s\n' "$output" >&2
  elif cp "$1" "$unfinished" 2>/dev/null && mv -f "$unfinished" "$output"; then
    printf 'wrote %s\n' "$output"
  else
    rm -f "$unfinished"
    return 1
  fi
}

make_table() {
  local before=$kept can_wait=0 rows=$fresh.rows parts=()
  [[ -s $kept ]] || before=/dev/null
  # Without rows, the headers are those of the last run.
  [[ -s $rows ]] || rows=/dev/null
  # --lost applies to this run only, so such tasks are not cached as settled.
  if has_queue || [[ ${#lost[@]} -gt 0 ]]; then
    can_wait=1
  fi
  if [[ $before == /dev/null && $(wc -l <"$fresh.there") -ge 2000 ]]; then
    read_in_parts || return 1
  fi
  run_awk 0 ${parts[@]+"${parts[@]}"}
}

# The first run has to read everything, which takes most of the time, so two processes share it.
read_in_parts() {
  run_awk 1 >"$fresh.part_1" &
  parts=("$!")
  run_awk 2 >"$fresh.part_2" || return 1
  wait "${parts[0]}" || return 1
  parts=(mode=part "$fresh.part_1" mode=part "$fresh.part_2")
}

# With part 1 or 2, prints what was read from that half of the tasks; with 0, the table.
run_awk() { # <part> [mode=part <results read so far>]…
  local part=$1
  shift
  KEEP=$fresh.kept SWEEP_ID=${sweep_dir##*/} "$awk" -v kept_head="$kept_head" -v run="${fresh#state/collect/}" -v output="$format" \
    -v can_wait="$can_wait" -v has_rows="${rows#/dev/null}" -v part="$part" -f scripts/collect.awk \
    mode=space <(describe_parameters) mode=sources <(describe_sources && name_strays) mode=kept "$before" "$@" \
    mode=there "$fresh.there" mode=rows "$rows"
}

# Whether tasks can be waiting in a queue, which no journal shows.
has_queue() {
  local scripts=(scripts/queue-*.sh)
  [[ -e ${scripts[0]} ]]
}

# Tasks run in the project root, so a program that ignores its task directory leaves its files there.
name_strays() {
  local kind file
  while IFS=$'\t' read -r kind _ file; do
    # Names with an escape are rare and are not checked.
    if [[ $kind == source && -f ${HSM_PROJECT_DIR:-$project_path}/$file ]]; then
      print_fields in_project "$file"
    fi
  done < <(describe_sources)
}

# Results read from a task are cached in state/collect/kept. A task is read again only if its files changed or it ran again.
# The cache names the run of this script that wrote it. Other files of that run have this name in theirs (its lists of files and
# journals, its table, its messages), so concurrent runs do not mix.
keep_for_next_time() {
  local file
  touch -r "$fresh.journals" "$fresh.kept"
  trap - EXIT
  mv -f "$fresh.kept" "$kept"
  uniq "$fresh.there" "$fresh.files"
  rm -f "$fresh.there" "$fresh.more" "$fresh.rows" "$fresh".part_*
  # A run in progress has no list of files yet, so its files are kept.
  for file in state/collect/*.files; do
    [[ $file == "$fresh".* ]] || rm -f "${file%.files}".*
  done
  find state/collect -maxdepth 1 -name '*-*' -mtime +1 -exec rm -f {} + 2>/dev/null || true
}

# Whether nothing can have happened to the tasks since the last run: no task was running or waiting then, no accounting was
# late, and no journal was written to since. Dates alone are not enough: files copied from elsewhere keep theirs, and a host's clock may be slow.
# Sets last to the run whose results can be used.
is_settled() {
  local head settled run journal
  [[ -z $only && ${#lost[@]} -eq 0 && -s $kept && ! -e state/collect/awaits_accounts ]] || return 1
  IFS=$'\t' read -r head run settled <"$kept" || return 1
  [[ $head == "$kept_head" && $settled == settled ]] || return 1
  last=state/collect/${run//[!0-9-]/}
  [[ -e $last.names_1 && -e $last.names_2 ]] || return 1
  cmp -s "$fresh.journals" "$last.journals" 2>/dev/null || return 1
  for journal in state/*_*.tsv; do
    [[ $kept -nt $journal ]] || return 1
  done
}

# Journals only grow, so comparing their names and sizes is enough.
list_journals() {
  # shellcheck disable=SC2010 # there may be too many for a command line
  ls -ln state | grep '_[^ ]*[.]tsv$' || true
}

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

main() {
  parse_options "$@"
  # shellcheck disable=SC2086 # zero or two words
  require_tools awk cat cp date find grep ls mkdir mktemp mv rm sed sh sort touch uniq wc xargs ${archive:+tar gzip}
  locate_sweep
  # shellcheck disable=SC1091 # checked separately
  . "$sweep_dir/scripts/columns.sh"
  export LC_ALL=C
  choose_awk
  if [[ -n $over ]]; then
    average
  else
    collect
  fi
  [[ -z $archive ]] || make_archive
}

main "$@"
exit $?
