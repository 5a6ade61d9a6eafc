# Sets terms to lines "NAME VALUE", tab-separated, from words such as: lr=0.01 model.name=cnn,mlp note="a b". Inside double quotes,
# blanks, commas and equals signs are literal, and a quote or a backslash needs a backslash before it.
read_terms() { # <words>
  terms=$(LC_ALL=C awk '
    function fail(why) {
      print "wrong\t" why
      failed = 1
      exit
    }
    function end_value() {
      if (name == "") fail("missing parameter name before  " text)
      print "term\t" name "\t" (quoted ? "\"" : "") text
      text = quoted = ""
    }
    { words = words (NR > 1 ? "\n" : "") $0 }
    END {
      if (failed) exit
      if (words ~ /[\n\t]/) fail("values with line breaks or tabs cannot be selected")
      length_of = length(words)
      for (at = 1; at <= length_of; at++) {
        character = substr(words, at, 1)
        if (in_quotes && character == "\\") text = text substr(words, ++at, 1)
        else if (character == "\"") {
          in_quotes = !in_quotes
          quoted = 1
        } else if (in_quotes) text = text character
        else if (character == "=" && name == "") {
          name = text
          text = quoted = ""
          if (name == "") fail("missing parameter name")
        } else if (character == "," && name != "") end_value()
        else if (character == " ") {
          if (name != "") end_value()
          else if (text != "") fail("not NAME=VALUE: " text)
          name = ""
        } else text = text character
      }
      if (in_quotes) fail("missing closing quote")
      if (name != "") end_value()
      else if (text != "") fail("not NAME=VALUE: " text)
    }
  ' <<<"$1")
  case $terms in
    '') usage_error 'nothing to select: write NAME=VALUE' ;;
    wrong*) usage_error "${terms#*$'\t'}" ;;
    *$'\n'wrong*) usage_error "${terms##*wrong$'\t'}" ;;
    *) ;;
  esac
}
