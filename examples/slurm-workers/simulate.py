#!/usr/bin/env python3
"""Counts the steps of a Collatz sequence. The number depends on `--start` and is not known in advance."""

import argparse
import json
import os
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=int, required=True)
    options = parser.parse_args()
    number, steps = options.start, 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        steps += 1
    directory = Path(os.environ.get("HSM_TASK_DIR", "."))
    (directory / "metrics.json").write_text(json.dumps({"steps": steps}), encoding="utf-8")


if __name__ == "__main__":
    main()
