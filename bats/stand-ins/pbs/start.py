"""Starts a job: the user's login shell in $HOME gets the path of the script copy, and runs it as a program.

So login files are read, one that reads standard input takes the path away (fact 5), `#!` decides what runs the script, and
-S changes the outer shell alone (fact 4). The script's standard input is at its end (fact 1).
"""

import os
import shlex
import subprocess
import time

from . import environment, logs
from .identity import identity
from .model import Run


def start(cluster, job, placement):
    """Starts a run of the job; raises OSError where its logs cannot be opened."""
    asked = job.asked
    directory = os.path.join(cluster.directory, "tmp", f"pbs.{job.id}")
    os.makedirs(directory, mode=0o700, exist_ok=True)
    opened = logs.Logs(cluster, job)
    node_file = _write(cluster, "aux", job.id, "\n".join(_node_lines(cluster, placement)) + "\n", 0o644)
    shell = environment.shell_of(cluster, job)
    line = _command_line(cluster, job)
    if os.geteuid() == 0:
        os.chown(directory, asked.uid, asked.gid)
    process = subprocess.Popen(
        ["-" + os.path.basename(shell)],
        executable=shell,
        stdin=subprocess.PIPE,
        stdout=opened.out,
        stderr=opened.err,
        cwd=asked.directory or environment.home_of(cluster, job),
        env=environment.of_job(cluster, job, directory, node_file),
        umask=asked.umask,
        start_new_session=True,
        **identity(asked),
    )
    opened.close()
    try:
        process.stdin.write(line.encode() + b"\n")
        process.stdin.close()
    except BrokenPipeError:
        pass
    job.run = Run(process, placement, time.time(), opened, directory)
    job.run_count += 1
    job.started = job.run.started


def _command_line(cluster, job):
    asked = job.asked
    if asked.program is not None:
        # A program is started without a search along PATH (fact 9).
        if "/" not in asked.program[0]:
            return f"echo {shlex.quote(asked.program[0])}: No such file or directory >&2; exit 254"
        return "exec " + " ".join(map(shlex.quote, asked.program))
    path = _write(cluster, "jobs", f"{job.id}.SC", asked.script, 0o700, asked)
    arguments = f" {asked.script_arguments}" if asked.script_arguments else ""
    return shlex.quote(path) + arguments


def _write(cluster, folder, name, text, mode, asked=None):
    path = os.path.join(cluster.directory, folder, name)
    if os.path.exists(path):
        os.unlink(path)
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    os.chmod(path, mode)
    if asked and os.geteuid() == 0:
        os.chown(path, asked.uid, asked.gid)
    return path


def _node_lines(cluster, placement):
    """OpenPBS names a node once for each chunk, Torque for each CPU."""
    if cluster.dialect == "torque":
        return [node for node, cpus in placement for _ in range(cpus)]
    return [node for node, _ in placement]
