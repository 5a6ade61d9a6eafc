"""qmgr: shows the settings of the server and its queues that any user may read (fact 21); the rest is for operators."""

import re

from ..errors import Refusal, Usage
from ..options import read_options

USAGE = 'usage: qmgr [-c "command"]'
READS = re.compile(r"^\s*(?:l|list)\s+(?:(server|s)|(?:queue|q)\s+(\S+))\s*([a-z_., ]*?)\s*$", re.IGNORECASE)


def run(connection, words):
    pairs, rest, _ = read_options(words, "ac:enz", USAGE)
    command = dict(pairs).get("c")
    if rest or command is None:
        raise Usage(USAGE)
    match = READS.match(command)
    if not match:
        raise Refusal("not_permitted")
    if match.group(1):
        answer = connection.ask_or_fail(do="server")
    else:
        answer = connection.ask_or_fail(do="queues", name=match.group(2))
    wanted = [name.strip() for name in match.group(3).split(",") if name.strip()]
    for found in answer["objects"]:
        print(f"{'Server' if match.group(1) else 'Queue'} {found['id']}")
        for name, resource, value in found["attributes"]:
            if not wanted or name in wanted:
                print(f"    {name}{'.' + resource if resource else ''} = {value}")
        print()
    return 0
