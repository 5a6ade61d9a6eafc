"""qalter: changes a waiting job, and the throttle of an array (fact 23)."""

import re

from ..errors import Usage
from ..names import check_name
from ..options import read_options
from ..resources import split_resources
from .each import for_each_id

USAGE = "usage: qalter [-l resource_list] [-N name] [-o path] [-e path] [-W additional_attributes] job_identifier..."


def run(connection, words):
    pairs, ids, _ = read_options(words, "a:A:c:e:h:j:k:l:m:M:N:o:p:P:r:R:S:u:W:", USAGE)
    plain, resources, throttle = {}, {}, None
    for letter, value in pairs:
        if letter == "N":
            check_name(value, connection.dialect)
            plain["name"] = value
        elif letter == "l":
            resources.update(split_resources(value))
        elif letter in "oe":
            plain["output" if letter == "o" else "error"] = value
        elif letter == "W":
            match = re.match(r"^max_run_subjobs=(\d+)$", value)
            if not match:
                raise Usage("qalter: illegal -W value")
            throttle = int(match.group(1))
    return for_each_id(connection, ids, USAGE, do="alter", plain=plain, resources=resources, throttle=throttle)
