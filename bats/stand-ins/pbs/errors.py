"""The refusals of the servers, with their texts and numbers; a command exits with the number modulo 256.

Numbers measured on OpenPBS 23.06.06 and Torque (facts 10 to 22, 33, 39, 46, 72, 73, 79, 80); those of requests that were
not measured are the ones in the two programs' public tables of errors.
"""

OPENPBS = {
    "unknown_job": (15001, "Unknown Job Id"),
    "unknown_attribute": (15002, "Undefined attribute "),
    "bad_request": (15004, "Invalid request"),
    "not_permitted": (15007, "Unauthorized Request "),
    "unknown_signal": (15013, "Unknown/illegal signal name"),
    "bad_value": (15014, "Illegal attribute or resource value"),
    "bad_throttle": (15014, "Error (15014) submitting job"),
    "is_running": (15015, "Cannot modify attribute while job running "),
    "bad_state": (15016, "Request invalid for state of job"),
    "unknown_queue": (15018, "Unknown queue"),
    "queue_disabled": (15021, "Queue is not enabled"),
    "unknown_resource": (15035, "Unknown resource"),
    "outside_limits": (15036, "Job violates queue and/or server resource limits"),
    "bad_group": (15045, "Bad GID for job execution"),
    "bad_dependency": (15054, "Invalid Job Dependency"),
    "unknown_node": (15062, "Unknown node "),
    "array_too_long": (15107, "Array job exceeds server or queue size limit"),
    "select_and_resource": (15109, '"-lresource=" cannot be used with "select" or "place", resource is:'),
    "place_alone": (15111, 'Cannot have "place" without "select"'),
    "finished": (15139, "Job has finished"),
    "too_many_jobs": (15142, "would exceed"),
    "too_much_queued": (15143, "would exceed"),
    "not_an_array": (15231, "Attribute has to be set on an array job"),
}

TORQUE = {
    "unknown_job": (15001, "Unknown Job Id Error"),
    "unknown_attribute": (15002, "Undefined attribute "),
    "bad_request": (15004, "Invalid request"),
    "not_permitted": (15007, "Unauthorized Request "),
    "unknown_signal": (15015, "Unknown/illegal signal name"),
    "bad_value": (15016, "Illegal attribute or resource value for"),
    "is_running": (15017, "Cannot modify attribute while job running "),
    "bad_state": (15018, "Request invalid for state of job"),
    "unknown_queue": (15020, "Unknown queue"),
    "queue_disabled": (15023, "Queue is not enabled"),
    "unknown_resource": (15037, "Unknown resource type "),
    "outside_limits": (15038, "Job exceeds queue resource limits"),
    "bad_group": (15047, "Bad GID for job execution"),
    "bad_dependency": (15056, "Invalid Job Dependency"),
    "unknown_node": (15064, "Unknown node "),
    "array_too_long": (15083, "Bad Job Array Request"),
    "too_many_jobs": (15076, "Maximum number of jobs already in queue for user"),
    "bad_array": (15083, "Bad Job Array Request"),
}


class Refusal(Exception):
    """The server refuses a request. `kind` is a key of the tables; `detail` follows its text."""

    def __init__(self, kind, detail=""):
        super().__init__(kind)
        self.kind = kind
        self.detail = detail

    def answer(self, dialect):
        number, text = (TORQUE if dialect == "torque" else OPENPBS)[self.kind]
        if self.detail:
            text = f"{text.rstrip()} {self.detail}"
        return {"error": number, "kind": self.kind, "text": text}


class Usage(Exception):
    """A command refuses its arguments itself, without contacting the server."""

    def __init__(self, text, status=2):
        super().__init__(text)
        self.text = text
        self.status = status
