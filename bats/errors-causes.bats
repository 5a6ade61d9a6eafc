#!/usr/bin/env bats
# errors.sh: the causes that it recognises, with every awk.

load helpers
load noted-sweeps

setup() {
  make_project
}

@test "what really happens to programs: signals, exit codes, commands, modules, exceptions" {
  write_program <<'SH'
case ${n} in
  1) kill -SEGV $$ ;;
  2) kill -TERM $$ ;;
  3) exec python3 -c 'import no_such_module' ;;
  4) exec python3 -m no.such.module ;;
  5) exec python3 -c 'from os import nothing' ;;
  6) exec python3 -c 'def f(x): return [][x]
f(3)' ;;
  7) printf '#!/no/such/interpreter\n' >tool && chmod +x tool && exec ./tool ;;
  8) : >plain && exec ./plain ;;
  9) no_such_command ;;
  10) env no_such_program ;;
  11) exec python3 -c 'x = [0] * 10**18' ;;
  12) exec python3 -c 'raise SystemExit(9)' ;;
  13) exit 255 ;;
  14) sh -c no_such_word ;;
  15) exec python3 -c 'import os; f = open("/dev/full", "w"); f.write("x" * 99999); f.flush()' ;;
  16) exec python3 -c '
class Nothing(BaseException): pass
try: 1 / 0
except ZeroDivisionError as e: raise Nothing("a\n b") from e' ;;
esac
SH
  build_numbered 16
  expect_exit 1 "${scripts}/local.sh" --jobs 2
  # The version of bash decides whether the script or its interpreter is named.
  expect_equal "$(causes | sed -E '/^7 /s, [^ ]*/(tool|interpreter)$, NAME,')" '1 signal SEGV
2 signal TERM
3 missing module no_such_module
4 missing module no
5 failed import
6 exception IndexError
7 missing interpreter or command NAME
8 missing interpreter or command '"${project}"'/plain
9 missing interpreter or command no_such_command
10 missing interpreter or command no_such_program
11 out of memory
12 exit code 9
13 exit code 255
14 missing interpreter or command no_such_word
15 full disk or quota
16 exception Nothing'
  agree causes
  agree "${scripts}/errors.sh"
}

@test "a program that cannot be started, and an environment that cannot be set up" {
  build_sweep <<'YAML'
command: [/no/such/python, train.py]
sweep:
  grid:
    n: [1]
YAML
  # local.sh would report it before the first task.
  "${scripts}/task.sh" 1 || true
  expect_equal "$(causes)" '1 missing interpreter or command /no/such/python'
  rm -r "${sweep_dir}"
  build_sweep <<'YAML'
command: [echo]
environment:
  venv: /no/such/venv
sweep:
  grid:
    n: [1]
YAML
  "${scripts}/task.sh" 1 || true
  expect_equal "$(causes)" '1 failed set-up (activating the virtual environment)'
}

@test "traces in logs: memory, disk, GPUs" {
  build_noted 40
  local task=0 line
  : >expected
  while IFS='|' read -r code cause line; do
    task=$((task + 1))
    note "${task}" failed "${code}"
    printf 'epoch 3\n%s\n' "${line}" | say "${task}"
    printf '%s %s\n' "${task}" "${cause}" >>expected
  done <<'ROWS'
1|out of memory on a GPU|torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB
1|out of memory on a GPU|RuntimeError: CUDA error: out of memory
137|out of memory|slurmstepd: error: Detected 1 oom-kill event(s) in StepId=12.batch. Some of your processes may have been killed
137|out of memory|slurmstepd: error: Exceeded job memory limit
1|out of memory|MemoryError
134|out of memory|terminate called after throwing an instance of 'std::bad_alloc'
1|out of memory|OSError: [Errno 12] Cannot allocate memory
1|out of memory|RuntimeError: DataLoader worker (pid 7) is killed by signal: Killed.
1|out of memory|jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate
1|out of memory|=>> PBS: job killed: mem 1049600kb exceeded limit 1048576kb
1|full disk or quota|OSError: [Errno 28] No space left on device
1|full disk or quota|cp: error writing 'x': Disk quota exceeded
1|GPU trouble|RuntimeError: CUDA error: device-side assert triggered
1|GPU trouble|RuntimeError: No CUDA GPUs are available
1|GPU trouble|torch.distributed.DistBackendError: NCCL error in: ProcessGroupNCCL.cpp:1, unhandled system error
134|GPU trouble|CUDA driver version is insufficient for CUDA runtime version
126|missing interpreter or command /no/such/python|run.sh: line 7: ./train: /no/such/python: bad interpreter: No such file or directory
127|missing library libcudart.so.12|./train: error while loading shared libraries: libcudart.so.12: cannot open shared object file: No such file or directory
1|exit code 1|n1:77 NCCL INFO found NVIDIA driver 535
1|exit code 1|Error: whatever
1|exit code 1|the bathroom killed the mood
1|exception ConfigKeyError|omegaconf.errors.ConfigKeyError: Key 'x' is not in struct
1|exception MissingConfigException|[rank0]: hydra.errors.MissingConfigException: no
137|signal KILL|epoch 4
139|signal SEGV|Fatal Python error: Segmentation fault
ROWS
  expect_equal "$(causes)" "$(cat expected)"
  agree causes
  # A message that TensorFlow prints on every machine without a GPU is not a cause if there is another one.
  note 30 failed 1
  printf 'failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected\nValueError: shape\n' | say 30
  expect_equal "$(cause_of 30)" 'exception ValueError'
  # On standard output, memory and stack traces count, messages about commands do not.
  note 31 failed 1
  printf 'Out of memory\nbye\n' | say 31 stdout
  printf 'bye\n' | say 31
  # There may be no stderr.log.
  note 35 failed 1
  printf 'Out of memory\n' | say 35 stdout
  expect_equal "$(cause_of 35)" 'out of memory'
  note 32 failed 3
  printf 'x: command not found\n' | say 32 stdout
  expect_equal "$(causes --only 31-32)" $'31 out of memory\n32 exit code 3'
  # The state is more informative than the output of programs that are being stopped.
  note 33 timeout 143
  note 34 cancelled 143
  for line in 33 34; do printf 'KeyboardInterrupt\nOut of memory\n' | say "${line}"; done
  expect_equal "$(causes --only 33-34)" $'33 walltime\n34 cancelled'
}

@test "a job's log shows why its task was killed, and nothing about tasks that ended otherwise" {
  build_noted 7
  note 1 failed 137 n1 600 slurm:12_3.0
  note 6 failed 137 n1 600 slurm/alpha/anna:12_3.0
  note 7 failed 137 n1 600 slurm/beta/anna:12_3.1
  note 2 failed 3 n1 600 slurm:12_3.0
  note 3 failed 137 n1 600 slurm:12_4.2
  note 4 failed 137 n1 600 slurm:12_5.0
  note 5 failed 137 n1 600 'slurm:../12_3.0'
  printf 'slurmstepd: error: Detected 1 oom_kill event in StepId=12.batch\n' |
    tee "${sweep_dir}/logs/slurm_12_3.log" >"${sweep_dir}/logs/slurm_12_4_r2.log"
  printf 'node going down\n' >"${sweep_dir}/logs/slurm_12_5.log"
  printf 'slurmstepd: error: Detected 1 oom_kill event in StepId=12.batch\n' |
    tee "${sweep_dir}/logs/slurm_alpha_12_3.log" >"${sweep_dir}/logs/slurm_beta_12_3_r1.log"
  expect_equal "$(causes)" '1 out of memory
2 exit code 3
3 out of memory
4 signal KILL
5 signal KILL
6 out of memory
7 out of memory'
  agree causes
}

@test "lost and cancelled, and --lost, which the proposed command has too" {
  build_noted 4
  note 1 cancelled 143
  note 2 completed 0
  mkdir -p "${sweep_dir}/tasks/task_3"
  printf '3\t1\tgone\t77@1\t1700000000\t' >"${sweep_dir}/state/local_gone_77_1.tsv"
  expect_equal "$(causes)" '1 cancelled'
  expect_equal "$(causes --lost gone)" $'1 cancelled\n3 lost'
  errors --lost gone --only 3
  expect_output "resume.sh --task-ids 3 --lost gone"
  # Without an end, duration and exit code are unknown.
  expect_equal "$("${scripts}/errors.sh" --tsv --lost gone --only 3 | tail -n 1)" $'3\tlost\t-\tlost\tgone\t-\t\t'
  rm "${sweep_dir}/state/local_gone_77_1.tsv"
}

@test "only the latest attempt counts" {
  write_program <<'SH'
[[ ${HSM_ATTEMPT} -gt 1 ]] || { echo 'MemoryError' >&2; exit 1; }
[[ ${n} -eq 1 ]] || { echo 'ValueError: late' >&2; exit 4; }
SH
  build_numbered 2
  expect_exit 1 "${scripts}/local.sh" --retries 1
  expect_equal "$(causes)" '2 exception ValueError'
}

@test "names from logs appear in proposed commands only if they are plain" {
  build_noted 3
  note 1 failed 127
  printf 'x: $(touch X): command not found\n' | say 1
  note 2 failed 127
  printf "x: a'b;c: command not found\n" | say 2
  note 3 failed 1
  printf "Traceback (most recent call last):\n  File \"x\", line 1\nModuleNotFoundError: No module named '\$(touch X)'\n" | say 3
  expect_equal "$(causes)" $'1 missing interpreter or command\n2 missing interpreter or command\n3 exception ModuleNotFoundError'
}
