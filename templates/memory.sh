# Sets mebibytes from an amount of memory: 64G, 512M, 1.5T or 16GiB, rounded up. Every unit is binary.
parse_memory() { # <text>
  local pattern='^([0-9]{1,9})([.]([0-9]{1,3})[0-9]*)? *([kKmMgGtT])([iI]?[bB])?$' fraction unit scale=1000
  [[ $1 =~ $pattern ]] || usage_error "invalid amount of memory: $1 (examples: 64G, 512M)"
  unit=${BASH_REMATCH[4]} fraction=${BASH_REMATCH[3]}000
  mebibytes=$((10#${BASH_REMATCH[1]} * scale + 10#${fraction:0:3}))
  case $unit in
    [kK]) scale=$((scale * 1024)) ;;
    [gG]) mebibytes=$((mebibytes * 1024)) ;;
    [tT]) mebibytes=$((mebibytes * 1048576)) ;;
    *) ;;
  esac
  mebibytes=$(((mebibytes + scale - 1) / scale))
  ((mebibytes > 0 && mebibytes <= 1099511627776)) || usage_error "amount of memory out of range: $1"
}
