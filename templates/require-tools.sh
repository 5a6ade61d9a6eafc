# Some machines, such as minimal containers, lack some of these tools.
require_tools() { # <name>…
  local tool
  for tool; do
    command -v "$tool" >/dev/null || die "$tool is required but not on PATH"
  done
}
