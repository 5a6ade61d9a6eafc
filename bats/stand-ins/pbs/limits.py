"""Limits on a submission (facts 21, 22, 73)."""

from .errors import Refusal


def check_limits(cluster, owner, queue, count, is_array):
    if is_array:
        _check_array(cluster, queue, count)
    for place in ("complex", queue):
        values = cluster.settings if place == "complex" else cluster.queues[queue]
        _check_queued(cluster, owner, place, values, count)


def check_cpus(cluster, owner, count, cpus):
    most = cluster.settings["max_queued_ncpus"]
    if most is not None and sum(sum(part.asked.cpus) for part in _of(cluster, owner)) + count * cpus > most:
        raise Refusal("too_much_queued", "per-user limit on resource ncpus in complex")


def limit_throttle(cluster, throttle):
    """Only Torque has a limit on this; it is also the throttle of an array that requests none."""
    most = cluster.settings["max_slot_limit"]
    if most is not None and (throttle or 0) > most:
        raise Refusal("bad_array", f"MSG=Requested slot limit invalid, limit is {most}")
    return most if throttle is None else throttle


def _check_array(cluster, queue, count):
    """It counts elements; a queue may have a smaller one than the server."""
    limits = [limit for limit in (cluster.settings["max_array_size"], cluster.queues[queue].get("max_array_size")) if limit]
    if limits and count > min(limits):
        detail = f"MSG=Requested array size too large, limit is {min(limits)}" if cluster.dialect == "torque" else ""
        raise Refusal("array_too_long", detail)


def _check_queued(cluster, owner, place, values, count):
    most = values.get("max_queued")
    if most is None:
        return
    parts = [part for part in _of(cluster, owner) if place in ("complex", part.asked.queue)]
    if len(parts) + count > most:
        if cluster.dialect == "torque":
            raise Refusal("too_many_jobs", "MSG=total number of current user's jobs exceeds the queue limit")
        whose = "complex's" if place == "complex" else f"queue {place}'s"
        raise Refusal("too_many_jobs", f"{whose} per-user limit")


def _of(cluster, owner):
    return [part for part in cluster.all_parts() if part.asked.owner == owner and not part.is_over]
