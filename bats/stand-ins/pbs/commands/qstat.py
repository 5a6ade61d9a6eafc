"""qstat: jobs, queues and the server (facts 33, 36, 37, 76)."""

import sys

from .. import show, table
from ..errors import Refusal, Usage
from ..ids import parse_id
from ..options import read_options
from .each import say_refusal

USAGE = """usage:
qstat [-f [-F format [-D delim]]] [-J] [-p] [-t] [-x] [-E] [-w] [ job_identifier... | destination... ]
qstat [-a|-i|-r|-H|-T] [-J] [-t] [-u user] [-n] [-s] [-G|-M] [-1] [-w] [ job_identifier... | destination... ]
qstat -Q [-f [-F format [-D delim]]] [ destination... ]
qstat -B [-f [-F format [-D delim]]] [ server_name... ]"""
LETTERS = {"openpbs": "aBD:EfF:GHiJMnpQrsTtu:wx1", "torque": "acCeE:filn1pqrstu:xGMQRBW:"}


def run(connection, words):
    pairs, names, _ = read_options(words, LETTERS[connection.dialect], USAGE)
    given = dict(pairs)
    if "F" in given and given["F"] not in ("dsv", "json", "default"):
        raise Usage(USAGE)
    if "B" in given or "Q" in given:
        return _show_objects(connection, given, names)
    jobs, status = _collect(connection, given, names)
    if "u" in given:
        # With -u there is no -f, and with -t none of the arrays themselves (fact 36).
        jobs = [job for job in jobs if show.value_of(job, "Job_Owner").split("@")[0] in given["u"].split(",")]
        if "t" in given:
            jobs = [job for job in jobs if "[]" not in job["id"]]
    if connection.dialect == "torque" and "x" in given:
        show.as_xml(jobs)
    elif given.get("F") == "json" and "f" in given:
        show.as_json(jobs, "Jobs")
    elif not jobs:
        return status
    elif "f" in given and "u" not in given:
        show.in_full("Job Id", jobs, given.get("F"), given.get("D", "|"), "w" in given)
    elif set(given) & set("anrsiuH"):
        table.as_table(jobs, is_wide="w" in given, with_nodes="n" in given, with_comment="s" in given)
    else:
        table.as_list(jobs, is_wide="t" in given)
    return status


def _collect(connection, given, names):
    """The jobs, and the exit code of the last name that was refused: the others are shown nevertheless (fact 33)."""
    history = connection.dialect == "openpbs" and bool(set(given) & set("xH"))
    request = {"do": "jobs", "history": history, "elements": "t" in given}
    jobs, status = [], 0
    for text in names or [None]:
        if text is not None and parse_id(text) is None:
            if text[0].isdigit():
                sys.stderr.write(f"qstat: illegally formed job identifier: {text}\n")
                status = 1
                continue
            answer = Refusal("unknown_queue").answer(connection.dialect)
            answer["text"] = "Unknown queue destination"
        else:
            answer = connection.ask(id=text, **request)
        if answer.get("no_history"):
            print("qstat: PBS is not configured to maintain job history")
            return [], 0
        if "error" in answer:
            status = answer["error"] % 256
            if answer["kind"] == "finished":
                sys.stderr.write(f"qstat: {text} Job has finished, use -x or -H to obtain historical job information\n")
            else:
                say_refusal("qstat", answer, text)
        else:
            jobs.extend(answer["jobs"])
    return jobs, status


def _show_objects(connection, given, names):
    if "B" in given:
        label, objects = "Server", connection.ask_or_fail(do="server")["objects"]
    else:
        label, objects = "Queue", []
        for name in names or [None]:
            objects.extend(connection.ask_or_fail(do="queues", name=name)["objects"])
    if given.get("F") == "json" and "f" in given:
        show.as_json(objects, label)
    elif "f" in given:
        show.in_full(label, objects, given.get("F"), given.get("D", "|"), "w" in given)
    else:
        table.of_objects(label, objects)
    return 0
