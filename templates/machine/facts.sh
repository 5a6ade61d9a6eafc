# Prints the facts that sweeps need about this machine, as lines of a key and tab-separated values.
facts() { # <root> <project directory, or nothing> <interpreter> [<submit command of a scheduler>…]
  local root=$1 project=$2 interpreter=$3 command
  shift 3
  say bash "$BASH_VERSION"
  say login_shell "${SHELL-}"
  say system "$(uname -s) $(uname -r) $(uname -m)"
  for command in rsync tar git parallel setsid; do
    say command "$command" "$(command -v "$command" || true)"
  done
  hardware
  disk "$root"
  [[ -z $project ]] || look_at_project "$project"
  pythons "$project"
  say interpreter "$interpreter" "$(find_program "$interpreter" "$project")"
  for command in "$@"; do
    if command -v "$command" >/dev/null; then say scheduler "$command"; fi
  done
  # If so, processes end with the connection that started them.
  if grep -qsi '^ *KillUserProcesses *= *yes' /etc/systemd/logind.conf; then say ends_with_login yes; fi
}

expand_home() { # <path>
  case $1 in
    \~) printf '%s' "$HOME" ;;
    \~/*) printf '%s' "$HOME/${1#??}" ;;
    *) printf '%s' "$1" ;;
  esac
}

# The free space in MB where the root is or will be, and whether it is writable.
disk() { # <directory>
  local directory
  directory=$(expand_home "$1")
  while [[ ! -d $directory && $directory == */* ]]; do directory=${directory%/*}; done
  directory=${directory:-/}
  say free "$1" "$(df -Pk "$directory" 2>/dev/null | awk 'END { if (match($0, / [0-9]+ +[0-9]+%/)) print int(substr($0, RSTART) / 1024) }')"
  if [[ -w $directory ]]; then say writable "$1" yes; else say writable "$1" ''; fi
}

look_at_project() { # <directory>
  local directory file named path
  directory=$(expand_home "$1")
  say project "$1" "$([[ ! -d $directory ]] || printf yes)"
  for file in hsm_config.yaml hsm_config.yml sweeps/hsm_config.yaml sweeps/hsm_config.yml; do
    [[ -f $directory/$file ]] || continue
    say project_file "$1/$file"
    named=$(named_interpreter <"$directory/$file")
    path=$(find_program "$named" "$1")
    [[ -z $named || -z $path ]] || say python "$file" "$path"
  done
}

# Prints the interpreter that a project file names.
named_interpreter() {
  sed -n "/^ *#/d; s/.*python_interpreter:  *[\"']\{0,1\}\([^\"',}#]*\).*/\1/p" | sed -n '1s/ *$//p'
}

find_program() { # <name or path> <project directory, or nothing>
  local path
  path=$(expand_home "$1")
  case $path in
    /*) ;;
    */*) path=$(expand_home "$2")/$path ;;
    *)
      command -v -- "$path" || true
      return
      ;;
  esac
  [[ ! -x $path ]] || printf '%s' "$path"
}
