"""api-lag: the arguments and the lines are read; times, matching, percentiles and output are yours."""
import gzip
import json
import sys

UNKNOWN = 3


class Malformed(Exception):
    """A line that is no event."""


class Usage(Exception):
    """Wrong arguments."""


def parse_arguments(args):
    """Option names (without the dashes) with their texts, and the files."""
    options = {"by": "endpoint", "slow": "1000", "timeout": "10000", "percentile": "95", "list": "10"}
    known = {*options, "now", "warn", "crit"}
    files = []
    args = list(args)
    while args:
        arg = args.pop(0)
        if arg == "-" or not arg.startswith("-"):
            files.append(arg)
        elif arg[2:] in known and args:
            options[arg[2:]] = args.pop(0)
        else:
            raise Usage(f"invalid option '{arg}'")
    return options, files or ["-"]


def open_log(name):
    """A file (or stdin) to iterate over by lines of bytes; gzip is unpacked."""
    raw = sys.stdin.buffer if name == "-" else open(name, "rb")
    return gzip.open(raw) if raw.peek(2)[:2] == b"\x1f\x8b" else raw


def parse_time(value):
    """Nanoseconds since 1970, as an integer, of an RFC 3339 text or epoch milliseconds."""
    raise Malformed("times can't be read yet")


def parse_event(line):
    """A dictionary with the event's fields, `time` in nanoseconds. Raises Malformed."""
    event = json.loads(line)
    event["time"] = parse_time(event["time"])
    return event


def percentile(sorted_lags, percent):
    """By nearest rank."""


def main(args):
    try:
        options, files = parse_arguments(args)
    except Usage as error:
        print("API_LAG UNKNOWN - bad arguments")
        print(f"api-lag: {error}", file=sys.stderr)
        return UNKNOWN
    events, malformed = [], []
    for name in files:
        try:
            for number, line in enumerate(open_log(name), 1):
                try:
                    events.append(parse_event(line))
                except (Malformed, ValueError, KeyError, TypeError):
                    malformed.append(f"{name}:{number}")
        except OSError as error:
            print(f"API_LAG UNKNOWN - cannot read {name}")
            print(f"api-lag: {error}", file=sys.stderr)
            return UNKNOWN
    # Match requests with responses, group them, and print. Then return the check's status.
    print(f"API_LAG UNKNOWN - no events | requests=0 answered=0 unanswered=0 slow=0 malformed={len(malformed)}")
    return UNKNOWN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
