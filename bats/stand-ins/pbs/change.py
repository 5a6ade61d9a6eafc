"""Changes to existing jobs: hold, release, alter, signal, rerun, delete (facts 23, 32, 38 to 43)."""

import os
import pwd
import signal
import time

from . import ends, logs, processes, watch
from .errors import Refusal
from .find import find_one, find_parts
from .resources import read_resources


def _check_owner(cluster, job, uid):
    name = pwd.getpwuid(uid).pw_name
    if job.asked.uid != uid and uid != 0 and name not in (cluster.settings["operators"] or "").split():
        raise Refusal("not_permitted")


def hold(cluster, request, uid):
    """Elements cannot be held. Holding a running job is not an error and changes nothing."""
    job = find_one(cluster, request["id"])
    _check_owner(cluster, job, uid)
    if job.index is not None:
        raise Refusal("bad_request")
    if job.state != "R":
        job.holds.add("u")
        job.state = "H"


def release(cluster, request, uid):
    job = find_one(cluster, request["id"])
    _check_owner(cluster, job, uid)
    if job.index is not None:
        raise Refusal("bad_request")
    job.holds.discard("u")
    if not job.holds and job.state == "H":
        job.state = "B" if job.elements is not None and job.run_count else "Q"


def alter(cluster, request, uid):
    job = find_one(cluster, request["id"])
    _check_owner(cluster, job, uid)
    if request["throttle"] is not None:
        if job.elements is None:
            raise Refusal("not_an_array", "max_run_subjobs")
        job.asked.throttle = request["throttle"]
    if (job.run or job.run_count) and (request["resources"] or "name" in request["plain"]):
        raise Refusal("is_running", "Resource_List.walltime" if request["resources"] else "Job_Name")
    if request["resources"]:
        kept = {**job.asked.resources, **read_resources(request["resources"], cluster.own_resources(), cluster.dialect)[0]}
        job.asked.resources.update({name: kept[name] for name in request["resources"]})
    for name, value in request["plain"].items():
        setattr(job.asked, name, value)


def send_signal(cluster, request, uid):
    job = find_one(cluster, request["id"])
    _check_owner(cluster, job, uid)
    name = request["signal"].upper().removeprefix("SIG")
    number = int(name) if name.isdigit() else getattr(signal, "SIG" + name, None)
    if number is None:
        raise Refusal("unknown_signal")
    running = [part for part in job.parts if part.run]
    if not running:
        raise Refusal("bad_state")
    for part in running:
        processes.signal_session(part.run.process.pid, number)


def rerun(cluster, request, uid):
    """For operators: the owner is refused (fact 42). The same id runs again, and only run_count shows it."""
    job = find_one(cluster, request["id"])
    if pwd.getpwuid(uid).pw_name not in (cluster.settings["operators"] or "").split() and not request.get("by_test"):
        raise Refusal("not_permitted")
    running = [part for part in job.parts if part.run]
    if not running:
        raise Refusal("bad_state")
    for part in running:
        watch.terminate(cluster, part, "rerun", signal.SIGKILL)


def delete(cluster, request, uid):
    for job in find_parts(cluster, request["id"]):
        _check_owner(cluster, job, uid)
        if job.is_over and job.index is None:
            raise Refusal("finished")
        by = f"{pwd.getpwuid(uid).pw_name}@{os.uname().nodename}"
        for part in job.parts:
            _delete_part(cluster, part, request, by)


def _delete_part(cluster, part, request, by):
    """TERM at once, KILL a while later, and running until then; a waiting job ends at once (facts 32, 40)."""
    if part.run:
        delay = 0.0 if request["is_forced"] else request.get("delay")
        watch.terminate(cluster, part, f"deleted {by}", signal.SIGTERM, delay)
    elif not part.is_over and part.state != "E":
        part.substate = 91
        part.ended = time.time()
        part.comment = f"Job deleted by {by}"
        logs.forget(part)
        ends.finish(cluster, part)
