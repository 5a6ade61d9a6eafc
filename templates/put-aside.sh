# Sets aside variables that change how bash and its tools behave or that clash with this script's own names. The tasks' programs
# get them back.
for HSM_NAME in BASH_COMPAT BASH_ENV CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT \
  ${!a@} ${!b@} ${!c@} ${!d@} ${!e@} ${!f@} ${!g@} ${!h@} ${!i@} ${!j@} ${!k@} ${!l@} ${!m@} \
  ${!n@} ${!o@} ${!p@} ${!q@} ${!r@} ${!s@} ${!t@} ${!u@} ${!v@} ${!w@} ${!x@} ${!y@} ${!z@}; do
  if [[ -n ${!HSM_NAME+set} ]]; then
    export "HSM_KEPT_$HSM_NAME=${!HSM_NAME}"
    unset "$HSM_NAME"
  fi
done
# If these are exported, bash has put its own options into them. Their original values come from the shell that was replaced,
# or from this process's initial environment if the kernel shows it. Not every bash has compgen.
for HSM_NAME in SHELLOPTS BASHOPTS; do
  if compgen -e "$HSM_NAME" >/dev/null 2>&1 || [[ $? -eq 127 && $(export -p) == *" $HSM_NAME="* ]]; then
    export -n "${HSM_NAME?}"
    HSM_BEFORE=HSM_$HSM_NAME
    if [[ -n ${!HSM_BEFORE+set} ]]; then
      export "HSM_KEPT_$HSM_NAME=${!HSM_BEFORE}"
    elif [[ -r /proc/$$/environ ]]; then
      export "HSM_KEPT_$HSM_NAME=$(tr '\0' '\n' <"/proc/$$/environ" | sed -n "s/^$HSM_NAME=//p")"
    fi
  fi
done
unset HSM_SHELLOPTS HSM_BASHOPTS HSM_NAME HSM_BEFORE
