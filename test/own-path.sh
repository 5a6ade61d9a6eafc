#!/usr/bin/env bash
# Removes the commands of packages from PATH, where npm puts them: its shellcheck would download the program instead of
# running it, and looks as if the program were installed. Sourced by other scripts.

own_path=''
IFS=: read -r -a places <<<"${PATH}"
for place in "${places[@]}"; do
  [[ ${place} == */node_modules/.bin ]] || own_path+=${own_path:+:}${place}
done
export PATH=${own_path}
unset own_path places place
