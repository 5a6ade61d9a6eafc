"""The test's control of the server, which users do not have: test-control WORD...

    set NAME=VALUE...             settings of the server; an empty value is none
    queue NAME [NAME=VALUE]...    makes or changes a queue: enabled, started, max_array_size, max_queued, max_run,
                                  kill_delay, resources_max.walltime and so on
    nodes NAME=CPUS...            the nodes, and no others
    node NAME free|offline|down   down: its jobs are requeued after node_fail_requeue, while they keep running
    up | down | silent | deaf     how the server responds to commands
    kill                          like a crash and a restart: ids continue at 1000
    rerun ID                      as an operator
    reset [NAME=VALUE]...         ends and forgets all jobs, and resets everything, or changes the given settings
    undelivered                   the logs that could not be delivered
    running                       the number of runs, including those of lost nodes
"""

import itertools
import json
import os
import socket
import sys
import time

from . import change, watch


def obey(server, words):
    cluster, (verb, *rest) = server.cluster, words
    if verb in ("up", "down", "silent", "deaf"):
        server.set_mood(verb)
    elif verb == "set":
        cluster.settings.update(_checked(cluster.settings, _pairs(rest)))
    elif verb == "queue":
        cluster.queues.setdefault(rest[0], cluster.new_queue()).update(_pairs(rest[1:]))
    elif verb == "nodes":
        cluster.nodes = {name: cluster.new_node(cpus) for name, cpus in _pairs(rest).items()}
    elif verb == "node":
        _set_node(cluster, *rest)
    elif verb == "kill":
        cluster.next_number = itertools.count(1000)
    elif verb == "rerun":
        change.rerun(cluster, {"id": rest[0], "by_test": True}, os.geteuid())
    elif verb == "reset":
        server.reset()
        server.cluster.settings.update(_checked(server.cluster.settings, _pairs(rest)))
    elif verb == "undelivered":
        return {"text": "\n".join(sorted(os.listdir(server.path("undelivered"))))}
    elif verb == "running":
        return {"text": str(sum(part.run is not None for part in cluster.all_parts()) + len(cluster.strays))}
    else:
        raise ValueError(verb)
    return {}


def _set_node(cluster, name, state):
    node = cluster.nodes[name]
    if state == "free":
        watch.node_returns(cluster, name)
    else:
        node.update(state=state, down_since=time.time() if state == "down" else None)


def _checked(settings, pairs):
    for name in pairs:
        if name not in settings:
            raise KeyError(name)
    return pairs


def _pairs(words):
    return {name: _value(text) for name, _, text in (word.partition("=") for word in words)}


def _value(text):
    if text in ("True", "False", ""):
        return {"True": True, "False": False, "": None}[text]
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def main(directory):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(os.path.join(directory, "control"))
        connection.sendall(json.dumps({"words": sys.argv[1:]}).encode() + b"\n")
        text = json.loads(connection.makefile().readline()).get("text", "")
    if text:
        print(text)
    sys.exit(1 if text.startswith("refused") else 0)

