# Sets workers to the processes of this machine that work on this sweep without a scheduler, and elsewhere to the hosts
# where others may: of another name, or of this one where it is a machine or container that cannot be seen from here.
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

# The last line of each journal is where its worker is, where it has no end and no job.
list_workers() {
  local journal
  for journal in state/*_*.tsv; do
    [[ -f $journal ]] || continue
    tail -n 1 "$journal"
    # The line may have no end yet.
    printf '\n'
  done | LC_ALL=C awk -F '\t' '
    /^[0-9]/ && NF >= 5 && NF < 9 && $4 ~ /^[0-9]+@/ && $4 !~ /:/ {
      parts = split($4, part, "@")
      print $3, part[1] "@" part[2], (parts > 2 ? part[3] : "-")
    }
  '
}
