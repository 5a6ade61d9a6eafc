die() { # <message>…
  printf '%s: %s\n' "$(uname -n)" "$*" >&2
  exit 1
}

# Sets root, sweep_id and sweep_dir. Everything that is created, moved or removed is below the root, and never the root itself.
enter_root() { # <root> <key of the sweep> <sweep id>
  root=$1 key=$2 sweep_id=$3
  case $root in
    \~/[A-Za-z0-9._]*) root=$HOME/${root#??} ;;
    /[A-Za-z0-9._]*) ;;
    *) die "unsuitable directory for remote sweeps: $root" ;;
  esac
  case $1/ in
    *[!A-Za-z0-9._/~-]* | */../* | */./* | *//* | */-*) die "unsuitable directory for remote sweeps: $1" ;;
    *) ;;
  esac
  case $key:$sweep_id in
    *[!A-Za-z0-9._:-]* | :* | *: | *:[.-]*) die "invalid sweep name: $sweep_id" ;;
    *) ;;
  esac
  [[ ! $root -ef $HOME ]] || die "remote sweeps cannot be in the home directory itself: $root"
  sweep_dir=$root/sweeps/$key/$sweep_id
}

# Sets place, a random name made when the root was created, the same for every caller. Sweeps, jobs and their numbers belong to it.
read_remote_place() {
  local name host user
  if [[ ! -s $root/.hsm/place ]]; then
    host=$(uname -n)
    host=${host%%.*}
    name=$(od -An -N4 -tx1 /dev/urandom) || name=$RANDOM$RANDOM
    name=${host//[!A-Za-z0-9.-]/-}-${name//[!0-9a-f]/}
    (set -C && printf '%s\n' "$name" >"$root/.hsm/place") 2>/dev/null || true
  fi
  IFS= read -r name <"$root/.hsm/place" || die "cannot write to $root"
  user=$(id -un)
  place=remote/$name/${user//[!A-Za-z0-9._-]/_}
}

say() { # <key> <value>…
  local IFS=$'\t'
  printf '%s\n' "$*"
}
