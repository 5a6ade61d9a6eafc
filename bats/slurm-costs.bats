#!/usr/bin/env bats
# The cost of an attempt that its worker cannot measure: the accounting of a real Slurm is queried, once for all
# attempts.
bats_require_minimum_version 1.5.0

load helpers
load slurm-cluster
load slurm-sweeps
load other-user
load slurm-accounting

setup_file() {
  require_accounting
  cluster_dir=${BATS_FILE_TMPDIR}/slurm
  start_cluster JobAcctGatherType=jobacct_gather/linux JobAcctGatherFrequency=task=1 "${accounting_lines[@]}"
  export cluster_dir
}

teardown_file() {
  stop_cluster
}

setup() {
  make_project
  stand_in sacct <<<"echo called >>'${project}/calls'; exec \"\${real}\" \"\$@\""
}

# Prints a column of the table, in the order of the tasks.
column() { # <name>
  awk -F '\t' -v name="$1" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
    { printf "%s%s", separator, $at; separator = " " }
  ' "${sweep_dir}/results.tsv"
}

collect() {
  as_nobody "${scripts}/collect.sh" --format tsv
}

# A second of work with 60 MiB, behind srun.
build_busy_sweep() { # lines of the sweep file on standard input
  cat >busy.py <<'PY'
import os, time
held = bytearray(60 << 20)
for at in range(0, len(held), 4096):
    held[at] = 1
while sum(os.times()[:2]) < 1.5:
    pass
time.sleep(2.5)
PY
  build_sweep --target slurm < <(
    printf '%s\n' 'command: [python3, busy.py]' 'args: env' 'sweep: {grid: {n: [1, 2, 3]}}' 'resources: {ranks: 1, launcher: srun}'
    cat
  )
  chmod -R a+rX "${project}"
  give_to_nobody "${project}"
}

has_accounts() {
  collect && [[ $(column cpu_time) =~ ^[0-9.]+\ [0-9.]+\ [0-9.]+$ ]]
}

@test "behind srun the accounting fills the columns, with one query that is not repeated" {
  build_busy_sweep </dev/null
  as_nobody "${scripts}/submit-slurm.sh"
  wait_for_queue
  expect_states completed=3
  # slurmdbd may be some seconds behind.
  wait_until has_accounts
  rm -r calls "${sweep_dir}/state/collect" "${sweep_dir}/results.tsv"
  collect
  echo "cpu_time $(column cpu_time), peak_memory $(column peak_memory)" >&3
  local seen
  for seen in $(column cpu_time); do
    awk -v seen="${seen}" 'BEGIN { exit !(seen >= 1.4 && seen < 10) }'
  done
  expect_equal "$(column peak_memory | wc -w)" 3
  for seen in $(column peak_memory); do
    ((seen >= 60 && seen < 200))
  done
  expect_equal "$(wc -l <calls)" 1
  local before
  before=$(<"${sweep_dir}/results.tsv")
  collect
  as_nobody "${scripts}/collect.sh" --format jsonl --output - >/dev/null
  # Something changed, but nothing about which the accounting would know more.
  touch "${sweep_dir}"/state/slurm_*.tsv
  collect
  expect_equal "$(wc -l <calls)" 1
  expect_equal "$(<"${sweep_dir}/results.tsv")" "${before}"

  # A number that belonged to another user, or to another time, is not this attempt's.
  rm -r "${sweep_dir}/state/collect"
  stand_in sacct <<<'"${real}" "$@" | sed "s/^test|nobody|/test|other|/"'
  collect
  expect_equal "$(column cpu_time)" '  '
  rm -r "${sweep_dir}/state/collect"
  stand_in sacct <<<'"${real}" "$@" | sed "s/_1|[0-9]*|[0-9]*|/_1|5|6|/"'
  collect
  [[ $(column cpu_time) =~ ^\ [0-9.]+\ [0-9.]+$ ]]
  # No answer.
  rm -r "${sweep_dir}/state/collect"
  stand_in sacct <<<'exit 1'
  expect_exit 0 collect
  expect_equal "$(column cpu_time)" '  '
  [[ ${output} != *sacct* ]]
}

# The second attempt has the costs of the second start, not those of both, and the lost first one has none in the table.
@test "a job that was requeued: the table has the costs of its last start" {
  build_busy_sweep <<<'targets: {slurm: {requeue: true}}'
  write_requeued_program
  as_nobody "${scripts}/submit-slurm.sh" --only 2
  wait_until test -e "${project}/started"
  local job
  job=$(awk -F '\t' '$2 == "submitted" { print $5 }' "${sweep_dir}/state/submissions.tsv")
  # Long enough for the accounting to have something of it.
  nap 6
  as_nobody scontrol requeue "${job}"
  wait_for_queue 240
  expect_states 'completed=1 pending=2'
  expect_equal "$(grep -c . "${sweep_dir}"/state/slurm_*_r1*.tsv)" 1
  has_account() { collect && [[ $(column cpu_time) =~ ^\ [0-9.]+\ $ ]]; }
  wait_until has_account
  echo "cpu_time $(column cpu_time), peak_memory $(column peak_memory)" >&3
  expect_equal "$(sacct --noheader --parsable2 --duplicates --allocations --jobs="${job}" --format=JobID | wc -l)" 2
  awk -v seen="$(column cpu_time)" 'BEGIN { exit !(seen >= 1.4 && seen < 5) }'
}

# The first attempt takes more CPU time than the second, and waits for the requeue.
write_requeued_program() {
  mv "${project}/busy.py" "${project}/second.py"
  cat >"${project}/busy.py" <<'PY'
import os, time
if os.environ["HSM_ATTEMPT"] == "1":
    open(os.path.join(os.environ["HSM_PROJECT_DIR"], "started"), "w").close()
    while sum(os.times()[:2]) < 5:
        pass
    time.sleep(120)
exec(open("second.py").read())
PY
  chmod a+r "${project}"/*.py
}

@test "tasks that share a job have no costs of their own, and cause no query" {
  build_busy_sweep <<<'targets: {slurm: {tasks_per_job: 3}}'
  as_nobody "${scripts}/submit-slurm.sh"
  wait_for_queue
  expect_states completed=3
  collect
  expect_equal "$(column cpu_time)" '  '
  [[ ! -e calls ]]
}

costs_of() {
  "${scripts}/queue-slurm.sh" --costs <<<7
}

@test "all awks read the output of sacct the same way: days, units, requeues, steps of several ranks, running jobs" {
  build_busy_sweep </dev/null
  stand_in sacct <<'SH'
cat <<'ROWS'
test|anna|7_1|100|200|1-02:03:04|||
test|anna|7_1|100|200|1-02:03:04||
test||7_1.batch|100|200|00:00.010|512K|1
test||7_1.0|100|200|02:03.500|1.5G|1
test|anna|7_2|100|150|00:01.250||
test||7_2.0|100|150|00:01.250|10M|2
test|anna|7_2|300|350|00:00:00||
test||7_2.batch|300|350|00:00:00|1048577|1
test||7_2.extern|300|350|00:00:00||1
test|anna|7_3|300|Unknown|00:09.000||
test|anna|7_[4-6]|Unknown|Unknown|00:00:00||
be ta|anna|8|1|2|61:01||
test||8.batch|1|2|61:01||1
ROWS
SH
  agree costs_of
  expect_equal "$(costs_of | tr '\t' ' ')" 'slurm/test/anna:7_1 100 200 93784.000 1536
slurm/test/anna:7_2 100 150 1.250 -
slurm/test/anna:7_2 300 350 - 2
slurm/be_ta/anna:8 1 2 3661.000 -'
}
