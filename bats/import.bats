#!/usr/bin/env bats
# Files of other tools: imported, built and run.

load helpers

files=${BATS_TEST_DIRNAME}/../test/import/files

# A project whose programs print the words that they get, on one line.
make_printing_project() {
  make_project
  printf 'import sys\nprint(*sys.argv[1:])\n' | tee main.py >train.py
  mkdir -p conf/model bin
  touch conf/model/cnn.yaml conf/model/mlp.yaml
  ln -s "$(command -v python3)" bin/python
  export PATH=${PWD}/bin:${PATH}
}

# Imports a file, builds the output, and runs all of its tasks. Sets lines to the output of the programs, sorted.
import_and_run() { # <file> <how many tasks>
  node "${hsm}" import "${files}/$1" >imported.yaml 2>said
  build_sweep <imported.yaml
  "${scripts}/local.sh"
  printed=$(cat "${sweep_dir}"/tasks/*/*stdout.log | sort)
  [[ $(wc -l <<<"${printed}") -eq $2 ]]
}

@test "a W&B grid runs with the words that W&B passes" {
  make_printing_project
  import_and_run wandb-grid.yaml 108
  [[ ${printed} == *"--epochs=10 --batch_size=32 --lr=1e-2 --use_bn=False --seed=1 --width=64"* ]]
}

@test "a random W&B search with nested parameters runs" {
  make_printing_project
  import_and_run wandb-random.yaml 12
  grep -q 'HSM553.*nested parameter' said
  [[ ${printed} == *"--data.workers=4 --data.augment="*" --optimizer.lr="* ]]
}

@test "a Bayesian W&B search runs as a sample, and early_terminate is reported" {
  make_printing_project
  import_and_run wandb-bayes.yaml 20
  grep -q 'HSM552.*early_terminate' said
  grep -q 'HSM553.*method: bayes' said
  [[ ${printed} == *"--verbose lr="*" units="*" ema="* ]]
}

@test "a Hydra multirun runs, with glob among its sweeps" {
  make_printing_project
  import_and_run hydra-product.sh 24
  [[ ${printed} == *'+tag="first run" model="cnn" optimizer.lr=0.1 seed=1 layers=[64,64] hydra.run.dir='* ]]
}

@test "a Hydra multirun with a sweeper that searches runs as a sample" {
  make_printing_project
  import_and_run hydra-search.sh 6
  grep -q 'HSM553.*optuna' said
  [[ ${printed} == *'--config-name small epochs=3 lr='*' units='*' act="'* ]]
}

@test "a seml file runs as with Sacred" {
  make_printing_project
  node "${hsm}" import "${files}/seml.yaml" >whole.yaml 2>said
  grep -q 'HSM552.*output_dir' said
  # The conda environment does not exist here.
  grep -v '^environment:\|^  conda:' whole.yaml >imported.yaml
  build_sweep <imported.yaml
  "${scripts}/local.sh"
  printed=$(cat "${sweep_dir}"/tasks/*/*stdout.log | sort)
  [[ $(wc -l <<<"${printed}") -eq 39 ]]
  [[ ${printed} == *"with epochs=100 optimizer.name=adam optimizer.amsgrad=False"* ]]
}
