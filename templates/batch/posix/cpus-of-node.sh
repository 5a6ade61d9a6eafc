# Sets node_cpus to the CPUs that a task takes on each node, for all ranks there, and node_ranks to the ranks; 1 if not set.
count_node_cpus() {
  node_cpus=${cpus:-1} node_ranks=1
  [[ -z $ranks ]] || node_ranks=$(((ranks + ${nodes:-1} - 1) / ${nodes:-1}))
  node_cpus=$((node_cpus * node_ranks))
}
