"""Files for collect.sh to read, and the values that Python reads from them.

    json-corpus.py write SWEEP_DIRECTORY COUNT   writes a metrics.json for tasks 1 to COUNT
    json-corpus.py check SWEEP_DIRECTORY TABLE   checks that every cell of the table is what Python reads

The first files are hand-written cases, the others random: values of all kinds, some truncated or with a changed byte.
"""

import csv
import json
import math
import random
import re
import sys

BY_HAND = [
    b'{"a": 1, "b": {"c": 2.5, "d": {"e": "deep"}}}',
    b'{"a": "x, y", "b": "two\\nlines", "c": "quote \\" here", "d": "back\\\\slash", "e": "tab\\there"}',
    '{"ä": "grün", "emoji": "\U0001f600", "日本": "語"}'.encode(),
    b'{"escaped": "\\u00e4\\u65e5\\ud83d\\ude00", "lone": "\\ud83d", "low": "\\ude00", "slash": "\\/", "other": "\\b\\f\\r"}',
    b'{"big": 123456789012345678901234567890, "tiny": 1e-320, "huge": 1E400, "negative": -0.0, "exponent": 12E+3}',
    b'{"nan": NaN, "inf": Infinity, "minus": -Infinity}',
    b'{"t": true, "f": false, "n": null}',
    b'{"list": [1, 2, [3, {"x": 4}]], "after": 5}',
    b'[1, 2, 3]',
    b'42',
    b'"text"',
    b'{}',
    b'[]',
    b'',
    b'   \n',
    b'{"a": 1',
    b'{"a": 1, ',
    b'{"a": 1,}',
    b'{"a": }',
    b'{"a" 1}',
    b'{a: 1}',
    b"{'a': 1}",
    b'{"a": 01}',
    b'{"a": +1}',
    b'{"a": .5}',
    b'{"a": 1.}',
    b'{"a": 1e}',
    b'{"a": tru}',
    b'{"a": nan}',
    b'{"a": "unfinished',
    b'{"a": "unfinished\\',
    b'{"a": "bad \\x escape"}',
    b'{"a": "bad \\u12 escape"}',
    b'{"a": "raw\nline"}',
    b'{"a": "raw\ttab"}',
    b'{"a": 1} x',
    b'{"a": 1}{"b": 2}',
    b'[1}',
    b'{"a": [1, 2}',
    b'{"a": 1, "a": 2}',
    b'{"": "empty key", "a.b": 1, "a": {"b": 2}}',
    b'{"quotes": "\\"\\"\\"", "ends in backslash": "\\\\", "even": "\\\\\\"x"}',
    b'\xef\xbb\xbf{"a": 1}',
    b'{"a": "\xff\xfe"}',
    bytes(range(256)) * 8,
    b'\x00' * 4096,
    b'{"deep": ' + b'[' * 400 + b']' * 400 + b', "x": 1}',
    b'[' * 5000 + b']' * 5000,
    b'{"key with , comma": 1, "key: colon": 2, "key {brace}": 3, "key\\tescaped\\ntwice": 4}',
    b'{"a":1,"b":[],"c":{},"d":{"e":[]},"f":-1.5e-7}\n\n',
    b'\r\n{\r\n"a"\r\n:\r\n1\r\n,\r\n"b" : "x"\r\n}\r\n',
]


def random_text(generator):
    alphabet = 'ab "\\/,:{}[]\n\t\r\'`$(){}äé日\U0001f600\u2028\x1e\x1f\x01'
    return "".join(generator.choice(alphabet) for _ in range(generator.randrange(12)))


def random_value(generator, depth=0):
    kind = generator.randrange(9 if depth < 4 else 6)
    if kind == 0:
        return generator.choice([True, False, None])
    if kind == 1:
        return generator.randrange(-10**6, 10**6)
    if kind == 2:
        return generator.uniform(-1, 1) * 10 ** generator.randrange(-20, 20)
    if kind in (3, 4, 5):
        return random_text(generator)
    if kind == 6:
        return [random_value(generator, depth + 1) for _ in range(generator.randrange(4))]
    return {random_text(generator): random_value(generator, depth + 1) for _ in range(generator.randrange(5))}


def random_file(generator):
    value = {f"k{index}": random_value(generator) for index in range(generator.randrange(8))}
    layout = generator.choice([{}, {"indent": 2}, {"separators": (",", ":")}, {"indent": "\t"}])
    content = json.dumps(value, ensure_ascii=generator.random() < 0.5, **layout).encode("utf-8", "surrogatepass")
    damage = generator.random()
    if damage < 0.15:
        return content[: generator.randrange(len(content) + 1)]
    if damage < 0.3:
        at = generator.randrange(len(content))
        return content[:at] + bytes([generator.choice(b'{}[],:"\\0e-+.x')]) + content[at + 1 :]
    return content


def write(directory, count):
    generator = random.Random(20240315)
    for task in range(1, count + 1):
        content = BY_HAND[task - 1] if task <= len(BY_HAND) else random_file(generator)
        with open(f"{directory}/tasks/task_{task}/metrics.json", "wb") as file:
            file.write(content)


def scalars(value, prefix=""):
    for key, item in value.items():
        if isinstance(item, dict):
            yield from scalars(item, f"{prefix}{key}.")
        elif not isinstance(item, list):
            yield prefix + key, item


def read(path):
    """The scalars by dotted path, or None if Python rejects the file."""
    try:
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
    except (ValueError, RecursionError):
        return None
    return dict(scalars(value)) if isinstance(value, dict) else {}


def equal(cell, value):
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, (int, float)):
        return float(cell) == float(value) or (math.isnan(float(cell)) and math.isnan(value))
    # Characters that UTF-8 or a table cannot represent.
    return cell == re.sub("[\ud800-\udfff\0]", "\ufffd", value)


def clean(name):
    return re.sub("[\ud800-\udfff\0]", "\ufffd", name)


def check(directory, table):
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    record = {"task", "n", "state", "exit_code", "duration", "host", "attempt", "started", "ended", "cpu_time", "peak_memory"}
    problems = unread = compared = 0
    for row in rows:
        expected = read(f"{directory}/tasks/task_{row['task']}/metrics.json")
        unread += expected is None
        found = {}
        for name, value in (expected or {}).items():
            found[f"metric.{clean(name)}" if clean(name) in record else clean(name)] = value
        for name, cell in row.items():
            if name in record:
                continue
            compared += 1
            if not equal(cell, found.get(name)):
                problems += 1
                print(f"task {row['task']}: {name!r} is {cell!r}, and {found.get(name)!r} to Python")
        for name in set(found) - set(row):
            problems += found[name] is not None
            print(f"task {row['task']}: no column {name!r}")
    print(f"{len(rows)} rows, {compared} cells, {unread} unread")
    sys.exit(problems > 0)


if sys.argv[1] == "write":
    write(sys.argv[2], int(sys.argv[3]))
else:
    check(sys.argv[2], sys.argv[3])
