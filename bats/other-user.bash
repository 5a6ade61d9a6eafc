#!/usr/bin/env bash
# A second user of the machine, for sweeps that one user submits and another inspects: nobody, who exists already.

require_other_user() {
  ((EUID == 0)) || skip 'becoming another user needs root'
  command -v runuser >/dev/null || skip 'no runuser: install util-linux'
  id nobody >/dev/null 2>&1 || skip 'the user nobody does not exist'
}

as_nobody() { # <command> [<argument>…]
  HOME=/tmp runuser -u nobody -- "$@"
}

# Makes nobody the owner of a directory, and lets that user reach it.
give_to_nobody() { # <directory>
  chown -R nobody "$1"
  open_way_to "$1"
}

# Lets other users reach a directory, as far as the directories above it belong to the current user.
open_way_to() { # <directory>
  local above=$1
  while [[ ${above} == /*/* ]]; do
    above=${above%/*}
    if [[ -O ${above} ]]; then chmod o+x "${above}"; fi
  done
}
