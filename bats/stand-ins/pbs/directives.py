"""The options in a script's #PBS lines (facts 11, 12)."""

import re
import shlex

from .errors import Usage


def read_directives(script, prefix):
    """The words of the lines that begin with the prefix, up to the first line that is a command."""
    words = []
    for line in script.split("\n"):
        if line.startswith(prefix):
            try:
                words.extend(shlex.split(line[len(prefix) :]))
            except ValueError:
                raise Usage("qsub: unmatched quote", 1) from None
        elif re.match(r"^\s*[^\s:#]", line):
            break
    return words


def check_script(script):
    if "\r\n" in script:
        raise Usage("qsub: script contains cr, lf", 1)
