"""The table of collect.sh with Python's standard library: python3 collect.py OUTPUT, in a sweep directory."""

import csv
import glob
import itertools
import json
import os
import sys


METRICS = ["accuracy", "val_loss", "train_loss"]


def parameters():
    """The names of the parameters, and an iterator over the values of each task."""
    with open("plan.json", encoding="utf-8") as file:
        plan = json.load(file)
    axes = [axis["parameters"][0] for axis in plan["space"]["blocks"][0]["axes"]]
    rows = itertools.product(*([value["text"] for value in axis["values"]] for axis in axes))
    return [axis["name"] for axis in axes], rows


def attempts():
    """The latest attempt of each task, from the journals."""
    latest = {}
    for path in glob.glob("state/*.tsv"):
        with open(path, encoding="utf-8") as file:
            for line in file:
                fields = line.rstrip("\n").split("\t")
                if len(fields) == 9 and int(fields[1]) >= int(latest.get(fields[0], "00")[1]):
                    latest[fields[0]] = fields
    return latest


def main():
    names, rows = parameters()
    latest = attempts()
    table = []
    for task, row in enumerate(rows, 1):
        fields = latest[str(task)]
        metrics = {}
        path = f"tasks/task_{task}/metrics.json"
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                metrics = json.load(file)
        duration = f"{float(fields[8]) - float(fields[4]):.3f}"
        record = [fields[6], fields[7], duration, fields[2], fields[1], fields[4], fields[8]]
        table.append((task, row, record, metrics))
    with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        record = ["state", "exit_code", "duration", "host", "attempt", "started", "ended"]
        writer.writerow(["task", *names, *record, *METRICS])
        for task, row, record, metrics in table:
            writer.writerow([task, *row, *record, *(metrics.get(name, "") for name in METRICS)])


main()
