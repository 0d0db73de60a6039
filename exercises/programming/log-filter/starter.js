// Reads the options and the lines; selecting and counting is yours.
import { Buffer } from "node:buffer";
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

// The lines of a file, without their newlines. "latin1" keeps every byte as one character, and writes it back as it
// was. To do: gzip, and not the whole file at once.
function lines(name) {
  try {
    const text = fs.readFileSync(name === "-" ? 0 : name, "latin1");
    const all = text.split("\n");
    if (all[all.length - 1] === "") all.pop();
    return all;
  } catch (error) {
    return fail(`${name}: ${error.message}`);
  }
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
      process.stdout.write(Buffer.from(`${line}\n`, "latin1"));
    }
  }
}
process.exitCode = matched > 0 ? 0 : 1;
