"""Dependencies of jobs on others (facts 46, 47, 79)."""

from .errors import Refusal, Usage
from .ids import parse_id

OPENPBS_TYPES = {"after", "afterok", "afternotok", "afterany"}
ARRAY_TYPES = {"afterokarray", "afteranyarray"}


def read_dependencies(text, dialect):
    """Pairs of a type and an id. OpenPBS's qsub itself refuses an element of an array."""
    pairs = []
    for part in text.split(","):
        kind, *ids = part.split(":")
        known = OPENPBS_TYPES | (ARRAY_TYPES if dialect == "torque" else set())
        if kind not in known or not ids:
            raise Usage("qsub: illegal -W value")
        for text_of_id in ids:
            parsed = parse_id(text_of_id)
            if parsed is None or (dialect == "openpbs" and parsed.indexes is not None):
                raise Usage("qsub: illegal -W value")
            pairs.append((kind, text_of_id))
    return pairs


def begin(cluster, job):
    """Lets a new job wait for others. False if it will never run: then it disappears at once (fact 46)."""
    for kind, text in job.asked.depend:
        parent = cluster.jobs.get(parse_id(text).number)
        if cluster.dialect == "torque" and (parent is None or parent.is_over):
            raise Refusal("bad_dependency")
        if parent is None or parent.is_over:
            if parent is None or not _is_met(kind, parent, cluster.dialect):
                return False
        elif not _has_begun(kind, parent):
            job.waits_for.append((kind, parent.number))
    if job.waits_for:
        job.holds.add("s")
    return True


def tell_of_start(cluster, job):
    """`after` is met once the job has started."""
    for other in list(cluster.jobs.values()):
        _release(other, job, {"after"})


def tell_of_end(cluster, job):
    """Releases jobs that waited for this end, and returns those that will now never run. Torque keeps those on hold."""
    doomed = []
    for other in list(cluster.jobs.values()):
        kinds = {kind for kind, number in other.waits_for if number == job.number}
        met = {kind for kind in kinds if _is_met(kind, job, cluster.dialect)}
        _release(other, job, met)
        if kinds - met and cluster.dialect == "openpbs":
            doomed.append(other)
    return doomed


def _is_met(kind, parent, dialect):
    if parent.elements is not None and dialect == "torque":
        # Its plain types never release a job for an array, and its own types require every element (fact 79).
        statuses = [element.exit_status for element in parent.parts]
        return kind == "afteranyarray" or kind == "afterokarray" and all(status == 0 for status in statuses)
    if kind in ("after", "afterany"):
        return True
    return (kind == "afterok") == (parent.exit_status == 0)


def _has_begun(kind, parent):
    return kind == "after" and parent.run_count > 0


def _release(other, parent, kinds):
    left = [(kind, number) for kind, number in other.waits_for if number != parent.number or kind not in kinds]
    if len(left) < len(other.waits_for):
        other.waits_for = left
        if not left:
            other.holds.discard("s")


def show(asked):
    return ",".join(f"{kind}:{text}" for kind, text in asked.depend)
