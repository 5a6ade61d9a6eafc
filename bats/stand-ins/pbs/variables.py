"""What -v and -V make of variables (fact 10), and how a list of them is shown.

OpenPBS takes quotes in a written value as quotes, which are eaten, doubles backslashes and refuses a quote without its
partner; a bare name takes the caller's value, which must exist and have no quote. Torque keeps `"`, loses backslashes and
cuts at a comma, quoted or not (fact 75).
"""

from .errors import Usage

CANNOT_SEND = Usage("qsub: cannot send environment with the job", 1)
# Set by the commands themselves, whatever the caller's environment (facts 3, 11).
OWN_PREFIX = "PBS_O_"


def read_variables(text, environment, dialect):
    if dialect == "torque":
        return _read_torque(text, environment)
    values = {}
    for item in _split_at_commas(text):
        name, equals, value = item.partition("=")
        if equals:
            values[name] = _unquote(value)
        elif not name.startswith(OWN_PREFIX):
            if name not in environment or "'" in environment[name] or '"' in environment[name]:
                raise CANNOT_SEND
            values[name] = environment[name]
    return values


def whole_environment(environment):
    return {name: value for name, value in environment.items() if not name.startswith(OWN_PREFIX) and name != "_"}


def show_variables(values):
    """As Variable_List has them: commas, quotes and backslashes get a backslash."""
    shown = []
    for name, value in values.items():
        for special in "\\,'\"":
            value = value.replace(special, "\\" + special)
        shown.append(f"{name}={value}")
    return ",".join(shown)


def _split_at_commas(text):
    items, item, quote, position = [], "", "", 0
    while position < len(text):
        character = text[position]
        if character == "\\" and position + 1 < len(text):
            item += text[position : position + 2]
            position += 2
            continue
        if character in "'\"":
            quote = "" if character == quote else character
        if character == "," and not quote:
            items.append(item)
            item = ""
        else:
            item += character
        position += 1
    return items + [item] if item else items


def _unquote(value):
    result, quote, position = "", "", 0
    while position < len(value):
        character = value[position]
        if character in "'\"" and quote in ("", character):
            quote = "" if quote else character
        elif character == "\\" and value[position + 1 : position + 2] == ",":
            result += ","
            position += 1
        elif character == "\\":
            result += "\\\\"
        else:
            result += character
        position += 1
    if quote:
        raise CANNOT_SEND
    return result


def _read_torque(text, environment):
    values = {}
    for item in text.split(","):
        name, equals, value = item.partition("=")
        if equals:
            values[name] = value.replace("\\", "").replace("'", "")
        elif name in environment:
            values[name] = environment[name]
    return values
