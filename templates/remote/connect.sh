# Sets ssh_words. The first ssh is the master for those that follow within a minute, so that consecutive scripts share one
# connection. Host keys, user and login key are left to the SSH configuration.
prepare_ssh() {
  local sockets=${XDG_RUNTIME_DIR:-/tmp}/hsm-$EUID
  ssh_words=(ssh -T -o BatchMode=yes -o ForwardAgent=no -o ForwardX11=no -o ClearAllForwardings=yes
    -o ConnectTimeout=15 -o ServerAliveInterval=15)
  [[ -z $ssh_port ]] || ssh_words+=(-p "$ssh_port")
  case $ssh_key in
    '') ;;
    \~/*) ssh_words+=(-i "$HOME/${ssh_key#??}") ;;
    *) ssh_words+=(-i "$ssh_key") ;;
  esac
  # The path of a socket can have about 100 characters, of which ssh adds 50. The directory must belong to this user alone.
  [[ ${#sockets} -le 48 ]] || sockets=/tmp/hsm-$EUID
  [[ -d $sockets ]] || mkdir -m 700 "$sockets" 2>/dev/null || true
  if [[ -d $sockets && -O $sockets && ! -L $sockets ]]; then
    ssh_words+=(-o ControlMaster=auto -o "ControlPath=$sockets/%C" -o ControlPersist=60)
  fi
}
