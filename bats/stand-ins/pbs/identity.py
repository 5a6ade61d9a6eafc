"""Whose the processes and files of a job are: the owner's, where the server may become another user."""

import os


def identity(asked):
    """The arguments of Popen with which a process is the job's owner's."""
    if os.geteuid() != 0 or asked.uid == 0:
        return {}
    return {"user": asked.uid, "group": asked.gid, "extra_groups": os.getgrouplist(asked.owner, asked.gid)}
