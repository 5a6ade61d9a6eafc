# Asks the machine, once, for everything that a push needs to know. Sets with_rsync, with_tar and answer.
look() {
  local free
  ask_there look "$(cksum <MANIFEST.sha256)" || exit 1
  find_rsync
  with_tar=''
  [[ -z $(answer_of tar) ]] || ! command -v tar >/dev/null || with_tar=yes
  [[ -n $with_rsync || -n $with_tar ]] || die "neither rsync nor tar on $remote_host: install rsync there"
  # rsync would mistake output of a start-up file for its own protocol.
  if [[ -n $noise && -n $with_rsync ]]; then
    die "the login shell on $remote_host prints text when it starts, which breaks rsync: ${noise//[[:cntrl:]]/ }
Make its start-up file print only on a terminal: [ -t 1 ] && …"
  fi
  free=$(answer_of free)
  if is_number "$free" && [[ $free -lt 10240 ]]; then
    die "less than 10 MB free on $remote_host in $remote_root"
  fi
}

# Sets with_rsync if the machine has rsync, according to the answer.
find_rsync() {
  with_rsync=''
  [[ -z $(answer_of rsync) ]] || ! command -v rsync >/dev/null || with_rsync=yes
}
