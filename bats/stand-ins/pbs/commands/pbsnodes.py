"""pbsnodes: the nodes and their running jobs."""

from ..errors import Refusal
from ..options import read_options

USAGE = "usage: pbsnodes [-a] [node]..."


def run(connection, words):
    pairs, names, _ = read_options(words, "aorvlHSjcdF:D:Lxqn:", USAGE)
    if {letter for letter, _ in pairs} & set("orcd"):
        raise Refusal("not_permitted")
    answer = connection.ask_or_fail(do="nodes", names=names)
    for node in answer["objects"]:
        print(node["id"])
        for name, resource, value in node["attributes"]:
            print(f"     {name}{'.' + resource if resource else ''} = {value}")
        print()
    return 0
