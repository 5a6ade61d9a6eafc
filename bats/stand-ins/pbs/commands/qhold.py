"""qhold: holds a job or a whole array (fact 41)."""

from ..options import read_options
from .each import for_each_id

USAGE = "usage: qhold [-h hold_list] job_identifier..."


def run(connection, words):
    _, ids, _ = read_options(words, "h:", USAGE)
    return for_each_id(connection, ids, USAGE, do="hold")
