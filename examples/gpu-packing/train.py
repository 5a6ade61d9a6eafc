#!/usr/bin/env python3
"""Stands in for a program that uses one GPU: it records which one it was given in CUDA_VISIBLE_DEVICES."""

import argparse
import json
import os
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, required=True)
    options = parser.parse_args()
    gpu = os.environ.get("CUDA_VISIBLE_DEVICES", "none")
    print(f"lr {options.lr} on GPU {gpu}")
    directory = Path(os.environ.get("HSM_TASK_DIR", "."))
    (directory / "metrics.json").write_text(json.dumps({"gpu": gpu, "loss": options.lr**2}), encoding="utf-8")


if __name__ == "__main__":
    main()
