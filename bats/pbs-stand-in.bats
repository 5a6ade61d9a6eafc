#!/usr/bin/env bats
# The stand-in for OpenPBS accepts, refuses and starts the same jobs as the real one: each rule was measured on OpenPBS
# 23.06.06. HSM_TEST_PBS=real runs the same tests on the real one on PATH.

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

# Lets the job print, and sets printed to its output.
run_job() { # <script> [<option of qsub>]…
  submit_pbs -N job -j oe "${@:2}" <<<"$1"
  wait_for_pbs_job "${job}"
  wait_until test -e "job.o${job%%.*}"
  printed=$(<"job.o${job%%.*}")
}

refuses() { # <exit code> <part of the message> <option of qsub>…
  echo true >plain.sh
  expect_exit "$1" qsub "${@:3}" plain.sh
  expect_output "$2"
}

# --- The environment of a job

@test 'a job starts at home, with its umask, no LANG and an empty standard input' { # 1, 2, 3, 7
  export LANG=C.UTF-8 PBS_O_WORKDIR=/elsewhere
  run_job 'pwd; umask; echo "LANG=${LANG-}"; wc -c; env; [[ -O ${TMPDIR} && $(stat -c %a "${TMPDIR}") == 700 ]] && echo private; ulimit -t'
  expect_equal "$(sed -n 1,4p <<<"${printed}" | tr '\n' ' ')" "${pbs_home} 0077 LANG= 0 "
  local line
  for line in "PBS_JOBID=${job}" ENVIRONMENT=BATCH PBS_ENVIRONMENT=PBS_BATCH NCPUS=1 OMP_NUM_THREADS=1 \
    PBS_JOBNAME=job "PBS_O_WORKDIR=${project}" "PBS_JOBDIR=${pbs_home}" private unlimited; do
    grep -qxF "${line}" <<<"${printed}"
  done
  [[ ${printed} != *PBS_ARRAY* ]]
}

@test 'an element of an array has its index, and its directory name has brackets' { # 2, 29 of schedulers
  submit_pbs -J 3-4 -N arr -j oe <<<'echo "${PBS_JOBID} ${PBS_ARRAY_INDEX} ${PBS_ARRAY_ID} ${PBS_JOBNAME} ${TMPDIR##*/}"'
  wait_for_pbs_job "${job}"
  local number=${job%%\[*} server=${job##*.}
  wait_until test -e "arr.o${number}.4"
  expect_equal "$(<"arr.o${number}.4")" "${number}[4].${server} 4 ${number}[].${server} arr pbs.${number}[4].${server}"
}

@test 'a job runs a copy of the script, whose first line selects the interpreter' { # 4, 6, 30
  run_job $'#!/usr/bin/python3\nimport sys\nprint(sys.argv[0])'
  [[ ${printed} == /*"${job}"* && ${printed} != "${project}"* ]]
  run_job $'#!/bin/bash\necho "${BASH_VERSION:+bash}"' -S /bin/sh
  expect_equal "${printed}" bash
  pbs set history=True
  run_job $'#!/nowhere'
  wait_until test -n "$(pbs_field "${job}" Exit_status)"
  [[ $(pbs_field "${job}" Exit_status) == 12[67] ]]
}

@test 'a profile that reads standard input consumes the script, and one that exits ends the job' { # 5
  pbs set history=True
  echo 'read x; echo noise' >"${pbs_home}/.profile"
  run_job 'echo ran'
  expect_equal "${printed} $(pbs_field "${job}" Exit_status)" 'noise 0'
  echo 'exit 3' >"${pbs_home}/.profile"
  run_job 'echo ran'
  expect_equal "${printed} $(pbs_field "${job}" Exit_status)" ' 3'
}

@test 'a process in its own session outlives the job, others do not' { # 8
  run_job 'setsid sleep 1000 >/dev/null 2>&1 & echo $!; sleep 2000 >/dev/null 2>&1 & echo $!; sleep 0.2'
  local processes
  read -r -d '' -a processes <<<"${printed}" || true
  wait_until is_gone "${processes[1]}"
  kill "${processes[0]}"
}

# --- qsub

@test 'qsub prints an id; arguments are only possible after --, and are not expanded' { # 9
  echo true >plain.sh
  expect_exit 2 qsub plain.sh argument
  expect_exit 0 qsub plain.sh
  [[ ${output} =~ ^[0-9]+\.[A-Za-z0-9.-]+$ ]]
  job=$(qsub -j oe -o "${project}/said" -- /bin/echo 'a  b' '$HOME' '*' "it's")
  wait_for_pbs_job "${job}"
  wait_until test -e said
  expect_equal "$(<said)" "a  b \$HOME * it's"
}

@test '-v passes most values and refuses a quote; -V passes all' { # 10
  run_job 'printf "%s|" "${a}" "${b}" "${c}" "${d}"' -v 'a=x y=$HOME *;|é,b=,c="q",d=back\slash'
  expect_equal "${printed}" 'x y=$HOME *;|é||q|back\\slash|'
  refuses 1 'cannot send environment with the job' -v "a=it's"
  x="it's" refuses 1 'cannot send environment' -v x
  refuses 1 'cannot send environment' -v HOME,no_such_variable
  x=$'it\'s\n"a", \\' PBS_ARRAY_INDEX=7 run_job 'printf "%s" "${x}${PBS_ARRAY_INDEX}"' -V
  expect_equal "${printed}" $'it\'s\n"a", \\7'
}

@test 'the environment changes qsub as measured' { # 11
  echo '#PBS -J 1-2' >array.sh
  [[ $(qsub array.sh) == *'[]'* ]]
  [[ $(PBS_DPREFIX='#X' qsub array.sh) != *'[]'* ]]
  PBS_SERVER=elsewhere expect_exit 160 qsub array.sh
  PBS_CONF_FILE=/nowhere expect_exit 255 qsub array.sh
  TMPDIR=/nowhere expect_exit 1 qsub array.sh
  PBS_DEFAULT=elsewhere PBS_JOBID=1 expect_exit 160 qsub array.sh
  PBS_QUEUE=other PBS_JOBID=1 PBS_ARRAY_INDEX=1 expect_exit 0 qsub array.sh
}

@test 'the command line overrides directives, which end at the first command; CR LF is refused' { # 12
  run_job $'#PBS -N other\n#PBS -l ncpus=2\ntrue\n#PBS -l ncpus=4\necho "${PBS_JOBNAME} ${NCPUS}"'
  expect_equal "${printed}" 'job 2'
  printf '#!/bin/bash\r\ntrue\r\n' >crlf.sh
  expect_exit 1 qsub crlf.sh
  expect_output 'script contains cr, lf'
}

@test 'names contain letters, digits and some other characters, also names of scripts' { # 13
  echo true >'s p.sh'
  expect_exit 2 qsub 's p.sh'
  expect_output 'illegal -N value'
  local name
  for name in 'a b' a/b a:b 'a*' é; do refuses 2 'illegal -N value' -N "${name}"; done
  refuses 2 'Job name is too long' -N "$(printf 'x%.0s' {1..231})"
  for name in 1a _a .a -a+b. "$(printf 'x%.0s' {1..230})"; do refuses 0 . -N "${name}"; done
}

@test 'unknown queues, groups and resources have their own exit codes, and use up an id' { # 16, 17
  refuses 170 'Unknown queue' -q nowhere
  refuses 197 'Bad GID' -W group_list=no-such-group
  refuses 187 'Unknown resource' -l ngpus=1
  refuses 166 'Illegal attribute or resource value' -l mem=1.5gb
  refuses 166 Illegal -l mem=16gib
  refuses 166 Illegal -l walltime=1-00:00:00
  refuses 5 'cannot be used with' -l select=1:ncpus=1 -l ncpus=2
  refuses 7 'Cannot have "place" without "select"' -l place=free
  local first second
  echo true >plain.sh
  first=$(qsub plain.sh)
  refuses 170 'Unknown queue' -q nowhere
  second=$(qsub plain.sh)
  expect_equal "$((${second%%.*} - ${first%%.*}))" 2
}

@test 'a queue may be disabled, or have limits' { # 16
  pbs queue off enabled=False
  refuses 173 'Queue is not enabled' -q off
  pbs queue short resources_max.walltime=01:00:00
  refuses 188 'violates queue and/or server resource limits' -q short -l walltime=2:00:00
  refuses 0 . -q short -l walltime=100
}

@test 'walltimes and sizes are read as measured; a request that no node can satisfy waits forever' { # 17
  submit_pbs -h -l walltime=100:00,mem=16G <<<true
  expect_equal "$(pbs_field "${job}" Resource_List.walltime) $(pbs_field "${job}" Resource_List.mem)" '01:40:00 16gb'
  submit_pbs -h -l nodes=1:ppn=2 <<<true
  expect_equal "$(pbs_field "${job}" Resource_List.ncpus) $(pbs_field "${job}" Resource_List.mpiprocs)" '2 2'
  submit_pbs -l ncpus=99 <<<true
  wait_until eval '[[ $(pbs_field "${job}" comment) == "Can Never Run: Insufficient amount of resource: ncpus (R: 99 "* ]]'
  is_pbs_state "${job}" Q
}

@test '-W umask is that of the job and of its log; -W block gives the exit code' { # 18, 19
  run_job umask -W umask=022 -A anything
  expect_equal "${printed} $(stat -c %a job.o*)" '0022 644'
  echo 'exit 3' >three.sh
  expect_exit 3 qsub -W block=true three.sh
  # The exit code of an array is 1 or 0, depending on whether its last element failed.
  expect_exit 1 qsub -W block=true -J 1-2 three.sh
  echo 'exit "$((2 - PBS_ARRAY_INDEX))"' >first.sh
  expect_exit 0 qsub -W block=true -J 1-2%1 first.sh
  refuses 2 'cannot submit non-rerunable Array Job' -r n -J 1-2
}

# --- Arrays

@test '-J accepts ranges of at least two elements, and steps' { # 20, 26 of schedulers
  local range
  for range in 7 1-1 0-0 4-1 1,2 1-2,4 1-4:0 '1 - 2' -1-2 ''; do refuses 2 'illegal -J value' -J "${range}"; done
  for range in 1-2% 1-2%-1; do refuses 166 'Error (15014) submitting job' -J "${range}"; done
  for range in 1-2 0-1 01-03 1-5:10 1-4%2 1-2%0 9999999998-9999999999; do refuses 0 '[]' -h -J "${range}"; done
  submit_pbs -J 5-6:2 <<<'echo "${PBS_ARRAY_INDEX}" >>"${PBS_O_WORKDIR}/ran"'
  wait_for_pbs_job "${job}"
  expect_equal "$(<ran)" 5
}

@test 'a throttle limits the running elements, and 0 lets none run' { # 20, 23, 27 of schedulers
  submit_pbs -J 1-4%2 <<<'sleep 100'
  wait_until eval '[[ $(qselect -T -s R | wc -l) == 2 ]]'
  sleep 0.5
  expect_equal "$(qselect -T -s R | wc -l)" 2
  qalter -W max_run_subjobs=3 "${job}"
  wait_until eval '[[ $(qselect -T -s R | wc -l) == 3 ]]'
  submit_pbs -J 1-2%0 <<<true
  sleep 0.5
  is_pbs_state "${job}" Q
}

@test 'max_array_size counts elements, and everybody can read it' { # 21
  pbs set max_array_size=10
  refuses 3 'Array job exceeds server or queue size limit' -J 1-11
  refuses 0 '[]' -h -J 100-118:2
  [[ $(qstat -Bf) == *'    max_array_size = 10'* ]]
  [[ $(qmgr -c 'list server max_array_size') == *'    max_array_size = 10'* ]]
  pbs queue small max_array_size=3
  refuses 3 'size limit' -q small -J 1-4
  [[ $(qstat -Qf small) == *'    max_array_size = 3'* ]]
}

@test 'max_queued counts elements, max_run lets them wait' { # 22
  pbs set max_queued=5
  refuses 38 "would exceed complex's per-user limit" -J 1-6
  [[ $(qstat -Bf) == *'max_queued = [u:PBS_GENERIC=5]'* ]]
  pbs set max_queued= max_queued_ncpus=4
  refuses 39 'would exceed per-user limit on resource ncpus in complex' -l ncpus=5
  pbs set max_queued_ncpus=
  pbs queue generic max_queued=1
  refuses 38 "would exceed queue generic's per-user limit" -q generic -J 1-2
  pbs set max_run=1
  submit_pbs <<<'sleep 100'
  submit_pbs <<<true
  wait_until eval '[[ $(pbs_field "${job}" comment) == "Not Running: User has reached server running job limit." ]]'
}
