#!/usr/bin/env bats
# The Grid Engine of the tests is a real one that does what the tests of its target rely on.

load helpers
load sge-cluster

setup_file() {
  start_sge
}

teardown_file() {
  stop_sge
}

setup() {
  cd "${BATS_TEST_TMPDIR}" || return 1
}

teardown() {
  qdel -u '*' >/dev/null 2>&1 || true
  wait_for_queue
}

# Submits the script on standard input and sets job, an array's without its range.
submit() { # [<option of qsub>]…
  cat >job.sh
  job=$(qsub -terse -cwd -j y -o /dev/null "$@" job.sh)
  job=${job%%.*}
}

# Writes a line to the file started for each start, then lasts until it is ended.
submit_endless() { # [<option of qsub>]…
  submit "$@" <<'SH'
echo "${RESTARTED}" >>started
while :; do sleep 0.1; done
SH
  wait_until test -s started
}

expect_refused() { # <exit code> <part of the message> <option of qsub>…
  local expected=$1 part=$2
  shift 2
  expect_exit "${expected}" qsub -terse -h "$@" -b y true
  expect_output "${part}"
}

expect_submitted() { # <what -terse prints after the number> <option of qsub>…
  local expected=$1
  shift
  expect_exit 0 qsub -terse -h "$@" -b y true
  expect_equal "${output#"${output%%[!0-9]*}"}" "${expected}"
}

waits_for_slots() { # <job>
  [[ $(job_field "$1" 'scheduling info') == 'cannot run in PE "smp" because it only offers '* ]]
}

starts_are() { # <text>
  [[ $(tr '\n' ' ' <started) == "$1" ]]
}

@test 'an array runs each of its tasks once, and they are in the accounting' {
  submit -t 3-7:2 -N numbered <<'SH'
echo "${JOB_ID} ${SGE_TASK_ID} ${SGE_TASK_FIRST} ${SGE_TASK_LAST} ${SGE_TASK_STEPSIZE} ${JOB_NAME} ${NSLOTS} ${RESTARTED}" \
  >"ran-${SGE_TASK_ID}"
exit "$((SGE_TASK_ID - 3))"
SH
  wait_for_queue
  expect_equal "$(cat ran-*)" "$(printf "${job} %s 3 7 2 numbered 1 0\n" 3 5 7)"
  expect_equal "$(account_of "${job}.3" exit_status) $(account_of "${job}.5" exit_status)" '0 2'
  expect_equal "$(account_of "${job}.7" failed) $(account_of "${job}.7" jobname) $(account_of "${job}.7" taskid)" '0 numbered 7'

  submit -pe smp 3 <<'SH'
echo "${SGE_TASK_ID} ${SGE_TASK_LAST} ${NSLOTS} ${PWD}" >ran
SH
  wait_for_job "${job}"
  expect_equal "$(cat ran)" "undefined undefined 3 ${PWD}"
  expect_equal "$(account_of "${job}" granted_pe) $(account_of "${job}" slots)" 'smp 3'
  expect_exit 1 qstat -j "${job}"
  expect_exit 1 qacct -j 999999
}

@test 'an array is one range, and no longer than max_aj_tasks' {
  expect_submitted ''
  expect_submitted .1-1:1 -t 1
  expect_submitted .5-6:2 -t 5-6:2
  expect_submitted .1-3:1 -t 01-03
  expect_submitted .1-2:1 -t 1,2
  expect_submitted .1-4:1 -t 4-1
  expect_submitted .1-4:1 -t 1-4 -tc 2
  expect_refused 7 '-t option only allows one range specification' -t 1-3,5
  expect_refused 7 'has unknown trailer "%2"' -t 1-4%2
  expect_refused 1 '0 is an invalid task id' -t 0-2

  set_sge max_aj_tasks=5 max_u_jobs=8
  expect_refused 1 'you tried to submit a job with more than 5 tasks' -t 1-6
  expect_submitted .10-19:2 -t 10-19:2
  expect_refused 25 'only 8 jobs are allowed per user (current job count: 8)'
  set_sge max_aj_tasks=75000 max_u_jobs=0

  expect_refused 1 'no suitable queues' -w e -pe smp 9
  expect_refused 1 'unknown resource "gpu"' -l gpu=1
  expect_refused 1 'cannot start with a digit' -N 1st
}

@test 'exit code 99 restarts a job; exit code 100 and files that cannot be opened leave it in Eqw with the reason' {
  local again
  submit -r n -t 4-5 <<'SH'
echo "${SGE_TASK_ID}:${RESTARTED}" >>started
[[ ${RESTARTED} == 1 ]] || exit 99
SH
  again=${job}
  submit <<<'exit 100'
  wait_for_job_state "${job}" Eqw
  [[ $(job_field "${job}" 'error reason') == *'exit_status of job start = 100' ]]
  submit -o missing/log <<<'true'
  wait_for_job_state "${job}" Eqw
  [[ $(job_field "${job}" 'error reason') == *"can't open output file \"${PWD}/missing/log\": No such file or directory" ]]
  mkdir missing
  # It is done, and its exit code is still not 0.
  expect_exit 1 qmod -cj "${job}"
  expect_output "cleared error state of job ${job}"
  wait_for_job "${job}"
  submit -S /nonexistent <<<'true'
  wait_for_job_state "${job}" Eqw
  [[ $(job_field "${job}" 'error reason') == *'unable to find shell "/nonexistent"' ]]

  expect_equal "$(sort started | tr '\n' ' ')" '4:0 4:1 5:0 5:1 '
  expect_equal "$(account_of "${again}.5" failed) $(account_of "${again}.5" exit_status)" '0 0'
  qacct -j "${again}" -t 5 | grep -q '^failed  *25 *: rescheduling'
}

@test 'qstat lists all tasks and the reasons why they wait, qdel accepts some of them' {
  local other
  submit -h -N a_name_that_is_cut -t 1-6 <<<'true'
  expect_exit 0 qdel "${job}" -t 3-4
  expect_exit 0 qdel "${job}.1"

  expect_exit 0 qstat -u '*'
  expect_equal "$(awk -v job="${job}" '$1 == job { print $3, $5, $NF }' <<<"${output}")" 'a_name_tha hqw 2,5,6'
  expect_exit 0 qstat -u '*' -g d
  expect_equal "$(awk -v job="${job}" '$1 == job { print $5, $NF }' <<<"${output}" | tr '\n' ' ')" 'hqw 2 hqw 5 hqw 6 '
  expect_exit 0 qstat -u '*' -g d -xml
  expect_equal "$(grep -cF "<JB_job_number>${job}</JB_job_number>" <<<"${output}")" 3
  expect_output '<JB_name>a_name_that_is_cut</JB_name>'
  expect_output '<job_list state="pending">'
  expect_output '<state>hqw</state>'
  expect_output '<tasks>6</tasks>'
  expect_equal "$(job_field "${job}" job_name) $(job_field "${job}" cwd)" "a_name_that_is_cut ${PWD}"

  other=$(qsub -terse -pe smp 9 -b y true)
  wait_until waits_for_slots "${other}"

  expect_exit 1 qdel 999999 "${other}" "${job}"
  expect_output 'denied: job "999999" does not exist'
  wait_for_queue
  expect_equal "$(qstat -u '*')" ''
}

@test 'a job waits for the end of the jobs that it names, however they end, and -tc limits an array' {
  local first
  submit -h -t 1-2 <<'SH'
echo first >>order
exit 1
SH
  first=${job}
  submit -hold_jid "${first}" <<'SH'
echo second >>order
SH
  sleep 2
  job_is "${job}" hqw
  qrls "${first}"
  submit -t 1-4 -tc 1 <<'SH'
mkdir alone || touch together
sleep 0.2
rmdir alone
SH
  wait_for_queue
  expect_equal "$(tr '\n' ' ' <order)" 'first first second '
  [[ ! -e together ]]
  submit -h -t 1-2 <<<'true'
  expect_refused 1 'must have the same range of sub-tasks' -t 1-3 -hold_jid_ad "${job}"
}

@test 'options come from files and from the script unless that is switched off, and arguments arrive unchanged' {
  echo '-N of_file -l h_rt=77' >.sge_request
  submit -h <<<'true'
  expect_equal "$(job_field "${job}" job_name) $(job_field "${job}" 'hard resource_list')" 'of_file h_rt=77'
  job=$(qsub -clear -terse -h job.sh)
  expect_equal "$(job_field "${job}" job_name) $(job_field "${job}" 'hard resource_list')" 'job.sh '
  mv .sge_request "${SGE_ROOT}/default/common/sge_request"
  submit -h <<<'true'
  expect_equal "$(job_field "${job}" job_name)" of_file
  job=$(qsub -clear -terse -h job.sh)
  expect_equal "$(job_field "${job}" job_name)" job.sh
  rm "${SGE_ROOT}/default/common/sge_request"

  printf '%s\n' '#$ -N of_script' true '#$ -l h_rt=88' >job.sh
  job=$(qsub -terse -h job.sh)
  expect_equal "$(job_field "${job}" job_name) $(job_field "${job}" 'hard resource_list')" 'of_script h_rt=88'
  job=$(qsub -C '' -terse -h job.sh)
  expect_equal "$(job_field "${job}" job_name) $(job_field "${job}" 'hard resource_list')" 'job.sh '

  # shellcheck disable=SC2016 # the job expands it
  echo 'printf "<%s>" "$@" >arguments' >job.sh
  job=$(qsub -terse -cwd -j y -o /dev/null job.sh "a b" '$e' '*' '' '-N' "it's" '"x"' 'ü\\')
  wait_for_job "${job}"
  expect_equal "$(<arguments)" "<a b><\$e><*><><-N><it's><\"x\"><ü\\\\>"
}

@test 'past h_rt a job is killed without warning, with all processes of an ordinary user; -notify sends USR2 first' {
  require_other_user
  give_to_nobody "${PWD}"
  cat >job.sh <<'SH'
trap 'echo TERM >>"${JOB_NAME}"' TERM
trap 'echo USR2 >>"${JOB_NAME}"' USR2
echo start >>"${JOB_NAME}"
setsid sleep 3600 &
echo $! >"${JOB_NAME}.daemon"
while :; do sleep 0.1; done
SH
  local plain warned
  set_queue notify=0:0:1
  plain=$(as_nobody qsub -terse -cwd -j y -o /dev/null -N plain -l h_rt=2 job.sh)
  warned=$(as_nobody qsub -terse -cwd -j y -o /dev/null -N warned -notify -l h_rt=2 job.sh)
  wait_for_queue
  expect_equal "$(tr '\n' ' ' <plain)" 'start '
  # It may come more than once.
  expect_equal "$(uniq <warned | tr '\n' ' ')" 'start USR2 '
  wait_until is_gone "$(<plain.daemon)"
  wait_until is_gone "$(<warned.daemon)"
  expect_equal "$(account_of "${plain}" failed)" '37  : qmaster enforced h_rt, h_cpu, or h_vmem limit'
  expect_equal "$(account_of "${plain}" exit_status)" '137                  (Killed)'
  expect_equal "$(account_of "${warned}" owner)" nobody
}

@test 'users see the jobs of others, but can only delete their own' {
  require_other_user
  give_to_nobody "${PWD}"
  submit_endless
  # It is t, on its way to the host, for a while after it has started.
  wait_for_job_state "${job}" r
  expect_equal "$(as_nobody qstat -u '*' | awk -v job="${job}" '$1 == job { print $4, $5 }')" "root r"
  expect_exit 1 as_nobody qdel "${job}"
  expect_output 'you do not have the necessary privileges'
  expect_exit 0 qdel "${job}"
  wait_for_job "${job}"
  expect_equal "$(account_of "${job}" failed)" '100 : assumedly after job'
}

@test 'the programs of a job can be killed one by one' {
  submit <<'SH'
sleep 3600
echo "$?" >ended
SH
  wait_for_job_state "${job}" r
  wait_until kill_task_child "${job}" 'sleep 3600' 2>/dev/null
  wait_for_job "${job}"
  expect_equal "$(<ended)" 137

  submit_endless
  kill_batch_shell "${job}"
  wait_for_job "${job}"
  expect_equal "$(account_of "${job}" exit_status)" '137                  (Killed)'

  submit_endless
  local shell
  shell=$(batch_shell_of "${job}")
  kill_shepherd "${job}"
  wait_for_job "${job}"
  expect_equal "$(account_of "${job}" failed)" '19  : before writing exit_status'
  # So a 0 alone proves nothing.
  expect_equal "$(account_of "${job}" exit_status)" 0
  kill -0 "${shell}"
}

@test 'jobs continue while the daemons are away, and a rescheduled job can see that it is one' {
  submit <<'SH'
echo "$$" >shell
until [[ -e go ]]; do sleep 0.1; done
SH
  wait_until test -s shell
  kill_node
  kill_master
  expect_exit 1 qstat
  kill -0 "$(<shell)"
  touch go
  wait_until is_gone "$(<shell)"
  start_master
  start_node
  wait_for_job "${job}"
  expect_equal "$(account_of "${job}" exit_status)" 0

  submit_endless -r y
  qmod -rj "${job}"
  wait_until starts_are '0 1 '
}

@test 'nothing of a job outlives the cluster' {
  submit_endless
  submit <<'SH'
setsid sleep 3600 >/dev/null 2>&1 &
echo $! >daemon
SH
  wait_until test -s daemon
  wait_for_job "${job}"
  local process processes root=${SGE_ROOT}
  processes=$(cat "${cluster_dir}"/spool/execd/*/execd.pid "${cluster_dir}/spool/qmaster/qmaster.pid" daemon)
  stop_sge
  for process in ${processes}; do
    wait_until is_gone "${process}"
  done
  expect_equal "${SGE_ROOT}" "${root}"
  start_sge
}
