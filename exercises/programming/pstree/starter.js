// pstree over a captured /proc.
//
// Reading the options and listing /proc is done. What is left: read each process's name and parent, turn parents into
// children, and print the tree.

import fs from "node:fs";
import process from "node:process";

const PROC = "/proc";
const WIDTH = 132; // columns of a line

// The bytes of a file; null when it is gone, as may happen at any moment.
function read(path) {
  try {
    return fs.readFileSync(path);
  } catch {
    return null;
  }
}

function pids() {
  return fs
    .readdirSync(PROC)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

function parseOptions(args) {
  const options = { a: false, U: false, n: false, p: false, T: false, l: false, start: 1 };
  for (const argument of args) {
    if (!argument.startsWith("-")) {
      options.start = Number(argument);
      continue;
    }
    for (const letter of argument.slice(1)) {
      if (letter === "A") options.U = false;
      else if (letter in options) options[letter] = true;
      else throw new Error(`unknown option -${letter}`);
    }
  }
  return options;
}

const options = parseOptions(process.argv.slice(2));
const lines = [];
for (const pid of pids()) {
  const stat = read(`${PROC}/${pid}/stat`);
  // TODO: the name and the parent from stat; then children from parents; then the tree from options.start.
  lines.push(`${pid} ${stat ? stat.length : 0}`);
}
process.stdout.write(lines.join("\n") + "\n");
