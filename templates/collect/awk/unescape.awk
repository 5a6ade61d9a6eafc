# Undoes the escaping of tabs, line breaks and backslashes in a field.
function unescape(text, out, at, kind) {
  if (!index(text, "\\")) return text
  out = ""
  while ((at = index(text, "\\")) > 0) {
    kind = substr(text, at + 1, 1)
    out = out substr(text, 1, at - 1) (kind == "n" ? "\n" : kind == "t" ? "\t" : kind == "u" ? "\037" : kind)
    text = substr(text, at + 2)
  }
  return out text
}
