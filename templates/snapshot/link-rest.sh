# Links everything else in the project into the snapshot, such as ignored data and environments, so that relative paths keep
# their meaning. Existing files are never replaced.
link_rest() { # <directory below the project, as /a/b, or nothing>
  local entry name copy missing=() IFS=''
  for entry in "$project_dir$1"/* "$project_dir$1"/.[!.]*; do
    name=${entry##*/}
    copy=$root/code/$tree$1/$name
    case $name in
      .git | .hg | .svn | __pycache__ | .hsm-code) continue ;;
      *) [[ -e $entry || -L $entry ]] || continue ;;
    esac
    if [[ ! -e $copy && ! -L $copy ]]; then
      missing+=("$entry")
    elif [[ -d $entry && ! -L $entry && -d $copy && ! -L $copy ]]; then
      link_rest "$1/$name"
    fi
    [[ ${#missing[@]} -lt 500 ]] || link_missing "$1"
  done
  [[ ${#missing[@]} -eq 0 ]] || link_missing "$1"
}

link_missing() { # <directory>
  # Another submission may have made them already.
  ln -s -- "${missing[@]}" "$root/code/$tree$1/" 2>/dev/null || true
  missing=()
}
