#!/usr/bin/env python3
"""A program with typical argparse options: two kinds of flags, and an option that takes several words."""

import argparse
import json
import os
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, required=True)
    parser.add_argument("--layers", type=int, nargs="+", required=True, help="width of each layer")
    parser.add_argument("--use-ema", action="store_true", help="average the weights")
    parser.add_argument("--shuffle", action=argparse.BooleanOptionalAction, default=False)
    options = parser.parse_args()

    weights = sum(a * b for a, b in zip(options.layers, options.layers[1:]))
    loss = 1 / (1 + weights) + options.lr * (0.5 if options.use_ema else 1) + (0 if options.shuffle else 0.1)
    directory = Path(os.environ.get("HSM_TASK_DIR", "."))
    with open(directory / "metrics.json", "w", encoding="utf-8") as file:
        json.dump({"loss": loss, "weights": weights, "options": vars(options)}, file)
    print(f"{options} loss={loss:.4f}")


if __name__ == "__main__":
    main()
