"""qsig: a signal to all processes of a job (fact 32)."""

from ..options import read_options
from .each import for_each_id

USAGE = "usage: qsig [-s signal] job_identifier..."


def run(connection, words):
    pairs, ids, _ = read_options(words, "s:", USAGE)
    return for_each_id(connection, ids, USAGE, do="signal", signal=dict(pairs).get("s", "TERM"))
