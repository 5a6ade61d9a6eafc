#!/usr/bin/env python3
"""Simulates random walks of `--steps` steps in `--dimensions` dimensions, using only the Python standard library."""

import argparse
import json
import math
import os
import random
from pathlib import Path

WALKS = 200


def end_distance(steps, dimensions, generator):
    """Distance from the start after unit steps along random axes."""
    position = [0] * dimensions
    for _ in range(steps):
        position[generator.randrange(dimensions)] += generator.choice((-1, 1))
    return math.hypot(*position)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--dimensions", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = random.Random(options.seed)
    distances = [end_distance(options.steps, options.dimensions, generator) for _ in range(WALKS)]
    directory = Path(os.environ.get("HSM_TASK_DIR", "."))
    result = {"distance": sum(distances) / WALKS, "root_of_steps": math.sqrt(options.steps)}
    (directory / "metrics.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
