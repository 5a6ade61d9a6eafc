#!/usr/bin/env python3
"""Fits a small neural network to two interleaved spirals, using only the Python standard library.

    python3 train.py seed=1 model.hidden_size=256 optimizer.lr=0.01 hydra.run.dir=/tmp/run

Arguments are Hydra-style overrides. The result, metrics.json, is written to hydra.run.dir if given, else to
$HSM_TASK_DIR if set, else to the current directory.
"""

import json
import math
import os
import random
import re
import sys

DEFAULTS = {
    "seed": "0",
    "model.hidden_size": "128",
    "optimizer.lr": "0.01",
    "training.epochs": "8",
    "data.samples": "300",
}


def unquote(text):
    """Undoes Hydra's quoting of a string: 'it\\'s', "a b", a\\ b."""
    quote = text[:1]
    if len(text) >= 2 and quote in ("'", '"') and text[-1] == quote:
        inner = text[1:-1]
        # Backslashes count only before a quote and at the end; each pair there is one backslash.
        return re.sub(
            r"(\\+)(%s|$)" % quote,
            lambda match: "\\" * (len(match[1]) // 2) + match[2],
            inner,
        )
    return re.sub(r"\\([\\()\[\]{}:=, \t])", r"\1", text)


def parse_overrides(arguments):
    """Turns ["a=1", "b.c='x y'"] into {"a": "1", "b.c": "x y"}."""
    settings = dict(DEFAULTS)
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals or not name:
            sys.exit(f"train.py: expected name=value, found {argument!r}")
        settings[name.lstrip("+")] = unquote(value)
    return settings


def spirals(samples, generator):
    """Points (x, y) of two spirals and the spiral, 0 or 1, that each lies on."""
    points = []
    for index in range(samples):
        label = index % 2
        distance = generator.random()
        angle = 4.0 * distance + math.pi * label
        noise_x, noise_y = generator.gauss(0, 0.04), generator.gauss(0, 0.04)
        x = 2 * distance * math.cos(angle) + noise_x
        y = 2 * distance * math.sin(angle) + noise_y
        points.append((x, y, label))
    return points


class Network:
    """One hidden layer of tanh units and a logistic output, fitted by stochastic gradient descent."""

    def __init__(self, hidden_size, generator):
        units = range(hidden_size)
        self.weights_x = [generator.gauss(0, 2.0) for _ in units]
        self.weights_y = [generator.gauss(0, 2.0) for _ in units]
        self.biases = [generator.gauss(0, 1.0) for _ in units]
        self.outputs = [generator.gauss(0, 1.0) / math.sqrt(hidden_size) for _ in units]
        self.output_bias = 0.0

    def forward(self, x, y):
        """The hidden activations and the probability that (x, y) lies on spiral 1."""
        tanh = math.tanh
        hidden = [
            tanh(weight_x * x + weight_y * y + bias)
            for weight_x, weight_y, bias in zip(self.weights_x, self.weights_y, self.biases)
        ]
        logit = self.output_bias + sum(map(float.__mul__, self.outputs, hidden))
        return hidden, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

    def step(self, x, y, label, rate):
        """Moves every weight down the gradient of the cross-entropy at one point."""
        hidden, probability = self.forward(x, y)
        error = rate * (probability - label)
        back = [error * output * (1.0 - unit * unit) for output, unit in zip(self.outputs, hidden)]
        self.outputs = [output - error * unit for output, unit in zip(self.outputs, hidden)]
        self.weights_x = [weight - change * x for weight, change in zip(self.weights_x, back)]
        self.weights_y = [weight - change * y for weight, change in zip(self.weights_y, back)]
        self.biases = [bias - change for bias, change in zip(self.biases, back)]
        self.output_bias -= error

    def evaluate(self, points):
        """Mean cross-entropy and accuracy."""
        loss, right = 0.0, 0
        for x, y, label in points:
            probability = self.forward(x, y)[1]
            loss -= math.log(max(probability if label else 1.0 - probability, 1e-12))
            right += (probability > 0.5) == bool(label)
        return loss / len(points), right / len(points)


def write_metrics(directory, metrics):
    """Writes the file completely or not at all, so a reader never sees half a file."""
    os.makedirs(directory, exist_ok=True)
    path = os.path.join(directory, "metrics.json")
    unfinished = f"{path}.{os.getpid()}"
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(metrics, file, indent=2)
        file.write("\n")
    os.replace(unfinished, path)


def main():
    settings = parse_overrides(sys.argv[1:])
    try:
        seed = int(settings["seed"])
        hidden_size = int(settings["model.hidden_size"])
        rate = float(settings["optimizer.lr"])
        epochs = int(settings["training.epochs"])
        samples = int(settings["data.samples"])
    except ValueError as error:
        sys.exit(f"train.py: {error}")
    directory = settings.get("hydra.run.dir") or os.environ.get("HSM_TASK_DIR") or "."

    generator = random.Random(seed)
    training, validation = spirals(samples, generator), spirals(samples // 2, generator)
    network = Network(hidden_size, generator)
    for epoch in range(1, epochs + 1):
        generator.shuffle(training)
        for x, y, label in training:
            network.step(x, y, label, rate)
        print(f"epoch {epoch}: loss {network.evaluate(validation)[0]:.4f}", flush=True)

    train_loss, train_accuracy = network.evaluate(training)
    val_loss, accuracy = network.evaluate(validation)
    metrics = {
        "seed": seed,
        "hidden_size": hidden_size,
        "lr": rate,
        "epochs": epochs,
        "train_loss": train_loss,
        "train_accuracy": train_accuracy,
        "val_loss": val_loss,
        "accuracy": accuracy,
    }
    write_metrics(directory, metrics)
    print(f"accuracy {accuracy:.3f}, loss {val_loss:.4f}")


if __name__ == "__main__":
    main()
