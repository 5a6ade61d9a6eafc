"""Shared by all commands: which server is queried, how it fails to respond, and exit codes (facts 11, 16, 80, 82)."""

import importlib
import json
import os
import signal
import socket
import sys

from .errors import Refusal, Usage
from .ids import SERVER


class Failed(Exception):
    """The command cannot continue; it exits with this code."""

    def __init__(self, text, status):
        super().__init__(text)
        self.text = text
        self.status = status


class Connection:
    """How a command queries the server. Each request has its own connection."""

    def __init__(self, command, dialect, directory):
        self.command = command
        self.dialect = dialect
        self.directory = directory

    def ask(self, **request):
        """The server's answer; raises Failed without one."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.connect(os.path.join(self.directory, "socket"))
                connection.sendall(json.dumps(request).encode() + b"\n")
                return json.loads(connection.makefile().readline())
        except (OSError, ValueError):
            raise self._no_server() from None

    def ask_or_fail(self, **request):
        """Like ask, but a refusal ends the command."""
        answer = self.ask(**request)
        if "error" in answer:
            shown = f"submit error ({answer['text']})" if self._is_torque_qsub() else answer["text"]
            raise Failed(f"{self.command}: {shown}", answer["error"] % 256)
        return answer

    def _is_torque_qsub(self):
        return self.dialect == "torque" and self.command == "qsub"

    def _no_server(self):
        if self.dialect == "torque":
            return Failed(f"{self.command}: cannot connect to server {SERVER} (errno=111) Connection refused", 111)
        status = 255 if self.command == "qstat" else 162
        return Failed(f"Connection refused\n{self.command}: cannot connect to server {SERVER} (errno=15010)", status)


def main(command, dialect, directory):
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # A command that is interrupted prints nothing.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    connection = Connection(command, dialect, directory)
    try:
        if sys.argv[1:] == ["--version"]:
            _show_version(dialect)
        _check_environment(command, dialect)
        status = importlib.import_module(f"pbs.commands.{command}").run(connection, sys.argv[1:])
    except Usage as usage:
        sys.stderr.write(usage.text.rstrip("\n") + "\n")
        status = usage.status
    except Failed as failed:
        sys.stderr.write(failed.text + "\n")
        status = failed.status
    except Refusal as refusal:
        answer = refusal.answer(dialect)
        text = f"submit error ({answer['text']})" if dialect == "torque" and command == "qsub" else answer["text"]
        sys.stderr.write(f"{command}: {text}\n")
        status = answer["error"] % 256
    sys.stdout.flush()
    os._exit(status)


def _show_version(dialect):
    """Torque's goes to standard error (fact 82, schedulers 32)."""
    if dialect == "torque":
        sys.stderr.write("Version: 6.1.3\nCommit: f7c9f3a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6\n")
    else:
        print("pbs_version = 23.06.06")
    sys.stdout.flush()
    os._exit(0)


def _check_environment(command, dialect):
    """PBS_SERVER, PBS_DEFAULT and PBS_CONF_FILE choose another server, which does not exist (facts 11, 80)."""
    if dialect == "torque":
        other = os.environ.get("PBS_DEFAULT", SERVER)
        if other != SERVER:
            raise Failed(f"{command}: cannot connect to server {other} (errno=111) Connection refused", 111)
        return
    configuration = os.environ.get("PBS_CONF_FILE")
    if configuration is not None and not os.path.isfile(configuration):
        raise Failed(f"{command}: Failed to load configuration parameters!", 255)
    other = os.environ.get("PBS_SERVER", os.environ.get("PBS_DEFAULT", SERVER))
    if other != SERVER:
        raise Failed(f"{command}: cannot connect to server {other} (errno=15008)", 255 if command == "qstat" else 160)
