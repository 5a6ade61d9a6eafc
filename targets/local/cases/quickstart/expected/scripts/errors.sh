#!/bin/bash -p
# Groups failed tasks by cause, the most frequent first.
#
#   errors.sh [--tsv] [--only 1,5-8] [--lines N] [--lost HOST] [--fresh]
#
#     --tsv        one line per task, machine-readable: task, state, exit_code, cause, host, duration, last line of stderr, resources
#     --only 1,5-8 only these tasks; with @FILE, those listed in a file
#     --where WORDS only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --lines N    lines of stderr.log to show per example (default: 5)
#     --fresh      query schedulers again, however recent their last answer is
#     --lost HOST  treat unfinished tasks of HOST as lost, because the host is gone
#
#   Only the latest attempt of a task counts. The cause is derived from its state, its exit code and the
#   last lines of its logs.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
# To change it, edit that file and run: hsm build

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
# yes if tasks have names.
readonly has_names=

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

# Filters out characters that could control a terminal: ASCII control characters except newline, and C1 control characters, both as UTF-8
# and as single bytes outside any UTF-8 character. Truncated characters are dropped.
replace_controls() {
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' | LC_ALL=C sed -e $'s/\302[\200-\237]/ /g' -e ':next' \
    -e $'s/^[\200-\237]/ /;s/\([\001-\177\365-\377]\)[\200-\237]/\\1 /' \
    -e $'s/\([\303-\337][\200-\277]\)[\200-\237]/\\1 /;s/\(\302[\240-\277]\)[\200-\237]/\\1 /' \
    -e $'s/\([\340-\357][\200-\277]\{2\}\)[\200-\237]/\\1 /;s/\([\360-\364][\200-\277]\{3\}\)[\200-\237]/\\1 /' \
    -e 't next' -e $'s/[\302-\337]$//;s/[\340-\357][\200-\277]\{0,1\}$//;s/[\360-\364][\200-\277]\{0,2\}$//'
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

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
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

# Prints the matching lines of all journals. grep terminates a last line that the writer did not.
search_journals() { # <option or pattern of grep>…
  local journals=(state/*_*.tsv) at
  [[ -e ${journals[0]} ]] || return 0
  # There may be more names than argv holds.
  for ((at = 0; at < ${#journals[@]}; at += 1000)); do
    LC_ALL=C grep -ah "$@" "${journals[@]:at:1000}" || true
  done
}

parse_options() {
  format=text line_count=5 words=() lost=() list=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --tsv) format=tsv ;;
      --fresh) words+=(--fresh) ;;
      --only | --where | --lost | --lines)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        parse_value "$1" "$2"
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
}

parse_value() { # <option> <value>
  case $1 in
    --only | --where)
      locate_list "$2"
      words+=(--only "$list")
      ;;
    --lost)
      words+=(--lost "$2")
      lost+=(--lost "$2")
      ;;
    *)
      is_number "$2" || usage_error "invalid number of lines: $2"
      line_count=$((10#$2))
      [[ $line_count -le 200 ]] || line_count=200
      ;;
  esac
}

# Writes into the folder: jobs, with one line "task log job" for each task whose job log may show why it was killed; and
# logs, the list of logs to read. A log may contain anything, even text that looks like the headers of tail, so the logs are
# read under a path that nobody could have written into one: through a link in the folder, whose name is random.
list_logs() {
  local mark=${folder##*/} path
  mkdir "$folder/$mark" || die "cannot write to $folder"
  ln -s "$sweep_dir/tasks" "$sweep_dir/logs" "$folder/$mark/" || die "cannot write to $folder"
  list_job_logs >"$folder/jobs"
  while IFS= read -r path; do
    [[ ! -f $path ]] || printf '%s/%s\n' "$mark" "$path"
  done < <(name_logs) >"$folder/logs"
}

# In order: job logs, then stdout.log and stderr.log of each task.
name_logs() {
  LC_ALL=C FOLDER=$folder awk -F '\t' '
    BEGIN {
      jobs = ENVIRON["FOLDER"] "/jobs"
      while ((getline <jobs) > 0) if (!($2 in seen)) print seen[$2] = $2
    }
    $2 == "failed" || $2 == "lost" { print "tasks/task_" $1 "/stdout.log" }
    $2 ~ /^(failed|timeout|cancelled|lost)$/ { print "tasks/task_" $1 "/stderr.log" }
  ' "$folder/status"
}

# A scheduler that kills a task for exceeding its memory writes that into the job's log. This can only concern tasks that
# were killed or lost. The journals give the job as place:job.restarts.
list_job_logs() {
  search_journals '@[^@]*:' | LC_ALL=C FOLDER=$folder awk -F '\t' '
    BEGIN {
      status = ENVIRON["FOLDER"] "/status"
      while ((getline <status) > 0) if (($2 == "failed" && $4 == 137) || $2 == "lost") attempt[$1] = $3
    }
    NF >= 5 && ($1 in attempt) && $2 == attempt[$1] && $7 != "skipped" {
      parts = split($4, part, "@")
      job = name = part[parts]
      sub(/\.[0-9]+$/, "", job)
      if (name !~ /^[A-Za-z0-9_\/.-]+:[A-Za-z0-9_-]+\.[0-9]+$/) next
      # For a place SCHEDULER/CLUSTER/USER, the name of the log contains the first two.
      sub(/\/[^\/:]*:/, ":", name)
      sub(/\//, "_", name)
      sub(/:/, "_", name)
      if (name ~ /\//) next
      if (!sub(/\.0$/, "", name)) sub(/\./, "_r", name)
      print $1 "\tlogs/" name ".log\t" job
    }
  '
}

# Prints the ends of the logs as plain text, each after a header of tail: every line ends in a newline, and colours and other
# terminal control sequences are removed. Text that a carriage return would have overwritten becomes a line of its own. xargs
# runs one tail for many logs; /dev/null makes it print a header even if there is only one log.
read_logs() {
  local size=$((line_count * 200)) escape=$'\033'
  [[ $size -ge 4096 ]] || size=4096
  {
    cd "$folder" || die "cannot enter $folder"
    # A log that cannot be read, or no longer exists, counts as empty.
    xargs tail -c "$size" /dev/null <logs 2>/dev/null || true
  } | LC_ALL=C tr '\r' '\n' | LC_ALL=C sed -e "s/$escape\\[[0-9;?]*[A-Za-z]//g" | replace_controls
}

# Writes ended into the folder: what the schedulers report about jobs whose tasks were killed or lost. Each scheduler is asked
# once for all of them, and a recent cached answer is good enough.
ask_schedulers() {
  local name jobs
  : >"$folder/ended"
  while IFS= read -r name; do
    [[ -e scripts/queue-$name.sh ]] || continue
    IFS=$'\n' read -r -d '' -a jobs < <(cut -f 3 "$folder/jobs" | grep "^$name/" | sort -u) || true
    [[ ${#jobs[@]} -eq 0 ]] || ask_scheduler "$name" || ask_scheduler remote || true
  done < <(cut -f 3 "$folder/jobs" | sed 's/[:\/].*//' | sort -u)
}

# If the scheduler is not installed here, ask the machine to which the jobs were sent.
ask_scheduler() { # <name>
  [[ -e scripts/queue-$1.sh ]] || return 1
  "$BASH" -p "scripts/queue-$1.sh" --max-age 30 --ended "${jobs[@]}" >>"$folder/ended" 2>/dev/null
}

# Jobs that ended before their script began have no failed task.
print_gone() {
  [[ $format == text && -e state/submissions.tsv ]] || return 0
  "$BASH" -p scripts/status.sh --counts ${lost[@]+"${lost[@]}"} | awk -F '\t' '
    $1 == "gone" {
      printf "\n%d  %s ended before %s began", $2, ($2 == 1 ? "job" : "jobs"), ($2 == 1 ? "it" : "they")
      if ($3 != "-") printf ": %s%s", $3, ($4 == "-" ? "" : ", " $4)
      printf "\n"
    }
  '
}

# Prints the groups, or with --tsv the tasks.
tell_causes() {
  local signals
  signals=$(kill -l)
  read_logs | LC_ALL=C FOLDER=$folder SWEEP=${sweep_dir##*/} SIGNALS=$signals \
    SHELL_OF_TASKS=$BASH HAS_NAMES=$has_names RESUME=$scripts/resume.sh ERRORS=$scripts/errors.sh \
    WORDS=$(show_words ${words[@]+"${words[@]}"}) LOST=$(show_words ${lost[@]+"${lost[@]}"}) \
    awk -F '\t' -v OFS='\t' -v format="$format" -v line_count="$line_count" -v only="${list:+yes}" '
    # --- Evidence from the ends of the logs. A line may be anything, so a text counts only if its meaning is certain.
    # Of several exceptions, the last one counts.
    function begin_log(path) {
      log_path = path
      kind = ""
      if (path ~ /^logs\//) kind = "job"
      else if (path ~ /^tasks\/task_[0-9]+\/std(out|err)\.log$/) {
        kind = path ~ /err\.log$/ ? "stderr" : "stdout"
        if (substr(path, 12) + 0 != task) forget_evidence()
        task = substr(path, 12) + 0
      }
      traced = kept = 0
    }
    function end_log() {
      # If there is no stderr.log, stdout.log is all the evidence.
      if (kind == "stdout" || kind == "stderr") cause[task] = name_cause(task)
      if (kind == "stderr") keep_example(task)
      kind = ""
    }
    function forget_evidence() {
      memory = gpu_memory = disk = gpu = gpu_exception = exception = setup = absent = interpreter = library = module = ""
    }
    function read_line(at) {
      at = index($0, "==> " mark "/")
      if (at && $0 ~ / <==$/) {
        # A log may not end in a newline, where one tail ends and the next begins.
        if (at > 1) read_text(substr($0, 1, at - 1))
        end_log()
        begin_log(substr($0, at + length(mark) + 5, length($0) - at - length(mark) - 8))
      } else if (kind != "") read_text($0)
    }
    function read_text(line) {
      gsub(/\t/, " ", line)
      if (line !~ /[^ ]/) return
      if (kind == "job") {
        if (tells_memory(line)) job_memory[log_path] = 1
        return
      }
      if (tells_memory(line)) memory = 1
      if (tells_gpu_memory(line)) gpu_memory = 1
      if (line ~ /No space left on device|[Qq]uota exceeded|ENOSPC|EDQUOT/) disk = 1
      read_exception(line)
      if (kind == "stderr") {
        read_complaint(line)
        sub(/ +$/, "", line)
        tail_line[++kept % (line_count + 1)] = substr(line, 1, 200)
        sub(/^ +/, "", line)
        last_line[task] = substr(line, 1, 200)
      }
    }
    function tells_memory(line) {
      return line ~ /[Oo]ut [Oo]f [Mm]emory|OutOfMemory|OUT_OF_MEMORY|RESOURCE_EXHAUSTED|MemoryError|bad_alloc/ ||
        line ~ /[Cc]annot allocate memory|can.t allocate memory|virtual memory exhausted/ ||
        line ~ /[Ee]xceeded .*memory limit|mem .*exceeded limit/ ||
        line ~ /killed by signal: Killed|Killed process [0-9]|(^|[^A-Za-z])([Oo]om|OOM)[ _-]?[Kk]ill/
    }
    function tells_gpu_memory(line) {
      return line ~ /(CUDA|HIP) out of memory|CUDA error: out of memory|CUDA_ERROR_OUT_OF_MEMORY/ ||
        line ~ /cudaErrorMemoryAllocation|CUBLAS_STATUS_ALLOC_FAILED/
    }
    function tells_gpu(line) {
      if (line ~ /NCCL INFO/) return 0
      return line ~ /CUDA error|CUDA_ERROR|CUDA driver|cudaError|CUDA-capable device|No CUDA GPUs|not compiled with CUDA/ ||
        line ~ /CUDNN_STATUS|cuDNN error|CUBLAS_STATUS|device-side assert|invalid device ordinal|NVIDIA driver|HIP error/ ||
        line ~ /NCCL (error|failure|timeout)|NCCL.*[Tt]imed? ?out|nccl[A-Z][A-Za-z]*Error/
    }
    # A Python exception is the first unindented line after the stack frames, or starts with a name like
    # ValueError.
    function read_exception(line, name) {
      sub(/^\[rank[0-9]+\]: ?/, "", line)
      if (line ~ /^ *Traceback \(most recent call last\):/ || line ~ /^ +File ".*", line [0-9]/) {
        traced = 1
        return
      }
      if (line ~ /^ /) return
      name = line
      sub(/:.*/, "", name)
      if (name ~ /^[A-Za-z_][A-Za-z0-9_.]*$/ && (traced || name ~ /[A-Za-z0-9_](Error|Exception)$/)) {
        sub(/.*\./, "", name)
        exception = substr(name, 1, 60)
        module = ""
        if (tells_gpu(line)) gpu_exception = 1
      }
      traced = 0
      if (match(line, /No module named [^A-Za-z0-9_]?[A-Za-z0-9_.]+/)) {
        module = substr(line, RSTART + 16, RLENGTH - 16)
        gsub(/[^A-Za-z0-9_.]/, "", module)
      }
    }
    function read_complaint(line) {
      if (tells_gpu(line)) gpu = 1
      if (line ~ /^hsm: set-up failed: /) setup = substr(line, 21)
      if (match(line, /error while loading shared libraries: [^: ]+/))
        library = safe_name(substr(line, RSTART + 38, RLENGTH - 38))
      # If it is the interpreter of a script, bash reports that first, and then that the script cannot be run.
      if (line ~ /: bad interpreter: /) {
        absent = name_absent(line)
        interpreter = 1
      } else if (!interpreter && tells_absent(line)) absent = name_absent(line)
    }
    function tells_absent(line) {
      return line ~ /: (command )?not found$|: No such file or directory$|: Permission denied$|: Exec format error$/ ||
        line ~ /: (cannot execute|required file not found)[^:]*$/
    }
    # "script: line 7: exec: python9: not found" to python9.
    function name_absent(line) {
      sub(/: [^:]*$/, "", line)
      sub(/: (bad interpreter|cannot execute)$/, "", line)
      sub(/.*: /, "", line)
      return safe_name(line)
    }
    # Names from logs end up in a command for the user to type, so only characters that are safe in every shell are accepted.
    function safe_name(text) {
      gsub(/^[^A-Za-z0-9_.\/+-]+|[^A-Za-z0-9_.\/+-]+$/, "", text)
      return text ~ /^[A-Za-z0-9_.\/+-]+$/ && length(text) <= 200 ? text : ""
    }
    # --- From evidence to a cause: the first that fits.
    function name_cause(task) {
      if (state[task] == "timeout") return "walltime"
      if (state[task] == "cancelled") return "cancelled"
      if (gpu_memory) return "out of memory on a GPU"
      if (memory || (task in job_log) && (job_log[task] in job_memory || job_of[task] in ended_for_memory)) return "out of memory"
      if (disk) return "full disk or quota"
      if (state[task] == "lost") return "lost"
      if (code[task] == 126 && setup != "") return "failed set-up (" setup ")"
      if (library != "") return "missing library " library
      if (code[task] == 126 || code[task] == 127) return "missing interpreter or command" (absent == "" ? "" : " " absent)
      if (module != "") return "missing module " module
      if (exception == "ImportError") return "failed import"
      if (gpu_exception || gpu && exception == "") return "GPU trouble"
      # If a signal ended the program, an earlier exception was not the cause.
      if ((code[task] - 128) in signal) return "signal " signal[code[task] - 128]
      if (exception != "") return "exception " exception
      return "exit code " (code[task] ~ /^[0-9]+$/ ? code[task] : "unknown")
    }
    # Reads from task_info.txt the resources of a task: memory in M and the walltime in seconds, 0 if not recorded.
    function read_resources(task, path, line, part, parts, i) {
      if (task in memory_of) return
      memory_of[task] = walltime_of[task] = cpus_of[task] = 0
      path = "tasks/task_" task "/task_info.txt"
      while ((getline line <path) > 0) {
        if (line !~ /^resources: /) continue
        resources_of[task] = substr(line, 12)
        gsub(/[\001-\037\177]/, " ", resources_of[task])
        parts = split(resources_of[task], part, ",")
        for (i = 1; i <= parts; i++) {
          if (part[i] ~ /^memory=[0-9]+M$/) memory_of[task] = substr(part[i], 8) + 0
          if (part[i] ~ /^cpus=[0-9]+$/) cpus_of[task] = substr(part[i], 6) + 0
          if (part[i] ~ /^walltime=[0-9]+s$/) walltime_of[task] = substr(part[i], 10) + 0
        }
      }
      close(path)
    }
    # kill -l prints " 1) SIGHUP  2) SIGINT" and so on.
    function read_signals(words, word, i) {
      words = split(ENVIRON["SIGNALS"], word, /[ \t\n]+/)
      for (i = 1; i < words; i++) if (word[i] ~ /^[0-9]+\)$/) {
        signal[word[i] + 0] = word[i + 1]
        sub(/^SIG/, "", signal[word[i] + 0])
      }
    }
    # The rows of status.sh --tsv, and the logs of the jobs.
    function read_status(name) {
      folder = mark = ENVIRON["FOLDER"]
      sub(/.*\//, "", mark)
      name = folder "/status"
      while ((getline <name) > 0) {
        if ($1 !~ /^[0-9]+$/) continue
        total++
        states[$2]++
        if ($2 == "completed") {
          done[$5]++
          all_done++
        }
        if ($2 !~ /^(failed|timeout|cancelled|lost)$/) continue
        bad[++bads] = $1 + 0
        state[$1 + 0] = $2
        code[$1 + 0] = $4
        host[$1 + 0] = $5
        duration[$1 + 0] = $7 == "-" ? "-" : sprintf("%.3f", $7 - $6)
        read_use($1 + 0)
      }
      close(name)
      name = folder "/jobs"
      while ((getline <name) > 0) {
        job_log[$1 + 0] = $2
        job_of[$1 + 0] = $3
      }
      close(name)
      name = folder "/ended"
      while ((getline <name) > 0) if ($1 == "ended" && $3 ~ /^OUT_OF_ME/) ended_for_memory[$2]
      close(name)
    }
    # --- Output
    function print_tasks(i, task) {
      print "task", "state", "exit_code", "cause", "host", "duration", "last_line", "resources"
      for (i = 1; i <= bads; i++) {
        task = bad[i]
        read_resources(task)
        print task, state[task], code[task], cause_of(task), host[task], duration[task], last_line[task], resources_of[task]
      }
    }
    # A task without logs was not reached above.
    function cause_of(task) {
      if (!(task in cause)) {
        forget_evidence()
        cause[task] = name_cause(task)
      }
      return cause[task]
    }
    # The example of a cause is its first task with output.
    function keep_example(task, name, i) {
      name = cause[task]
      if (kept == 0 || (name in example)) return
      example[name] = task
      for (i = kept > line_count ? kept - line_count + 1 : 1; i <= kept; i++)
        example_text[name] = example_text[name] "     | " tail_line[i % (line_count + 1)] "\n"
    }
    function print_groups(i, task, name, groups, most, number) {
      for (i = 1; i <= bads; i++) {
        task = bad[i]
        name = cause_of(task)
        if (!(name in size)) group[++groups] = name
        add_task(name, task)
      }
      if (!bads) {
        printf "%s: nothing failed: %d of %d tasks completed\n", ENVIRON["SWEEP"], all_done, total
        return
      }
      printf "%s: %d of %d tasks failed%s\n", ENVIRON["SWEEP"], bads, total, \
        (bads == 1 ? "" : groups == 1 ? ", all for the same reason" : ", for " groups " different reasons")
      # Largest group first; groups of equal size in the order of their first tasks.
      for (i = groups; i >= 1; i--) {
        number = size[group[i]]
        following[i] = first[number]
        first[number] = i
        if (number > most) most = number
      }
      for (number = most; number >= 1; number--) for (i = first[number]; i; i = following[i]) print_group(group[i])
    }
    function add_task(name, task) {
      if (!size[name]++) first_task[name] = task
      if (state[task] == "lost" || state[task] == "cancelled") cut_off[name]++
      add_use(name, task)
      if (state[task] == "failed" && duration[task] != "-" && duration[task] < 60) early[name]++
      if (!((name, host[task]) in on_host)) hosts[name] = hosts[name] (hosts[name] == "" ? "" : "\t") host[task]
      on_host[name, host[task]]++
      if (name in to && task == to[name] + 1) {
        to[name] = task
        return
      }
      end_range(name)
      from[name] = to[name] = task
    }
    function end_range(name) {
      if (!(name in to)) return
      list[name] = list[name] (list[name] == "" ? "" : ",") from[name] (from[name] == to[name] ? "" : "-" to[name])
    }
    function print_group(name, task) {
      end_range(name)
      printf "\n%d  %s\n", size[name], name
      print "   tasks " shorten(list[name])
      print_hosts(name)
      if (early[name] && size[name] == 1) print "   failed in the first minute"
      else if (early[name]) printf "   %s failed in the first minute\n", (early[name] == size[name] ? "all" : early[name])
      print_use(name)
      if (name == "signal KILL") print "   the logs do not show why; often the system ran out of memory"
      task = name in example ? example[name] : first_task[name]
      print_example(task)
      if (name in example && line_count > 0) printf "   task %d ended with\n%s", example[name], example_text[name]
      else if (!(name in example)) print "   no output in stderr.log"
      print_command(name)
    }
    # The command of the example with its parameters; nothing if a variable that it needs is not set here.
    function print_example(task, command, text) {
      if (ENVIRON["HAS_NAMES"]) {
        command = "\"$SHELL_OF_TASKS\" -p scripts/task.sh --names " task " 2>/dev/null"
        if ((command | getline text) > 0) print "   task " task " is " substr(text, length(task) + 2)
        close(command)
      }
      command = "\"$SHELL_OF_TASKS\" -p scripts/task.sh --print " task " 2>/dev/null"
      if ((command | getline text) > 0) {
        gsub(/[\001-\037\177]/, " ", text)
        if (length(text) > 1000) text = substr(text, 1, 1000) "..."
        print "   task " task " ran " text
      }
      close(command)
    }
    function shorten(text) {
      if (length(text) <= 200) return text
      text = substr(text, 1, 200)
      sub(/[^,]*$/, "...", text)
      return text
    }
    function print_hosts(name, count, part, i, text) {
      count = split(hosts[name], part, "\t")
      if (count == 1) print "   host  " part[1]
      else {
        for (i = 1; i <= count && i <= 5; i++) text = text (i == 1 ? "" : ", ") part[i] " (" on_host[name, part[i]] ")"
        print "   hosts " text (count > 5 ? " and " count - 5 " more" : "")
      }
      if (count == 1 && size[name] > 1 && all_done > done[part[1]])
        printf "   all on this host, where %d completed, and %d elsewhere\n", done[part[1]], all_done - done[part[1]]
    }
    # The list may be too long to type. All failed tasks and all timed-out tasks have their own options.
    function print_command(name, options, more) {
      more = more_for(name)
      # The attempts did not record how much they had.
      if (name == "walltime" && more == "") print "   use --walltime to give them more time"
      if (name == "out of memory" && more == "") print "   use --memory to request more"
      if (length(list[name]) <= 1000) options = "--task-ids " list[name]
      else if (!only && name == "walltime") options = "--timeout"
      else if (!only && !cut_off[name] && size[name] == states["failed"] + states["timeout"]) options = "--failed"
      else {
        options = "--task-ids @tasks.list"
        printf "   list: %s --tsv%s | awk -F %s %s$4 == \"%s\" { print $1 }%s >tasks.list\n", ENVIRON["ERRORS"], \
          ENVIRON["WORDS"], "\047\\t\047", "\047", name, "\047"
      }
      printf "   rerun: %s %s%s%s\n", ENVIRON["RESUME"], options, more, ENVIRON["LOST"]
    }
    # Options for twice the largest amount that a task of the group had.
    function more_for(name, i, task, most) {
      if (name != "walltime" && name != "out of memory") return ""
      for (i = 1; i <= bads; i++) {
        task = bad[i]
        if (cause_of(task) != name) continue
        read_resources(task)
        most = name == "walltime" ? larger(most, walltime_of[task]) : larger(most, memory_of[task])
      }
      if (!most) return ""
      return name == "walltime" ? " --walltime " clock_of(2 * most) : " --memory " amount_of(2 * most)
    }
    function larger(a, b) {
      return a > b ? a : b + 0
    }
    # A duration, such as 08:00:00.
    function clock_of(seconds) {
      return sprintf("%02d:%02d:%02d", int(seconds / 3600), int(seconds / 60) % 60, seconds % 60)
    }
    # An amount of memory, such as 16G or 512M.
    function amount_of(mebibytes) {
      return mebibytes % 1024 ? mebibytes "M" : mebibytes / 1024 "G"
    }
    # --- What the tasks of a group used, if it was measured, compared with what they requested.
    function read_use(task) {
      # The duration of a short task is too imprecise.
      if ($8 ~ /^[0-9]/ && $7 - $6 >= 1) cpus_used[task] = $8 / ($7 - $6)
      if ($9 ~ /^[0-9]/) memory_used[task] = $9 + 0
    }
    function add_use(name, task) {
      if (task in cpus_used && (!(name in most_cpus) || cpus_used[task] > cpus_used[most_cpus[name]])) most_cpus[name] = task
      if (task in memory_used && (!(name in most_memory) || memory_used[task] > memory_used[most_memory[name]])) most_memory[name] = task
    }
    function print_use(name, task) {
      if (name in most_memory) {
        task = most_memory[name]
        read_resources(task)
        printf "   used at most %d MiB of memory%s (task %d)\n", memory_used[task], asked_of(memory_of[task], " MiB"), task
      }
      if (name in most_cpus) {
        task = most_cpus[name]
        read_resources(task)
        printf "   used at most %.2f CPUs%s (task %d)\n", cpus_used[task], asked_of(cpus_of[task], ""), task
      }
    }
    # The requested amount, if the attempt recorded it.
    function asked_of(amount, unit) {
      return amount ? " of " amount unit " requested" : ""
    }
    BEGIN {
      read_signals()
      read_status()
    }
    { read_line() }
    END {
      end_log()
      if (format == "tsv") print_tasks()
      else print_groups()
    }
  '
}

# Prints words quoted for typing, each with a leading blank.
show_words() { # [<word>…]
  [[ $# -eq 0 ]] || printf ' %q' "$@"
}

# Shows whether a submission was stopped by stop_after_failures.
show_stopped() {
  local count
  [[ -d state/stop/stopped ]] || return 0
  count=$(wc -c <state/stop/failures)
  printf '%10s  stopped after %d failure%s; to continue, run scripts/resume.sh\n' '' "$count" "$([[ $count -eq 1 ]] || printf s)"
}

main() {
  parse_options "$@"
  require_tools awk cut grep ln mkdir mktemp rm sed sort tail tr wc xargs
  name_scripts
  locate_sweep
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  "$BASH" -p "$sweep_dir/scripts/status.sh" --tsv ${words[@]+"${words[@]}"} >"$folder/status" || exit "$?"
  list_logs
  ask_schedulers
  tell_causes
  print_gone
  [[ $format != text ]] || show_stopped
}

# Sets scripts to the path of these scripts as the caller gave it, quoted for typing.
name_scripts() {
  case ${BASH_SOURCE[0]} in
    */*) printf -v scripts '%q' "${BASH_SOURCE[0]%/*}" ;;
    *) scripts=. ;;
  esac
}

main "$@"
exit $?
