"""The ids of jobs: 7, 7.server, 7[] (an array), 7[3] (an element) and, for qdel, 7[2-4] and 7[2-8:2] (facts 2, 39, 85)."""

import re
from collections import namedtuple

SERVER = "pbs"
SHAPE = re.compile(r"^(\d+)(\[(\d*|\d+(?:-\d+(?::\d+)?)?(?:,\d+(?:-\d+)?)*)\])?(\.[A-Za-z0-9.-]+)?$")


# `indexes` is None for a job and for a whole array.
Id = namedtuple("Id", "number is_array indexes text")


def parse_id(text):
    """The parts of an id; None if the text is not one."""
    match = SHAPE.match(text)
    if not match:
        return None
    number, brackets, inside = match.group(1), match.group(2), match.group(3)
    indexes = None
    if brackets and inside:
        indexes = []
        for part in inside.split(","):
            bounds, _, step = part.partition(":")
            first, _, last = bounds.partition("-")
            indexes.extend(range(int(first), int(last or first) + 1, max(1, int(step or 1))))
    return Id(int(number), bool(brackets), indexes, text)


def kind_of(text):
    """plain, array or element."""
    parsed = parse_id(text)
    if parsed is None or not parsed.is_array:
        return "plain"
    return "array" if parsed.indexes is None else "element"
