# Passes on lines without what could steer a terminal: control characters of ASCII but the newline, and those above it
# (C1), as UTF-8 and as bytes of their own, which are those in no place of a character. A character that was cut is left out.
replace_controls() {
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' | LC_ALL=C sed -e $'s/\302[\200-\237]/ /g' -e ':next' \
    -e $'s/^[\200-\237]/ /;s/\([\001-\177\365-\377]\)[\200-\237]/\\1 /' \
    -e $'s/\([\303-\337][\200-\277]\)[\200-\237]/\\1 /;s/\(\302[\240-\277]\)[\200-\237]/\\1 /' \
    -e $'s/\([\340-\357][\200-\277]\{2\}\)[\200-\237]/\\1 /;s/\([\360-\364][\200-\277]\{3\}\)[\200-\237]/\\1 /' \
    -e 't next' -e $'s/[\302-\337]$//;s/[\340-\357][\200-\277]\{0,1\}$//;s/[\360-\364][\200-\277]\{0,2\}$//'
}
