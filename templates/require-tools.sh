# Not every machine has all of these: containers leave some out.
require_tools() { # <name>…
  local tool
  for tool; do
    command -v "$tool" >/dev/null || die "no $tool on PATH, which this needs"
  done
}
