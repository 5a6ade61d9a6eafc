"""The environment of a job before its login files have run (facts 1, 2, 3, 7, 71)."""

import os
import pwd

from .ids import SERVER
from .resources import seconds_of

# The caller's variables that the commands pass, under a name that begins with PBS_O_.
TOLD = {"HOME": "HOME", "LANG": "LANG", "LOGNAME": "LOGNAME", "PATH": "PATH", "MAIL": "MAIL", "SHELL": "SHELL", "TZ": "TZ"}


def of_caller(caller, workdir, queue):
    """The PBS_O_ variables of a submission. PBS_O_WORKDIR is the real directory of qsub, whatever PWD contains (fact 3)."""
    told = {f"PBS_O_{name}": caller[source] for name, source in TOLD.items() if source in caller}
    told.update(
        PBS_O_SYSTEM="Linux", PBS_O_QUEUE=queue, PBS_O_HOST=os.uname().nodename, PBS_O_WORKDIR=os.path.realpath(workdir)
    )
    return told


def home_of(cluster, job):
    return cluster.settings["home"] or pwd.getpwuid(job.asked.uid).pw_dir


def shell_of(cluster, job):
    return job.asked.shell or cluster.settings["shell"] or pwd.getpwuid(job.asked.uid).pw_shell


def of_job(cluster, job, directory, node_file):
    asked = job.asked
    home = home_of(cluster, job)
    values = {"PATH": "/bin:/usr/bin"}
    values.update(asked.variables)
    values.update(
        HOME=home,
        LOGNAME=asked.owner,
        USER=asked.owner,
        SHELL=shell_of(cluster, job),
        ENVIRONMENT="BATCH",
        PBS_ENVIRONMENT="PBS_BATCH",
        PBS_JOBID=job.id,
        PBS_JOBNAME=asked.name,
        PBS_QUEUE=asked.queue,
        PBS_NODEFILE=node_file,
        PBS_NODENUM="0",
        PBS_TASKNUM="1",
        PBS_MOMPORT="15003",
        PBS_JOBCOOKIE=cookie_of(cluster),
    )
    own = _of_torque_job if cluster.dialect == "torque" else _of_openpbs_job
    values.update(own(job, home, directory))
    return values


def cookie_of(cluster):
    """The same for all jobs of a server, so that processes which they leave behind can be found."""
    return f"STAND-IN:{cluster.directory}"


def _of_openpbs_job(job, home, directory):
    cpus = str(job.asked.cpus[0])
    values = {"NCPUS": cpus, "OMP_NUM_THREADS": cpus, "PBS_JOBDIR": home, "TMPDIR": directory}
    if job.index is not None:
        values.update(PBS_ARRAY_INDEX=str(job.index), PBS_ARRAY_ID=f"{job.number}[].{SERVER}")
    return values


def _of_torque_job(job, home, _directory):
    values = {
        "PBS_VERSION": "TORQUE-6.1.3",
        "PBS_NP": str(sum(job.asked.cpus)),
        "PBS_NUM_PPN": str(job.asked.cpus[0]),
        "PBS_NUM_NODES": str(len(job.asked.cpus)),
        "PBS_O_INITDIR": job.asked.directory or home,
    }
    if "walltime" in job.asked.resources:
        values["PBS_WALLTIME"] = str(seconds_of(job.asked.resources["walltime"]))
    if job.index is not None:
        values.update(PBS_ARRAYID=str(job.index), PBS_JOBNAME=f"{job.asked.name}-{job.index}")
    return values
