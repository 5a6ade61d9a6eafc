# Outside git: all files, except caches and environments and what the settings exclude.
name_plain_code() {
  local digest=(cksum)
  require_tools find sort xargs
  ! command -v sha256sum >/dev/null || digest=(sha256sum)
  : >"$folder/begun"
  code_name=$(
    cd -- "$project_dir" || exit
    find_plain_code -print0 >"$folder/files" || exit
    {
      find_plain_code -type f -print0 | xargs -0 "${digest[@]}"
      # Names and link targets.
      find_plain_code -type l -exec ls -l {} + | awk '{ print substr($0, index($0, " ./")) }'
    } | LC_ALL=C sort | "${digest[@]}"
  ) || die "cannot read all files of $project_dir"
  code_name=plain-${code_name%%[!0-9a-f]*}
}

# Runs the given find actions on each file of the code.
find_plain_code() { # <word of find>…
  local pattern words=(-name .git -o -name .hg -o -name __pycache__ -o -name .venv -o -name node_modules)
  [[ -z $outputs ]] || words+=(-o -path "./$outputs")
  for pattern in ${code_excluded[@]+"${code_excluded[@]}"}; do
    pattern=${pattern%/}
    case $pattern in
      */*) words+=(-o -path "./${pattern#/}") ;;
      *) words+=(-o -name "$pattern") ;;
    esac
  done
  find . \( "${words[@]}" \) -prune -o \( -type f -o -type l \) "$@"
}
