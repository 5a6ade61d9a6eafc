# What an attempt costs, as far as bash and the system tell it without one more process: the CPU time of the program and of
# all that it waited for, and the most memory that the job's cgroup has held. What cannot be seen from here stays empty.

# Opens descriptors 9 and 8, through which what `times` prints is read back without a process: the pipe of a here-string, opened
# once more; before bash 5.1 it is a file without a name. Sets can_time to yes where the system lets it be opened so.
open_meter() {
  can_time='' readings=0
  [[ -z ${hides_cpu-} && -z $through ]] || return 0
  if { exec 8<<<'' 9>>/dev/fd/8; } 2>/dev/null && read -r -u 8; then
    can_time=yes
  fi
}

# Sets cpu to the milliseconds that all children of this process took that have ended; to nothing where that is not told.
read_cpu_time() {
  local part minutes seconds used
  cpu=''
  [[ -n $can_time ]] || return 0
  # A file grows, so after some time there is another.
  readings=$((readings + 1))
  [[ $readings -lt 20000 ]] || open_meter
  # The first line is of this process, the second of its children: user and system time, as 2m3.456s 0m0.012s.
  { times >&9; } 2>/dev/null
  if ! { read -r -u 8 && IFS= read -r -u 8 used; }; then
    can_time=''
    return 0
  fi
  cpu=0
  for part in $used; do
    minutes=${part%%m*} seconds=${part#*m}
    # The locale decides between point and comma.
    seconds=${seconds//[!0-9]/}
    cpu=$((cpu + 10#$minutes * 60000 + 10#$seconds))
  done
}

# Sets peak_file to where the system keeps the most memory that the job of a number has held; to nothing where its cgroup is
# not its own: then others are counted in it.
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

# Sets peak to the bytes that peak_file has; to nothing without one.
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
  cpu_before=$cpu
}

# Sets cpu_time, in seconds, and peak_memory, in mebibytes rounded up, each to - where it was not seen. A peak that an earlier task of
# the job has left says nothing of this one.
end_measuring() {
  cpu_time=- peak_memory=-
  read_cpu_time
  if [[ -n $cpu && -n $cpu_before ]]; then
    cpu=$((cpu - cpu_before))
    printf -v cpu_time '%d.%03d' "$((cpu / 1000))" "$((cpu % 1000))"
  fi
  read_peak
  if [[ -n $peak && -n $peak_before ]] && ((peak > peak_before)); then
    peak_memory=$(((peak + 1048575) / 1048576))
  fi
}
