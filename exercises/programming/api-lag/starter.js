// api-lag: the arguments and the lines are read; times, matching, percentiles and output are yours.
//
// A number holds integers up to 2^53, some nine million seconds in nanoseconds: times want BigInt.
import fs from "node:fs";
import process from "node:process";
import { gunzipSync } from "node:zlib";

const UNKNOWN = 3;

// Option names (without the dashes) with their texts, and the files; null when the arguments are wrong.
function parseArguments(args) {
  const options = { by: "endpoint", slow: "1000", timeout: "10000", percentile: "95", list: "10" };
  const known = [...Object.keys(options), "now", "warn", "crit"];
  const files = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === "-" || !arg.startsWith("-")) {
      files.push(arg);
    } else if (known.includes(arg.slice(2)) && i + 1 < args.length) {
      i += 1;
      options[arg.slice(2)] = args[i];
    } else {
      return null;
    }
  }
  return { options, files: files.length > 0 ? files : ["-"] };
}

// The lines of a file, or of stdin; gzip is unpacked.
function readLines(name) {
  let bytes = fs.readFileSync(name === "-" ? 0 : name);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    bytes = gunzipSync(bytes);
  }
  return new TextDecoder().decode(bytes).split("\n");
}

// Nanoseconds since 1970, as a BigInt, of an RFC 3339 text or epoch milliseconds.
function parseTime(value) {
  throw new Error("times can't be read yet");
}

// An object with the event's fields, `time` in nanoseconds. Throws when the line is malformed.
function parseEvent(line) {
  const event = JSON.parse(line);
  return { ...event, time: parseTime(event.time) };
}

// By nearest rank.
function percentile(sortedLags, percent) {
  return undefined;
}

function main(args) {
  const parsed = parseArguments(args);
  if (parsed === null) {
    console.log("API_LAG UNKNOWN - bad arguments");
    return UNKNOWN;
  }
  const events = [];
  const malformed = [];
  for (const name of parsed.files) {
    let lines;
    try {
      lines = readLines(name);
    } catch (error) {
      console.log(`API_LAG UNKNOWN - cannot read ${name}`);
      console.error(`api-lag: ${error.message}`);
      return UNKNOWN;
    }
    lines.forEach((line, index) => {
      if (line.trim() === "") return;
      try {
        events.push(parseEvent(line));
      } catch (error) {
        malformed.push(`${name}:${index + 1}`);
      }
    });
  }
  // Match requests with responses, group them, and print. Then return the check's status.
  console.log(
    `API_LAG UNKNOWN - no events | requests=0 answered=0 unanswered=0 slow=0 malformed=${malformed.length}`,
  );
  return UNKNOWN;
}

process.exitCode = main(process.argv.slice(2));
