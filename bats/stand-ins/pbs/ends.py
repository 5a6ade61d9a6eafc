"""What happens to a job when its run is over (facts 26, 30, 33, 34, 46)."""

import shutil
import signal
import time

from . import depend, logs, processes

# What the server reports if it ended the job itself (facts 30, 77).
STATUSES = {
    "openpbs": {"walltime": -29, "mem": -27, "node": -20},
    "torque": {"walltime": -11, "mem": -10, "node": -20},
}
WHY = {
    "walltime": " and exceeded resource walltime",
    "mem": " and exceeded resource mem",
}


def exit_status_of(cluster, run):
    """N of the outer shell; 256 and the signal if a signal killed the shell itself."""
    status = STATUSES[cluster.dialect].get(run.ending)
    if status is None:
        code = run.process.returncode
        status = code if code >= 0 else 256 - code
    return status


def run_is_over(cluster, job):
    """The outer shell has ended: the rest of the session is killed, and the logs will be delivered."""
    run = job.run
    processes.signal_session(run.process.pid, signal.SIGKILL)
    shutil.rmtree(run.directory, ignore_errors=True)
    job.run = None
    if run.ending == "rerun":
        job.state = "Q"
        return
    job.exit_status = exit_status_of(cluster, run)
    job.substate = 91 if run.ending.startswith("deleted") else 93 if job.exit_status else 92
    if run.ending.startswith("deleted"):
        job.comment += " and terminated by " + run.ending.partition(" ")[2]
    else:
        job.comment += WHY.get(run.ending, " and failed" if job.exit_status else " and finished")
    job.state = "E"
    job.deliver_until = time.time() + cluster.settings["log_tries"]


def finish_delivered(cluster):
    """Ends the jobs whose logs were delivered, or never will be."""
    for job in list(cluster.all_parts()):
        if job.state == "E" and logs.deliver(cluster, job, is_last_try=time.time() > job.deliver_until):
            finish(cluster, job)


def finish(cluster, job):
    """The job is over: shown as such if the server keeps a history, otherwise unknown from now on."""
    job.ended = time.time()
    job.holds.clear()
    if job.index is not None:
        job.state = "C" if cluster.dialect == "torque" else "X"
        _finish_array(cluster, job.array, job)
    else:
        _close(cluster, job)


def _finish_array(cluster, array, last):
    if array.is_over:
        return
    if last.exit_status is not None:
        array.exit_status = _status_of_array(cluster, last.exit_status)
    if not all(element.is_over for element in array.parts):
        return
    substates = {element.substate for element in array.parts}
    array.substate = 93 if 93 in substates else 91 if 91 in substates else 92
    array.ended = time.time()
    _close(cluster, array)


def _status_of_array(cluster, status):
    """From the exit code of the element that ended last, whatever the others' (fact 34)."""
    if cluster.dialect == "torque":
        return status
    return 1 if status > 0 else 2 if status < 0 else 0


def _close(cluster, job):
    job.state = "C" if cluster.dialect == "torque" else "F"
    cluster.statuses[job.number] = job.exit_status or 0
    for element in (job.elements or {}).values():
        element.state = job.state
    for doomed in depend.tell_of_end(cluster, job):
        vanish(cluster, doomed)
    if cluster.dialect == "openpbs" and not cluster.settings["history"]:
        cluster.jobs.pop(job.number, None)


def vanish(cluster, job):
    """The job is over without having run, and nothing shows why (fact 46)."""
    job.substate, job.comment, job.ended = 92, "", time.time()
    job.holds.clear()
    _close(cluster, job)


def forget_completed(cluster):
    """Torque keeps a finished job for a while (fact 76)."""
    if cluster.dialect == "torque":
        for job in list(cluster.jobs.values()):
            if job.state == "C" and time.time() > job.ended + cluster.settings["keep_completed"]:
                del cluster.jobs[job.number]
