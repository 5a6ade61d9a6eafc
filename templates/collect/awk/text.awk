# Escapes text for the fields of a line: characters that would end a field or a line become two characters.
function escape(text) {
  if (text !~ /[\\\t\n\037]/) return text
  gsub(/\\/, "&&", text)
  gsub(/\t/, "\\t", text)
  gsub(/\n/, "\\n", text)
  gsub(/\037/, "\\u", text)
  return text
}

function is_number(text) {
  return text ~ /^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?$/
}

# The bytes of UTF-8.
function encode_character(code) {
  if (code < 128) return sprintf("%c", code)
  if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
  if (code < 65536) return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
  return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, 128 + int(code / 64) % 64, \
    128 + code % 64)
}

function is_utf8(text) {
  if (text !~ /[\200-\377]/) return 1
  gsub(/[\302-\337][\200-\277]/, "", text)
  gsub(/\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|\355[\200-\237][\200-\277]/, "", text)
  gsub(/\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]/, "", text)
  gsub(/\364[\200-\217][\200-\277][\200-\277]/, "", text)
  return text !~ /[\200-\377]/
}
