// pstree over a captured /proc. Reads, links, prints:
//   1. read     /proc/PID/stat gives a name and a parent for each PID
//   2. link     invert the table: from "my parent" to "my children", through a Map
//   3. print    walk the tree; identical siblings become one with a count
import fs from "node:fs";
import process from "node:process";

const PROC = "/proc";
const WIDTH = 132; // columns, for an output that is no terminal

// The name may hold parentheses, spaces, anything: it ends at the LAST closing parenthesis of the file. The start time,
// field 22, must be there: a file cut off before it says nothing reliable.
const STAT = /^[^(]*\((?<name>.*)\) \S (?<parent>-?\d+)(?: [^ )]+){17} \d+[^)]*$/s;

const ASCII = { branch: "|-", last: "`-", down: "| ", none: "  ", first: "-+-", single: "---" };
const UNICODE = { branch: "├─", last: "└─", down: "│ ", none: "  ", first: "─┬─", single: "───" };

class Failure extends Error {}

function parseOptions(args) {
  const options = {
    args: false, compact: true, byPid: false, pids: false, threads: true, width: WIDTH, symbols: ASCII, start: 1,
  };
  for (const argument of args) {
    if (!argument.startsWith("-")) {
      options.start = Number(argument);
      continue;
    }
    for (const letter of argument.slice(1)) {
      if (letter === "a") options.args = true;
      else if (letter === "A") options.symbols = ASCII;
      else if (letter === "U") options.symbols = UNICODE;
      else if (letter === "n") options.byPid = true;
      else if (letter === "p") [options.pids, options.compact] = [true, false];
      else if (letter === "T") options.threads = false;
      else if (letter === "l") options.width = Infinity;
      else throw new Failure(`unknown option -${letter}`);
    }
  }
  return options;
}

// ---- 1. read ------------------------------------------------------------------------------------------------------

// A file as a text with one character for each byte, as names may hold any; null when it is gone, as may happen at any
// moment.
function read(path) {
  try {
    return Array.from(fs.readFileSync(path), (byte) => String.fromCharCode(byte)).join("");
  } catch {
    return null;
  }
}

function numbers(path) {
  try {
    const names = fs.readdirSync(path).filter((name) => /^\d+$/.test(name));
    return names.map(Number).sort((a, b) => a - b);
  } catch {
    return [];
  }
}

// What follows the program's name; null when there is no name even (a zombie, a kernel thread). Runs of NULs are
// counted, but each NUL separates: as pstree has it.
function splitArguments(cmdline, limit) {
  const seen = cmdline.slice(0, limit);
  if (seen === "") return null;
  const runs = seen.match(/\0+/g)?.length ?? 0;
  return seen.split("\0").slice(1, 1 + runs);
}

// {pid, parent, name, argv, tids} of each process, by ascending PID; argv is undefined when cmdline was gone.
function* processes(options) {
  for (const pid of numbers(PROC)) {
    const match = STAT.exec(read(`${PROC}/${pid}/stat`) ?? "");
    if (!match) continue; // vanished, or cut off
    let argv = [];
    if (options.args) {
      const cmdline = read(`${PROC}/${pid}/cmdline`);
      argv = cmdline === null ? undefined : splitArguments(cmdline, Math.min(options.width, 8192));
    }
    const tids = options.threads ? numbers(`${PROC}/${pid}/task`).filter((tid) => tid !== pid) : [];
    yield { pid, parent: Number(match.groups.parent), name: match.groups.name.slice(0, 65), argv, tids };
  }
}

// ---- 2. link ------------------------------------------------------------------------------------------------------

// The nodes by PID, in the order in which they were first heard of.
function link(options) {
  const nodes = new Map();

  function node(pid) {
    if (!nodes.has(pid)) {
      // Named `?` until its own stat has been read. Equal subtrees get equal shapes.
      nodes.set(pid, { pid, name: "?", thread: false, argv: [], parent: null, children: [], shape: null });
    }
    return nodes.get(pid);
  }

  function adopt(parent, child) {
    child.parent = parent;
    parent.children.push(child);
  }

  for (const { pid, parent, name, argv, tids } of processes(options)) {
    for (const tid of tids) {
      const thread = node(tid);
      thread.name = `{${name.slice(0, 64)}}`.slice(0, 65);
      thread.thread = true;
      adopt(node(pid), thread);
    }
    if (argv === undefined) continue;
    const own = node(pid);
    own.name = name;
    own.argv = argv;
    adopt(node(parent === pid ? 0 : parent), own);
  }

  // Parents that nobody has seen hang below PID 1, the latest heard of first.
  const root = node(1);
  for (const orphan of [...nodes.values()].reverse()) {
    if (orphan.parent === null && orphan.pid > 1) adopt(root, orphan);
  }
  for (const { children } of nodes.values()) {
    // sort() is stable: equal names stay in PID order.
    children.sort((a, b) => (options.byPid ? a.pid - b.pid : Number(a.name > b.name) - Number(a.name < b.name)));
  }
  return nodes;
}

// Equal numbers for equal subtrees, from the leaves up: comparing two subtrees is then comparing two numbers.
function numberShapes(nodes) {
  const waiting = new Map([...nodes.values()].map((node) => [node, node.children.length]));
  const ready = [...nodes.values()].filter((node) => node.children.length === 0);
  const known = new Map();
  for (const node of ready) { // grows while it is walked; nodes on a parent loop never get in
    const key = `${node.children.map((child) => child.shape).join(" ")} ${node.name}`;
    if (!known.has(key)) known.set(key, known.size);
    node.shape = known.get(key);
    if (node.parent === null) continue;
    waiting.set(node.parent, waiting.get(node.parent) - 1);
    if (waiting.get(node.parent) === 0) ready.push(node.parent);
  }
}

// ---- 3. print -----------------------------------------------------------------------------------------------------

// Collects lines up to the width; what goes past it shows as one plus for each byte of the character there.
class Line {
  constructor(width) {
    this.width = width;
    this.column = 1;
    this.out = [];
  }

  write(text) {
    for (const char of text) {
      this.column += 1;
      if (this.column <= this.width) this.out.push(char);
      else if (this.column === this.width + 1) this.out.push("+".repeat(char > "\x7f" ? 3 : 1));
    }
  }

  full() {
    return this.column >= this.width;
  }

  end() {
    this.out.push("\n");
    this.column = 1;
  }
}

const isPrintable = (char) => char >= " " && char <= "~";

// Printable ASCII as it is, a backslash doubled, other bytes in octal.
function escape(bytes) {
  return Array.from(bytes, (char) => {
    if (char === "\\") return "\\\\";
    return isPrintable(char) ? char : `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`;
  }).join("");
}

// Children as {node, count}, identical ones merged; with arguments only threads are.
function groups(children, options) {
  const merged = [];
  const byShape = new Map();
  for (const node of children) {
    const same = options.compact ? byShape.get(node.shape) : undefined;
    if (same) {
      same.count += 1;
      continue;
    }
    const group = { node, count: 1 };
    merged.push(group);
    if (node.shape !== null && (node.thread || !options.args)) byShape.set(node.shape, group);
  }
  return merged;
}

function writeArguments(line, argv) {
  for (const [index, argument] of argv.entries()) {
    const last = index === argv.length - 1; // what follows the final NUL: mostly empty
    if (!last) line.write(" ");
    const columns = Array.from(argument, (char) => (isPrintable(char) ? 1 : 4)).reduce((a, b) => a + b, 0);
    if (line.column + columns > line.width - (last ? 0 : 4)) {
      line.write("...");
      return;
    }
    line.write(escape(argument));
  }
}

// The tree below a node, as text.
function draw(start, options) {
  const { symbols } = options;
  const line = new Line(options.width);
  // A frame for each ancestor: its groups, how many of them are printed, brackets to close, indent, and whether siblings
  // follow. A stack instead of recursion: chains of processes may be longer than the call stack.
  const frames = [];
  // Where a parent loop leads back to the start, only the width would end the drawing.
  const endless = options.args || options.width === Infinity;

  function indent(more) {
    for (const [level, { width }] of frames.entries()) {
      if (line.column > line.width) break;
      line.write(" ".repeat(width + 1));
      if (level === frames.length - 1) line.write(more ? symbols.branch : symbols.last);
      else line.write(frames[level + 1].more ? symbols.down : symbols.none);
    }
  }

  function writeNode({ node, count }, inLine, more, closing) {
    const children = node.children.filter((child) => !(endless && child === start));
    if (!inLine) indent(more);
    const begin = line.column;
    if (count > 1) line.write(`${count}*[`);
    const hidden = options.args && node.argv === null;
    const name = escape(node.name);
    const pid = node.pid === 0 ? "" : node.pid; // pstree prints nothing for PID 0
    line.write(hidden ? `(${name}` : name);
    if (options.pids) line.write(options.args ? `,${pid}` : `(${pid})`);
    if (hidden) line.write(")");
    let width = line.column - begin;
    if (options.args) {
      writeArguments(line, node.argv ?? []);
      width = name.length > 1 ? 1 : 0;
    }
    if (options.args || children.length === 0) {
      line.write("]".repeat(closing));
      line.end();
    } else if (line.full()) {
      line.write(`${symbols.first}+`);
      line.end();
      return;
    }
    if (children.length > 0) frames.push({ groups: groups(children, options), printed: 0, closing, width, more });
  }

  writeNode({ node: start, count: 1 }, true, false, 0);
  while (frames.length > 0) {
    const frame = frames.at(-1);
    if (frame.printed === frame.groups.length) {
      frames.pop();
      continue;
    }
    const group = frame.groups[frame.printed];
    frame.printed += 1;
    const more = frame.printed < frame.groups.length;
    const leads = frame.printed === 1 && !options.args;
    if (leads) line.write(more ? symbols.first : symbols.single);
    writeNode(group, leads, more, (options.args ? 0 : frame.closing) + (group.count > 1 ? 1 : 0));
  }
  return line.out.join("");
}

function main() {
  const options = parseOptions(process.argv.slice(2));
  if (!numbers(PROC).some((pid) => read(`${PROC}/${pid}/stat`) !== null)) {
    throw new Failure(`${PROC}: there is no PID/stat in it`);
  }
  const nodes = link(options);
  if (options.compact) numberShapes(nodes);
  const start = nodes.get(options.start);
  if (start) process.stdout.write(draw(start, options));
}

try {
  main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`pstree: ${error.message}\n`);
  process.exitCode = 1;
}
