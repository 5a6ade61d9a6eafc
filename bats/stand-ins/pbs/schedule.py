"""Starts the jobs that can start, in the order of submission, and sets the reason why others wait (facts 17, 22, 27, 35, 45)."""

import time

from . import depend
from .start import start

TRIES = 21


def schedule(cluster):
    for job in list(cluster.jobs.values()):
        if not job.is_over and may_start(cluster, job):
            for part in job.parts:
                if part.state == "Q" and not _start(cluster, job, part):
                    break
        elif cluster.dialect == "openpbs" and job.state in "QHW":
            job.state = "W" if job.asked.not_before > time.time() else "H" if job.holds else "Q"


def may_start(cluster, job):
    if job.holds or job.asked.not_before > time.time():
        return False
    if job.state in "HW":
        job.state = "B" if job.run_count and job.elements is not None else "Q"
    if not cluster.queues[job.asked.queue]["started"]:
        job.comment = "Not Running: Queue not started."
        return False
    return True


def _start(cluster, job, part):
    """False if no further part of the job can start now."""
    why = _why_not(cluster, job)
    placement = None if why else _place(cluster, job.asked.cpus)
    if placement is None:
        job.comment = why or _comment_of_no_place(cluster, job.asked)
        return False
    try:
        start(cluster, part, placement)
    except OSError:
        _give_up(job, part)
        return False
    _has_started(cluster, job, part, placement)
    return True


def _has_started(cluster, job, part, placement):
    part.state = "R"
    part.substate = 42
    part.nodes = "+".join(f"{node}/0" + (f"*{cpus}" if cpus > 1 else "") for node, cpus in placement)
    chunks = "+".join(f"({node}:ncpus={cpus})" for node, cpus in placement)
    part.comment = f"Job run at {time.strftime('%a %b %d at %H:%M')} on {chunks}"
    if job is not part:
        job.run_count = max(job.run_count, 1)
        job.started = job.started or part.started
        job.state = "B" if cluster.dialect == "openpbs" else job.state
        job.comment = f"Job Array Began at {time.strftime('%a %b %d at %H:%M')}"
    depend.tell_of_start(cluster, job)


def _why_not(cluster, job):
    asked = job.asked
    if asked.throttle is not None and sum(part.run is not None for part in job.parts) >= asked.throttle:
        return "Not Running: Number of concurrent running subjobs limit reached"
    most = cluster.setting("max_run", asked.queue)
    running = sum(part.run is not None for part in cluster.all_parts() if part.asked.owner == asked.owner)
    if most is not None and running >= most:
        where = "queue" if "max_run" in cluster.queues[asked.queue] else "server"
        return f"Not Running: User has reached {where} running job limit."
    return ""


def _place(cluster, cpus):
    free = {name: node["cpus"] - cluster.used_cpus(name) for name, node in cluster.nodes.items() if node["state"] == "free"}
    placement = []
    for wanted in cpus:
        node = next((name for name, left in free.items() if left >= wanted), None)
        if node is None:
            return None
        free[node] -= wanted
        placement.append((node, wanted))
    return placement


def _comment_of_no_place(cluster, asked):
    total = sum(node["cpus"] for node in cluster.nodes.values())
    if sum(asked.cpus) > total or max(asked.cpus) > max(node["cpus"] for node in cluster.nodes.values()):
        free = sum(node["cpus"] - cluster.used_cpus(name) for name, node in cluster.nodes.items())
        return f"Can Never Run: Insufficient amount of resource: ncpus (R: {sum(asked.cpus)} A: {free} T: {total})"
    if any(node["state"] != "free" for node in cluster.nodes.values()):
        return "Not Running: Not enough free nodes available"
    return "Not Running: Insufficient amount of resource: ncpus"


def _give_up(job, part):
    """A log that should be written at once, but cannot be: tried 21 times in a second, then held by the system (fact 27)."""
    part.run_count = TRIES
    part.exit_status = -3
    part.state = "H"
    part.holds.add("s")
    part.comment = "job held, too many failed attempts to run"
    if job is not part:
        job.state = "H"
        job.holds.add("s")
        job.comment = f"Job Array Held, too many failed attempts to run subjob {part.id}"
