"""qrls: releases what qhold held (fact 41)."""

from ..options import read_options
from .each import for_each_id

USAGE = "usage: qrls [-h hold_list] job_identifier..."


def run(connection, words):
    _, ids, _ = read_options(words, "h:t:", USAGE)
    return for_each_id(connection, ids, USAGE, do="release")
