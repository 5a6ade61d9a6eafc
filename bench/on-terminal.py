#!/usr/bin/env python3
"""Runs a command on a pseudo-terminal: `on-terminal.py [--processor SECONDS] -- COMMAND [ARGUMENT]...`.

Prints the seconds until its first byte. With --processor it runs for the given seconds and is interrupted; then the
processor time of the command and of all its child processes is printed, in seconds.
"""

import argparse
import os
import pty
import resource
import select
import signal
import time

parser = argparse.ArgumentParser()
parser.add_argument("--processor", type=float)
parser.add_argument("command", nargs="+")
arguments = parser.parse_args()

began = time.monotonic()
process, terminal = pty.fork()
if process == 0:
    os.execvp(arguments.command[0], arguments.command)

first = None
is_interrupted = False
while True:
    left = None if arguments.processor is None else began + arguments.processor - time.monotonic()
    if left is not None and left <= 0 and not is_interrupted:
        os.kill(process, signal.SIGINT)
        is_interrupted = True
    if not select.select([terminal], [], [], max(0.1, left or 0.1))[0]:
        continue
    try:
        if not os.read(terminal, 65536):
            break
    except OSError:
        break
    first = first or time.monotonic() - began
os.waitpid(process, 0)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(first if arguments.processor is None else used.ru_utime + used.ru_stime)
