#!/usr/bin/env python3
"""Minimizes Rosenbrock's function with one of two optimizers, each with options that the other does not have."""

import argparse
import json
import math
import os
import random
from pathlib import Path

STEPS = 300


def gradient(x, y):
    return -2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)


def sgd(point, lr, momentum):
    velocity = [0.0, 0.0]
    for _ in range(STEPS):
        velocity = [momentum * v - lr * g for v, g in zip(velocity, gradient(*point))]
        point = [p + v for p, v in zip(point, velocity)]
    return point


def adam(point, lr, beta2):
    """Kingma and Ba, arXiv:1412.6980, algorithm 1, with beta1 = 0.9."""
    mean, square = [0.0, 0.0], [0.0, 0.0]
    for step in range(1, STEPS + 1):
        slopes = gradient(*point)
        mean = [0.9 * m + 0.1 * g for m, g in zip(mean, slopes)]
        square = [beta2 * s + (1 - beta2) * g * g for s, g in zip(square, slopes)]
        moves = [m / (1 - 0.9**step) / (math.sqrt(s / (1 - beta2**step)) + 1e-8) for m, s in zip(mean, square)]
        point = [p - lr * move for p, move in zip(point, moves)]
    return point


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--optimizer", choices=["sgd", "adam"], required=True)
    parser.add_argument("--lr", type=float, required=True)
    parser.add_argument("--momentum", type=float, help="for sgd")
    parser.add_argument("--beta2", type=float, help="for adam")
    options = parser.parse_args()

    generator = random.Random(options.seed)
    start = [generator.uniform(-1, 0), generator.uniform(-1, 0)]
    if options.optimizer == "sgd":
        x, y = sgd(start, options.lr, options.momentum)
    else:
        x, y = adam(start, options.lr, options.beta2)
    loss = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    directory = Path(os.environ.get("HSM_TASK_DIR", "."))
    with open(directory / "metrics.json", "w", encoding="utf-8") as file:
        json.dump({"loss": loss}, file)


if __name__ == "__main__":
    main()
