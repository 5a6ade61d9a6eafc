"""Answers qstat, qselect, pbsnodes and qmgr (facts 15, 21, 22, 33, 36, 78)."""

from . import attributes
from .errors import Refusal
from .find import find_one
from .ids import SERVER, parse_id


def jobs(cluster, request, _uid):
    """One job or all, with the elements of arrays if requested."""
    if request["history"] and cluster.dialect == "openpbs" and not cluster.settings["history"]:
        return {"jobs": [], "no_history": True}
    if request["id"] is not None:
        found = _named(cluster, request["id"], request["history"])
    else:
        found = [job for job in cluster.jobs.values() if job.state != "F" or request["history"]]
    if request["elements"]:
        found = [part for job in found for part in ([job] if job.elements is None else [job, *job.parts])]
    return {"jobs": [{"id": job.id, "attributes": attributes.of_job(cluster, job)} for job in found]}


def ended(cluster, request, _uid):
    """The exit code of a finished job, for -W block (fact 18)."""
    return {"status": cluster.statuses.get(parse_id(request["id"]).number)}


def _named(cluster, text, with_finished):
    parsed = parse_id(text)
    if parsed.indexes and len(parsed.indexes) > 1:
        array = find_one(cluster, f"{parsed.number}[]", with_finished)
        return [array.elements[index] for index in parsed.indexes if index in array.elements]
    return [find_one(cluster, text, with_finished)]


def select(cluster, request, _uid):
    """Ids of the jobs that fit. An OpenPBS array is found by its name, a Torque array's elements by name-INDEX alone."""
    found = []
    for job in cluster.jobs.values():
        if job.state == "F" and not request["history"]:
            continue
        of_elements = cluster.dialect == "torque" or request["elements"]
        for part in job.parts if of_elements else [job]:
            name = part.asked.name
            if cluster.dialect == "torque" and part.index is not None:
                name = f"{name}-{part.index}"
            wanted = (
                request["name"] in (None, name)
                and request["user"] in (None, part.asked.owner)
                and request["queue"] in (None, part.asked.queue)
                and (not request["states"] or part.state in request["states"])
            )
            if wanted:
                found.append(part.id)
    return {"ids": found}


def server(cluster, _request, _uid):
    return {"objects": [{"id": SERVER, "attributes": list(_of_server(cluster))}]}


def queues(cluster, request, _uid):
    name = request.get("name")
    if name is not None and name not in cluster.queues:
        raise Refusal("unknown_queue")
    names = [name] if name else list(cluster.queues)
    return {"objects": [{"id": name, "attributes": list(_of_queue(cluster, name))} for name in names]}


def nodes(cluster, request, _uid):
    names = request["names"] or list(cluster.nodes)
    for name in names:
        if name not in cluster.nodes:
            raise Refusal("unknown_node", name)
    return {"objects": [{"id": name, "attributes": list(_of_node(cluster, name))} for name in names]}


def _counts(parts):
    states = {"Transit": "T", "Queued": "Q", "Held": "H", "Waiting": "W", "Running": "R", "Exiting": "E", "Begun": "B"}
    return " ".join(f"{name}:{sum(part.state == state for part in parts)}" for name, state in states.items()) + " "


def _limits(values):
    if values.get("max_array_size") is not None:
        yield "max_array_size", None, str(values["max_array_size"])
    if values.get("max_queued") is not None:
        yield "max_queued", None, f"[u:PBS_GENERIC={values['max_queued']}]"
    if values.get("max_run") is not None:
        yield "max_run", None, f"[u:PBS_GENERIC={values['max_run']}]"


def _torque_limits(values):
    if values.get("max_array_size") is not None:
        yield "max_job_array_size", None, str(values["max_array_size"])
    if values.get("max_slot_limit") is not None:
        yield "max_slot_limit", None, str(values["max_slot_limit"])
    if values.get("max_queued") is not None:
        yield "max_user_queuable", None, str(values["max_queued"])


def _of_server(cluster):
    unfinished = [job for job in cluster.jobs.values() if not job.is_over]
    yield "server_state", None, "Active"
    yield "scheduling", None, "True"
    yield "total_jobs", None, str(len(unfinished))
    yield "state_count", None, _counts(unfinished)
    yield "default_queue", None, cluster.default_queue
    if cluster.dialect == "torque":
        yield from _torque_limits(cluster.settings)
        yield "keep_completed", None, str(int(cluster.settings["keep_completed"]))
        yield "pbs_version", None, "6.1.3"
        return
    yield "node_fail_requeue", None, str(int(cluster.settings["node_fail_requeue"]))
    yield from _limits(cluster.settings)
    yield "pbs_version", None, "23.06.06"
    if cluster.settings["history"]:
        yield "job_history_enable", None, "True"


def _of_queue(cluster, name):
    values = cluster.queues[name]
    of_queue = [job for job in cluster.jobs.values() if job.asked.queue == name and not job.is_over]
    yield "queue_type", None, "Execution"
    yield "total_jobs", None, str(len(of_queue))
    yield "state_count", None, _counts(of_queue)
    for key, value in values.items():
        kind, _, resource = key.partition(".")
        if resource:
            yield kind, resource, str(value)
    yield from (_torque_limits if cluster.dialect == "torque" else _limits)(values)
    yield "enabled", None, str(values["enabled"])
    yield "started", None, str(values["started"])


def _of_node(cluster, name):
    node = cluster.nodes[name]
    used = cluster.used_cpus(name)
    running = [part for part in cluster.all_parts() if part.run and name in dict(part.run.placement)]
    state = "job-busy" if node["state"] == "free" and used >= node["cpus"] else node["state"]
    shown = ", ".join(f"{part.id}/{index}" for index, part in enumerate(running))
    if cluster.dialect == "torque":
        yield "state", None, "job-exclusive" if state == "job-busy" else state
        yield "np", None, str(node["cpus"])
        yield "ntype", None, "cluster"
        if shown:
            yield "jobs", None, ", ".join(f"{index}/{part.id}" for index, part in enumerate(running))
        return
    yield "Mom", None, name
    yield "ntype", None, "PBS"
    yield "state", None, state
    yield "pcpus", None, str(node["cpus"])
    if shown:
        yield "jobs", None, shown
    yield "resources_available", "ncpus", str(node["cpus"])
    yield "resources_assigned", "ncpus", str(used)
