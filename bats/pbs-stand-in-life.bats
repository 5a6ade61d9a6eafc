#!/usr/bin/env bats
# The stand-in for OpenPBS writes logs, ends jobs and lists them like the real one, as measured on OpenPBS 23.06.06.
# HSM_TEST_PBS=real runs the same tests on the real one on PATH.

load helpers
load pbs-cluster

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

comment_has() { # <id> <part>
  [[ $(pbs_field "$1" comment) == *"$2"* ]]
}

# --- Logs

@test 'logs are delivered at the end, one per stream and element' { # 25
  submit_pbs -N a <<<'echo out; echo err >&2; until [[ -e ${PBS_O_WORKDIR}/go ]]; do sleep 0.1; done'
  wait_for_pbs_state "${job}" R
  [[ ! -e a.o${job%%.*} ]]
  touch go
  wait_for_pbs_job "${job}"
  wait_until test -s "a.e${job%%.*}"
  expect_equal "$(cat "a.o${job%%.*}" "a.e${job%%.*}" | tr '\n' ' ')" 'out err '
  mkdir 'with space' dir
  submit_pbs -N b -j oe -J 1-2 -o "${project}/with space/b.^array_index^" <<<'echo "${PBS_ARRAY_INDEX}"'
  wait_for_pbs_job "${job}"
  wait_until test -s 'with space/b.2'
  submit_pbs -N c -j oe -J 1-2 -o "${project}/dir/" <<<true
  wait_for_pbs_job "${job}"
  wait_until test -e "dir/${job/\[\]/[1]}.OU"
  submit_pbs -j oe -J 1-2 -o "${project}/\$PBS_ARRAY_INDEX.\$PBS_JOBID" <<<true
  wait_for_pbs_job "${job}"
  wait_until test -e '$PBS_ARRAY_INDEX.$PBS_JOBID'
  submit_pbs -j oe -J 1-3%1 -o "${project}/one" <<<'echo "${PBS_ARRAY_INDEX}"'
  wait_for_pbs_job "${job}"
  expect_equal "$(<one)" 3
}

@test 'without its directory a spooled log is lost, but the job runs' { # 26
  pbs set log_tries=4
  submit_pbs -j oe -o "${project}/nowhere/log" <<<'echo ran >"${PBS_O_WORKDIR}/ran"'
  wait_for_pbs_state "${job}" E
  wait_for_pbs_job "${job}"
  expect_equal "$(<ran)" ran
  expect_equal "$(pbs undelivered)" "${job}.OU"
}

@test 'a log that is written at once exists while the job runs; if it cannot be written, the job is held' { # 27, 28
  submit_endless -k oed -j oe -o "${project}/at-once"
  wait_until test -e at-once
  submit_pbs -k oed -j oe -o "${project}/nowhere/log" <<<'echo ran >"${PBS_O_WORKDIR}/ran"'
  wait_for_pbs_state "${job}" H
  comment_has "${job}" 'job held, too many failed attempts to run'
  expect_equal "$(pbs_field "${job}" run_count) $(pbs_field "${job}" Exit_status)" '21 -3'
  submit_pbs -k oed -j oe -J 1-2 -o "${project}/nowhere/log.^array_index^" <<<true
  wait_for_pbs_state "${job}" H
  comment_has "${job}" "Job Array Held, too many failed attempts to run subjob ${job%%\[*}["
  [[ ! -e ran ]]
  submit_pbs -k oed -j oe -o /dev/null <<<'echo a'
  wait_for_pbs_job "${job}"
  submit_pbs -k oe -N kept <<<true
  wait_for_pbs_job "${job}"
  wait_until test -e "${pbs_home}/kept.o${job%%.*}"
  submit_pbs -R oe -N gone <<<true
  wait_for_pbs_job "${job}"
  expect_equal "$(compgen -G 'gone.*')" ''
}

# --- Ends

@test 'exit codes are those of the script, of the outer shell, or of the server' { # 30, 33, 34
  pbs set history=True
  submit_pbs <<<'exit 7'
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${job}" Exit_status) $(pbs_field "${job}" substate)" '7 93'
  comment_has "${job}" 'and failed'
  submit_pbs <<<'kill -TERM $$'
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${job}" Exit_status)" 143
  submit_pbs <<<'kill -KILL $PPID'
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${job}" Exit_status)" 265
  submit_endless
  wait_until test -s started
  qdel "${job}"
  wait_for_pbs_job "${job}"
  [[ $(pbs_field "${job}" Exit_status) =~ ^(271|143)$ ]]
  expect_equal "$(pbs_field "${job}" substate)" 91
  comment_has "${job}" 'and terminated by'
}

@test 'past its walltime a job gets TERM, then KILL, and its log contains the reason' { # 29, 31
  pbs set history=True kill_delay=1
  submit_pbs -N wall -j oe -l walltime=1 <<<$'#!/bin/bash\ntrap "echo TERM" TERM\nwhile :; do sleep 0.1 & wait $!; done'
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${job}" Exit_status)" -29
  comment_has "${job}" 'and exceeded resource walltime'
  grep -q '=>> PBS: job killed: walltime [0-9]* exceeded limit 1$' wall.o*
  grep -qx TERM wall.o*
}

@test 'memory is a limit if the site enforces it' { # 30, 31
  pbs set history=True
  submit_pbs -l mem=20mb <<<'x=$(head -c 60000000 /dev/zero | tr "\0" x); sleep 1'
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${job}" Exit_status)" 0
  pbs set enforce_mem=True
  submit_pbs -l mem=20mb <<<'x=$(head -c 60000000 /dev/zero | tr "\0" x); sleep 100'
  wait_for_pbs_job "${job}"
  expect_equal "$(pbs_field "${job}" Exit_status)" -27
}

@test 'a deleted job keeps running until KILL; signals reach all its processes' { # 32
  submit_pbs <<<$'#!/bin/bash\ntrap "" TERM\necho a >"${PBS_O_WORKDIR}/started"\nwhile :; do sleep 0.1; done'
  wait_until test -s started
  qdel "${job}"
  sleep 0.3
  is_pbs_state "${job}" R
  rm started
  submit_endless
  wait_until test -s started
  expect_exit 165 qsig -s NONE "${job}"
  qsig -s USR1 "${job}"
  # The outer shell gets it too and dies of it, which ends the job.
  wait_for_pbs_job "${job}"
}

@test 'a finished job is unknown without history, and needs -x with it' { # 33
  submit_pbs <<<true
  wait_for_pbs_job "${job}"
  expect_exit 153 qstat "${job}"
  expect_output 'Unknown Job Id'
  expect_exit 0 qstat -x
  expect_output 'PBS is not configured to maintain job history'
  pbs set history=True
  submit_pbs <<<true
  wait_for_pbs_job "${job}"
  expect_exit 35 qstat "${job}"
  expect_exit 0 qstat -x "${job}"
  expect_output ' F '
  local finished=${job}
  submit_pbs -h <<<true
  expect_exit 153 qstat "${job}" 99999
  expect_output "${job}"
  expect_exit 35 qdel "${finished}"
}

# --- Listing

@test 'dsv has one line per job and element; only elements that have started have an index' { # 35, 36
  pbs nodes n1=1
  submit_endless -J 3-4 -N 'arr'
  wait_until test -s started
  local number=${job%%\[*} lines
  lines=$(qstat -t -f -F dsv)
  expect_equal "$(cut -d '|' -f 1 <<<"${lines}" | tr '\n' ' ')" \
    "Job Id: ${job} Job Id: ${job/\[\]/[3]} Job Id: ${job/\[\]/[4]} "
  [[ $(sed -n 2p <<<"${lines}") == *'|array_index=3|'* && $(sed -n 2p <<<"${lines}") == *'|job_state=R|'* ]]
  [[ $(sed -n 2p <<<"${lines}") != *Submit_arguments* ]]
  [[ $(sed -n 3p <<<"${lines}") == *'|job_state=Q|'* && $(sed -n 3p <<<"${lines}") != *'|array_index='* ]]
  # The path of a log is only known once its element has started, too.
  [[ $(sed -n 3p <<<"${lines}") == *.^array_index^'|'* ]]
  [[ $(sed -n 1p <<<"${lines}") == *"|Submit_arguments=-J 3-4 -N arr job.sh"* ]]
  expect_equal "$(qstat -t -w -n -1 -u "$(id -un)" | awk -v id="${number}[3]" 'index($1, id) == 1 { print $10 }')" R
  [[ $(qstat -t -f -F dsv -D ^) == *^job_state=R^* ]]
}

@test 'JSON guesses types' { # 37
  submit_pbs -h -N 12 -v 'a=007,b=1e5,c=x|y,d=é' <<<true
  expect_equal "$(qstat -f -F json "${job}" | python3 -c 'import json, sys
job = next(iter(json.load(sys.stdin)["Jobs"].values()))
print([job["Job_Name"]] + [job["Variable_List"][name] for name in "abcd"])')" "['12', 7, 100000, 'x|y', 'é']"
  [[ $(qstat -f -F dsv "${job}") == *'c=x\|y'* ]]
}

@test 'qselect matches a name exactly, and lists an array once' { # 15
  submit_pbs -h -N find-me <<<true
  expect_equal "$(qselect -N find-me)" "${job}"
  submit_pbs -h -N find-array -J 1-2 <<<true
  expect_equal "$(qselect -N find-array)" "${job}"
  expect_exit 0 qselect -N find
  expect_equal "${output}" ''
  expect_exit 170 qstat find-me
  expect_output 'Unknown queue destination'
}
