# Sends files, which a list with NULs after them names, to a directory below the root there. What rsync was cut off
# from goes on where it stopped; nothing there is ever deleted.
send() { # <directory here> <list> <directory there> [<option of rsync>…]
  local there=${remote_root#\~/}/$3 words=(rsync --links --perms --times --chmod=go= --partial --from0 --files-from="$2")
  if [[ -z $with_rsync ]]; then
    (cd -- "$1" && tar -cf - --null -T "$2") | receive_tar "$3"
    return
  fi
  if [[ -t 2 ]] && rsync --help 2>&1 | grep -q -e --info=; then words+=(--info=progress2); fi
  "${words[@]}" "${@:4}" -e "$(rsync_shell)" "$1/" "$remote_host:$there/" >&2
}

receive_tar() { # <directory there>
  local text
  text=$(run_there unpack "$1") || true
  [[ $text == *$'\n''hsm-done 0' ]]
}

# The words of ssh as rsync splits them.
rsync_shell() {
  local word
  for word in "${ssh_words[@]}"; do
    printf "'%s' " "${word//\'/\'\'}"
  done
}
