"""qrerun: for operators (fact 42)."""

from ..options import read_options
from .each import for_each_id

USAGE = "usage: qrerun [-W force] job_identifier..."


def run(connection, words):
    _, ids, _ = read_options(words, "W:", USAGE)
    return for_each_id(connection, ids, USAGE, do="rerun")
