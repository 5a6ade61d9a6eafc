#!/usr/bin/env bats
# The stand-in for OpenPBS deletes, holds, reruns and loses jobs like the real one, and lets them depend on others, as
# measured on OpenPBS 23.06.06. HSM_TEST_PBS=real runs the same tests on the real one on PATH.

load helpers
load pbs-cluster
load other-user

setup_file() {
  start_pbs openpbs
}

teardown_file() {
  stop_pbs
}

setup() {
  make_project
  reset_pbs
}

started_are() { # <how many starts>
  [[ -e started && $(wc -l <started) == "$1" ]]
}

# --- Deleting, holding, rerunning

@test 'one qdel with ids of several kinds aborts, and deletes nothing' { # 38
  need_stand_in
  local plain
  submit_pbs -h <<<true
  plain=${job}
  submit_pbs -h -J 1-3 <<<true
  expect_exit 134 qdel "${plain}" "${job}"
  expect_exit 134 qdel "${job/\[\]/[1]}" "${plain}"
  expect_equal "$(qselect | wc -l)" 2
  expect_exit 0 qdel "${job/\[\]/[1]}" "${job/\[\]/[2]}"
  expect_exit 153 qdel "${plain}" 99999
  expect_equal "$(qselect | wc -l)" 1
}

@test 'ranges of elements are deleted; the array exists as long as one of them' { # 39, 40
  submit_endless -J 1-5
  wait_until started_are 5
  submit_pbs -h -J 1-9 <<<true
  local number=${job%%\[*}
  qdel "${number}[2-4]"
  qdel "${number}[7-9:2].${job##*.}"
  expect_equal "$(qstat -t "${job}" | awk 'NR > 2 && /\[[0-9]/ { printf "%s", $5 }')" QXXXQQXQX
  expect_exit 156 qdel "${number}[99]"
  expect_exit 153 qdel "${number}"
  expect_exit 153 qdel 99999
  expect_exit 1 qdel nonsense
  qdel "${job}"
  expect_exit 153 qstat "${job}"
}

@test 'arrays are held and released, elements are not' { # 41
  submit_pbs -h -J 1-2 <<<true
  expect_exit 156 qhold "${job/\[\]/[1]}"
  is_pbs_state "${job}" H
  qrls "${job}"
  wait_for_pbs_job "${job}"
  submit_endless
  wait_until test -s started
  expect_exit 0 qhold "${job}"
  is_pbs_state "${job}" R
}

@test 'qalter works on waiting arrays' { # 23
  submit_pbs -h -J 1-2 -l walltime=10 <<<true
  qalter -N other "${job}"
  qalter -l walltime=20 "${job}"
  expect_equal "$(pbs_field "${job}" Job_Name) $(pbs_field "${job}" Resource_List.walltime)" 'other 00:00:20'
}

@test 'an owner cannot rerun; after a rerun only run_count shows it' { # 42, 43
  submit_endless -N again -j oe
  wait_until started_are 1
  ((EUID == 0)) && is_real_pbs || expect_exit 159 qrerun "${job}"
  pbs rerun "${job}"
  wait_until started_are 2
  expect_equal "$(sort -u started)" "${job}"
  expect_equal "$(pbs_field "${job}" run_count)" 2
}

@test "a rerun's log is appended for a job, and replaces an element's unless it is written at once" { # 43
  pbs set kill_delay=0
  submit_pbs -N plain -j oe <<<'echo "${PBS_JOBID}"; echo a >>"${PBS_O_WORKDIR}/started"; sleep 100'
  wait_until started_are 1
  pbs rerun "${job}"
  wait_until started_are 2
  qdel "${job}"
  wait_for_pbs_job "${job}"
  expect_equal "$(grep -cxF "${job}" plain.o*)" 2
  rm started
  submit_pbs -N arr -j oe -J 1-2 <<<'echo "${PBS_JOBID}"; echo a >>"${PBS_O_WORKDIR}/started"; sleep 100'
  wait_until started_are 2
  pbs rerun "${job/\[\]/[1]}"
  wait_until started_are 3
  qdel "${job}"
  wait_for_pbs_job "${job}"
  expect_equal "$(grep -cxF "${job/\[\]/[1]}" arr.o*.1)" 1
  rm started
  submit_pbs -N direct -k oed -j oe -J 1-2 <<<'echo "${PBS_JOBID}"; echo a >>"${PBS_O_WORKDIR}/started"; sleep 100'
  wait_until started_are 2
  pbs rerun "${job/\[\]/[1]}"
  wait_until started_are 3
  expect_equal "$(grep -cxF "${job/\[\]/[1]}" direct.o*.1)" 2
  qdel "${job}"
}

@test "a job belongs to its owner, and others cannot touch it" { # 37
  need_stand_in
  require_other_user
  give_to_nobody "${project}"
  give_to_nobody "${pbs_home}"
  pbs set shell=/bin/bash
  echo 'id -un; stat -c %U "${TMPDIR}" "$0"' >job.sh
  job=$(as_nobody "${pbs_dir}/bin/qsub" -j oe -o "${project}/log" job.sh)
  wait_until test -s log
  expect_equal "$(tr '\n' ' ' <log) $(stat -c %U log)" 'nobody nobody nobody  nobody'
  submit_pbs -h <<<true
  expect_exit 159 as_nobody "${pbs_dir}/bin/qdel" "${job}"
  expect_output 'Unauthorized Request'
}

# --- Faults

@test 'jobs of a lost node run twice at the same time' { # 44, 45
  submit_endless
  wait_until started_are 1
  pbs node n1 offline
  sleep 0.3
  is_pbs_state "${job}" R
  pbs node n1 down
  wait_until started_are 2
  expect_equal "$(pbs running)" 2
  pbs node n1 free
  wait_until eval '[[ $(pbs running) == 1 ]]'
  expect_equal "$(pbs_field "${job}" run_count)" 2
}

@test 'a job that must not run again ends with its node' { # 30, 44
  pbs set history=True
  submit_endless -r n
  wait_until started_are 1
  pbs node n1 down
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${job}" Exit_status)" -20
}

@test 'a server that is down refuses requests; running jobs continue' { # 16, 45
  submit_endless
  wait_until started_are 1
  pbs down
  expect_exit 162 qsub job.sh
  expect_output 'Connection refused'
  expect_exit 255 qstat
  expect_exit 162 qselect
  pbs up
  is_pbs_state "${job}" R
  pbs kill
  expect_exit 0 qsub job.sh
  expect_equal "${output%%.*}" 1000
}

@test 'a qsub that is killed while the server is silent has submitted its job' { # 15
  pbs silent
  echo true >plain.sh
  expect_exit 124 timeout 5 qsub -h -N lost plain.sh
  pbs up
  wait_until eval '[[ -n $(qselect -N lost) ]]'
  pbs deaf
  expect_exit 124 timeout 5 qsub -h -N lost-too plain.sh
  pbs up
  [[ -n $(qselect -N lost-too) ]]
}

# --- Dependencies

@test 'jobs with afterany and a met afterok run, one with an unmet afterok disappears' { # 46, 47
  pbs set history=True
  local failed well
  submit_pbs <<<'exit 1'
  failed=${job}
  wait_for_pbs_job "${failed}"
  submit_pbs <<<'until [[ -e ${PBS_O_WORKDIR}/go ]]; do sleep 0.1; done'
  well=${job}
  submit_pbs -W "depend=afterok:${well}" <<<'echo a >"${PBS_O_WORKDIR}/after-ok"'
  is_pbs_state "${job}" H
  touch go
  wait_for_pbs_job "${job}"
  expect_equal "$(<after-ok)" a
  submit_pbs -W "depend=afterany:${failed}:${well}" <<<'echo a >"${PBS_O_WORKDIR}/after-any"'
  wait_for_pbs_job "${job}"
  expect_equal "$(<after-any)" a
  for depend in "${failed}" 99999; do
    submit_pbs -W "depend=afterok:${depend}" <<<'echo a >"${PBS_O_WORKDIR}/never"'
    is_pbs_state "${job}" F
    expect_equal "$(pbs_field "${job}" substate)$(pbs_field "${job}" Exit_status)" 92
  done
  [[ ! -e never ]]
  expect_exit 2 qsub -W 'depend=afterok:1[2]' job.sh
}

@test 'an array ends with the exit code of its last element' { # 34, 47
  pbs set history=True
  submit_pbs -J 1-3%1 <<<'sleep 0.3; exit "$((3 - PBS_ARRAY_INDEX))"'
  local array=${job}
  submit_pbs -W "depend=afterok:${array}" <<<true
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${array}" Exit_status) $(pbs_field "${array}" substate) $(pbs_field "${job}" Exit_status)" '0 93 0'
  [[ $(pbs_field "${array}" array_state_count) == 'Queued:0 Running:0 Exiting:0 Expired:0'* ]]
}
