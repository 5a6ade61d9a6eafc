"""Where a job's output goes: spooled on the node and delivered at the end, or with -k oed written at once.

- A missing directory: a spooled log stays with the job for a while and is then laid where its user does not find it (fact
  26); one that is to be written at once keeps the job from running, 21 times, and then it is held (fact 27).
- `^array_index^` expands in OpenPBS and `$PBS_ARRAY_INDEX` does not; Torque expands `$PBS_ARRAYID` and `$PBS_JOBID` (25, 74).
- One file for a whole array has the log of the last element to end (25). A plain job that runs again appends, a spooled
  element's starts again (43), one that is written at once is appended to.
"""

import os
import re
import shutil
import subprocess

from . import environment
from .identity import identity

STREAMS = ("o", "e")


class Logs:
    """The open output of a run. `out` and `err` are descriptors."""

    def __init__(self, cluster, job):
        self._opened = {}
        for stream in STREAMS:
            if _joined_into(job) not in ("", stream):
                continue
            if _is_direct(job, stream):
                path, is_anew = destination(cluster, job, stream), False
            else:
                path, is_anew = _spool(cluster, job, stream), job.index is not None
                job.spooled[stream] = path
            self._opened[stream] = _open_log(path, job, is_anew)
        joined = self._opened.get(_joined_into(job))
        self.out = self._opened.get("o", joined)
        self.err = self._opened.get("e", joined)

    def close(self):
        for descriptor in self._opened.values():
            os.close(descriptor)


def _joined_into(job):
    return {"oe": "o", "eo": "e"}.get(job.asked.join, "")


def _is_direct(job, stream):
    return "d" in job.asked.keep and stream in job.asked.keep


def _spool(cluster, job, stream):
    return os.path.join(cluster.directory, "spool", f"{job.id}.{'OU' if stream == 'o' else 'ER'}")


def _open_log(path, job, is_anew):
    before = os.umask(job.asked.umask)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if is_anew and os.path.isfile(path) else 0)
        descriptor = os.open(path, flags, 0o666)
    finally:
        os.umask(before)
    if os.geteuid() == 0 and os.path.isfile(path):
        os.chown(path, job.asked.uid, job.asked.gid)
    return descriptor


def destination(cluster, job, stream):
    """The path to which a log is delivered, with this job's placeholders expanded."""
    asked = job.asked
    given = asked.output if stream == "o" else asked.error
    default = f"{asked.name}.{stream}{job.number}"
    is_torque = cluster.dialect == "torque"
    if job.index is not None:
        default += f"-{job.index}" if is_torque else f".{job.index}"
    if stream in asked.keep and not _is_direct(job, stream):
        return os.path.join(environment.home_of(cluster, job), default)
    if not given:
        return os.path.join(asked.workdir, default)
    path = os.path.join(asked.workdir, re.sub(r"^[A-Za-z0-9.-]+:(?=/)", "", given))
    if is_torque:
        path = path.replace("$PBS_ARRAYID", str(job.index or "")).replace("$PBS_JOBID", job.id)
    elif job.index is not None:
        path = path.replace("^array_index^", str(job.index))
    if path.endswith("/") or os.path.isdir(path):
        return os.path.join(path, default if is_torque else f"{job.id}.{'OU' if stream == 'o' else 'ER'}")
    is_file = not os.path.exists(path) or os.path.isfile(path)
    return f"{path}-{job.index}" if is_torque and job.index is not None and is_file else path


def deliver(cluster, job, is_last_try):
    """Delivers spooled logs. False if a directory is missing and delivery will be tried again."""
    for stream, spooled in list(job.spooled.items()):
        if stream in job.asked.remove:
            os.unlink(spooled)
        else:
            target = destination(cluster, job, stream)
            if os.path.isdir(os.path.dirname(target)) and _copy(spooled, target, job):
                os.unlink(spooled)
            elif is_last_try:
                shutil.move(spooled, os.path.join(cluster.directory, "undelivered", os.path.basename(spooled)))
            else:
                continue
        del job.spooled[stream]
    return not job.spooled


def forget(job):
    for spooled in job.spooled.values():
        if os.path.exists(spooled):
            os.unlink(spooled)
    job.spooled.clear()


def _copy(source, target, job):
    """As the job's owner, because the directory must let the owner write."""
    become = identity(job.asked)
    command = ["dd", f"if={source}", f"of={target}", "bs=1M", "status=none"]
    if become:
        return subprocess.run(command, umask=job.asked.umask, stderr=subprocess.DEVNULL, check=False, **become).returncode == 0
    before = os.umask(job.asked.umask)
    try:
        with open(source, "rb") as spooled, open(target, "wb") as delivered:
            shutil.copyfileobj(spooled, delivered)
        return True
    except OSError:
        return False
    finally:
        os.umask(before)
