# Asks the machine, once, for all that a push needs to know. Sets with_rsync, with_tar and answer.
look() {
  local free
  ask_there look "$(cksum <MANIFEST.sha256)" || exit 1
  find_rsync
  with_tar=''
  [[ -z $(answer_of tar) ]] || ! command -v tar >/dev/null || with_tar=yes
  [[ -n $with_rsync || -n $with_tar ]] || die "neither rsync nor tar on $remote_host: install rsync there"
  # rsync would take what a start-up file prints for an answer of its own.
  if [[ -n $noise && -n $with_rsync ]]; then
    die "the login shell on $remote_host prints this at its start, where rsync expects an answer: ${noise//[[:cntrl:]]/ }
Have its start-up file print only to terminals: [ -t 1 ] && …"
  fi
  free=$(answer_of free)
  if is_number "$free" && [[ $free -lt 10240 ]]; then
    die "less than 10 MB are free on $remote_host, where $remote_root is"
  fi
}

# Sets with_rsync, where an answer says that the machine has it.
find_rsync() {
  with_rsync=''
  [[ -z $(answer_of rsync) ]] || ! command -v rsync >/dev/null || with_rsync=yes
}
