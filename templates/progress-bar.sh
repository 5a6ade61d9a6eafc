# Progress of the tasks, in one line that is redrawn on a terminal with $columns columns.

# Prints lines broken between words. A word longer than a line, such as a path, is left to the terminal to wrap, so that it
# can still be copied.
print_above() { # <text>
  local text=$1 line
  while :; do
    line=$text
    if [[ ${#line} -gt $columns && $line == *' '* ]]; then
      line=${text:0:columns+1}
      if [[ $line == *' '* ]]; then line=${line% *}; else line=${text%% *}; fi
    fi
    printf '\r\033[K%s\n' "$line"
    text=${text:${#line}+1}
    [[ -n $text ]] || break
  done
}

# Draws the bar from $asked, $done_count, $failed and $begun. It is one line that must not wrap, or it could not be overwritten.
# Parts that do not fit are left out, from the right.
draw_bar() { # <tasks running> <tasks that had ended before>
  local ended=$((done_count + failed)) elapsed=$((SECONDS - begun)) left=--:-- text part width filled bar=''
  if [[ $done_count -gt 0 && $ended -gt $2 ]]; then
    left=$((elapsed * (asked - ended) / (ended - $2)))
    printf -v left '%d:%02d' $((left / 60)) $((left % 60))
  fi
  printf -v elapsed '%d:%02d' $((elapsed / 60)) $((elapsed % 60))
  text="$done_count/$asked done"
  for part in "$failed failed" "$1 running" "$elapsed elapsed" "$left left"; do
    [[ $((${#text} + ${#part} + 2)) -lt $columns ]] || break
    text+=", $part"
  done
  # A bar of fewer than ten characters is useless.
  width=$((columns - ${#text} - 4))
  [[ $width -le 30 ]] || width=30
  if [[ $width -ge 10 ]]; then
    filled=$((ended * width / asked))
    printf -v bar '%*s' "$filled" ''
    printf -v bar '[%s%*s] ' "${bar// /#}" $((width - filled)) ''
  fi
  text=$bar$text
  printf '\r\033[K%s' "${text:0:columns-1}"
}
