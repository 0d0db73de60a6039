// Wrong: a byte that is not UTF-8 is decoded to U+FFFD, and printed so.
// fails: 22-not-utf8
import fs from "node:fs";
import process from "node:process";
import { gunzipSync } from "node:zlib";

// What ends the program with status 2.
class Failure extends Error {}

// --- Bytes and texts ------------------------------------------------------------------------------------------------
// A byte that is not UTF-8 becomes a lone surrogate, U+DC80 to U+DCFF, and is written back as it was: what Python calls
// surrogateescape. Each text stands for exactly one sequence of bytes.

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const toUtf8 = new TextEncoder();
const ESCAPED = /[\udc80-\udcff]/u; // "u": only those that stand alone

function tryDecode(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function decode(bytes) {
  const whole = tryDecode(bytes);
  if (whole !== null) return whole;
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((n) => at + n <= bytes.length && tryDecode(bytes.subarray(at, at + n)) !== null);
    text += length ? tryDecode(bytes.subarray(at, at + length)) : String.fromCharCode(0xdc00 + bytes[at]);
    at += length ?? 1;
  }
  return text;
}

function encode(text) {
  if (!ESCAPED.test(text)) return toUtf8.encode(text);
  return Uint8Array.from(
    [...text].flatMap((char) => (ESCAPED.test(char) ? [char.charCodeAt(0) - 0xdc00] : [...toUtf8.encode(char)])),
  );
}

// Below, at or above 0 as `a` stands before, with or after `b`, byte by byte.
function compareTexts(a, b) {
  if (a === b) return 0;
  const [left, right] = [encode(a), encode(b)];
  const at = left.findIndex((byte, i) => byte !== right[i]);
  return at < 0 || at >= right.length ? left.length - right.length : left[at] - right[at];
}

function* linesOf(bytes) {
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

function contentsOf(name) {
  try {
    const bytes = fs.readFileSync(name === "-" ? 0 : name);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes; // not by its name
  } catch (error) {
    throw new Failure(`${name}: ${error.message}`);
  }
}

// --- Times: {seconds, fraction}, so that comparing is exact; null when there is no such time -----------------------

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

// Seconds since the epoch; second may be 60. The offset is in seconds.
function moment(year, month, day, [hour, minute, second], offset = 0) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes years below 100 for 19xx
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 60) return null;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset;
}

const CLF = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/;

// 18/Mar/2025:06:00:04 +0000
function clfTime(text) {
  const [, day, month, year, hour, minute, second, sign, hours, minutes] = CLF.exec(text);
  if (Number(minutes) > 59) return null;
  const offset = (sign === "-" ? -1 : 1) * (hours * 3600 + minutes * 60);
  const clock = [hour, minute, second].map(Number);
  const seconds = moment(Number(year), MONTHS.indexOf(month) + 1, Number(day), clock, offset);
  return seconds === null ? null : { seconds, fraction: 0 };
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

function rfc3339Time(text) {
  const found = RFC3339.exec(text);
  if (!found) return null;
  const [year, month, day, ...clock] = found.slice(1, 7).map(Number);
  const [fraction = "0", sign = "+", hours = "0", minutes = "0"] = found.slice(7);
  if (hours > 23 || minutes > 59) return null;
  const seconds = moment(year, month, day, clock, (sign === "-" ? -1 : 1) * (hours * 3600 + minutes * 60));
  return seconds === null ? null : { seconds, fraction: Number(fraction) };
}

const compareTimes = (a, b) => a.seconds - b.seconds || a.fraction - b.fraction;

// --- Formats: each makes a function from a line to {fields, time}, or null when the line is not of the format ------

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`; // the closing quote is the first that no backslash escapes
const STAMP = String.raw`\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}`;
// The user may hold spaces; it must not run over a time stamp, or two lines run together would pass as one.
const COMMON = String.raw`([^ ]+) ([^ ]*) ((?:(?! \[${STAMP}\]).)+) \[(${STAMP})\] ${QUOTED} (\d{3}) (\d+|-)`;
const COMMON_LINE = new RegExp(`^${COMMON}$`, "s");
const COMBINED_LINE = new RegExp(`^${COMMON} ${QUOTED} ${QUOTED}(?: .*)?$`, "s");
const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const REQUEST = new RegExp(`^(?:(${TOKEN}) (.+) (HTTP/[^ ]*)|(${TOKEN}) (/[^ ]*))$`, "s");
const OLD_LINE =
  /^(?:<(\d{1,3})>)?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) ([^ ]+) ([^[: ]+)(?:\[([^\]]*)\])?:? ?(.*)$/s;
const NEW_LINE =
  /^<(\d{1,3})>1 ([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+) (-|(?:\[[^ \]="](?:[^"\]]|"(?:[^"\\]|\\.)*")*\])+)(?: +(.*))?$/s;

const ACCESS_FIELDS = "addr ident user time request status bytes method target path query protocol".split(" ");
const FIELDS = {
  combined: [...ACCESS_FIELDS, "referer", "agent"],
  common: ACCESS_FIELDS,
  rfc3164: "facility severity pri time host app pid message".split(" "),
  rfc5424: "facility severity pri time host app pid message msgid sd".split(" "),
  json: null, // the lines bring their own
};

// A Map of those names that have a value.
function fieldsOf(names, values) {
  return new Map(names.map((name, i) => [name, values[i]]).filter(([, value]) => value !== undefined));
}

function accessParser(shape) {
  const names = ["addr", "ident", "user", "time", "request", "status", "bytes", "referer", "agent"];
  return (line) => {
    const found = shape.exec(line);
    const time = found && clfTime(found[4]);
    if (!time) return null;
    const fields = fieldsOf(names, found.slice(1));
    const request = REQUEST.exec(fields.get("request"));
    if (request) {
      const [method, target, protocol] = [request[1] ?? request[4], request[2] ?? request[5], request[3]];
      fields.set("method", method).set("target", target);
      const mark = target.indexOf("?");
      fields.set("path", mark < 0 ? target : target.slice(0, mark));
      if (mark >= 0) fields.set("query", target.slice(mark + 1));
      if (protocol !== undefined) fields.set("protocol", protocol);
    }
    return { fields, time };
  };
}

// False when the text is no PRI: 0 to 191 without leading zeros.
function addPriority(fields, pri) {
  if (pri === undefined) return true;
  if (Number(pri) > 191 || String(Number(pri)) !== pri) return false;
  fields.set("pri", pri).set("facility", String(pri >> 3)).set("severity", String(pri & 7));
  return true;
}

// RFC 3164 has no year: the first line's is given, each next line is less than half a year from the one before.
function oldSyslogParser(firstYear) {
  let year = firstYear;
  let lastMonth = null;
  return (line) => {
    const found = OLD_LINE.exec(line);
    if (!found) return null;
    const fields = fieldsOf(["time", "host", "app", "pid", "message"], found.slice(2));
    const stamp = found[2];
    const month = MONTHS.indexOf(stamp.slice(0, 3)) + 1;
    if (month === 0 || !addPriority(fields, found[1])) return null;
    let thisYear = year ?? 2000; // a leap year, so that the 29th of February may be
    if (year !== null && lastMonth !== null) {
      if (month - lastMonth <= -6) thisYear += 1;
      else if (month - lastMonth >= 6) thisYear -= 1;
    }
    const clock = stamp.slice(7).split(":").map(Number);
    const seconds = moment(thisYear, month, Number(stamp.slice(4, 6)), clock);
    if (seconds === null) return null;
    if (year === null) return { fields, time: null };
    [year, lastMonth] = [thisYear, month];
    return { fields, time: { seconds, fraction: 0 } };
  };
}

function parseNewSyslog(line) {
  const found = NEW_LINE.exec(line);
  if (!found) return null;
  const fields = fieldsOf(["time", "host", "app", "pid", "msgid", "sd"], found.slice(2));
  fields.set("message", (found[8] ?? "").replace(/^\ufeff/, ""));
  if (!addPriority(fields, found[1])) return null;
  if (found[2] === "-") return { fields, time: null };
  const time = rfc3339Time(found[2]);
  return time && { fields, time };
}

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

// A JSON object whose numbers are texts as written: 0.50 is not to become 0.5. Null when the line is none.
function parseObject(line) {
  if (!/^[ \t]*\{/.test(line)) return null;
  try {
    JSON.parse(line); // quoting numbers could mend what is no JSON, as a number in a key's place
    return JSON.parse(line.replace(JSON_TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  } catch {
    return null;
  }
}

function flatten(object, prefix, fields) {
  for (const [key, value] of Object.entries(object)) {
    if (typeof value === "string") fields.set(prefix + key, value);
    else if (typeof value === "boolean") fields.set(prefix + key, String(value));
    else if (Array.isArray(value)) fields.set(prefix + key, JSON.stringify(value));
    else if (value !== null) flatten(value, `${prefix}${key}.`, fields);
  }
  return fields;
}

// A time in RFC 3339, or in seconds or milliseconds since the epoch.
function jsonTime(text) {
  const time = rfc3339Time(text);
  const number = asNumber(text);
  if (time || number === null || number < 0 || number >= 1e14) return time;
  const seconds = number >= 1e11 ? number / 1000 : number;
  return { seconds: Math.floor(seconds), fraction: seconds % 1 };
}

function jsonParser(timeNames) {
  return (line) => {
    const object = parseObject(line);
    if (!object) return null;
    const fields = flatten(object, "", new Map());
    let time = null;
    for (const name of timeNames) time ??= jsonTime(fields.get(name) ?? "");
    return { fields, time };
  };
}

const TIME_NAMES = ["time", "timestamp", "@timestamp", "ts", "datetime"];

function parserFor(format, options) {
  switch (format) {
    case "combined":
      return accessParser(COMBINED_LINE);
    case "common":
      return accessParser(COMMON_LINE);
    case "rfc3164":
      return oldSyslogParser(options.year);
    case "rfc5424":
      return parseNewSyslog;
    default:
      return jsonParser(options.timeField === null ? TIME_NAMES : [options.timeField]);
  }
}

// The first format, from the strictest on, that the line is of.
function recognise(line, options) {
  const formats = ["json", "rfc5424", "combined", "common", "rfc3164"];
  return formats.find((format) => parserFor(format, options)(line) !== null) ?? null;
}

// --- Conditions -----------------------------------------------------------------------------------------------------

const NUMBER = /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

function asNumber(text) {
  return NUMBER.test(text) ? Number(text) : null;
}

function compiled(pattern, ignoreCase) {
  const flags = ignoreCase ? "is" : "s";
  try {
    return new RegExp(pattern, `${flags}u`); // "u": a character beyond U+FFFF is one
  } catch {
    // Without "u" a backslash may stand before any character, as in Python.
  }
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new Failure(`bad pattern \`${pattern}\`: ${error.message}`);
  }
}

const COMPARISONS = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

// {field, holds} of `FIELD OP VALUE`; holds is a predicate on the field's text.
function condition(text, ignoreCase) {
  const found = /^([^=!~<>]+)(!=|!~|<=|>=|==|=|~|<|>)(.*)$/s.exec(text);
  if (!found) throw new Failure(`bad condition \`${text}\`: write FIELD OP VALUE, with one of = != ~ !~ < <= > >=`);
  const [field, op, value] = [found[1].trim(), found[2] === "==" ? "=" : found[2], found[3].trim()];
  if (op === "~" || op === "!~") {
    const regex = compiled(value, ignoreCase);
    return { field, holds: (fieldText) => regex.test(fieldText) === (op === "~") };
  }
  const limit = asNumber(value);
  const holds = (fieldText) => {
    if (limit === null) return COMPARISONS[op](compareTexts(fieldText, value));
    // Text that is no number is neither less nor greater nor equal: NaN compares so.
    const number = asNumber(fieldText) ?? NaN;
    return COMPARISONS[op](number - limit);
  };
  return { field, holds };
}

// --- Arguments ------------------------------------------------------------------------------------------------------

const VALUES = {
  "-m": "match", "--match": "match", "-w": "where", "--where": "where", "--since": "since", "--until": "until",
  "-f": "format", "--format": "format", "--year": "year", "--time-field": "timeField", "-t": "top", "--top": "top",
  "-n": "limit", "--histogram": "histogram",
};
const SWITCHES = {
  "-v": "invert", "--invert": "invert", "-i": "ignoreCase", "--ignore-case": "ignoreCase", "-c": "count",
  "--count": "count", "--malformed": "malformed",
};

// The arguments as texts, each under its option's name.
function readArguments(args) {
  const given = { where: [], files: [] };
  for (let i = 0; i < args.length; i += 1) {
    const [, name, inline] = /^(--[^=]+)=(.*)$/s.exec(args[i]) ?? [null, args[i]];
    if (Object.hasOwn(SWITCHES, name)) {
      given[SWITCHES[name]] = true;
    } else if (Object.hasOwn(VALUES, name)) {
      const value = inline ?? args[++i];
      if (value === undefined) throw new Failure(`${name} needs a value`);
      if (VALUES[name] === "where") given.where.push(value);
      else given[VALUES[name]] = value;
    } else if (name.startsWith("-") && name !== "-") {
      throw new Failure(`unknown option ${name}`);
    } else {
      given.files.push(name);
    }
  }
  return given;
}

function whole(option, text) {
  if (!/^[0-9]+$/.test(text)) throw new Failure(`${option}: \`${text}\` is not a whole number`);
  return Number(text);
}

function timeOption(option, text) {
  const time = rfc3339Time(text);
  if (!time) throw new Failure(`${option}: \`${text}\` is not a time of RFC 3339`);
  return time;
}

function secondsOf(interval) {
  const found = /^([0-9]+)([smhd])$/.exec(interval);
  const length = found ? Number(found[1]) * { s: 1, m: 60, h: 3600, d: 86_400 }[found[2]] : 0;
  if (length === 0) throw new Failure(`--histogram: \`${interval}\` is not an interval; write 30s, 5m, 1h or 1d`);
  return length;
}

function parseArguments(args) {
  const given = readArguments(args);
  const { ignoreCase = false, format = "auto" } = given;
  if (format !== "auto" && !Object.hasOwn(FIELDS, format)) throw new Failure(`--format: there is no \`${format}\``);
  const outputs = ["--count", "--top", "--histogram"].filter((option) => given[option.slice(2)] !== undefined);
  if (outputs.length > 1) throw new Failure(`${outputs.join(" and ")} don't go together`);
  return {
    pattern: given.match === undefined ? null : compiled(given.match, ignoreCase),
    invert: given.invert ?? false,
    conditions: given.where.map((text) => condition(text, ignoreCase)),
    since: given.since === undefined ? null : timeOption("--since", given.since),
    until: given.until === undefined ? null : timeOption("--until", given.until),
    format: format === "auto" ? null : format,
    year: given.year === undefined ? null : whole("--year", given.year),
    timeField: given.timeField ?? null,
    count: given.count ?? false,
    top: given.top ?? null,
    limit: whole("-n", given.limit ?? "10"),
    interval: given.histogram === undefined ? null : secondsOf(given.histogram),
    malformed: given.malformed ?? false,
    files: given.files.length > 0 ? given.files : ["-"],
  };
}

// --- The pass over the files ----------------------------------------------------------------------------------------

class Filter {
  constructor(options) {
    this.options = options;
    this.matched = 0;
    this.counts = new Map(); // of values, or of intervals
    this.lines = []; // the selected ones, as bytes
    this.wanted = options.conditions.map(({ field }) => field);
    if (options.top !== null) this.wanted.push(options.top);
    this.needsTime = options.since !== null || options.until !== null || options.interval !== null;
    this.parsing = this.wanted.length > 0 || this.needsTime || options.malformed;
  }

  read(name) {
    const { options } = this;
    let format = options.format;
    let parse = format && parserFor(format, options);
    let checked = false;
    let [number, malformed, wellFormed] = [0, 0, 0];
    const seen = new Set();
    for (const bytes of linesOf(contentsOf(name))) {
      number += 1;
      const line = decode(bytes);
      if (options.pattern && options.pattern.test(line) === options.invert) continue;
      if (!this.parsing) {
        this.#take(bytes, null);
        continue;
      }
      const text = line.endsWith("\r") ? line.slice(0, -1) : line;
      if (!parse) {
        format = recognise(text, options);
        parse = format && parserFor(format, options);
      }
      if (parse && !checked) {
        checked = true;
        this.#checkFields(name, format, number);
      }
      const record = parse && parse(text);
      if (!record || (this.needsTime && !record.time)) {
        malformed += 1;
        if (options.malformed) this.#take(bytes, null);
        continue;
      }
      wellFormed += 1;
      if (format === "json") for (const field of record.fields.keys()) seen.add(field);
      if (!options.malformed && this.#holds(record)) this.#take(bytes, record);
    }
    if (!this.parsing || options.malformed) return;
    if (malformed > 0 && !parse) {
      throw new Failure(`${name}:1: no line of the file is of a known format; name it with --format`);
    }
    if (malformed > 0) process.stderr.write(`log-filter: ${name}: ${malformed} of ${number} lines malformed\n`);
    const missing = this.wanted.find((field) => format === "json" && wellFormed > 0 && !seen.has(field));
    if (missing !== undefined) throw new Failure(`${name}: no line has a field \`${missing}\``);
  }

  #checkFields(name, format, number) {
    const known = FIELDS[format];
    const unknown = known && this.wanted.find((field) => !known.includes(field));
    if (unknown) {
      throw new Failure(`${name}: the format ${format} has no field \`${unknown}\`; it has ${known.join(", ")}`);
    }
    if (this.needsTime && format === "rfc3164" && this.options.year === null) {
      const problem = "time stamps of RFC 3164 have no year: say with --year when the file begins";
      throw new Failure(`${name}:${number}: ${problem}`);
    }
  }

  #holds({ fields, time }) {
    const { since, until, conditions } = this.options;
    if (since && compareTimes(time, since) < 0) return false;
    if (until && compareTimes(time, until) >= 0) return false;
    return conditions.every(({ field, holds }) => holds(fields.get(field) ?? ""));
  }

  #take(bytes, record) {
    const { top, interval, count } = this.options;
    this.matched += 1;
    if (top !== null) this.#add(record.fields.get(top) ?? "");
    else if (interval !== null) this.#add(Math.floor(record.time.seconds / interval));
    else if (!count) this.lines.push(toUtf8.encode(new TextDecoder().decode(bytes)));
  }

  #add(key) {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  // What is to be printed, as bytes.
  output() {
    const { options } = this;
    if (options.count) return encode(`${this.matched}\n`);
    if (options.top !== null) return encode(this.#topValues().join(""));
    if (options.interval !== null) return encode(this.#histogram().join(""));
    const all = new Uint8Array(this.lines.reduce((sum, line) => sum + line.length + 1, 0)).fill(0x0a);
    let at = 0;
    for (const line of this.lines) {
      all.set(line, at);
      at += line.length + 1;
    }
    return all;
  }

  #topValues() {
    const rows = [...this.counts].sort((a, b) => b[1] - a[1] || compareTexts(a[0], b[0]));
    const hex = (char) => `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
    return rows
      .slice(0, this.options.limit)
      .map(([value, count]) => `${count}\t${value.replace(/[\x00-\x1f\x7f]/g, hex)}\n`);
  }

  #histogram() {
    const rows = [];
    const intervals = [...this.counts.keys()].sort((a, b) => a - b);
    for (let i = intervals[0]; i <= intervals.at(-1); i += 1) {
      const start = new Date(i * this.options.interval * 1000).toISOString().replace(".000Z", "Z");
      rows.push(`${start}\t${this.counts.get(i) ?? 0}\n`);
    }
    return rows;
  }
}

function main() {
  const filter = new Filter(parseArguments(process.argv.slice(2)));
  try {
    for (const name of filter.options.files) filter.read(name);
  } catch (error) {
    // Lines selected before the failure are printed; counts would be of a part only.
    if (filter.lines.length > 0) process.stdout.write(filter.output());
    throw error;
  }
  process.stdout.write(filter.output());
  return filter.matched > 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`log-filter: ${error.message}\n`);
  process.exitCode = 2;
}
