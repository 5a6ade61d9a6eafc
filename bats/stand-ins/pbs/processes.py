"""The processes of a job: those of its session. A process in its own session is not found, as with PBS (fact 8)."""

import os
import signal
from pathlib import Path


def session_of(leader):
    """The processes of the session that the leader started, in the order of their numbers."""
    members = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            stat = Path(f"/proc/{entry}/stat").read_bytes()
        except OSError:
            continue
        fields = stat[stat.rindex(b")") + 2 :].split()
        if int(fields[3]) == leader and fields[0] != b"Z":
            members.append(int(entry))
    return sorted(members)


def signal_session(leader, number, is_leader_first=False):
    """OpenPBS signals children first, so the outer shell may see a child's end before its own signal; Torque does not."""
    for process in sorted(session_of(leader), reverse=not is_leader_first):
        try:
            os.kill(process, number)
        except ProcessLookupError:
            pass


def memory_of(leader):
    """Resident bytes of the session."""
    pages = 0
    for process in session_of(leader):
        try:
            pages += int(Path(f"/proc/{process}/statm").read_text().split()[1])
        except (OSError, IndexError):
            pass
    return pages * os.sysconf("SC_PAGE_SIZE")


def end_all_with(variable):
    """Kills every process with the variable in its environment, including daemons that jobs left behind."""
    for entry in os.listdir("/proc"):
        if not entry.isdigit() or int(entry) == os.getpid():
            continue
        try:
            if variable in Path(f"/proc/{entry}/environ").read_bytes().split(b"\0"):
                os.kill(int(entry), signal.SIGKILL)
        except OSError:
            pass
