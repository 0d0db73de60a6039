"""The mistake: an id is forgotten once it is answered, so a second response looks like one without a request."""
# fails: 08-repeats
import datetime
import gzip
import json
import re
import sys

MILLI = 1_000_000
SECOND = 1_000_000_000
LONGEST_LINE = 1 << 20
OK, WARNING, CRITICAL, UNKNOWN = range(4)


class Malformed(Exception):
    """A line that is no event, or a text that is no time."""


class Usage(Exception):
    """Wrong arguments."""


# --- Times ------------------------------------------------------------------------------------------------------

RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)
EPOCH = datetime.date(1970, 1, 1).toordinal()
DAYS_IN_400_YEARS = 146_097
MIN_MILLIS, MAX_MILLIS = -62_167_219_200_000, 253_402_300_799_999  # the years 0 to 9999


def days_since_epoch(year, month, day):
    # datetime begins at year 1; the calendar repeats every 400 years, so year 0 is a shifted year 400.
    try:
        return datetime.date(year or 400, month, day).toordinal() - EPOCH - (0 if year else DAYS_IN_400_YEARS)
    except ValueError:
        raise Malformed("there is no such day") from None


def parse_time(value):
    """Nanoseconds since 1970. datetime.fromisoformat is no help: it stops at microseconds and knows no second 60."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,20}", value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):  # True is an int in Python
        if not MIN_MILLIS <= value <= MAX_MILLIS:
            raise Malformed("the time is out of range")
        return value * MILLI
    match = RFC3339.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise Malformed("not a time")
    year, month, day, hour, minute, second = (int(group) for group in match.groups()[:6])
    fraction, sign, zone_hours, zone_minutes = match.groups()[6:]
    if hour > 23 or minute > 59 or second > 60:
        raise Malformed("there is no such time of day")
    offset = 0
    if sign:
        if int(zone_hours) > 23 or int(zone_minutes) > 59:
            raise Malformed("there is no such zone")
        offset = int(zone_hours) * 3600 + int(zone_minutes) * 60
        offset = -offset if sign == "-" else offset
    utc = days_since_epoch(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
    if second == 60:
        # A leap second ends a month in UTC: as POSIX counts, it is midnight of the 1st.
        days, left = divmod(utc, 86400)
        if left or datetime.date.fromordinal(EPOCH + days).day != 1:
            raise Malformed("no leap second can be there")
    return utc * SECOND + int((fraction or "0")[:9].ljust(9, "0"))


# --- Events -----------------------------------------------------------------------------------------------------

UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")


def text_field(event, name):
    value = event.get(name)
    if not isinstance(value, str) or not value:
        raise Malformed(f"`{name}` is missing, empty or not a string")
    return value


def parse_event(line):
    """(kind, id, time, (method, path, service) or None)."""
    if len(line) > LONGEST_LINE:
        raise Malformed("longer than 1 MiB")
    try:
        event = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed(f"not JSON: {error}") from None
    if not isinstance(event, dict):
        raise Malformed("not a JSON object")
    kind, key = text_field(event, "event"), text_field(event, "id")
    time = parse_time(event.get("time"))
    if kind == "response":
        return kind, key, time, None
    if kind != "request":
        raise Malformed("`event` is neither request nor response")
    service = text_field(event, "service") if "service" in event else "-"
    return kind, key, time, (text_field(event, "method"), text_field(event, "path"), service)


def template(path):
    segments = path.split("/")
    return "/".join("{id}" if re.fullmatch("[0-9]+", s) or UUID.fullmatch(s) else s for s in segments)


def group_name(by, method, path, service):
    if by == "service":
        return service
    path = re.split("[?#]", path, maxsplit=1)[0]
    return f"{method} {path if by == 'path' else template(path)}"


# --- Arguments --------------------------------------------------------------------------------------------------


def parse_decimal(text, places):
    """An integer in units of the last of so many decimal places."""
    match = re.fullmatch(r"([0-9]{1,15})(?:\.([0-9]+))?", text)
    if not match or len(match[2] or "") > places:
        raise Usage(f"`{text}` is not a number with up to {places} decimals")
    return int(match[1] + (match[2] or "").ljust(places, "0"))


class Options:
    """MS values are kept as (text, nanoseconds); the percentile as (text, thousandths of a per cent)."""

    def __init__(self, args):
        self.by, self.list, self.now, self.files = "endpoint", 10, None, []
        self.slow, self.timeout = ("1000", 1000 * MILLI), ("10000", 10_000 * MILLI)
        self.warn = self.crit = None
        self.percentile = ("95", 95_000)
        args = list(args)
        while args:
            arg = args.pop(0)
            if not arg.startswith("-") or arg == "-":
                self.files.append(arg)
                continue
            name, equals, value = arg.partition("=")
            if name not in ("--by", "--slow", "--timeout", "--now", "--warn", "--crit", "--percentile", "--list"):
                raise Usage(f"invalid option '{name}'")
            if not equals:
                if not args:
                    raise Usage(f"{name} needs a value")
                value = args.pop(0)
            self.set(name[2:], value)
        if self.warn and self.crit and self.warn[1] > self.crit[1]:
            raise Usage("--warn is above --crit")
        self.files = self.files or ["-"]

    def set(self, name, value):
        if name == "by":
            if value not in ("endpoint", "path", "service"):
                raise Usage(f"--by: `{value}` is not one of endpoint, path, service")
            self.by = value
        elif name == "list":
            self.list = parse_decimal(value, 0)
        elif name == "now":
            try:
                self.now = parse_time(value)
            except Malformed as error:
                raise Usage(f"--now {value}: {error}") from None
        elif name == "percentile":
            thousandths = parse_decimal(value, 3)
            if not 0 < thousandths <= 100_000:
                raise Usage("--percentile is over 0 and up to 100")
            self.percentile = (value, thousandths)
        else:
            setattr(self, name, (value, parse_decimal(value, 6)))


# --- Matching ---------------------------------------------------------------------------------------------------


class Group:
    def __init__(self, name):
        self.name = name
        self.requests = self.answered = self.unanswered = self.backwards = self.slow = 0
        self.lags = []

    def percentile(self, thousandths):
        """By nearest rank; `lags` must be sorted. The ceiling of an integer division is minus the floor of its negative."""
        rank = -(-thousandths * len(self.lags) // 100_000)
        return self.lags[rank - 1] if self.lags else None


class Matching:
    def __init__(self, options):
        self.options = options
        self.groups = {}
        self.open = {}  # id -> (time, group): no response yet
        self.waiting = {}  # id -> (time, place): no request yet
        self.closed = set()  # ids that have both
        self.latest = None
        self.slow, self.unanswered, self.backwards = [], [], []  # (span, id, group)
        self.repeated_requests, self.repeated_responses, self.orphans = [], [], []  # (place, id)
        self.in_flight = 0

    def take(self, place, kind, key, time, what):
        self.latest = time if self.latest is None else max(self.latest, time)
        if kind == "request":
            if key in self.open or key in self.closed:
                self.repeated_requests.append((place, key))
                return
            name = group_name(self.options.by, *what)
            group = self.groups.setdefault(name, Group(name))
            group.requests += 1
            if key in self.waiting:
                self.close(key, group, time, self.waiting.pop(key)[0])
            else:
                self.open[key] = (time, group)
        elif key in self.waiting or key in self.closed:
            self.repeated_responses.append((place, key))
        elif key in self.open:
            start, group = self.open.pop(key)
            self.close(key, group, start, time)
        else:
            self.waiting[key] = (time, place)

    def close(self, key, group, start, end):
        group.answered += 1
        lag = end - start
        if lag < 0:
            group.backwards += 1
            self.backwards.append((lag, key, group))
            return
        group.lags.append(lag)
        if lag > self.options.slow[1]:
            group.slow += 1
            self.slow.append((lag, key, group))

    def finish(self):
        now = self.options.now if self.options.now is not None else self.latest
        for key, (time, group) in self.open.items():
            if now - time > self.options.timeout[1]:
                group.unanswered += 1
                self.unanswered.append((now - time, key, group))
            else:
                self.in_flight += 1
        # A dict keeps its order of insertion, which here is the reading order.
        self.orphans = [(place, key) for key, (_, place) in self.waiting.items()]
        for entries in (self.slow, self.unanswered):
            entries.sort(key=lambda entry: (-entry[0], entry[1]))
        self.backwards.sort(key=lambda entry: entry[:2])
        for group in self.groups.values():
            group.lags.sort()


def open_log(name):
    if name == "-":
        raw = sys.stdin.buffer
    else:
        raw = open(name, "rb")
    # peek may see fewer bytes than there will be, but never none before the end.
    return gzip.open(raw) if raw.peek(2)[:2] == b"\x1f\x8b" else raw


# --- Output -----------------------------------------------------------------------------------------------------


def millis(nanos):
    micros = (abs(nanos) + 500) // 1000
    return f"{'-' if nanos < 0 else ''}{micros // 1000}.{micros % 1000:03d}"


def shown(text):
    return re.sub(r"[\x00-\x1f\x7f|]", "?", text)


def print_table(options, groups):
    percents = [("50", 50_000), ("95", 95_000), ("99", 99_000)]
    if all(options.percentile[1] != thousandths for _, thousandths in percents):
        percents.append(options.percentile)
    head = ["group", "requests", "answered", "unanswered", "backwards", "slow"]
    rows = [head + ["p" + text for text, _ in percents] + ["max"]]
    for group in groups:
        counts = (group.requests, group.answered, group.unanswered, group.backwards, group.slow)
        lags = [group.percentile(thousandths) for _, thousandths in percents + [("max", 100_000)]]
        cells = [str(count) for count in counts] + ["-" if lag is None else millis(lag) for lag in lags]
        rows.append([shown(group.name)] + cells)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print()
    for row in rows:
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells))


def print_list(options, title, entries):
    if not entries:
        return
    print(f"\n{title}: {len(entries)}")
    for entry in entries[: options.list]:
        if isinstance(entry, str):
            print(f"  {entry}")
        elif len(entry) == 2:
            print(f"  {entry[0]}  {shown(entry[1])}")
        else:
            span, key, group = entry
            print(f"  {millis(span)} ms  {shown(group.name)}  {shown(key)}")
    if len(entries) > options.list:
        print(f"  ... and {len(entries) - options.list} more")


def judge(options, matching, malformed, groups):
    """Prints the first line; returns the exit status."""
    found = matching
    data = (
        f"requests={sum(g.requests for g in groups)} answered={sum(g.answered for g in groups)}"
        f" unanswered={len(found.unanswered)} slow={len(found.slow)} malformed={len(malformed)}"
    )
    text, thousandths = options.percentile
    worst = groups[0].percentile(thousandths) if groups else None
    if worst is None:
        words = "no lag to measure"
        if found.latest is None:
            words = "all lines are malformed" if malformed else "no events"
        print(f"API_LAG UNKNOWN - {words} | {data}")
        return UNKNOWN
    status, word, over = OK, "OK", ""
    if options.crit and worst > options.crit[1]:
        status, word, over = CRITICAL, "CRITICAL", f" over {options.crit[0]} ms"
    elif options.warn and worst > options.warn[1]:
        status, word, over = WARNING, "WARNING", f" over {options.warn[0]} ms"
    warn, crit = (threshold[0] if threshold else "" for threshold in (options.warn, options.crit))
    print(
        f"API_LAG {word} - p{text} {millis(worst)} ms{over} ({shown(groups[0].name)})"
        f" | p{text}={millis(worst)}ms;{warn};{crit};0 {data}"
    )
    return status


def main(args):
    try:
        options = Options(args)
    except Usage as error:
        print("API_LAG UNKNOWN - bad arguments")
        print(f"api-lag: {error}", file=sys.stderr)
        return UNKNOWN
    matching, malformed = Matching(options), []
    for name in options.files:
        try:
            for number, line in enumerate(open_log(name), 1):
                if not line.strip():
                    continue
                place = f"{shown(name)}:{number}"
                try:
                    matching.take(place, *parse_event(line.rstrip(b"\n")))
                except Malformed as error:
                    malformed.append(place)
                    if len(malformed) <= options.list:
                        print(f"api-lag: {place}: {error}", file=sys.stderr)
        except (OSError, EOFError) as error:
            print(f"API_LAG UNKNOWN - cannot read {shown(name)}")
            print(f"api-lag: {name}: {error}", file=sys.stderr)
            return UNKNOWN
    matching.finish()

    def worst_first(group):
        lag = group.percentile(options.percentile[1])
        return (lag is None, -(lag or 0), group.name)

    groups = sorted(matching.groups.values(), key=worst_first)
    status = judge(options, matching, malformed, groups)
    if groups:
        print_table(options, groups)
    print_list(options, f"slow (over {options.slow[0]} ms)", matching.slow)
    print_list(options, f"unanswered (older than {options.timeout[0]} ms)", matching.unanswered)
    if matching.in_flight:
        print(f"\nin flight: {matching.in_flight}")
    print_list(options, "repeated requests", matching.repeated_requests)
    print_list(options, "repeated responses", matching.repeated_responses)
    print_list(options, "responses without a request", matching.orphans)
    print_list(options, "clock ran backwards", matching.backwards)
    print_list(options, "malformed lines", malformed)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
