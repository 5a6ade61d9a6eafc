"""Which job names are legal (facts 13, 78)."""

import re

from .errors import Usage


def check_name(name, dialect):
    if dialect == "torque":
        if not re.match(r"^[!-~]{1,256}$", name):
            raise Usage("qsub: illegal -N value", 2)
    elif not re.match(r"^[A-Za-z0-9._+-]+$", name):
        raise Usage("qsub: illegal -N value", 2)
    elif len(name) > 230:
        raise Usage("qsub: Job name is too long", 2)
