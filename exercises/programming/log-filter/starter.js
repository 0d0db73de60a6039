// Reads the options and the lines; selecting and counting is yours.
import fs from "node:fs";
import process from "node:process";

function fail(message) {
  process.stderr.write(`log-filter: ${message}\n`);
  process.exit(2);
}

const VALUES = {
  "-m": "match", "--match": "match", "-w": "where", "--where": "where", "--since": "since", "--until": "until",
  "-f": "format", "--format": "format", "--year": "year", "--time-field": "timeField", "-t": "top", "--top": "top",
  "-n": "limit", "--histogram": "histogram",
};
const SWITCHES = {
  "-v": "invert", "--invert": "invert", "-i": "ignoreCase", "--ignore-case": "ignoreCase", "-c": "count",
  "--count": "count", "--malformed": "malformed",
};

function parseArguments(args) {
  const options = { where: [], limit: "10", format: "auto", files: [] };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg in SWITCHES) options[SWITCHES[arg]] = true;
    else if (VALUES[arg] === "where") options.where.push(args[++i]);
    else if (arg in VALUES) options[VALUES[arg]] = args[++i];
    else if (arg.startsWith("-") && arg !== "-") fail(`unknown option ${arg}`);
    else options.files.push(arg);
  }
  if (options.files.length === 0) options.files.push("-");
  return options;
}

// The lines of a file as bytes, without their newlines: a text could not be written back as it was where the bytes are
// not UTF-8. To do: gzip (`gunzipSync` of "node:zlib").
function lines(name) {
  let bytes;
  try {
    bytes = fs.readFileSync(name === "-" ? 0 : name);
  } catch (error) {
    return fail(`${name}: ${error.message}`);
  }
  const all = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    all.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return all;
}

// Whether a line is selected. To do.
function selected(line, options) {
  return false;
}

const options = parseArguments(process.argv.slice(2));
let matched = 0;
for (const name of options.files) {
  for (const line of lines(name)) {
    if (selected(line, options)) {
      matched += 1;
      process.stdout.write(line);
      process.stdout.write("\n");
    }
  }
}
process.exitCode = matched > 0 ? 0 : 1;
