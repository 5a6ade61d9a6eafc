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
