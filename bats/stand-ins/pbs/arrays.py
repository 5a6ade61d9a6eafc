"""Which values -J of OpenPBS and -t of Torque accept and refuse (facts 20, 72)."""

import re

from .errors import Refusal, Usage

LONGEST = 200_000


def openpbs_range(text):
    """X-Y or X-Y:Z with X below Y, counted like OpenPBS: a single element is not an array, nor is a list."""
    match = re.match(r"^(\d+)-(\d+)(?::(\d+))?$", text)
    if not match or int(match.group(1)) >= int(match.group(2)) or match.group(3) and int(match.group(3)) < 1:
        raise Usage("qsub: illegal -J value")
    return range(int(match.group(1)), int(match.group(2)) + 1, int(match.group(3) or 1))


def openpbs_throttle(text):
    """The number after %: 0 is accepted, and then nothing runs."""
    if not re.match(r"^\d+$", text):
        raise Refusal("bad_throttle")
    return int(text)


def torque_indexes(text):
    """Lists and ranges without steps, and a throttle after %. An empty text is a plain job: None, None."""
    if text == "":
        return None, None
    indexes_text, percent, throttle = text.partition("%")
    # Odd texts that are accepted: a leading minus, a % with nothing after it.
    if not re.match(r"^-?\d+(-\d+)?(,\d+(-\d+)?)*$", indexes_text) or not re.match(r"^\d*$", throttle):
        raise Refusal("bad_array")
    indexes = set()
    for part in indexes_text.lstrip("-").split(","):
        first, _, last = part.partition("-")
        if int(last or first) < int(first) or int(last or first) - int(first) > LONGEST:
            raise Refusal("bad_array")
        indexes.update(range(int(first), int(last or first) + 1))
    return sorted(indexes), int(throttle) if percent and throttle else None
