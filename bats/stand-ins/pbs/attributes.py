"""The server's data about a job: names, resources and values, in the order of qstat -f (facts 6, 34 to 36, 76)."""

import os
import time

from . import depend, logs
from .ids import SERVER
from .resources import clock_of
from .variables import show_variables

COUNTED = {"Queued": "Q", "Running": "R", "Exiting": "E", "Expired": "X"}


def of_job(cluster, job):
    return list(_of_torque(cluster, job) if cluster.dialect == "torque" else _of_openpbs(cluster, job))


def _of_openpbs(cluster, job):
    asked = job.asked
    yield from _who(job, asked.name)
    if job.run or job.ended and job.run_count:
        yield from _used(job)
    yield "job_state", None, job.state
    yield "queue", None, asked.queue
    yield "server", None, SERVER
    yield from _when(job)
    yield "Checkpoint", None, "u"
    if asked.depend:
        yield "depend", None, depend.show(asked)
    yield from _logs(cluster, job)
    if job.nodes:
        yield "exec_host", None, job.nodes
        yield "exec_vnode", None, job.comment[job.comment.find("(") : job.comment.rfind(")") + 1]
    yield "Hold_Types", None, "".join(sorted(job.holds, key="uos".index)) or "n"
    yield "Join_Path", None, asked.join
    yield "Keep_Files", None, asked.keep
    yield "Mail_Points", None, "a"
    yield "Priority", None, "0"
    yield "Rerunable", None, str(asked.rerunable)
    for name, value in asked.resources.items():
        yield "Resource_List", name, value
    if job.run:
        yield "session_id", None, str(job.run.process.pid)
    if asked.shell:
        yield "Shell_Path_List", None, asked.shell
    yield "substate", None, str(job.substate)
    if job.elements is None or not job.is_over:
        yield "Variable_List", None, show_variables(asked.variables)
    if job.comment:
        yield "comment", None, job.comment
    yield "umask", None, f"{asked.umask:o}"
    if job.run_count and job.elements is None:
        yield "run_count", None, str(job.run_count)
    yield from _array(job)
    if job.exit_status is not None:
        yield "Exit_status", None, str(job.exit_status)
    if job.index is None and asked.arguments:
        # A running element has no such field: only its array has it (fact 6).
        yield "Submit_arguments", None, asked.arguments
    yield "project", None, "_pbs_project_default"
    yield "Submit_Host", None, os.uname().nodename


def _of_torque(cluster, job):
    asked = job.asked
    yield from _who(job, asked.name if job.index is None else f"{asked.name}-{job.index}")
    if job.run or job.ended and job.run_count:
        yield from _used(job)
    yield "job_state", None, job.state
    yield "queue", None, asked.queue
    yield "server", None, SERVER
    yield from _when(job)
    if asked.depend:
        yield "depend", None, depend.show(asked)
    yield from _logs(cluster, job)
    if job.nodes:
        yield "exec_host", None, job.nodes
    yield "Hold_Types", None, "".join(sorted(job.holds, key="uos".index)) or "n"
    yield "Join_Path", None, asked.join
    yield "Rerunable", None, str(asked.rerunable)
    for name, value in asked.resources.items():
        yield "Resource_List", name, value
    if job.run:
        yield "session_id", None, str(job.run.process.pid)
    yield "substate", None, str(job.substate)
    yield "Variable_List", None, show_variables(asked.variables)
    if job.exit_status is not None:
        yield "exit_status", None, str(job.exit_status)
    yield "submit_args", None, asked.arguments
    yield "start_count", None, str(job.run_count)
    if job.ended:
        yield "comp_time", None, _date(job.ended)
    if job.is_of_array:
        yield "job_array_request", None, asked.array_text
    if job.index is not None:
        yield "job_array_id", None, str(job.index)
    yield "init_work_dir", None, asked.workdir
    yield "submit_host", None, os.uname().nodename


def _who(job, name):
    yield "Job_Name", None, name
    yield "Job_Owner", None, f"{job.asked.owner}@{os.uname().nodename}"


def _used(job):
    end = time.time() if job.run else job.ended
    yield "resources_used", "cput", "00:00:00"
    yield "resources_used", "mem", "0kb"
    yield "resources_used", "ncpus", str(sum(job.asked.cpus))
    yield "resources_used", "walltime", clock_of(int(end - (job.started or end)))


def _when(job):
    yield "ctime", None, _date(job.created)
    yield "mtime", None, _date(job.ended or job.started or job.created)
    yield "qtime", None, _date(job.created)
    if job.started:
        yield "stime", None, _date(job.started)


def _logs(cluster, job):
    host = os.uname().nodename
    for name, stream, given in (("Error_Path", "e", job.asked.error), ("Output_Path", "o", job.asked.output)):
        path = logs.destination(cluster, job, stream)
        waits = cluster.dialect == "openpbs" and job.index is not None and not job.run_count
        if job.elements is not None or waits:
            path = os.path.join(job.asked.workdir, given or f"{job.asked.name}.{stream}{job.number}.^array_index^")
        yield name, None, f"{host}:{path}"


def _array(job):
    """An element has its index only once it has started (fact 36)."""
    if job.elements is not None:
        states = [part.state for part in job.parts]
        counts = " ".join(f"{name}:{0 if job.is_over else states.count(state)}" for name, state in COUNTED.items())
        yield "array", None, "True"
        yield "array_state_count", None, counts + " "
        yield "array_indices_submitted", None, job.asked.array_text
        left = [index for index, part in job.elements.items() if part.state == "Q"]
        yield "array_indices_remaining", None, _ranges(left) or "-"
        if job.asked.throttle is not None:
            yield "max_run_subjobs", None, str(job.asked.throttle)
    elif job.index is not None and job.run_count:
        yield "array_id", None, f"{job.number}[].{SERVER}"
        yield "array_index", None, str(job.index)


def _ranges(indexes):
    parts = []
    for index in indexes:
        if parts and parts[-1][1] == index - 1:
            parts[-1][1] = index
        else:
            parts.append([index, index])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def _date(when):
    return time.ctime(when)
