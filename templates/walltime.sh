# Sets seconds from a duration: 90m, 4h, 1h30m, MM:SS, HH:MM:SS, D-HH, D-HH:MM or D-HH:MM:SS.
parse_walltime() { # <text>
  local number='([0-9]{1,10})' two='([0-9]{1,2})' units clock dated days=0 hours=0 minutes=0 rest=0
  units="^(${number}[dD])?(${number}[hH])?(${number}[mM])?(${number}[sS])?$"
  clock="^(${number}:)?${number}:${two}$"
  dated="^${number}-${two}(:${two})?(:${two})?$"
  if [[ $1 =~ $units ]]; then
    days=${BASH_REMATCH[2]} hours=${BASH_REMATCH[4]} minutes=${BASH_REMATCH[6]} rest=${BASH_REMATCH[8]}
  elif [[ $1 =~ $clock ]]; then
    hours=${BASH_REMATCH[2]} minutes=${BASH_REMATCH[3]} rest=${BASH_REMATCH[4]}
    [[ -z $hours ]] || ((10#$minutes <= 59)) || usage_error "minutes after hours must be between 0 and 59: $1"
  elif [[ $1 =~ $dated ]]; then
    days=${BASH_REMATCH[1]} hours=${BASH_REMATCH[2]} minutes=${BASH_REMATCH[4]} rest=${BASH_REMATCH[6]}
    ((10#$hours <= 23 && 10#${minutes:-0} <= 59)) || usage_error "hours must be between 0 and 23, minutes between 0 and 59: $1"
  elif is_number "$1"; then
    usage_error "missing unit: write ${1}m for minutes, ${1}s for seconds"
  else
    usage_error "invalid duration: $1 (examples: 08:00:00, 90m)"
  fi
  [[ $1 != *[:-]* ]] || ((10#${rest:-0} <= 59)) || usage_error "seconds must be between 0 and 59: $1"
  seconds=$((10#${days:-0} * 86400 + 10#${hours:-0} * 3600 + 10#${minutes:-0} * 60 + 10#${rest:-0}))
  ((seconds > 0 && seconds <= 1000000000)) || usage_error "a time limit must be between 1 second and 31 years: $1"
}
