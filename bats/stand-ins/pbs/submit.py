"""Takes a submission into a queue, or refuses it; a refusal uses up an id too (fact 16)."""

import grp
import os
import pwd
import time

from . import depend, ends, environment
from .arrays import openpbs_throttle, torque_indexes
from .errors import Refusal
from .limits import check_cpus, check_limits, limit_throttle
from .model import Job, Submission
from .resources import bytes_of, read_resources, seconds_of


def submit(cluster, request, uid):
    number = next(cluster.next_number)
    queue = request["queue"] or cluster.default_queue
    _check_queue(cluster, queue)
    resources, cpus = read_resources(request["resources"], cluster.own_resources(), cluster.dialect)
    _check_bounds(cluster, queue, resources, cpus)
    _check_group(request.get("group"))
    indexes, throttle = _indexes(cluster, request)
    count = 1 if indexes is None else len(indexes)
    user = pwd.getpwuid(uid)
    check_limits(cluster, user.pw_name, queue, count, indexes is not None)
    check_cpus(cluster, user.pw_name, count, sum(cpus))
    if indexes is not None:
        throttle = limit_throttle(cluster, throttle)
    asked = Submission(
        owner=user.pw_name,
        uid=uid,
        gid=user.pw_gid,
        workdir=os.path.realpath(request["workdir"]),
        variables={**request["variables"], **environment.of_caller(request["caller"], request["workdir"], queue)},
        resources=resources,
        cpus=cpus,
        queue=queue,
        throttle=throttle,
        array_text=request["array"] or "",
        depend=request["depend"],
        **request["plain"],
    )
    job = Job(number, asked)
    if indexes is not None:
        job.elements = {index: Job(number, asked, index=index, array=job) for index in indexes}
    if request["is_held"]:
        job.holds.add("u")
    will_run = depend.begin(cluster, job)
    cluster.jobs[number] = job
    if job.holds or asked.not_before > time.time():
        job.state = "H" if job.holds else "W"
    if not will_run:
        ends.vanish(cluster, job)
    return {"id": job.id}


def _check_queue(cluster, queue):
    if queue not in cluster.queues:
        raise Refusal("unknown_queue", "MSG=cannot find queue" if cluster.dialect == "torque" else "")
    if not cluster.queues[queue]["enabled"]:
        raise Refusal("queue_disabled")


def _check_bounds(cluster, queue, resources, cpus):
    """resources_max and resources_min of a queue; Torque also refuses what no node has (fact 80)."""
    for name, value in cluster.queues[queue].items():
        kind, _, resource = name.partition(".")
        if kind not in ("resources_max", "resources_min") or resource not in resources:
            continue
        size = seconds_of if resource in ("walltime", "cput") else bytes_of
        asked, bound = size(resources[resource]), size(str(value))
        if asked > bound if kind == "resources_max" else asked < bound:
            raise Refusal("outside_limits")
    if cluster.dialect == "torque" and max(cpus) > max(node["cpus"] for node in cluster.nodes.values()):
        raise Refusal("outside_limits", "MSG=cannot locate feasible nodes (nodes file is empty, requested nodes exceed all systems)")


def _check_group(name):
    if name and not any(entry.gr_name == name.partition("@")[0] for entry in grp.getgrall()):
        raise Refusal("bad_group")


def _indexes(cluster, request):
    """The indexes of an array and how many run at a time; None, None for a plain job."""
    text = request["array"]
    if text is None:
        return None, None
    if cluster.dialect == "torque":
        return torque_indexes(text)
    first, last, step = request["range"]
    throttle = request["throttle"]
    return range(first, last + 1, step), None if throttle is None else openpbs_throttle(throttle)
