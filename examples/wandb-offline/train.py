#!/usr/bin/env python3
"""Logs a curve to Weights & Biases. Project, group, name and mode come from the environment."""

import argparse
import math

import wandb


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, required=True)
    options = parser.parse_args()
    run = wandb.init(config=vars(options))
    for step in range(10):
        run.log({"loss": math.exp(-options.lr * step)})
    run.finish()


if __name__ == "__main__":
    main()
