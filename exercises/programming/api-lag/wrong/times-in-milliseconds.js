// Wrong: Date.parse stops at milliseconds, and lags are measured to the nanosecond.
// fails: 04-nanoseconds
import fs from "node:fs";
import process from "node:process";
import { gunzipSync } from "node:zlib";

const MILLI = 1_000_000n;
const SECOND = 1_000_000_000n;
const LONGEST_LINE = 1 << 20;
const [OK, WARNING, CRITICAL, UNKNOWN] = [0, 1, 2, 3];

// A line that is no event, or a text that is no time.
class Malformed extends Error {}

// Wrong arguments.
class Usage extends Error {}

// --- Times --------------------------------------------------------------------------------------------------------

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const [MIN_MILLIS, MAX_MILLIS] = [-62_167_219_200_000, 253_402_300_799_999]; // the years 0 to 9999

// Milliseconds since 1970 of a day's beginning. Date.UTC takes years below 100 for 19xx: setUTCFullYear doesn't.
function startOfDay(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day that doesn't exist has become one of the next month.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw new Malformed("there is no such day");
  return date.getTime();
}

function fromMillis(millis) {
  if (!Number.isInteger(millis)) throw new Malformed("not a whole number of milliseconds");
  if (millis < MIN_MILLIS || millis > MAX_MILLIS) throw new Malformed("the time is out of range");
  return BigInt(millis) * MILLI;
}

// Nanoseconds since 1970 of a `time`. Date.parse is no help: it stops at milliseconds and knows no second 60.
function parseTime(value) {
  if (typeof value === "number") return fromMillis(value);
  if (typeof value !== "string") throw new Malformed("not a time");
  if (/^-?\d{1,20}$/.test(value)) return fromMillis(Number(value));
  const match = RFC3339.exec(value);
  if (!match) throw new Malformed("not a time");
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const [fraction = "", sign = "+", zoneHours = "0", zoneMinutes = "0"] = match.slice(7);
  if (hour > 23 || minute > 59 || second > 60) throw new Malformed("there is no such time of day");
  if (Number(zoneHours) > 23 || Number(zoneMinutes) > 59) throw new Malformed("there is no such zone");
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === "-" ? -60 : 60);
  const utc = startOfDay(year, month, day) + (hour * 3600 + minute * 60 + second - offset) * 1000;
  if (second === 60) {
    // A leap second ends a month in UTC: as POSIX counts, it is midnight of the 1st.
    const date = new Date(utc);
    if (utc % 86_400_000 !== 0 || date.getUTCDate() !== 1) throw new Malformed("no leap second can be there");
  }
  return BigInt(utc) * MILLI + BigInt(fraction.slice(0, 3).padEnd(3, "0")) * MILLI;
}

// --- Events -------------------------------------------------------------------------------------------------------

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function textField(event, name) {
  const value = Object.hasOwn(event, name) ? event[name] : undefined;
  if (typeof value !== "string" || value === "") throw new Malformed(`\`${name}\` is missing, empty or not a string`);
  return value;
}

// The event of a line of bytes: {kind, id, time}, and for a request {method, path, service}.
function parseEvent(bytes) {
  if (bytes.length > LONGEST_LINE) throw new Malformed("longer than 1 MiB");
  let event;
  try {
    event = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw new Malformed(`not JSON: ${error.message}`);
  }
  if (typeof event !== "object" || event === null || Array.isArray(event)) throw new Malformed("not a JSON object");
  const kind = textField(event, "event");
  const id = textField(event, "id");
  const time = parseTime(event.time);
  if (kind === "response") return { kind, id, time };
  if (kind !== "request") throw new Malformed("`event` is neither request nor response");
  const service = Object.hasOwn(event, "service") ? textField(event, "service") : "-";
  return { kind, id, time, method: textField(event, "method"), path: textField(event, "path"), service };
}

function template(path) {
  return path
    .split("/")
    .map((segment) => (/^[0-9]+$/.test(segment) || UUID.test(segment) ? "{id}" : segment))
    .join("/");
}

function groupName(by, { method, path, service }) {
  if (by === "service") return service;
  const bare = path.split(/[?#]/, 1)[0];
  return `${method} ${by === "path" ? bare : template(bare)}`;
}

// --- Arguments ----------------------------------------------------------------------------------------------------

// A BigInt in units of the last of so many decimal places.
function parseDecimal(text, places) {
  const match = /^([0-9]{1,15})(?:\.([0-9]+))?$/.exec(text);
  if (!match || (match[2] ?? "").length > places) {
    throw new Usage(`\`${text}\` is not a number with up to ${places} decimals`);
  }
  return BigInt(match[1] + (match[2] ?? "").padEnd(places, "0"));
}

const span = (text) => ({ text, nanos: parseDecimal(text, 6) });

const SETTERS = {
  "--by"(options, text) {
    if (!["endpoint", "path", "service"].includes(text)) {
      throw new Usage(`--by: \`${text}\` is not one of endpoint, path, service`);
    }
    options.by = text;
  },
  "--slow"(options, text) {
    options.slow = span(text);
  },
  "--timeout"(options, text) {
    options.timeout = span(text);
  },
  "--warn"(options, text) {
    options.warn = span(text);
  },
  "--crit"(options, text) {
    options.crit = span(text);
  },
  "--now"(options, text) {
    options.now = parseTime(text);
  },
  "--percentile"(options, text) {
    const thousandths = parseDecimal(text, 3);
    if (thousandths === 0n || thousandths > 100_000n) throw new Usage("it is over 0 and up to 100");
    options.percentile = { text, thousandths };
  },
  "--list"(options, text) {
    options.list = Number(parseDecimal(text, 0));
  },
};

// Spans are kept as {text, nanos}, the percentile as {text, thousandths of a per cent}.
function parseArguments(args) {
  const options = {
    by: "endpoint", list: 10, now: null, files: [], slow: span("1000"), timeout: span("10000"), warn: null, crit: null,
    percentile: { text: "95", thousandths: 95_000n },
  };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === "-" || !arg.startsWith("-")) {
      options.files.push(arg);
      continue;
    }
    const equals = arg.indexOf("=");
    const name = equals < 0 ? arg : arg.slice(0, equals);
    const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
    if (!Object.hasOwn(SETTERS, name)) throw new Usage(`invalid option '${name}'`);
    if (value === undefined) throw new Usage(`${name} needs a value`);
    try {
      SETTERS[name](options, value);
    } catch (error) {
      throw new Usage(`${name} ${value}: ${error.message}`);
    }
  }
  if (options.warn && options.crit && options.warn.nanos > options.crit.nanos) throw new Usage("--warn is above --crit");
  if (options.files.length === 0) options.files.push("-");
  return options;
}

// --- Matching -----------------------------------------------------------------------------------------------------

// `<` compares UTF-16 units, which order characters beyond U+FFFF otherwise than their code points.
function compareTexts(a, b) {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((char, i) => char !== right[i]);
  if (at < 0 || at >= right.length) return left.length - right.length;
  return left[at].codePointAt(0) - right[at].codePointAt(0);
}

const compareSpans = (a, b) => Number(a > b) - Number(a < b);

class Group {
  constructor(name) {
    this.name = name;
    this.requests = this.answered = this.unanswered = this.backwards = this.slow = 0;
    this.lags = [];
  }

  // By nearest rank, `lags` being sorted; null when there is none. In integers: 28/100*25 in floats is over 7.
  percentile(thousandths) {
    const rank = (thousandths * BigInt(this.lags.length) + 99_999n) / 100_000n;
    return this.lags[Number(rank) - 1] ?? null;
  }
}

class Matching {
  constructor(options) {
    this.options = options;
    this.groups = new Map();
    this.open = new Map(); // id -> {time, group}: no response yet
    this.waiting = new Map(); // id -> {time, place}: no request yet
    this.closed = new Set(); // ids that have both
    this.latest = null;
    this.slow = []; // {span, id, group}, as the next two
    this.unanswered = [];
    this.backwards = [];
    this.repeatedRequests = []; // {place, id}, as the next two
    this.repeatedResponses = [];
    this.orphans = [];
    this.inFlight = 0;
  }

  take(place, event) {
    if (this.latest === null || event.time > this.latest) this.latest = event.time;
    if (event.kind === "request") this.#takeRequest(place, event);
    else this.#takeResponse(place, event);
  }

  #takeRequest(place, event) {
    const { id, time } = event;
    if (this.open.has(id) || this.closed.has(id)) {
      this.repeatedRequests.push({ place, id });
      return;
    }
    const group = this.#group(groupName(this.options.by, event));
    group.requests += 1;
    const response = this.waiting.get(id);
    if (response) {
      this.waiting.delete(id);
      this.#close(id, group, time, response.time);
    } else {
      this.open.set(id, { time, group });
    }
  }

  #takeResponse(place, { id, time }) {
    if (this.waiting.has(id) || this.closed.has(id)) {
      this.repeatedResponses.push({ place, id });
      return;
    }
    const request = this.open.get(id);
    if (request) {
      this.open.delete(id);
      this.#close(id, request.group, request.time, time);
    } else {
      this.waiting.set(id, { time, place });
    }
  }

  #group(name) {
    if (!this.groups.has(name)) this.groups.set(name, new Group(name));
    return this.groups.get(name);
  }

  #close(id, group, start, end) {
    this.closed.add(id);
    group.answered += 1;
    const lag = end - start;
    if (lag < 0n) {
      group.backwards += 1;
      this.backwards.push({ span: lag, id, group });
      return;
    }
    group.lags.push(lag);
    if (lag > this.options.slow.nanos) {
      group.slow += 1;
      this.slow.push({ span: lag, id, group });
    }
  }

  // Judges what is still open, and sorts.
  finish() {
    const now = this.options.now ?? this.latest;
    for (const [id, { time, group }] of this.open) {
      if (now - time > this.options.timeout.nanos) {
        group.unanswered += 1;
        this.unanswered.push({ span: now - time, id, group });
      } else {
        this.inFlight += 1;
      }
    }
    // A Map keeps its order of insertion, which here is the reading order.
    this.orphans = Array.from(this.waiting, ([id, { place }]) => ({ place, id }));
    const byId = (a, b) => compareTexts(a.id, b.id);
    for (const entries of [this.slow, this.unanswered]) {
      entries.sort((a, b) => compareSpans(b.span, a.span) || byId(a, b));
    }
    this.backwards.sort((a, b) => compareSpans(a.span, b.span) || byId(a, b));
    for (const group of this.groups.values()) group.lags.sort(compareSpans);
  }
}

// --- Output -------------------------------------------------------------------------------------------------------

function millis(nanos) {
  const micros = ((nanos < 0n ? -nanos : nanos) + 500n) / 1000n;
  return `${nanos < 0n ? "-" : ""}${micros / 1000n}.${String(micros % 1000n).padStart(3, "0")}`;
}

const shown = (text) => text.replace(/[\x00-\x1f\x7f|]/g, "?");

function tableLines(options, groups) {
  const percents = [
    { text: "50", thousandths: 50_000n },
    { text: "95", thousandths: 95_000n },
    { text: "99", thousandths: 99_000n },
  ];
  if (percents.every(({ thousandths }) => thousandths !== options.percentile.thousandths)) {
    percents.push(options.percentile);
  }
  const head = ["group", "requests", "answered", "unanswered", "backwards", "slow"];
  const rows = [[...head, ...percents.map(({ text }) => `p${text}`), "max"]];
  for (const group of groups) {
    const counts = [group.requests, group.answered, group.unanswered, group.backwards, group.slow].map(String);
    const lags = [...percents.map(({ thousandths }) => thousandths), 100_000n].map((p) => group.percentile(p));
    rows.push([shown(group.name), ...counts, ...lags.map((lag) => (lag === null ? "-" : millis(lag)))]);
  }
  const length = (cell) => [...cell].length; // in characters, not UTF-16 units
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => length(row[column]))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const padding = " ".repeat(widths[column] - length(cell));
        return column === 0 ? cell + padding : padding + cell;
      })
      .join("  "),
  );
}

// A list with its title, after an empty line; nothing when it has no entries.
function listLines(options, title, entries) {
  if (entries.length === 0) return [];
  const lines = ["", `${title}: ${entries.length}`, ...entries.slice(0, options.list).map((entry) => `  ${entry}`)];
  if (entries.length > options.list) lines.push(`  ... and ${entries.length - options.list} more`);
  return lines;
}

// The first line, and the exit status.
function judge(options, matching, malformed, groups) {
  const sum = (count) => groups.reduce((total, group) => total + count(group), 0);
  const data =
    `requests=${sum((group) => group.requests)} answered=${sum((group) => group.answered)}` +
    ` unanswered=${matching.unanswered.length} slow=${matching.slow.length} malformed=${malformed.length}`;
  const { percentile, warn, crit } = options;
  const worst = groups[0]?.percentile(percentile.thousandths) ?? null;
  if (worst === null) {
    let words = "no lag to measure";
    if (matching.latest === null) words = malformed.length > 0 ? "all lines are malformed" : "no events";
    return { status: UNKNOWN, line: `API_LAG UNKNOWN - ${words} | ${data}` };
  }
  let [status, word, over] = [OK, "OK", ""];
  if (crit && worst > crit.nanos) [status, word, over] = [CRITICAL, "CRITICAL", ` over ${crit.text} ms`];
  else if (warn && worst > warn.nanos) [status, word, over] = [WARNING, "WARNING", ` over ${warn.text} ms`];
  const value = millis(worst);
  const line =
    `API_LAG ${word} - p${percentile.text} ${value} ms${over} (${shown(groups[0].name)})` +
    ` | p${percentile.text}=${value}ms;${warn?.text ?? ""};${crit?.text ?? ""};0 ${data}`;
  return { status, line };
}

function report(options, matching, malformed) {
  const percentileOf = (group) => group.percentile(options.percentile.thousandths) ?? -1n;
  const groups = [...matching.groups.values()].sort(
    (a, b) => compareSpans(percentileOf(b), percentileOf(a)) || compareTexts(a.name, b.name),
  );
  const { status, line } = judge(options, matching, malformed, groups);
  const spans = (entries) => entries.map((e) => `${millis(e.span)} ms  ${shown(e.group.name)}  ${shown(e.id)}`);
  const places = (entries) => entries.map(({ place, id }) => `${place}  ${shown(id)}`);
  const lines = [
    line,
    ...(groups.length > 0 ? ["", ...tableLines(options, groups)] : []),
    ...listLines(options, `slow (over ${options.slow.text} ms)`, spans(matching.slow)),
    ...listLines(options, `unanswered (older than ${options.timeout.text} ms)`, spans(matching.unanswered)),
    ...(matching.inFlight > 0 ? ["", `in flight: ${matching.inFlight}`] : []),
    ...listLines(options, "repeated requests", places(matching.repeatedRequests)),
    ...listLines(options, "repeated responses", places(matching.repeatedResponses)),
    ...listLines(options, "responses without a request", places(matching.orphans)),
    ...listLines(options, "clock ran backwards", spans(matching.backwards)),
    ...listLines(options, "malformed lines", malformed),
  ];
  return { status, text: lines.map((text) => `${text}\n`).join("") };
}

// --- Reading ------------------------------------------------------------------------------------------------------

// The lines of a file, or of stdin, as bytes; gzip is unpacked.
function* readLines(name) {
  let bytes = fs.readFileSync(name === "-" ? 0 : name);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

const isBlank = (bytes) => bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

function main() {
  let options;
  try {
    options = parseArguments(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    process.stdout.write("API_LAG UNKNOWN - bad arguments\n");
    process.stderr.write(`api-lag: ${error.message}\n`);
    return UNKNOWN;
  }
  const matching = new Matching(options);
  const malformed = [];
  for (const name of options.files) {
    let lines;
    try {
      lines = [...readLines(name)];
    } catch (error) {
      process.stdout.write(`API_LAG UNKNOWN - cannot read ${shown(name)}\n`);
      process.stderr.write(`api-lag: ${name}: ${error.message}\n`);
      return UNKNOWN;
    }
    for (const [index, line] of lines.entries()) {
      if (isBlank(line)) continue;
      const place = `${shown(name)}:${index + 1}`;
      try {
        matching.take(place, parseEvent(line));
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        malformed.push(place);
        if (malformed.length <= options.list) process.stderr.write(`api-lag: ${place}: ${error.message}\n`);
      }
    }
  }
  matching.finish();
  const { status, text } = report(options, matching, malformed);
  process.stdout.write(text);
  return status;
}

process.exitCode = main();
