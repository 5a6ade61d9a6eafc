#!/usr/bin/env bats
# Whose jobs an answer of Slurm covers, which output is not an answer, and which jobs belong to this sweep, on a real
# Slurm.
bats_require_minimum_version 1.5.0

load slurm-setup

setup() {
  make_project
  write_recording_program
}

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

places() {
  "${scripts}/queue-slurm.sh" "$@" | awk -F '\t' '$1 == "answered" { print $2 }'
}

jobs_of_sweep() {
  "${scripts}/queue-slurm.sh" | awk -F '\t' 'NF == 9 && $1 == "sweep" { print $2 }' | tr '\n' ' '
}

@test "an answer contains its cluster, its users and its time, and jobs have the place before their number" {
  build_batch 2 </dev/null
  submit --hold
  local place before
  place=slurm/test/$(id -un)
  before=$(date +%s)
  expect_equal "$(places)" "${place}"
  expect_equal "$(jobs_of_sweep)" "${place}:$(submitted_jobs)_1 ${place}:$(submitted_jobs)_2 "
  local asked
  asked=$("${scripts}/queue-slurm.sh" | awk -F '\t' '$1 == "answered" { print $3 }')
  ((asked >= before && asked <= before + 60))
  # Users in the query: those in the ledger and the owner; not one that this system does not know.
  printf 'slurm/test/daemon\tasked\tx\tx\t-\t0\t1\t-\n' >>"${sweep_dir}/state/submissions.tsv"
  expect_equal "$(places --users 'games,no-such-user,*')" "$(printf 'slurm/test/%s\n' "$(id -un)" daemon games | sort)"
}

@test "if jobs are private, an answer covers only those of the user who runs the query" {
  # shellcheck disable=SC2016 # for the stand-in
  stand_in scontrol <<<'"${real}" "$@" | sed "s/^PrivateData .*/PrivateData = accounts,jobs,users/"'
  build_batch 1 </dev/null
  # EUID identifies root, from whom nothing is hidden.
  sed -i 's/\$EUID -ne 0/1000 -ne 0/' "${scripts}/queue-slurm.sh"
  expect_equal "$(places --users daemon)" "slurm/test/$(id -un)"
}

@test "an incomplete list of jobs is not an answer: a message, a page, half a line, nothing, with exit code 0" {
  build_batch 2 </dev/null
  submit --hold
  local text
  # shellcheck disable=SC2016 # for the stand-in
  for text in 'echo "slurm_load_jobs error: Unable to contact slurm controller"' 'echo "<html><body>Sign in</body></html>"' \
    '"${real}" "$@" | head -c -40' ':' '"${real}" "$@" | tail -n +2' '"${real}" "$@"; echo "slurm_load_jobs error: x"' \
    '"${real}" "$@"; exit 1'; do
    stand_in squeue <<<"${text}"
    expect_exit 75 "${scripts}/queue-slurm.sh"
    expect_equal "$(wc -l <<<"${output}")" 1
    expect_output 'Slurm is not responding: '
    expect_output 'squeue'
    expect_exit 1 "${scripts}/cancel.sh" -y
    expect_output 'nothing was cancelled: no response from slurm'
  done
  rm bin/squeue
  # shellcheck disable=SC2016 # for the stand-in
  stand_in scontrol <<<'[[ $1 != show ]] || exec echo "<html>"; exec "${real}" "$@"'
  expect_exit 75 "${scripts}/queue-slurm.sh"
  rm bin/scontrol
  expect_exit 0 "${scripts}/cancel.sh" -y
  expect_output 'cancelled 2 jobs'
}

@test "the jobs of another cluster belong to another place, and its answer does not count for this one" {
  build_batch 2 </dev/null
  submit --hold
  # The same numbers and names, as far as the commands show. shellcheck disable=SC2016 # for the stand-in
  stand_in scontrol <<<'"${real}" "$@" | sed "s/^ClusterName .*/ClusterName = beta/"'
  expect_equal "$(places)" "slurm/beta/$(id -un)"
  expect_exit 0 "${scripts}/queue-slurm.sh" --cancel "slurm/test/$(id -un):$(submitted_jobs)_1"
  expect_output 'was not cancelled: it has ended or belongs to another sweep'
  rm bin/scontrol
  expect_states 'queued=2'
}

@test "SLURM_CLUSTERS: each cluster in it is queried separately, and one that is not responding does not affect the other" {
  build_batch 2 </dev/null
  submit --hold
  # Without an accounting database the real commands know no other cluster.
  local tool
  for tool in squeue scontrol; do
    # shellcheck disable=SC2016 # for the stand-in
    stand_in "${tool}" <<<'cluster=$SLURM_CLUSTERS; unset SLURM_CLUSTERS
[[ ${cluster} != gamma ]] || { echo "cannot reach gamma" >&2; exit 1; }
[[ ${0##*/} != squeue ]] || echo "CLUSTER: ${cluster}"
[[ ${0##*/}:${cluster} != squeue:beta ]] || exec "${real}" "$@" --states=BF
"${real}" "$@" | sed "s/^ClusterName .*/ClusterName = ${cluster}/"'
  done
  expect_equal "$(SLURM_CLUSTERS=test,gamma,beta places)" "slurm/test/$(id -un)
slurm/beta/$(id -un)"
  expect_equal "$(SLURM_CLUSTERS=test,gamma,beta jobs_of_sweep | wc -w)" 2
  SLURM_CLUSTERS=gamma expect_exit 75 "${scripts}/queue-slurm.sh"
}

@test "a number that was given to another job is not this sweep's: it is neither listed nor cancelled" {
  build_batch 2 </dev/null
  submit --hold
  # As after a controller has lost its state: the ledger has the number, and another name.
  local other
  other=$(sbatch --parsable --hold --output=/dev/null --array=1-2 --job-name=precious --wrap 'sleep 600')
  printf 'slurm/test/%s\tsubmitted\t2020-01-01T00:00:00\tsweep.20200101-000000-1.1\t%s\t0\t1-2\t-\n' "$(id -un)" "${other}" \
    >>"${sweep_dir}/state/submissions.tsv"
  printf 'slurm\tsubmitted\t2020-01-01T00:00:00\tsweep.20200101-000000-1.1\t%s\t0\t1-2\t-\n' "${other}" \
    >>"${sweep_dir}/state/submissions.tsv"
  expect_equal "$(jobs_of_sweep | wc -w)" 2
  expect_exit 0 "${scripts}/queue-slurm.sh" --cancel "slurm/test/$(id -un):${other}_1"
  expect_output "job ${other}_1 was not cancelled"
  expect_exit 0 "${scripts}/cancel.sh" -y
  expect_output 'cancelled 2 jobs'
  expect_equal "$(squeue --noheader --array --format=%j | sort | uniq -c | tr -s ' ')" ' 2 precious'
}

@test "the query includes jobs in hidden partitions, and those of all elements and states" {
  build_batch 1 </dev/null
  # No partition is hidden from root. shellcheck disable=SC2016 # for the stand-in
  stand_in squeue <<<'echo "$*" >>asked; exec "${real}" "$@"'
  SQUEUE_PARTITION=short SQUEUE_FORMAT=%i SLURM_TIME_FORMAT=relative expect_exit 0 "${scripts}/queue-slurm.sh"
  grep -q -e '--all --array --states=all' asked
}

@test "names with newlines, tabs and control characters in other jobs do not garble the answer" {
  build_batch 1 </dev/null
  submit --hold
  sbatch --parsable --hold --output=/dev/null --job-name=$'a\n1\tb\nanswered\tslurm/test/daemon\t1' --wrap true
  expect_equal "$(places)" "slurm/test/$(id -un)"
  expect_equal "$("${scripts}/queue-slurm.sh" --all | awk -F '\t' '{ print NF }' | tr '\n' ' ')" '3 9 9 '
}

@test "all awks read the queue the same way" {
  build_batch 3 </dev/null
  submit --hold
  scancel "$(submitted_jobs)_2"
  "${scripts}/cancel.sh" --only 3 -y
  # bash before 5 assumes that an answer of this second may be older than the cancellation.
  [[ -z ${HSM_TEST_BASH-} ]] || sleep 1.1
  ask() { "${scripts}/queue-slurm.sh" --max-age 600 --all; }
  agree ask
  expect_equal "$(ask | cut -f 1 | tr '\n' ' ')" 'answered sweep gone gone '
}
