"""Ends a quoted field at the first quote, escaped or not."""
# fails: 17-quotes-in-fields

import argparse
import gzip
import re
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone

OPERATORS = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "~": lambda a, b: re.search(b, a) is not None, "!~": lambda a, b: re.search(b, a) is None,
}


def lines(name):
    stream = sys.stdin.buffer if name == "-" else open(name, "rb")
    data = stream.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    for line in data.removesuffix(b"\n").split(b"\n"):
        yield line.decode("utf-8", "surrogateescape")


QUOTED = r'"([^\"]*)"'
LINE = re.compile(rf"([^ ]+) ([^ ]*) ([^\[]+) \[([^\]]+)\] {QUOTED} (\d{{3}}) (\d+|-)(?: {QUOTED} {QUOTED})?\r?")


def parse(line):
    found = LINE.fullmatch(line)
    if not found:
        return None
    fields = dict(zip("addr ident user time request status bytes referer agent".split(), found.groups()))
    request = re.fullmatch(r"(\S+) (.+) (HTTP/\S*)", fields["request"])
    if request:
        fields.update(method=request[1], target=request[2], path=request[2].split("?")[0])
    if args.since or args.until or args.histogram:
        try:
            fields["at"] = datetime.strptime(fields["time"], "%d/%b/%Y:%H:%M:%S %z").astimezone(timezone.utc)
        except ValueError:
            return None
    return fields


def holds(fields, text):
    field, op, value = re.fullmatch(r"(\w+)(!=|!~|<=|>=|=|~|<|>)(.*)", text).groups()
    left = fields.get(field, "")
    if op in ("~", "!~"):
        return OPERATORS[op](left, value)
    try:
        return OPERATORS[op](float(left), float(value))
    except ValueError:
        return op == "!=" if value.isdigit() else OPERATORS[op](left, value)


parser = argparse.ArgumentParser()
for name in ("match", "since", "until", "format", "year", "top", "histogram"):
    parser.add_argument("--" + name)
parser.add_argument("--where", action="append", default=[])
for name in ("invert", "ignore-case", "count", "malformed"):
    parser.add_argument("--" + name, action="store_true")
parser.add_argument("-n", type=int, default=10)
parser.add_argument("files", nargs="*", default=["-"])
args = parser.parse_args()
flags = re.IGNORECASE if args.ignore_case else 0
matched, counts = 0, Counter()
for name in args.files:
    for line in lines(name):
        if args.match and (re.search(args.match, line, flags) is not None) == args.invert:
            continue
        fields = parse(line)
        if args.malformed and fields is None:
            fields = {}
        elif args.malformed or fields is None or not all(holds(fields, text) for text in args.where):
            continue
        if args.since and fields["at"] < datetime.fromisoformat(args.since):
            continue
        if args.until and fields["at"] >= datetime.fromisoformat(args.until):
            continue
        matched += 1
        if args.top:
            counts[fields.get(args.top, "")] += 1
        elif args.histogram:
            counts[fields["at"].replace(minute=fields["at"].minute // int(args.histogram[:-1]) * int(args.histogram[:-1]), second=0)] += 1
        elif not args.count:
            sys.stdout.buffer.write(line.encode("utf-8", "surrogateescape") + b"\n")
if args.count:
    print(matched)
elif args.top:
    for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:args.n]:
        print(count, value, sep="\t")
elif args.histogram:
    at = min(counts)
    while at <= max(counts):
        print(f"{at:%Y-%m-%dT%H:%M:%SZ}", counts[at], sep="\t")
        at += timedelta(minutes=int(args.histogram[:-1]))
sys.exit(0 if matched else 1)
