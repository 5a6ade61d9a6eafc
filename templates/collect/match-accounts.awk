# Input: the records, "PLACE:JOB start end cpu_time peak_memory"; after a line /, the attempts. A job that was requeued has several
# records. A record belongs to an attempt if it covers it, except for a few seconds by which the clocks of two hosts may differ.
$0 == "/" {
  in_attempts = 1
  next
}
!in_attempts && $1 == "answered" { has_answered[$2] }
!in_attempts {
  if (NF == 5) {
    count[$1]++
    record[$1, count[$1]] = $0
  }
  next
}
{
  split($5, place, "/")
  if (!(place[1] in has_answered)) next
  found = ""
  matches = 0
  for (i = 1; i <= count[$5]; i++) {
    split(record[$5, i], field, "\t")
    if (field[2] > $3 + 5 || field[3] < ($4 == "-" ? $3 : $4) - 5) continue
    matches++
    found = field[4] "\t" field[5]
  }
  if (matches == 0 && now - ($4 == "-" ? $3 : $4) < 600) print $1 >open
  else print $1, $2, $3, (matches == 1 ? found : "-\t-")
}
