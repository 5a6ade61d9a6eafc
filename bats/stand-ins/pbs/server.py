"""The server: answers commands on one socket and the test on another, and looks after jobs in between.

    python3 -m pbs.server DIALECT DIRECTORY

The test's socket keeps working while the server is down, silent or deaf, because the test sets these states:
down refuses connections; silent accepts requests and handles them only when it is up again, so that a qsub which was
killed meanwhile has submitted nevertheless (fact 15); deaf handles them at once and never responds.
"""

import json
import os
import signal
import socket
import socketserver
import struct
import sys
import threading

from . import change, control, ends, environment, processes, schedule, status, submit, watch
from .errors import Refusal
from .model import Cluster

REQUESTS = {
    "submit": submit.submit,
    "jobs": status.jobs,
    "ended": status.ended,
    "select": status.select,
    "server": status.server,
    "queues": status.queues,
    "nodes": status.nodes,
    "hold": change.hold,
    "release": change.release,
    "alter": change.alter,
    "signal": change.send_signal,
    "rerun": change.rerun,
    "delete": change.delete,
}
# Seconds between two checks of the jobs.
PACE = 0.03


class Server:
    def __init__(self, dialect, directory):
        self.cluster = Cluster(dialect, directory)
        self.lock = threading.Lock()
        self.mood = "up"
        self.is_awake = threading.Event()
        self.is_awake.set()
        self.wanted = threading.Event()
        self.is_ending = False
        for folder in ("tmp", "jobs", "spool", "aux", "undelivered"):
            os.makedirs(os.path.join(directory, folder), mode=0o711, exist_ok=True)
        self.listener = None

    def path(self, name):
        return os.path.join(self.cluster.directory, name)

    def listen(self):
        self.listener = _Listener(self.path("socket"), self.answer_command)

    def set_mood(self, mood):
        if self.mood == "down" and mood != "down":
            self.listen()
        if mood == "down" and self.mood != "down":
            self.listener.stop()
            os.unlink(self.path("socket"))
        self.mood = mood
        (self.is_awake.clear if mood in ("silent", "deaf") else self.is_awake.set)()

    def answer_command(self, request, uid):
        if self.mood == "silent":
            self.is_awake.wait()
        with self.lock:
            try:
                answer = REQUESTS[request["do"]](self.cluster, request, uid) or {}
            except Refusal as refusal:
                answer = refusal.answer(self.cluster.dialect)
            # A job shows in the next answer what this one began.
            self.look()
        if self.mood == "deaf":
            self.is_awake.wait()
        return answer

    def answer_test(self, request, _uid):
        with self.lock:
            try:
                return control.obey(self, request["words"])
            except (Refusal, KeyError, ValueError) as error:
                return {"text": f"refused: {error!r}"}

    def look(self):
        watch.watch(self.cluster)
        ends.finish_delivered(self.cluster)
        ends.forget_completed(self.cluster)
        if self.mood == "up":
            schedule.schedule(self.cluster)

    def reset(self):
        """As after the start, but ids continue."""
        self.set_mood("up")
        self.end_jobs()
        number = self.cluster.next_number
        self.cluster = Cluster(self.cluster.dialect, self.cluster.directory)
        self.cluster.next_number = number
        for name in os.listdir(self.path("undelivered")):
            os.unlink(os.path.join(self.path("undelivered"), name))

    def end_jobs(self):
        runs = [part.run for part in self.cluster.all_parts() if part.run] + self.cluster.strays
        processes.end_all_with(b"PBS_JOBCOOKIE=" + environment.cookie_of(self.cluster).encode())
        for run in runs:
            run.process.wait()

    def run(self):
        self.listen()
        test = _Listener(self.path("control"), self.answer_test)
        with open(self.path("pid"), "w", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")
        while not self.is_ending:
            with self.lock:
                self.look()
            self.wanted.wait(PACE)
        self.is_awake.set()
        self.end_jobs()
        test.stop()


class _Listener(socketserver.ThreadingUnixStreamServer):
    """Takes a line of JSON and answers with one, and knows who asks."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, path, answer):
        self.answer = answer
        super().__init__(path, _Handler)
        os.chmod(path, 0o777)
        self.thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self):
        self.shutdown()
        self.server_close()


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        if not line:
            return
        asking = self.request.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        answer = self.server.answer(json.loads(line), struct.unpack("3i", asking)[1])
        try:
            self.wfile.write(json.dumps(answer).encode() + b"\n")
        except BrokenPipeError:
            pass


def main():
    dialect, directory = sys.argv[1:]
    server = Server(dialect, directory)
    signal.signal(signal.SIGTERM, lambda *_: setattr(server, "is_ending", True))
    server.run()


if __name__ == "__main__":
    main()
