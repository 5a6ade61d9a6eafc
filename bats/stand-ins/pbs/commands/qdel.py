"""qdel: ends jobs. OpenPBS's aborts if ids of several kinds are on one line, and deletes nothing (fact 38)."""

import os
import re
import resource
import sys

from ..errors import Usage
from ..ids import kind_of, parse_id
from ..options import read_options
from .each import for_each_id

USAGE = "usage:\n\tqdel [-W force|suppress_email=X] [-x] job_identifier..."


def run(connection, words):
    pairs, ids, _ = read_options(words, "W:m:t:p" if connection.dialect == "torque" else "W:x", USAGE)
    given = dict(pairs)
    delay = None
    if connection.dialect == "torque":
        delay = int(given["W"]) if re.match(r"^\d+$", given.get("W", "")) else None
        if "t" in given:
            ids = [_with_indexes(text, given["t"]) for text in ids]
    elif given.get("W", "force") != "force" and not given["W"].startswith("suppress_email"):
        raise Usage("qdel: illegal -W value")
    elif _aborts(ids):
        _abort()
    is_forced = connection.dialect == "openpbs" and given.get("W") == "force"
    return for_each_id(connection, ids, USAGE, do="delete", is_forced=is_forced, delay=delay)


def _aborts(ids):
    """Only plain jobs, or elements of one array, work on one line."""
    if len(ids) < 2 or any(parse_id(text) is None for text in ids):
        return False
    kinds = {kind_of(text) for text in ids}
    return kinds != {"plain"} and not (kinds == {"element"} and len({parse_id(text).number for text in ids}) == 1)


def _abort():
    sys.stderr.write("free(): double free detected in tcache 2\n")
    sys.stderr.flush()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.abort()


def _with_indexes(text, indexes):
    return re.sub(r"\[\]", f"[{indexes}]", text)
