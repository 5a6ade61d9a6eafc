#!/usr/bin/env python3
"""Computes how far a ball flies without air resistance: `--angle` in degrees, `--speed` in m/s, initial `--height` in metres."""

import argparse
import json
import math
import os
from pathlib import Path

GRAVITY = 9.81  # metres per second squared


def distance(angle, speed, height):
    """Horizontal distance in metres until the ball is at height 0."""
    rise = speed * math.sin(math.radians(angle))
    seconds = (rise + math.sqrt(rise**2 + 2 * GRAVITY * height)) / GRAVITY
    return speed * math.cos(math.radians(angle)) * seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--angle", type=float, required=True)
    parser.add_argument("--speed", type=float, required=True)
    parser.add_argument("--height", type=float, default=0.0)
    options = parser.parse_args()
    result = distance(options.angle, options.speed, options.height)
    directory = Path(os.environ.get("HSM_TASK_DIR", "."))
    with open(directory / "metrics.json", "w", encoding="utf-8") as file:
        json.dump({"distance": result}, file)


if __name__ == "__main__":
    main()
