# Filters out characters that could control a terminal: ASCII control characters except newline, and C1 control characters, both as UTF-8
# and as single bytes outside any UTF-8 character. Truncated characters are dropped.
replace_controls() {
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' | LC_ALL=C sed -e $'s/\302[\200-\237]/ /g' -e ':next' \
    -e $'s/^[\200-\237]/ /;s/\([\001-\177\365-\377]\)[\200-\237]/\\1 /' \
    -e $'s/\([\303-\337][\200-\277]\)[\200-\237]/\\1 /;s/\(\302[\240-\277]\)[\200-\237]/\\1 /' \
    -e $'s/\([\340-\357][\200-\277]\{2\}\)[\200-\237]/\\1 /;s/\([\360-\364][\200-\277]\{3\}\)[\200-\237]/\\1 /' \
    -e 't next' -e $'s/[\302-\337]$//;s/[\340-\357][\200-\277]\{0,1\}$//;s/[\360-\364][\200-\277]\{0,2\}$//'
}
