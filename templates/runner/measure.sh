# Measures an attempt as far as bash and the system allow without another process: the CPU time of the program and of all
# processes that it waited for, and the peak memory of the job's cgroup. What cannot be measured here stays empty.

# Opens descriptors 9 and 8, through which the output of `times` is read back without a process: the pipe of a here-string, opened
# a second time; before bash 5.1 it is a file without a name. Sets can_time to yes if the system allows this.
open_meter() {
  can_time='' readings=0
  [[ -z ${hides_cpu-} && -z $through ]] || return 0
  if { exec 8<<<'' 9>>/dev/fd/8; } 2>/dev/null && read -r -u 8; then
    can_time=yes
  fi
}

# Sets user and system to the CPU time of all children of this process that have ended, as 2m3.456s; to nothing if it is unknown.
read_cpu_time() {
  user='' system=''
  [[ -n $can_time ]] || return 0
  # A file grows, so a new one is opened after some time.
  readings=$((readings + 1))
  [[ $readings -lt 20000 ]] || open_meter
  # The first line is of this process, the second of its children.
  times >&9
  read -r -u 8 && read -r -u 8 user system || can_time=''
}

# Sets cpu_time to the seconds between two readings.
subtract_times() {
  # The locale decides between point and comma.
  local u=${user//[!0-9m]/} s=${system//[!0-9m]/} v=${user_before//[!0-9m]/} t=${system_before//[!0-9m]/} used
  used=$(((${u%m*} + ${s%m*} - ${v%m*} - ${t%m*}) * 60000 + 10#${u#*m} + 10#${s#*m} - 10#${v#*m} - 10#${t#*m}))
  printf -v cpu_time '%d.%03d' "$((used / 1000))" "$((used % 1000))"
}

# Sets peak_file to the file with the peak memory of the job with a given number; to nothing if the job has no cgroup of its own,
# because then other processes are counted, too.
find_peak_file() { # <number>
  local controllers path memory='' unified=''
  peak_file=''
  [[ -n $1 && -z ${hides_memory-} && -r /proc/self/cgroup ]] || return 0
  while IFS=: read -r _ controllers path; do
    case ,$controllers, in
      *,memory,*) memory=$path ;;
      ,,) unified=$path ;;
      *) ;;
    esac
  done </proc/self/cgroup
  if [[ -n $memory ]]; then
    find_own_group "$1" /sys/fs/cgroup/memory "$memory" memory.max_usage_in_bytes
  else
    find_own_group "$1" /sys/fs/cgroup "$unified" memory.peak
  fi
}

find_own_group() { # <number> <root> <path> <file>
  local path=$3
  while [[ $path == */* && $path != / ]]; do
    case ${path##*/} in
      "$1" | "$1".* | "$1"\[* | job_"$1" | job-"$1" | job"$1")
        [[ ! -r $2$path/$4 ]] || peak_file=$2$path/$4
        return 0
        ;;
      *) path=${path%/*} ;;
    esac
  done
}

# Sets peak to the number of bytes in peak_file; to nothing without such a file.
read_peak() {
  peak=''
  [[ -n $peak_file ]] || return 0
  { read -r peak <"$peak_file"; } 2>/dev/null || peak=''
  is_number "$peak" || peak=''
}

begin_measuring() {
  read_peak
  peak_before=$peak
  read_cpu_time
  user_before=$user system_before=$system
}

# Sets cpu_time, in seconds, and peak_memory, in mebibytes rounded up, each to - if it was not measured. A peak that an earlier task of
# the job reached does not show what this one used.
end_measuring() {
  cpu_time=- peak_memory=-
  read_cpu_time
  [[ -z $system || -z $system_before ]] || subtract_times
  [[ -n $peak_file ]] || return 0
  read_peak
  if [[ -n $peak && -n $peak_before ]] && ((peak > peak_before)); then
    peak_memory=$(((peak + 1048575) / 1048576))
  fi
}
