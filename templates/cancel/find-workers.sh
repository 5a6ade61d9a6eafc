# Sets workers to the processes on this machine that work on this sweep without a scheduler, and elsewhere to the hosts that
# may have more: hosts with another name, or a machine or container with this name that cannot be seen from here.
find_workers() {
  local host process machine_then
  read_place
  workers='' elsewhere=''
  while read -r host process machine_then; do
    if ! is_this_machine; then
      [[ " $elsewhere " == *" $host "* ]] || elsewhere+=${elsewhere:+ }$host
    elif is_alive "$process" && [[ " $workers " != *" ${process%@*} "* ]]; then
      workers+=${workers:+ }${process%@*}
    fi
  done < <(list_workers)
}

# A worker is alive according to its journal if the journal's last line has no end and no job.
list_workers() {
  local journal
  for journal in state/*_*.tsv; do
    [[ -f $journal ]] || continue
    tail -n 1 "$journal"
    # The last line may be unterminated.
    printf '\n'
  done | LC_ALL=C awk -F '\t' '
    /^[0-9]/ && NF >= 5 && NF < 9 && $4 ~ /^[0-9]+@/ && $4 !~ /:/ {
      parts = split($4, part, "@")
      print $3, part[1] "@" part[2], (parts > 2 ? part[3] : "-")
    }
  '
}
