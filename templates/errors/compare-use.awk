# --- What the tasks of a group used, if it was measured, compared with what they requested.
function read_use(task) {
  # The duration of a short task is too imprecise.
  if ($8 ~ /^[0-9]/ && $7 - $6 >= 1) cpus_used[task] = $8 / ($7 - $6)
  if ($9 ~ /^[0-9]/) memory_used[task] = $9 + 0
}
function add_use(name, task) {
  if (task in cpus_used && (!(name in most_cpus) || cpus_used[task] > cpus_used[most_cpus[name]])) most_cpus[name] = task
  if (task in memory_used && (!(name in most_memory) || memory_used[task] > memory_used[most_memory[name]])) most_memory[name] = task
}
function print_use(name, task) {
  if (name in most_memory) {
    task = most_memory[name]
    read_resources(task)
    printf "   used at most %d MiB of memory%s (task %d)\n", memory_used[task], asked_of(memory_of[task], " MiB"), task
  }
  if (name in most_cpus) {
    task = most_cpus[name]
    read_resources(task)
    printf "   used at most %.2f CPUs%s (task %d)\n", cpus_used[task], asked_of(cpus_of[task], ""), task
  }
}
# The requested amount, if the attempt recorded it.
function asked_of(amount, unit) {
  return amount ? " of " amount unit " requested" : ""
}
