#!/bin/bash
# Learning rates for each model of the group.
module load python

OMP_NUM_THREADS=4 python3 main.py -m \
  model=glob(*) \
  optimizer.lr=0.1,1e-2 'seed=range(1,4)' +tag="first run" \
  "layers=[64,64],[128]" hydra.launcher.timeout_min=90 hydra/launcher=submitit_slurm
