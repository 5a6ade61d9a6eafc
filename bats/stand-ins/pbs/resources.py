"""Which values -l accepts and refuses, and their meaning (facts 16, 17, 80)."""

import re

from .errors import Refusal, Usage

TIMES = {"walltime", "cput", "pcput"}
SIZES = {"mem", "pmem", "vmem", "pvmem", "file"}
COUNTS = {"ncpus", "nodect", "nice", "mpiprocs", "ompthreads", "procs"}
TEXTS = {"select", "place", "nodes", "host", "vnode", "arch", "software"}
UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40, "p": 2**50}


def split_resources(text):
    """The names and values of one -l."""
    pairs = {}
    for item in text.split(","):
        name, equals, value = item.partition("=")
        if not name or not equals or not value:
            raise Usage("qsub: illegal -l value")
        pairs[name] = value
    return pairs


def seconds_of(text):
    """A walltime in seconds; None if the servers do not accept it. 90 is seconds, 100:00 is a hundred minutes."""
    if not re.match(r"^\d+(:\d+){0,2}(\.\d+)?$", text):
        return None
    seconds = 0
    for part in text.split(".")[0].split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def clock_of(seconds):
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def bytes_of(text):
    match = re.match(r"^(\d+)([kmgtp]?)[bw]?$", text, re.IGNORECASE)
    return int(match.group(1)) * UNITS[match.group(2).lower()] if match else None


def _check(name, value, own, dialect):
    if name not in TIMES | SIZES | COUNTS | TEXTS | set(own):
        raise Refusal("unknown_resource", f"Resource_List.{name}")
    wrong = (
        name in TIMES
        and seconds_of(value) is None
        or name in SIZES
        and bytes_of(value) is None
        or (name in COUNTS or name in own)
        and not re.match(r"^-?\d+$", value)
    )
    if wrong:
        raise Refusal("bad_value", f"Resource_List.{name}")


def _tidy(name, value):
    if name in TIMES:
        return clock_of(seconds_of(value))
    if name in SIZES and re.match(r"^\d+[kmgtp]$", value, re.IGNORECASE):
        return value.lower() + "b"
    return value.lower() if name in SIZES else value


def _chunks(text):
    """select=2:ncpus=4+1:ncpus=1 as one mapping per chunk."""
    chunks = []
    for part in text.split("+"):
        words = part.split(":")
        count = 1
        if re.match(r"^\d+$", words[0]):
            count = int(words.pop(0))
        pairs = {}
        for word in words:
            name, equals, value = word.partition("=")
            if not equals:
                raise Refusal("bad_value", "Resource_List.select")
            pairs[name] = value
        chunks.extend([pairs] * count)
    return chunks


def _nodes_chunks(text):
    chunks = []
    for part in text.split("+"):
        words = part.split(":")
        count = int(words[0]) if re.match(r"^\d+$", words[0]) else 1
        cpus = next((word[4:] for word in words if word.startswith("ppn=")), "1")
        chunks.extend([{"ncpus": cpus, "mpiprocs": cpus}] * count)
    return chunks


def read_resources(given, own, dialect):
    """The resources as the server stores them, and the CPUs of each chunk."""
    for name, value in given.items():
        _check(name, value, own, dialect)
    kept = {name: _tidy(name, value) for name, value in given.items()}
    if dialect == "torque":
        chunks = _nodes_chunks(kept["nodes"]) if "nodes" in kept else [{"ncpus": kept.get("ncpus", "1")}]
        return kept, [int(chunk["ncpus"]) for chunk in chunks]
    if "place" in kept and "select" not in kept:
        raise Refusal("place_alone")
    if "select" in kept:
        for name in kept:
            if name in ("ncpus", "mem", "nodes", "mpiprocs") or name in own:
                raise Refusal("select_and_resource", name)
        chunks = _chunks(kept["select"])
        for chunk in chunks:
            for name, value in chunk.items():
                _check(name, value, own, dialect)
    elif "nodes" in kept:
        chunks = _nodes_chunks(kept["nodes"])
        kept["mpiprocs"] = str(sum(int(chunk["mpiprocs"]) for chunk in chunks))
    else:
        chunks = [{"ncpus": kept.get("ncpus", "1")}]
    cpus = [int(chunk.get("ncpus", "1")) for chunk in chunks]
    kept.setdefault("ncpus", str(sum(cpus)))
    kept.setdefault("nodect", str(len(cpus)))
    kept.setdefault("place", "free" if "select" in kept else "pack")
    kept.setdefault("select", f"1:ncpus={kept['ncpus']}" if len(cpus) == 1 else f"{len(cpus)}:ncpus={cpus[0]}")
    return dict(sorted(kept.items())), cpus
