"""The options of a qsub as a request to the server (facts 10 to 21, 25 to 28, 46, 72 to 79)."""

import re
import time

from .arrays import openpbs_range
from .depend import read_dependencies
from .errors import Refusal, Usage
from .names import check_name
from .resources import split_resources
from .variables import read_variables, whole_environment

PLAIN = {"o": "output", "e": "error", "R": "remove", "S": "shell", "F": "script_arguments"}
IGNORED = "AbcDEfGLmMpPTuwxXn"
IGNORED_ATTRIBUTES = {"stagein", "stageout", "sandbox", "pwd", "run_count", "release_nodes_on_stageout", "tolerate_node_failures"}


def read_submission(pairs, dialect, environment):
    """The request, whether the id is not to be printed, and whether qsub waits for the end."""
    plain, resources, variables = {}, {}, {}
    request = {"plain": plain, "resources": resources, "variables": variables, "queue": "", "array": None, "depend": []}
    request.update({"is_held": False, "range": None, "throttle": None})
    blocks = False
    # -v takes precedence over -V.
    for letter, value in sorted(pairs, key=lambda pair: pair[0] != "V"):
        if letter in PLAIN:
            plain[PLAIN[letter]] = value
        elif letter == "N":
            check_name(value, dialect)
            plain["name"] = value
        elif letter == "j":
            plain["join"] = _one_of(letter, value, r"oe|eo|n")
        elif letter == "k":
            plain["keep"] = _one_of(letter, value, r"[oen]{1,2}" if dialect == "torque" else r"[oe]{1,2}d?|d[oe]{1,2}|n")
        elif letter == "r":
            plain["rerunable"] = _one_of(letter, value, r"[yn]") == "y"
        elif letter == "l":
            resources.update(split_resources(value))
        elif letter == "v":
            variables.update(read_variables(value, environment, dialect))
        elif letter == "V":
            variables.update(whole_environment(environment))
        elif letter == "q":
            request["queue"] = value.partition("@")[0]
        elif letter == "h":
            request["is_held"] = True
        elif letter in "Jt":
            request["array"] = value
            if letter == "J":
                _read_range(request, value)
        elif letter == "a":
            plain["not_before"] = _read_date(value)
        elif letter == "d":
            plain["directory"] = value
        elif letter == "K":
            plain["kill_delay"] = float(_one_of(letter, value, r"\d+"))
        elif letter == "I":
            raise Usage("qsub:\tstandard input and output must be a terminal for\n\tinteractive job submission", 1)
        elif letter == "W":
            blocks = _read_attributes(request, value, dialect) or blocks
        elif letter not in IGNORED + "zC":
            raise AssertionError(letter)
    if dialect == "openpbs" and request["array"] is not None and not plain.get("rerunable", True):
        raise Usage("qsub:  cannot submit non-rerunable Array Job")
    return request, any(letter == "z" for letter, _ in pairs), blocks


def _one_of(letter, value, pattern):
    if not re.fullmatch(pattern, value):
        raise Usage(f"qsub: illegal -{letter} value")
    return value


def _read_range(request, value):
    text, percent, throttle = value.partition("%")
    indexes = openpbs_range(text)
    request.update(array=text, range=[indexes.start, indexes[-1], indexes.step], throttle=throttle if percent else None)


def _read_date(text):
    """[[[[CC]YY]MM]DD]hhmm[.SS] as seconds since 1970."""
    match = re.fullmatch(r"((?:\d\d){0,4})(\d{4})(?:\.(\d\d))?", text)
    if not match:
        raise Usage("qsub: illegal -a value")
    now = time.strftime("%Y%m%d")
    date = now[: len(now) - len(match.group(1))] + match.group(1)
    return time.mktime(time.strptime(date + match.group(2) + (match.group(3) or "00"), "%Y%m%d%H%M%S"))


def _read_attributes(request, text, dialect):
    """-W. Whether qsub is to wait for the end."""
    # Only depend's value contains commas that do not begin a new attribute.
    blocks = False
    for item in re.split(r",(?=[a-z_]+=)", text):
        name, equals, value = item.partition("=")
        if not equals or not value:
            raise Usage("qsub: illegal -W value")
        if name == "depend":
            request["depend"] = read_dependencies(value, dialect)
        elif name == "umask":
            request["plain"]["umask"] = int(_one_of("W", value, r"[0-7]{1,4}"), 8)
        elif name == "group_list":
            request["group"] = value
        elif name == "block":
            blocks = value.lower() == "true"
        elif name == "max_run_subjobs":
            request["throttle"] = value
        elif name not in IGNORED_ATTRIBUTES:
            raise Refusal("unknown_attribute", name)
    return blocks
