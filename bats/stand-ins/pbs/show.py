"""The full formats of qstat: lines that are cut, one line each (dsv), JSON, and Torque's XML (facts 36, 37, 76)."""

import json
import re
import time

from .ids import SERVER

LINE = 78
# Attributes whose value stays text in JSON; any other that looks like a number becomes one.
TEXTS = {"Job_Name", "Account_Name", "project"}
NUMBER = re.compile(r"^-?\d+(\.\d+)?([eE][+-]?\d+)?$")


def value_of(thing, wanted, resource=None):
    return next((value for name, part, value in thing["attributes"] if name == wanted and part == resource), "")


def in_full(label, things, form, delimiter, is_one_line):
    for thing in things:
        if form == "dsv":
            parts = [f"{label}: {thing['id']}"]
            parts += [f"{_name(name, part)}={_escape(value, delimiter)}" for name, part, value in thing["attributes"]]
            print(delimiter.join(parts))
            continue
        print(f"{label}: {thing['id']}")
        for name, part, value in thing["attributes"]:
            start = f"    {_name(name, part)} = "
            print(start + value.replace("\n", "\\n") if is_one_line else _cut(start, value))
        print()


def as_json(things, label):
    page = {"timestamp": int(time.time()), "pbs_version": "23.06.06", "pbs_server": SERVER}
    if things:
        page[label] = {thing["id"]: _as_object(thing) for thing in things}
    print(json.dumps(page, indent="\t", separators=(",", ":\t"), ensure_ascii=False))


def as_xml(things):
    if not things:
        return
    jobs = []
    for thing in things:
        groups = {}
        for name, part, value in thing["attributes"]:
            groups.setdefault(name, []).append(f"<{part}>{_markup(value)}</{part}>" if part else _markup(value))
        inside = "".join(f"<{name}>{''.join(values)}</{name}>" for name, values in groups.items())
        jobs.append(f"<Job><Job_Id>{thing['id']}</Job_Id>{inside}</Job>")
    print(f"<Data>{''.join(jobs)}</Data>")


def _markup(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _name(name, part):
    return f"{name}.{part}" if part else name


def _escape(value, delimiter):
    return value.replace(delimiter, "\\" + delimiter).replace("\n", "\\n")


def _cut(start, value):
    """At a comma if possible; a continuation line begins with a tab."""
    line, width, is_first = start, len(start), True
    items = [item for item in value.split(",") if item]
    for position, item in enumerate(items):
        if width + len(item) < LINE:
            line += item
            width += len(item)
        else:
            if not is_first:
                line += "\n\t"
                width = 9
            for character in item:
                line += "\\n" if character == "\n" else character
                width += 1
                if width > LINE:
                    line += "\n\t"
                    width = 8
        if position + 1 < len(items):
            is_first = False
            line += ","
    return line


def _as_object(thing):
    page = {}
    for name, part, value in thing["attributes"]:
        if name == "Variable_List":
            page[name] = {key: _guess(text) for key, text in _variables(value)}
        elif part:
            page.setdefault(name, {})[part] = _guess(value)
        else:
            page[name] = value if name in TEXTS else _guess(value)
    return page


def _variables(value):
    for item in re.findall(r"(?:[^,\\]|\\.)+", value, re.DOTALL):
        key, _, text = item.partition("=")
        yield key, text.replace("\\,", ",")


def _guess(text):
    """007 comes as 7 and 1e5 as 100000 (fact 37)."""
    if not NUMBER.match(text):
        return text
    number = float(text)
    return int(number) if number.is_integer() else number
