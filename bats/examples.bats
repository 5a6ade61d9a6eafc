#!/usr/bin/env bats
# Every example, run by the command of its README, in a copy.

load helpers
load examples
load sshd-server

teardown() {
  stop_sshd
}

# Every example has a function check_NAME below, which enters it, runs its README and checks the results.
test_example() { # <name>
  local check=check_${1//-/_}
  declare -F "${check}" >/dev/null || {
    echo "examples/$1 has no test: write ${check}" >&2
    return 1
  }
  enter_example "$1"
  "${check}"
  expect_shown_commands
}

for folder in "${BATS_TEST_DIRNAME}"/../examples/*/; do
  name=$(basename "${folder}")
  bats_test_function --description "example ${name}" -- test_example "${name}"
done

check_quickstart() {
  run_readme 0
  expect_output '18  completed'
  expect_output '"accuracy"'
}

check_argparse_flags() {
  run_readme 0
  expect_states completed=8
  expect_equal "$(metric_of 1 options)" "{'lr': 0.01, 'layers': [8, 4], 'use_ema': True, 'shuffle': True}"
  expect_equal "$(metric_of 8 options)" "{'lr': 0.01, 'layers': [16, 8, 4], 'use_ema': False, 'shuffle': False}"
}

check_csv_points() {
  run_readme 0
  expect_states completed=4
  expect_equal "$(printf '%.3f ' "$(metric_of 1 distance)" "$(metric_of 3 distance)")" '8.828 17.308 '
}

check_replicates() {
  run_readme 0
  expect_output 'best mean of loss'
  expect_states completed=8
  expect_equal "$(cut -d , -f 1,2 "${sweep_dir}/configurations.csv" | tr '\n' ' ')" 'lr,n 0.001,4 0.1,4 '
  [[ -s ${sweep_dir}/report.html ]]
}

check_cases() {
  run_readme 0
  expect_states completed=12
  expect_equal "$(sed -n 's/^python3.*--seed 1/1/p' < <(for task in {1..6}; do "${scripts}/task.sh" --print "${task}"; done) | head -n 1)" \
    '1 --optimizer sgd --lr 1e-4 --momentum 0.0'
  [[ -s ${sweep_dir}/report.html ]]
}

check_c_program() {
  command -v cc >/dev/null || skip 'no cc'
  run_readme 0
  expect_states completed=6
  # Half the width, a quarter of the error.
  expect_equal "$(awk -F, '/^[0-9]+,/ && $3 == 0.25 { printf "%.1f ", last / $NF; last = $NF }' <<<"${output}")" '0.0 4.0 4.0 '
}

check_mpi() {
  [[ $(mpirun --version 2>/dev/null) == *'Open MPI'* ]] || skip 'no Open MPI'
  # Open MPI needs options to run as root, to ignore the number of slots, and to use no network.
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
  export OMPI_MCA_plm=isolated OMPI_MCA_btl=self,vader
  run_readme 0
  expect_states completed=3
  # Each rank has a part of it, and both know of two ranks.
  expect_equal "$(awk -F, '
    { sub(/\r$/, "") }
    $1 == "task" { for (i = 1; i <= NF; i++) column[$i] = i }
    /^[0-9]+,/ { printf "%.4f %d ", $column["share_0"] + $column["share_1"], $column["ranks"] }' <<<"${output}")" \
    '3.1424 2 3.1416 2 3.1416 2 '
}

check_r_script() {
  expect_shown_commands
  command -v Rscript >/dev/null || skip 'no Rscript'
  run_readme 0
  expect_states completed=15
  expect_equal "$(grep -c ',3,' "${sweep_dir}/configurations.csv")" 5
}

check_hydra_app() {
  expect_shown_commands
  python3 -c 'import hydra' 2>/dev/null || skip 'no Hydra'
  run_readme 0
  expect_states completed=8
  [[ -d ${sweep_dir}/tasks/task_1/.hydra ]]
  expect_equal "$(metric_of 7 config)" \
    "{'model': {'name': 'mlp', 'size': 32}, 'optimizer': {'name': 'adam', 'lr': 0.01}, 'data': {'augmentation': ['flip', 'crop']}}"
}

check_pytorch_like() {
  run_readme 0
  expect_states completed=2
  for task in 1 2; do
    # The second attempt continued where the first was stopped.
    expect_equal "$(metric_of "${task}" steps)" 60
    grep -q '"first_step": [1-9]' "${sweep_dir}/tasks/task_${task}/metrics.json"
  done
  grep -qx '#SBATCH --requeue' "${scripts}/slurm.sh"
  grep -q '^#SBATCH --signal=B:USR1@' "${scripts}/slurm.sh"
}

check_gpu_packing() {
  run_readme 0
  expect_states completed=8
  expect_equal "$(for task in {1..8}; do metric_of "${task}" gpu; done | sort -u | tr '\n' ' ')" '0 1 '
  grep -qx '#SBATCH --array=1-2' "${scripts}/slurm.sh"
  grep -qx '#SBATCH --gres=gpu:4' "${scripts}/slurm.sh"
}

# bats/slurm-examples.bats runs it, on a cluster.
check_slurm_workers() {
  expect_exit 0 bash -c "$(readme_commands README.md | sed -n 1p)"
  grep -qx '#SBATCH --array=1-2' "${scripts}/slurm.sh"
  grep -qx '#SBATCH --time=00:10:00' "${scripts}/slurm.sh"
}

# wandb is not installed without a network: a module that creates the directory of an offline run replaces it.
check_wandb_offline() {
  mkdir "${BATS_TEST_TMPDIR}/modules"
  cat >"${BATS_TEST_TMPDIR}/modules/wandb.py" <<'PY'
import json, os, pathlib

NAMES = ["WANDB_PROJECT", "WANDB_MODE", "WANDB_NAME", "WANDB_RUN_GROUP", "WANDB_TAGS"]


class Run:
    def __init__(self, config):
        self.steps = 0
        self.config = config

    def log(self, metrics):
        self.steps += 1

    def finish(self):
        name = f"offline-run-20240315_143022-task{os.environ['HSM_TASK_ID']}"
        directory = pathlib.Path(os.environ["WANDB_DIR"], "wandb", name)
        directory.mkdir(parents=True)
        values = [os.environ[name] for name in NAMES]
        (directory / f"run-task{os.environ['HSM_TASK_ID']}.wandb").write_text(json.dumps([*values, self.config, self.steps]))


def init(config):
    return Run(config)
PY
  printf '#!/bin/sh\nexit 1\n' >"${BATS_TEST_TMPDIR}/modules/wandb"
  chmod +x "${BATS_TEST_TMPDIR}/modules/wandb"
  PATH=${BATS_TEST_TMPDIR}/modules:${PATH} PYTHONPATH=${BATS_TEST_TMPDIR}/modules run_readme 0
  expect_output 'tasks/task_3/wandb/offline-run-20240315_143022-task3'
  expect_states completed=3
  expect_equal "$(cat "${sweep_dir}"/tasks/task_2/wandb/*/*.wandb)" \
    '["hsm-example", "offline", "lr0.1", "first", "example", {"lr": 0.1}, 10]'
}

# The machine is this one, through a real sshd; the test changes the settings that the README asks readers to change.
check_remote() {
  start_sshd
  sed -i "s|host: workstation|host: plain|; s|~/hsm|${sshd_dir}/there|" sweeps/hsm_config.yaml
  run_readme 0
  expect_states completed=6
  [[ -n $(ls -d "${sshd_dir}"/there/sweeps/*/first) ]]
  expect_equal "$(sed -n 's/^\([0-9]*\),.*/\1/p' "${sweep_dir}/results.csv" | tr '\n' ' ')" '1 2 3 4 5 6 '
  expect_exit 0 hsm remote clean workstation
  expect_equal "${output}" 'removed first'
}
