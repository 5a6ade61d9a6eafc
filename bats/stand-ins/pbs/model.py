"""The server's data: its settings, queues, nodes and jobs."""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any, Optional

from .ids import SERVER

# Only the speed differs from the real ones: they check walltimes every 10 s (fact 31), wait 310 s for a lost node
# (fact 44), and try to deliver a log without a directory for longer (fact 26).
SETTINGS = {
    "history": False,
    "keep_completed": 300.0,
    "max_array_size": None,
    "max_slot_limit": None,
    "max_queued": None,
    "max_queued_ncpus": None,
    "max_run": None,
    "kill_delay": 10.0,
    "walltime_look": 0.2,
    "log_tries": 2.0,
    "node_fail_requeue": 1.0,
    "enforce_mem": False,
    "operators": "",
    "shell": "",
    "home": "",
    "resources": "",
}


@dataclass
class Submission:
    """What qsub submitted and qalter changes. The elements of an array share it."""

    name: str
    owner: str
    uid: int
    gid: int
    workdir: str
    script: Optional[str]
    program: Optional[list]
    script_name: str
    arguments: str
    variables: dict
    resources: dict
    cpus: list
    queue: str
    output: str = ""
    error: str = ""
    join: str = "n"
    keep: str = "n"
    remove: str = ""
    umask: int = 0o077
    shell: str = ""
    rerunable: bool = True
    not_before: float = 0.0
    depend: list = field(default_factory=list)
    throttle: Optional[int] = None
    array_text: str = ""
    kill_delay: Optional[float] = None
    directory: str = ""
    script_arguments: str = ""


@dataclass
class Run:
    """One run of a job: its processes, their nodes, and the reason for their approaching end."""

    process: Any
    placement: list
    started: float
    logs: Any
    directory: str
    ending: str = ""
    kill_at: Optional[float] = None
    next_look: float = 0.0


@dataclass
class Job:
    number: int
    asked: Submission
    index: Optional[int] = None
    array: Optional["Job"] = None
    elements: Optional[dict] = None
    state: str = "Q"
    holds: set = field(default_factory=set)
    comment: str = ""
    run: Optional[Run] = None
    run_count: int = 0
    exit_status: Optional[int] = None
    substate: int = 10
    created: float = field(default_factory=time.time)
    started: Optional[float] = None
    ended: Optional[float] = None
    nodes: str = ""
    spooled: dict = field(default_factory=dict)
    waits_for: list = field(default_factory=list)
    deliver_until: float = 0.0

    @property
    def id(self):
        inside = "" if self.index is None else str(self.index)
        return f"{self.number}[{inside}].{SERVER}" if self.is_of_array else f"{self.number}.{SERVER}"

    @property
    def is_of_array(self):
        return self.elements is not None or self.index is not None

    @property
    def is_over(self):
        return self.state in "FXC"

    @property
    def parts(self):
        """The parts of it that can run: its elements, or itself."""
        return [self] if self.elements is None else list(self.elements.values())


class Cluster:
    def __init__(self, dialect, directory):
        self.dialect = dialect
        self.directory = directory
        self.settings = dict(SETTINGS)
        if dialect == "torque":
            self.settings["kill_delay"] = 2.0
        else:
            self.settings["max_array_size"] = 10000
        self.default_queue = "batch" if dialect == "torque" else "workq"
        self.queues = {self.default_queue: self.new_queue()}
        self.nodes = {"n1": self.new_node(8), "n2": self.new_node(8)}
        self.jobs = {}
        self.strays = []
        # The exit codes of finished jobs, for a waiting qsub.
        self.statuses = {}
        self.next_number = itertools.count(1)

    @staticmethod
    def new_queue():
        return {"enabled": True, "started": True}

    @staticmethod
    def new_node(cpus):
        return {"cpus": cpus, "state": "free", "down_since": None}

    def setting(self, name, queue=None):
        """The queue's own value if it has one, otherwise the server's."""
        return self.queues.get(queue, {}).get(name, self.settings[name])

    def own_resources(self):
        return (self.settings["resources"] or "").split()

    def all_parts(self):
        return (part for job in list(self.jobs.values()) for part in job.parts)

    def used_cpus(self, node):
        runs = [part.run for part in self.all_parts() if part.run] + self.strays
        return sum(cpus for run in runs for place, cpus in run.placement if place == node)
