"""The short formats of qstat."""

from .show import value_of


def as_list(jobs, is_wide):
    if is_wide:
        print("Job id                 Name             User              Time Use S Queue")
        print("---------------------  ---------------- ----------------  -------- - -----")
    else:
        print("Job id            Name             User              Time Use S Queue")
        print("----------------  ---------------- ----------------  -------- - -----")
    for job in jobs:
        width = 22 if is_wide else 17
        name = _short(value_of(job, "Job_Name"), 15)
        owner = value_of(job, "Job_Owner").split("@")[0][:16]
        used = value_of(job, "resources_used", "cput") or "0"
        state, queue = value_of(job, "job_state"), value_of(job, "queue")
        print(f"{job['id']:<{width}} {name:<16} {owner:<16}  {used:>8} {state:>1} {queue:<5}")


def as_table(jobs, is_wide, with_nodes, with_comment):
    """The table of -a, -n, -u and the like. On one wide line each the state is in column 10 (fact 36)."""
    widths = (30, 15, 15, 15, 8, 4, 5) if is_wide else (15, 8, 8, 10, 6, 3, 3)
    print("\npbs: ")
    heads = ("Job ID", "Username", "Queue", "Jobname", "SessID", "NDS", "TSK")
    print(_row(heads, widths) + " Memory Time  S Time")
    print(_row(["-" * width for width in widths], widths) + " ------ ----- - -----")
    for job in jobs:
        values = (
            job["id"],
            value_of(job, "Job_Owner").split("@")[0],
            value_of(job, "queue"),
            value_of(job, "Job_Name"),
            value_of(job, "session_id") or "--",
            value_of(job, "Resource_List", "nodect") or "1",
            value_of(job, "Resource_List", "ncpus") or "1",
        )
        limit = value_of(job, "Resource_List", "walltime")[:5] or "--"
        used = value_of(job, "resources_used", "walltime")[:5] or "--"
        memory = value_of(job, "Resource_List", "mem") or "--"
        line = f"{_row(values, widths)} {memory:>6} {limit:>5} {value_of(job, 'job_state')} {used:>5}"
        print(line + (" " + (value_of(job, "exec_host") or "--") if with_nodes else ""))
        if with_comment:
            print(f"   {value_of(job, 'comment')}")


def of_objects(label, objects):
    print(f"{label}             Status")
    print("---------------- -----------")
    for thing in objects:
        state = value_of(thing, "server_state") or ("Started" if value_of(thing, "started") == "True" else "Stopped")
        print(f"{thing['id']:<16} {state}")


def _short(text, width):
    return text if len(text) <= width else text[:width] + "*"


def _row(values, widths):
    return " ".join(f"{_fit(value, width):<{width}}" for value, width in zip(values, widths))


def _fit(text, width):
    return text if len(text) <= width else text[: width - 1] + "*"
