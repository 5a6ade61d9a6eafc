# Handles one piece of a string; is_text is 1 at its beginning. Every string is checked, wanted or not. Returns 2 if the
# string continues after an escaped quote, else 0.
function pass_text(piece, is_text, rest) {
  if (is_text == 1) text_so_far = ""
  is_text = 0
  if (match(piece, /\\+$/) && RLENGTH % 2) {
    piece = piece "\""
    is_text = 2
  }
  if (piece ~ /[\001-\037]/ || !is_utf8(piece)) broken = 1
  if (index(piece, "\\")) {
    rest = piece
    gsub(/\\(["\\\/bfnrt]|u[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f])/, "", rest)
    if (index(rest, "\\")) broken = 1
  }
  if (!skipped[depth] && length(text_so_far) <= longest_text) text_so_far = text_so_far piece
  if (!is_text) end_text(decode(text_so_far))
  return is_text
}

function end_text(text) {
  if (expected == KEY || expected == KEY_OR_END) {
    key[depth] = text
    expected = COLON
  } else if (expected <= VALUE_OR_END) {
    if (depth && !skipped[depth]) note("s", text)
    expected = depth ? COMMA : NOTHING
  } else broken = 1
}

# The characters for JSON's escapes.
function decode(text, out, at, kind, code) {
  if (!index(text, "\\") || broken) return text
  out = ""
  while ((at = index(text, "\\")) > 0) {
    out = out substr(text, 1, at - 1)
    kind = substr(text, at + 1, 1)
    if (kind != "u") {
      out = out (kind in named_escape ? named_escape[kind] : kind)
      text = substr(text, at + 2)
      continue
    }
    code = read_hexadecimal(substr(text, at + 2, 4))
    text = substr(text, at + 6)
    if (code >= 55296 && code < 56320 && text ~ /^\\u[dD][c-fC-F]/) {
      code = 65536 + (code - 55296) * 1024 + read_hexadecimal(substr(text, 3, 4)) - 56320
      text = substr(text, 7)
    }
    # A lone surrogate or NUL cannot be in a table.
    if (code == 0 || (code >= 55296 && code < 57344)) code = 65533
    out = out encode_character(code)
  }
  return out text
}

function read_hexadecimal(text, at, number) {
  number = 0
  for (at = 1; at <= 4; at++) number = number * 16 + index("0123456789abcdef", tolower(substr(text, at, 1))) - 1
  return number
}
