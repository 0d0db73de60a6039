"""log-filter: select the lines of logs by pattern, field and time; print lines, counts, top values or a histogram."""

import argparse
import gzip
import io
import json
import re
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from functools import lru_cache

# --- Formats: each turns a line into a dict of fields, or None when the line is not of the format -----------------

QUOTED = r'"((?:[^"\\]|\\.)*)"'  # the closing quote is the first that no backslash escapes
STAMP = r"[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}"
# The user may hold spaces; it must not run over a time stamp, or two lines run together would pass as one.
COMMON = rf"([^ ]+) ([^ ]*) ((?:(?! \[{STAMP}\]).)+) \[({STAMP})\] {QUOTED} ([0-9]{{3}}) ([0-9]+|-)"
COMMON_RE = re.compile(COMMON)
COMBINED_RE = re.compile(rf"{COMMON} {QUOTED} {QUOTED}(?: .*)?")
REQUEST_RE = re.compile(r"([A-Za-z0-9!#$%&'*+.^_`|~-]+) (.+) (HTTP/[^ ]*)|([A-Za-z0-9!#$%&'*+.^_`|~-]+) (/[^ ]*)")
OLD_RE = re.compile(r"(?:<(\d{1,3})>)?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) ([^ ]+) ([^\[: ]+)(?:\[([^\]]*)\])?:? ?(.*)", re.ASCII)
NEW_RE = re.compile(
    r'<(\d{1,3})>1 ([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+) (-|(?:\[[^ \]="](?:[^"\]]|"(?:[^"\\]|\\.)*")*\])+)(?: +(.*))?', re.ASCII)
MONTHS = {name: number for number, name in enumerate(
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
ACCESS_FIELDS = "addr ident user time request status bytes method target path query protocol".split()
FIELDS = {
    "combined": ACCESS_FIELDS + ["referer", "agent"],
    "common": ACCESS_FIELDS,
    "rfc3164": "facility severity pri time host app pid message".split(),
    "rfc5424": "facility severity pri time host app pid message msgid sd".split(),
    "json": None,  # the lines bring their own
}


def moment(year, month, day, clock, offset=0):
    """Seconds since the epoch; clock is (hour, minute, second), second may be 60. ValueError when there is no such time."""
    hour, minute, second = clock
    leap = second == 60
    when = datetime(year, month, day, hour, minute, 59 if leap else second, tzinfo=timezone.utc)
    return int((when - datetime(1970, 1, 1, tzinfo=timezone.utc)) / timedelta(seconds=1)) + leap - offset


@lru_cache(maxsize=1024)  # a busy server writes many lines in one second
def clf_time(text):
    """18/Mar/2025:06:00:04 +0000"""
    sign = -1 if text[21] == "-" else 1
    if int(text[24:26]) > 59:
        raise ValueError
    offset = sign * (int(text[22:24]) * 3600 + int(text[24:26]) * 60)
    clock = (int(text[12:14]), int(text[15:17]), int(text[18:20]))
    return moment(int(text[7:11]), MONTHS[text[3:6]], int(text[:2]), clock, offset)


RFC3339_RE = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)


def rfc3339_time(text):
    """(seconds, fraction), so that comparing is exact."""
    found = RFC3339_RE.fullmatch(text)
    if not found:
        raise ValueError
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    offset = 0
    if found[8]:
        if int(found[9]) > 23 or int(found[10]) > 59:
            raise ValueError
        offset = int(found[8] + "1") * (int(found[9]) * 3600 + int(found[10]) * 60)
    return moment(year, month, day, (hour, minute, second), offset), float(found[7] or 0)


def parse_access(line, regex):
    found = regex.fullmatch(line)
    if not found:
        return None
    names = ["addr", "ident", "user", "time", "request", "status", "bytes", "referer", "agent"]
    fields = dict(zip(names, found.groups()))
    try:
        fields["@"] = (clf_time(fields["time"]), 0.0)
    except (ValueError, KeyError):
        return None
    request = REQUEST_RE.fullmatch(fields["request"])
    if request:
        method, target, protocol = request[1] or request[4], request[2] or request[5], request[3]
        fields.update(method=method, target=target, path=target.partition("?")[0])
        if "?" in target:
            fields["query"] = target.partition("?")[2]
        if protocol:
            fields["protocol"] = protocol
    return fields


def add_priority(fields, pri):
    """False when the text is no PRI: 0 to 191 without leading zeros."""
    if pri is None:
        return True
    if int(pri) > 191 or str(int(pri)) != pri:
        return False
    fields.update(pri=pri, facility=str(int(pri) // 8), severity=str(int(pri) % 8))
    return True


class OldSyslog:
    """RFC 3164 has no year: the first line's is given, each next line is less than half a year from the one before."""

    def __init__(self, year):
        self.year, self.month = year, None

    def __call__(self, line):
        found = OLD_RE.fullmatch(line)
        if not found:
            return None
        fields = dict(zip(["time", "host", "app", "pid", "message"], found.groups()[1:]))
        month = MONTHS.get(fields["time"][:3])
        day, clock = int(fields["time"][4:6]), tuple(map(int, fields["time"][7:].split(":")))
        if month is None or not add_priority(fields, found[1]):
            return None
        year = self.year
        if year is not None and self.month is not None:
            year += (month - self.month <= -6) - (month - self.month >= 6)
        try:
            seconds = moment(2000 if year is None else year, month, day, clock)
        except ValueError:
            return None
        if year is not None:
            self.year, self.month = year, month
            fields["@"] = (seconds, 0.0)
        return {name: value for name, value in fields.items() if value is not None}


def parse_new_syslog(line):
    found = NEW_RE.fullmatch(line)
    if not found:
        return None
    fields = dict(zip(["time", "host", "app", "pid", "msgid", "sd", "message"], found.groups()[1:]))
    fields["message"] = (fields["message"] or "").removeprefix("\ufeff")
    if not add_priority(fields, found[1]):
        return None
    if fields["time"] != "-":
        try:
            fields["@"] = rfc3339_time(fields["time"])
        except ValueError:
            return None
    return fields


def not_json(text):
    raise ValueError(text)


def parse_json(line, time_names):
    if not line.lstrip(" \t").startswith("{"):
        return None
    try:
        # Numbers stay as written: 0.50 is not to become 0.5.
        value = json.loads(line, parse_int=str, parse_float=lambda text: text, parse_constant=not_json)
    except (ValueError, RecursionError):
        return None
    fields = {}

    def flatten(prefix, value):
        for key, inner in value.items():
            if isinstance(inner, dict):
                flatten(f"{prefix}{key}.", inner)
            elif inner is True or inner is False:
                fields[prefix + key] = str(inner).lower()
            elif isinstance(inner, list):
                fields[prefix + key] = json.dumps(inner, separators=(",", ":"), ensure_ascii=False)
            elif inner is not None:
                fields[prefix + key] = inner

    flatten("", value)
    for name in time_names:
        text = fields.get(name, "")
        try:
            fields["@"] = rfc3339_time(text)
            break
        except ValueError:
            number = as_number(text)
            if number is not None and 0 <= number < 1e14:
                number = number / 1000 if number >= 1e11 else number
                fields["@"] = (int(number // 1), number % 1)
                break
    return fields


def parser_for(name, args):
    """A function from line to fields."""
    if name == "combined":
        return lambda line: parse_access(line, COMBINED_RE)
    if name == "common":
        return lambda line: parse_access(line, COMMON_RE)
    if name == "rfc3164":
        return OldSyslog(args.year)
    if name == "rfc5424":
        return parse_new_syslog
    names = [args.time_field] if args.time_field else ["time", "timestamp", "@timestamp", "ts", "datetime"]
    return lambda line: parse_json(line, names)


def recognise(line, args):
    """The first format, from the strictest on, that the line is of."""
    for name in ("json", "rfc5424", "combined", "common", "rfc3164"):
        if parser_for(name, args)(line) is not None:
            return name
    return None


# --- Conditions ----------------------------------------------------------------------------------------------------

NUMBER_RE = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def as_number(text):
    return float(text) if NUMBER_RE.fullmatch(text) else None


def condition(text, flags):
    """(field name, predicate on its text) of `FIELD OP VALUE`."""
    found = re.fullmatch(r"([^=!~<>]+)(!=|!~|<=|>=|==|=|~|<|>)(.*)", text, re.DOTALL)
    if not found:
        fail(f"bad condition `{text}`: write FIELD OP VALUE, with one of = != ~ !~ < <= > >=")
    field, op, value = found[1].strip(), found[2], found[3].strip()
    if op in ("~", "!~"):
        regex = compiled(value, flags)
        return field, lambda text: (regex.search(text) is not None) == (op == "~")
    limit = as_number(value)

    def holds(text):
        if op in ("=", "==", "!="):
            equal = text == value or limit is not None and as_number(text) == limit
            return equal == (op != "!=")
        left, right = (as_number(text), limit) if limit is not None else (text, value)
        if left is None:  # text that is no number is neither less nor greater than one
            return False
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]

    return field, holds


def compiled(pattern, flags):
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        fail(f"bad pattern `{pattern}`: {error}")


# --- The pass over the files ---------------------------------------------------------------------------------------


def fail(message):
    sys.stdout.flush()
    sys.stderr.write(f"log-filter: {message}\n")
    sys.exit(2)


def opened(name):
    """A binary stream of lines; gzip is told by its first two bytes, not by its name."""
    try:
        stream = sys.stdin.buffer if name == "-" else open(name, "rb")
    except OSError as error:
        fail(f"{name}: {error.strerror}")
    if not hasattr(stream, "peek"):
        stream = io.BufferedReader(stream)
    return gzip.open(stream) if stream.peek(2)[:2] == b"\x1f\x8b" else stream


def as_time(option, text):
    try:
        return rfc3339_time(text)
    except ValueError:
        fail(f"{option}: `{text}` is not a time of RFC 3339")


def as_interval(text):
    found = re.fullmatch(r"([0-9]+)([smhd])", text)
    if not found or int(found[1]) == 0:
        fail(f"--histogram: `{text}` is not an interval; write 30s, 5m, 1h or 1d")
    return int(found[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[found[2]]


def arguments():
    parser = argparse.ArgumentParser(prog="log-filter", allow_abbrev=False)
    parser.add_argument("-m", "--match")
    parser.add_argument("-v", "--invert", action="store_true")
    parser.add_argument("-i", "--ignore-case", action="store_true")
    parser.add_argument("-w", "--where", action="append", default=[])
    parser.add_argument("--since")
    parser.add_argument("--until")
    parser.add_argument("-f", "--format", default="auto", choices=["auto", *FIELDS])
    parser.add_argument("--year", type=int)
    parser.add_argument("--time-field")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("-c", "--count", action="store_true")
    output.add_argument("-t", "--top")
    output.add_argument("--histogram")
    parser.add_argument("-n", type=int, default=10)
    parser.add_argument("--malformed", action="store_true")
    parser.add_argument("files", nargs="*", default=["-"])
    return parser.parse_args()


def main():
    args = arguments()
    flags = re.IGNORECASE if args.ignore_case else 0
    pattern = compiled(args.match, flags) if args.match is not None else None
    conditions = [condition(text, flags) for text in args.where]
    since = as_time("--since", args.since) if args.since else None
    until = as_time("--until", args.until) if args.until else None
    interval = as_interval(args.histogram) if args.histogram else None
    needs_time = since or until or interval
    wanted = [field for field, _ in conditions] + ([args.top] if args.top else [])
    parsing = wanted or needs_time or args.malformed
    matched, counts, out = 0, Counter(), sys.stdout.buffer

    for name in args.files:
        form = None if args.format == "auto" else args.format
        parse = parser_for(form, args) if form else None
        checked, seen, malformed, well_formed = False, set(), 0, 0
        number = 0
        for number, raw in enumerate(opened(name), 1):
            raw = raw.removesuffix(b"\n")
            # surrogateescape: bytes that are not UTF-8 come through, and go out as they came.
            line = raw.decode("utf-8", "surrogateescape")
            if pattern and (pattern.search(line) is not None) == args.invert:
                continue
            if parsing:
                text = line.removesuffix("\r")
                if parse is None and (form := recognise(text, args)):
                    parse = parser_for(form, args)
                if parse and not checked:
                    checked = True
                    for field in wanted:
                        if FIELDS[form] and field not in FIELDS[form]:
                            fail(f"{name}: the format {form} has no field `{field}`; it has {', '.join(FIELDS[form])}")
                    if needs_time and form == "rfc3164" and args.year is None:
                        fail(f"{name}:{number}: time stamps of RFC 3164 have no year: say with --year when the file begins")
                fields = parse(text) if parse else None
                if fields is not None and needs_time and "@" not in fields:
                    fields = None
                if fields is None:
                    malformed += 1
                    if not args.malformed:
                        continue
                else:
                    well_formed += 1
                    seen.update(fields)
                    if args.malformed:
                        continue
                    if since and fields["@"] < since or until and fields["@"] >= until:
                        continue
                    if not all(holds(fields.get(field, "")) for field, holds in conditions):
                        continue
            matched += 1
            if args.top:
                counts[fields.get(args.top, "")] += 1
            elif interval:
                counts[fields["@"][0] // interval] += 1
            elif not args.count:
                out.write(raw + b"\n")
        if parsing and not args.malformed:
            if malformed and not parse:
                fail(f"{name}:1: no line of the file is of a known format; name it with --format")
            if malformed:
                sys.stderr.write(f"log-filter: {name}: {malformed} of {number} lines malformed\n")
            missing = [field for field in wanted if form == "json" and field not in seen]
            if missing and well_formed:
                fail(f"{name}: no line has a field `{missing[0]}`")

    if args.count:
        out.write(b"%d\n" % matched)
    elif args.top:
        rows = [(-count, value.encode("utf-8", "surrogateescape")) for value, count in counts.items()]
        for count, value in sorted(rows)[:args.n]:
            value = re.sub(rb"[\x00-\x1f\x7f]", lambda found: b"\\x%02X" % found[0][0], value)
            out.write(b"%d\t%s\n" % (-count, value))
    elif interval and counts:
        for bucket in range(min(counts), max(counts) + 1):
            start = datetime.fromtimestamp(bucket * interval, timezone.utc)
            out.write(f"{start:%Y-%m-%dT%H:%M:%SZ}\t{counts[bucket]}\n".encode())
    out.flush()
    sys.exit(0 if matched else 1)


if __name__ == "__main__":
    main()
