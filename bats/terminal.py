#!/usr/bin/env python3
"""Runs a command on a pseudo-terminal, as an interactive shell would, and performs a user's actions on it.

    terminal.py [--size 80x24] [--log FILE] [--background] [--at SECONDS ACTION]... [--when FILE LINES ACTION]
        -- COMMAND [ARGUMENT]...

The command has its own process group, in the foreground of the terminal unless --background is given, and the session
leader waits for it. An ACTION is `interrupt` (Ctrl-C), `suspend` (Ctrl-Z), `continue` (as fg does),
`close` (the terminal disappears) or `type:TEXT`; with --when it happens once FILE has LINES lines. The terminal's output
goes to the file of --log. The exit code is that of the command, or 128 plus the number of the signal that ended it; 124
if the command has not ended after a minute, when the terminal is closed; 125 if it ended before all actions were done,
because then nothing was tested. After `close`, the command is not waited for.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

LIMIT = 60


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--log", default=os.devnull)
    parser.add_argument("--background", action="store_true")
    parser.add_argument("--at", nargs=2, action="append", default=[], metavar=("SECONDS", "ACTION"))
    parser.add_argument("--when", nargs=3, metavar=("FILE", "LINES", "ACTION"))
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def lead_session(arguments, process_pipe, status_pipe):
    """The shell's part, in its own process: starts the command, waits for it, and reports how it ended."""
    for number in (signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    command = os.fork()
    if command == 0:
        os.setpgid(0, 0)
        if not arguments.background:
            os.tcsetpgrp(0, os.getpid())
        # Python ignores some signals itself.
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_DFL)
        os.execvp(arguments.command[0], arguments.command)
    os.write(process_pipe, b"%d\n" % command)
    os.close(process_pipe)
    while True:
        _, status = os.waitpid(command, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        os.tcsetpgrp(0, os.getpgid(0))
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
    os.write(status_pipe, b"%d" % code)
    os._exit(0)


def act(action, terminal, command):
    if action == "interrupt":
        os.write(terminal, b"\x03")
    elif action == "suspend":
        os.write(terminal, b"\x1a")
    elif action == "continue":
        os.killpg(command, signal.SIGCONT)
    elif action.startswith("type:"):
        os.write(terminal, action[5:].encode())
    elif action != "close":
        sys.exit(f"terminal.py: no such action: {action}")


def has_lines(path, count):
    try:
        with open(path, "rb") as file:
            return file.read().count(b"\n") >= count
    except FileNotFoundError:
        return False


def main():
    arguments = parse_arguments()
    columns, rows = (int(field) for field in arguments.size.split("x"))
    status_read, status_write = os.pipe()
    process_read, process_write = os.pipe()
    leader, terminal = pty.fork()
    if leader == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.closerange(3, status_write)
        lead_session(arguments, process_write, status_write)
    os.close(status_write)
    os.close(process_write)
    # The end comes when the command has replaced this program, which handled signals differently.
    with os.fdopen(process_read) as told:
        command = int(told.read())
    started = time.monotonic()
    actions = sorted((float(at), action) for at, action in arguments.at)
    with open(arguments.log, "wb") as log:
        while True:
            left = started + LIMIT - time.monotonic()
            if left < 0:
                return 124
            wait = max(0, min(left, started + actions[0][0] - time.monotonic())) if actions else left
            if arguments.when:
                wait = min(wait, 0.1)
                file, lines, action = arguments.when
                if has_lines(file, int(lines)):
                    arguments.when = None
                    actions = [(0, action), *actions]
            ready, _, _ = select.select([terminal, status_read], [], [], wait)
            if actions and time.monotonic() >= started + actions[0][0]:
                action = actions.pop(0)[1]
                act(action, terminal, command)
                if action == "close":
                    os.close(terminal)
                    return 0
            if terminal in ready:
                try:
                    log.write(os.read(terminal, 65536))
                    log.flush()
                except OSError:
                    pass
            if status_read in ready:
                # Its last output has not arrived yet.
                while select.select([terminal], [], [], 0.1)[0]:
                    try:
                        text = os.read(terminal, 65536)
                    except OSError:
                        break
                    log.write(text)
                if actions or arguments.when:
                    print("terminal.py: the command ended before", actions or arguments.when, file=sys.stderr)
                    return 125
                return int(os.read(status_read, 32) or b"1")


sys.exit(main())
