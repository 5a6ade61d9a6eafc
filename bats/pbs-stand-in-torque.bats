#!/usr/bin/env bats
# The stand-in for Torque behaves as observed with Torque's last public development branch.

load helpers
load pbs-cluster

setup_file() {
  start_pbs torque
}

teardown_file() {
  stop_pbs
}

setup() {
  make_project
  reset_pbs
}

refuses() { # <exit code> <part of the message> <option of qsub>…
  echo true >plain.sh
  expect_exit "$1" qsub "${@:3}" plain.sh
  expect_output "$2"
}

element() { # <index>
  echo "${job/\[\]/[$1]}"
}

@test 'a job starts at home or in the given directory, and knows its walltime' { # 71
  submit_pbs -N arr -j oe -t 5 -l nodes=1:ppn=2,walltime=1:00:00 <<<'pwd; umask; wc -c; env'
  wait_for_pbs_job "${job}"
  local log=arr.o${job%%\[*}-5 line
  wait_until test -s "${log}"
  expect_equal "$(sed -n 1,3p "${log}" | tr '\n' ' ')" "${pbs_home} 0077 0 "
  for line in PBS_ARRAYID=5 PBS_JOBNAME=arr-5 "PBS_JOBID=$(element 5)" PBS_WALLTIME=3600 PBS_NP=2 PBS_NUM_PPN=2 \
    "PBS_O_WORKDIR=${project}"; do
    grep -qxF "${line}" "${log}"
  done
  expect_equal "$(grep -cE "^(NCPUS|TMPDIR|PBS_ARRAY_INDEX|OMP_NUM_THREADS)=" "${log}")" 0
  mkdir here
  submit_pbs -d "${project}/here" <<<'echo ran >ran'
  wait_for_pbs_job "${job}"
  expect_equal "$(<here/ran)" ran
}

@test '-t accepts lists and single indexes, no steps; -J and -k oed are unknown' { # 72
  local list
  for list in 1 0 1-1 1,2 1-3,5,9-10 1-3%2 -1-2 1-3% 3,3; do refuses 0 '[]' -h -t "${list}"; done
  refuses 0 . -h -t ''
  [[ ${output} != *'[]'* ]]
  refuses 235 'Bad Job Array Request' -t 5-6:2
  refuses 2 usage: -J 1-2
  refuses 2 'illegal -k value' -k oed
  submit_pbs -t 2,4 <<<'echo "${PBS_ARRAYID}" >>"${PBS_O_WORKDIR}/ran"'
  wait_for_pbs_job "${job}"
  expect_equal "$(sort ran | tr '\n' ' ')" '2 4 '
}

@test 'nothing is limited until a limit is set' { # 73
  refuses 0 '[]' -h -t 1-10001
  [[ $(qstat -Bf) != *max_job_array_size* ]]
  pbs set max_array_size=10 max_slot_limit=4 max_queued=20000
  refuses 235 'Requested array size too large, limit is 10' -t 1-11
  refuses 235 'Requested slot limit invalid, limit is 4' -t 1-3%5
  [[ $(qstat -Bf) == *'max_job_array_size = 10'* ]]
  pbs set max_queued=2 max_slot_limit=
  refuses 228 'Maximum number of jobs already in queue' -t 1-3
}

@test 'names of logs get the index, and variables in them expand' { # 74
  mkdir logs
  submit_pbs -j oe -t 1-2 -N a -o "${project}/logs" -W umask=022 <<<'umask'
  wait_for_pbs_job "${job}"
  wait_until test -s "logs/a.o${job%%\[*}-2"
  expect_equal "$(stat -c %a "logs/a.o${job%%\[*}-2")" 644
  submit_pbs -j oe -t 1-2 -o "${project}/fixed" <<<'echo "${PBS_ARRAYID}"'
  wait_for_pbs_job "${job}"
  wait_until test -s fixed-2
  submit_pbs -j oe -o "${project}/\$PBS_JOBID.log" <<<true
  wait_for_pbs_job "${job}"
  wait_until test -e "${job}.log"
}

@test '-F passes arguments, -v loses backslashes' { # 75
  echo true >plain.sh
  expect_exit 2 qsub plain.sh argument
  submit_pbs -F 'a "b c"' -v 'x=a\b"c,y=1' <<<'printf "%s|" "$@" "${x}" "${y}" >"${PBS_O_WORKDIR}/got"'
  wait_for_pbs_job "${job}"
  expect_equal "$(<got)" 'a|b c|ab"c|1|'
}

@test 'finished jobs stay for a while, with their exit code' { # 76, 77
  submit_pbs -t 1-2 <<<'exit 3'
  wait_for_pbs_job "${job}"
  is_pbs_state "$(element 2)" C
  expect_equal "$(pbs_field "$(element 2)" exit_status)" 3
  expect_equal "$(pbs_field "$(element 2)" submit_args) $(pbs_field "$(element 2)" init_work_dir)" "-t 1-2 job.sh ${project}"
  [[ $(qstat -x "${job}") == "<Data><Job><Job_Id>${job}</Job_Id>"*'<job_state>C</job_state>'* ]]
  expect_exit 153 qstat 99999
  pbs set keep_completed=0
  wait_until eval '! qstat "${job}"'
}

@test 'a walltime and a deletion have their own exit codes' { # 77
  submit_pbs -l walltime=1 <<<'sleep 100'
  local deleted=${job} limited=${job}
  submit_pbs <<<'sleep 100'
  deleted=${job}
  wait_for_pbs_state "${deleted}" R
  qdel "${deleted}"
  wait_for_pbs_job "${deleted}"
  wait_for_pbs_job "${limited}"
  expect_equal "$(pbs_field "${deleted}" exit_status) $(pbs_field "${limited}" exit_status)" '271 -11'
}

@test 'qselect finds elements by their own names, and no arrays' { # 78
  submit_pbs -h -N arr -t 3-4 <<<true
  expect_equal "$(qselect -N arr)" ''
  expect_equal "$(qselect -N arr-3)" "$(element 3)"
  refuses 0 . -h -N '1:a'
}

@test 'dependencies on arrays have their own types' { # 79
  submit_pbs -h -t 1-2 <<<'exit "$((PBS_ARRAYID - 1))"'
  local array=${job} any ok plain
  any=$(qsub -W "depend=afteranyarray:${array}" job.sh)
  ok=$(qsub -W "depend=afterokarray:${array}" job.sh)
  plain=$(qsub -W "depend=afterok:${array}" job.sh)
  qrls "${array}"
  wait_for_pbs_job "${any}"
  is_pbs_state "${ok}" H
  is_pbs_state "${plain}" H
  refuses 208 'Invalid Job Dependency' -W "depend=afterany:${any}"
  refuses 208 'Invalid Job Dependency' -W depend=afterok:99999
}

@test 'requests that no node can satisfy are refused, and so are other invalid ones' { # 80, 82
  refuses 190 'cannot locate feasible nodes' -l nodes=1:ppn=99
  refuses 172 'Unknown queue' -q nowhere
  refuses 189 'Unknown resource' -l nonsense=1
  refuses 168 'Illegal attribute' -l walltime=soon
  refuses 0 . -h -l select=1:ncpus=99
  PBS_DEFAULT=elsewhere refuses 111 'cannot connect to server elsewhere'
  pbs down
  refuses 111 'Connection refused'
  expect_exit 111 qstat
  pbs up
  expect_exit 0 qsub --version
  expect_output 'Commit: '
}

@test 'single elements can be deleted' { # 81
  submit_pbs -h -t 1-5 <<<true
  qdel -t 2-3,5 "${job}"
  qdel "$(element 1)"
  expect_equal "$(qstat -t "${job}" | awk '/\[[0-9]/ { printf "%s", $5 }')" CCCQC
}
