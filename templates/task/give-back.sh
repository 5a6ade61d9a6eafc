# Gives the program back the variables that were set aside when this script and its callers began. Sets HSM_SETTER to the
# command that sets what cannot be set here: the shell's own options, and variables with the name of a constant.
give_back() {
  HSM_SETTER=(env)
  for HSM_NAME in ${!HSM_KEPT_@}; do
    if [[ $HSM_NAME != HSM_KEPT_POSIXLY_CORRECT ]] && unset "${HSM_NAME#HSM_KEPT_}" 2>/dev/null; then
      export "${HSM_NAME#HSM_KEPT_}=${!HSM_NAME}"
    else
      HSM_SETTER+=("${HSM_NAME#HSM_KEPT_}=${!HSM_NAME}")
    fi
    unset "$HSM_NAME"
  done
  [[ ${#HSM_SETTER[@]} -gt 1 ]] || HSM_SETTER=()
}
