"""qselect: ids of the matching jobs; nothing, with exit code 0, if there are none (facts 15, 78)."""

from ..errors import Usage
from ..options import read_options

USAGE = "usage: qselect [-N name] [-q destination] [-s states] [-u user_name] [-x] [-J] [-T]"


def run(connection, words):
    allowed = "a:A:c:eh:l:N:p:q:r:s:u:" if connection.dialect == "torque" else "a:A:c:HhJl:N:p:P:q:r:s:t:Tu:x"
    pairs, rest, _ = read_options(words, allowed, USAGE)
    if rest:
        raise Usage(USAGE)
    given = dict(pairs)
    answer = connection.ask_or_fail(
        do="select",
        name=given.get("N"),
        user=given.get("u"),
        queue=given.get("q"),
        states=given.get("s", ""),
        history="x" in given,
        elements="T" in given,
    )
    for text in answer["ids"]:
        print(text)
    return 0
