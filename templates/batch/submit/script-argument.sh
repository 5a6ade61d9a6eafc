script_words() { # <submission>
  words+=("$sweep_dir_physical/scripts/$job_script" "$1")
}
