#!/usr/bin/env python3
"""Trains in small steps and survives interruptions, as a PyTorch program would with `torch.save` and `torch.load`.

On TERM or USR1 it finishes its step, saves a checkpoint in the task's directory and exits. The next attempt gets the same
directory, loads the checkpoint and continues.
"""

import argparse
import json
import os
import signal
import sys
import time
from pathlib import Path

STEPS = 60
SECONDS_PER_STEP = 0.05
STEPS_PER_CHECKPOINT = 20  # a crash without a signal loses at most this many steps

received = None


def remember(number, _frame):
    """Stores the signal; the training loop checks it between two steps, when its state is consistent."""
    global received
    received = number


def write_whole(path, content):
    """Writes a file under another name and then renames it, so a kill in between leaves the previous file."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_text(json.dumps(content), encoding="utf-8")
    os.replace(unfinished, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, required=True)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, remember)
    signal.signal(signal.SIGUSR1, remember)

    directory = Path(os.environ.get("HSM_TASK_DIR", "."))
    checkpoint = directory / "checkpoint.json"
    state = {"step": 0, "weight": 0.0}
    if checkpoint.exists():
        state = json.loads(checkpoint.read_text(encoding="utf-8"))
    first = state["step"]
    print(f"attempt {os.environ.get('HSM_ATTEMPT', 1)} starts at step {first}", flush=True)

    while state["step"] < STEPS:
        time.sleep(SECONDS_PER_STEP)
        state["weight"] -= options.lr * 2 * (state["weight"] - 1)
        state["step"] += 1
        if received is not None:
            write_whole(checkpoint, state)
            print(f"saved at step {state['step']} after signal {received}", flush=True)
            sys.exit(128 + received)
        if state["step"] % STEPS_PER_CHECKPOINT == 0:
            write_whole(checkpoint, state)

    loss = (state["weight"] - 1) ** 2
    write_whole(directory / "metrics.json", {"loss": loss, "first_step": first, "steps": state["step"]})


if __name__ == "__main__":
    main()
