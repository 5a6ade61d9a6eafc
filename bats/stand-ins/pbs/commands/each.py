"""One request per id on a command line, and the exit code of the last one that was refused."""

import sys

from ..errors import Usage
from ..ids import parse_id


def for_each_id(connection, ids, usage, **request):
    if not ids:
        raise Usage(usage)
    status = 0
    for text in ids:
        if parse_id(text) is None:
            sys.stderr.write(f"{connection.command}: illegally formed job identifier: {text}\n")
            status = 1
            continue
        answer = connection.ask(id=text, **request)
        if "error" in answer:
            say_refusal(connection.command, answer, text)
            status = answer["error"] % 256
    return status


def say_refusal(command, answer, text):
    sys.stderr.write(f"{command}: {answer['text']} {text}\n")
