"""The owner of a job's processes and files: the job's owner, if the server may become another user."""

import os


def identity(asked):
    """The arguments of Popen that run a process as the job's owner."""
    if os.geteuid() != 0 or asked.uid == 0:
        return {}
    return {"user": asked.uid, "group": asked.gid, "extra_groups": os.getgrouplist(asked.owner, asked.gid)}
