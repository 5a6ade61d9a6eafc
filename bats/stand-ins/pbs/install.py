"""Puts the commands of a dialect into a directory, for PATH, and the test's `control` next to it:

    python3 -m pbs.install DIALECT DIRECTORY

They run without the packages that a machine adds to its Python, which may take longer to load than a command takes, and
from a copy of these modules that other users can read, wherever the project is.
"""

import os
import shutil
import sys

COMMANDS = ("pbsnodes", "qalter", "qdel", "qhold", "qmgr", "qrerun", "qrls", "qselect", "qsig", "qstat", "qsub")


def main():
    dialect, directory = sys.argv[1:]
    os.makedirs(os.path.join(directory, "bin"), exist_ok=True)
    here = os.path.dirname(os.path.realpath(__file__))
    shutil.copytree(here, os.path.join(directory, "lib", "pbs"), ignore=shutil.ignore_patterns("__pycache__"))
    for command in COMMANDS:
        _write(directory, f"bin/{command}", "client", command, dialect, directory)
    _write(directory, "test-control", "control", directory)


def _write(directory, name, module, *arguments):
    path = os.path.join(directory, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            f"#!{os.path.realpath(sys.executable)} -IS\n"
            "import sys\n"
            f"sys.pycache_prefix = {os.path.join(directory, 'compiled')!r}\n"
            f"sys.path.insert(0, {os.path.join(directory, 'lib')!r})\n"
            f"from pbs.{module} import main\n"
            f"main({', '.join(map(repr, arguments))})\n"
        )
    os.chmod(path, 0o755)


if __name__ == "__main__":
    main()
