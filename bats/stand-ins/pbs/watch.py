"""Watches running jobs: ends of processes, walltimes, memory, and KILL some time after TERM (facts 29, 31, 32, 43, 44)."""

import os
import signal
import time

from . import ends, logs, processes
from .resources import bytes_of, seconds_of


def watch(cluster):
    now = time.time()
    for job in list(cluster.all_parts()):
        run = job.run
        if run is None:
            continue
        if run.process.poll() is not None:
            # TERM ends the outer shell too; other processes of its session keep the job until KILL (fact 32).
            if run.kill_at is None or now >= run.kill_at or not processes.session_of(run.process.pid):
                ends.run_is_over(cluster, job)
        elif run.kill_at is not None:
            if now >= run.kill_at:
                processes.signal_session(run.process.pid, signal.SIGKILL)
        elif now >= run.next_look:
            run.next_look = now + cluster.settings["walltime_look"]
            _look_at(cluster, job, now)
    _watch_nodes(cluster, now)
    cluster.strays = [run for run in cluster.strays if run.process.poll() is None]


def terminate(cluster, job, ending, number=signal.SIGTERM, delay=None):
    """Sends TERM to the session now, and KILL after the queue's kill_delay, whatever the job makes of it."""
    run = job.run
    run.ending = ending
    if delay is None:
        delay = job.asked.kill_delay
    if delay is None:
        delay = cluster.setting("kill_delay", job.asked.queue)
    run.kill_at = time.time() + delay
    processes.signal_session(run.process.pid, number, is_leader_first=cluster.dialect == "torque")


def _look_at(cluster, job, now):
    resources = job.asked.resources
    elapsed = int(now - job.run.started)
    limit = seconds_of(resources["walltime"]) if "walltime" in resources else None
    if limit is not None and elapsed >= limit:
        _say(cluster, job, f"walltime {elapsed} exceeded limit {limit}")
        terminate(cluster, job, "walltime")
    elif cluster.settings["enforce_mem"] and "mem" in resources:
        used, most = processes.memory_of(job.run.process.pid), bytes_of(resources["mem"])
        if used > most:
            _say(cluster, job, f"mem {used // 1024}kb exceeded limit {most // 1024}kb")
            terminate(cluster, job, "mem")


def _say(cluster, job, text):
    """The reason is a line of the job's own log (fact 29)."""
    stream = "o" if job.asked.join == "oe" else "e"
    path = job.spooled.get(stream) or logs.destination(cluster, job, stream)
    if os.path.isfile(path):
        with open(path, "a", encoding="utf-8") as log:
            log.write(f"=>> PBS: job killed: {text}\n")


def _watch_nodes(cluster, now):
    """A node that is away too long loses its jobs to the queue, while their processes run on (fact 44)."""
    for name, node in cluster.nodes.items():
        since = node["down_since"]
        if since is None or now < since + cluster.settings["node_fail_requeue"]:
            continue
        for job in list(cluster.all_parts()):
            if job.run is not None and name in dict(job.run.placement):
                _lose(cluster, job)


def _lose(cluster, job):
    run = job.run
    if job.asked.rerunable:
        cluster.strays.append(run)
        job.run, job.state = None, "Q"
        logs.forget(job)
    else:
        run.ending = "node"
        processes.signal_session(run.process.pid, signal.SIGKILL)


def node_returns(cluster, name):
    """The restarted mom kills what it had (fact 44)."""
    for run in cluster.strays:
        if name in dict(run.placement):
            processes.signal_session(run.process.pid, signal.SIGKILL)
    cluster.nodes[name].update(state="free", down_since=None)
