"""Finds the jobs that an id means (facts 33, 39)."""

from .errors import Refusal
from .ids import parse_id


def find_one(cluster, text, with_finished=False):
    """A job, a whole array, or one element. An array's id without brackets is unknown."""
    parsed = parse_id(text)
    job = cluster.jobs.get(parsed.number)
    if job is None or parsed.is_array != (job.elements is not None):
        raise Refusal("unknown_job")
    if job.state == "F" and not with_finished:
        raise Refusal("finished")
    if parsed.indexes is None:
        return job
    if len(parsed.indexes) != 1 or parsed.indexes[0] not in job.elements:
        raise Refusal("bad_request")
    return job.elements[parsed.indexes[0]]


def find_parts(cluster, text):
    """What a qdel means: as find_one, or a range of elements."""
    parsed = parse_id(text)
    if not parsed.indexes or len(parsed.indexes) == 1:
        return [find_one(cluster, text)]
    array = find_one(cluster, f"{parsed.number}[]")
    found = [array.elements[index] for index in parsed.indexes if index in array.elements]
    if not found:
        raise Refusal("bad_request")
    return found
