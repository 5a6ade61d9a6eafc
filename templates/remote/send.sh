# Sends files, from a NUL-terminated list, to a directory below the remote root. An interrupted rsync continues where it
# stopped; nothing is ever deleted on the machine.
send() { # <directory here> <list> <directory there> [<option of rsync>…]
  local there=${remote_root#\~/}/$3 words=(rsync --links --perms --times --chmod=go= --partial --from0 --files-from="$2")
  if [[ -z $with_rsync ]]; then
    send_archive "$1" "$2" "$3"
    return
  fi
  if [[ -t 2 ]] && rsync --help 2>&1 | grep -q -e --info=; then words+=(--info=progress2); fi
  "${words[@]}" "${@:4}" -e "$(rsync_shell)" --rsync-path="$(rsync_there)" "$1/" "$remote_host:$there/" >&2
}

# The same, as an archive. Many small files take half as long this way; whatever arrives before the connection breaks stays.
send_archive() { # <directory here> <list> <directory there>
  if [[ -t 2 ]]; then
    { pack_files "$1" "$2" -v 2>&1 >&3 | count_files "$(tr -cd '\000' <"$2" | wc -c)" >&2; } 3>&1
  else
    pack_files "$1" "$2"
  fi | receive_archive "$3"
}

receive_archive() { # <directory there>
  local text
  text=$(run_there unpack "$1") || true
  [[ $text == *$'\n''hsm-done 0' ]]
}

# Prints an archive of the files in a NUL-terminated list.
pack_files() { # <directory> <list> [<option of tar, such as another -T>]…
  cd -- "$1" && tar -cf - --no-recursion --null -T "$2" "${@:3}"
}

# Shows how many files have been sent, by the names that tar prints. Its other messages pass through.
count_files() { # <how many>
  awk -v all="$1" '
    /^tar: / {
      print
      next
    }
    ++count % 100 == 0 || count == all { printf "\r%d of %d files", count, all }
    END { print "" }
  '
}

# The words of the ssh command, quoted as rsync splits them.
rsync_shell() {
  local word
  for word in "${ssh_words[@]}"; do
    printf "'%s' " "${word//\'/\'\'}"
  done
}

# How the login shell on the machine starts rsync. A path below ~ is relative for it, and a start-up file may have changed the
# directory. This form means the same to every shell.
rsync_there() {
  case $remote_root in
    \~/*) printf 'cd; rsync' ;;
    *) printf 'rsync' ;;
  esac
}
