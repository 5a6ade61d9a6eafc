# shellcheck shell=bash
# The environment of each task's program, as said in sweeps/sweep.yaml.
# task.sh reads this before it starts one.

if ! command -v module >/dev/null 2>&1 && [[ -r /etc/profile.d/modules.sh ]]; then
  # shellcheck disable=SC1091
  . /etc/profile.d/modules.sh
fi
module load gcc/12.2 cuda/12.4 || setup_failed 'module load'

# shellcheck disable=SC1091
. "$(conda info --base)/etc/profile.d/conda.sh" || setup_failed 'finding conda'
conda activate torch-2.5 || setup_failed 'conda activate'

# shellcheck disable=SC1091
. .venv/bin/activate || setup_failed 'activating the virtual environment'

# A command of these lines that fails ends the task, where `set -e` would; `|| true` lets it fail.
trap 'check_setup "$BASH_COMMAND"' ERR
ulimit -c 0
if [[ -n ${SCRATCH-} ]]; then
  export TMPDIR=$SCRATCH
fi
trap - ERR

# shellcheck disable=SC2034 # task.sh looks whether this line was reached
environment_is_ready=yes
