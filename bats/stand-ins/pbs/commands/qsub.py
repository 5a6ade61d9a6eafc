"""qsub: reads options and directives, refuses what it can check itself, and passes the rest to the server."""

import os
import shlex
import signal
import sys
import time

from ..client import Failed
from ..directives import check_script, read_directives
from ..errors import Usage
from ..names import check_name
from ..options import read_options
from ..submission import read_submission

USAGE = """usage: qsub [-a date_time] [-A account_string] [-c interval]
\t[-C directive_prefix] [-e path] [-f ] [-h ] [-j oe|eo] [-J X-Y[:Z]]
\t[-k keep] [-l resource_list] [-N name] [-o path] [-p priority]
\t[-q queue] [-r y|n] [-S path] [-v variable_list] [-V ] [-W otherattributes=value...]
\t[-z] [script | -- command [arg1 ...]]
       qsub --version"""
LETTERS = {
    "openpbs": "a:A:c:C:e:fGhIj:J:k:l:m:M:N:o:p:P:q:r:R:S:u:v:VW:Xz",
    "torque": "a:A:b:c:C:d:D:e:EfF:hi:Ij:k:K:l:L:m:M:nN:o:p:P:q:r:S:t:T:u:v:Vw:W:Xxz",
}


def run(connection, words):
    letters = LETTERS[connection.dialect]
    pairs, rest, has_dashes = read_options(words, letters, USAGE)
    program = rest if has_dashes and rest else None
    if len(rest) > 1 and program is None:
        raise Usage(USAGE)
    script, name = (None, "STDIN") if program else _read_script(rest)
    if script is not None:
        prefix = dict(pairs).get("C", os.environ.get("PBS_DPREFIX", "#PBS"))
        below, _, _ = read_options(read_directives(script, prefix), letters, USAGE)
        pairs = _merge(pairs, below)
    request, is_silent, blocks = read_submission(pairs, connection.dialect, dict(os.environ))
    plain = request["plain"]
    if "name" not in plain:
        check_name(name, connection.dialect)
        plain["name"] = name
    plain.update(script=script, script_name=name, program=program, arguments=shlex.join(words))
    request.update(workdir=os.getcwd(), caller=dict(os.environ))
    _check_copy(connection)
    answer = connection.ask_or_fail(do="submit", **request)
    if not is_silent:
        print(answer["id"], flush=True)
    return _wait_for(connection, answer["id"]) if blocks else 0


def _merge(above, below):
    """The command line overrides the directives; for resources and -W, only those that it names (fact 12)."""
    given = {letter for letter, _ in above}
    return [(letter, value) for letter, value in below if letter in "lW" or letter not in given] + above


def _read_script(rest):
    if not rest or rest == ["-"]:
        script, name = sys.stdin.buffer.read(), "STDIN"
    else:
        name = os.path.basename(rest[0])
        try:
            with open(rest[0], "rb") as file:
                script = file.read()
        except IsADirectoryError:
            raise Usage("qsub: script not a file", 1) from None
        except OSError as error:
            raise Usage(f"qsub: script file:: {error.strerror}", 1) from None
    text = script.decode("utf-8", "surrogateescape")
    check_script(text)
    return text, name


def _check_copy(connection):
    """The script's copy goes to TMPDIR, which must exist (fact 11)."""
    directory = os.environ.get("TMPDIR", "/tmp")
    if connection.dialect == "openpbs" and not os.path.isdir(directory):
        raise Failed("qsub: could not create/open tmp file for script", 1)


def _wait_for(connection, text):
    """-W block=true: the exit code of the job. TERM deletes it (fact 18)."""

    def delete(*_):
        connection.ask(do="delete", id=text, is_forced=False, delay=None)
        os._exit(143)

    signal.signal(signal.SIGTERM, delete)
    signal.signal(signal.SIGINT, delete)
    while True:
        status = connection.ask(do="ended", id=text)["status"]
        if status is not None:
            return status % 256
        time.sleep(0.05)
