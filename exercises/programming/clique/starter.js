// Reads the graph and the options; the search is yours.
import fs from "node:fs";
import process from "node:process";

function fail(message, status) {
  process.stderr.write(`clique: ${message}\n`);
  process.exit(status);
}

// The neighbours of every vertex, and how many edges were repeated or loops.
function readEdges(path, text) {
  const neighbours = new Map();
  let duplicates = 0;
  let loops = 0;
  text.split("\n").forEach((line, index) => {
    const words = line.split("#")[0].split(/\s+/).filter((word) => word !== "");
    if (words.length > 2) {
      fail(`${path}:${index + 1}: expected one name or two, found ${words.length} words`, 1);
    }
    for (const word of words) {
      if (!neighbours.has(word)) neighbours.set(word, new Set());
    }
    if (words.length < 2) return;
    const [a, b] = words;
    if (a === b) {
      loops += 1;
    } else if (neighbours.get(a).has(b)) {
      duplicates += 1;
    } else {
      neighbours.get(a).add(b);
      neighbours.get(b).add(a);
    }
  });
  return { neighbours, duplicates, loops, p: null };
}

// G(n, p) as the statement describes it: SplitMix64 (64 bits: BigInt), pairs in order, padded names.
function randomGraph(n, p, seed) {
  return { neighbours: new Map(), duplicates: 0, loops: 0, p };
}

// Every maximal clique, as an array of names. Give up after `limit` expansions.
function maximalCliques(neighbours, limit) {
  return [];
}

// How many cliques (maximal or not) there are of size 1, 2, 3, ...
function countBySize(neighbours, limit) {
  return [];
}

function parseArguments(args) {
  const options = { mode: "summary", path: "-", random: null, seed: 1n, limit: 10_000_000 };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (["--list", "--count", "--max"].includes(arg)) options.mode = arg.slice(2);
    else if (arg === "--random") options.random = [Number(args[++i]), Number(args[++i])];
    else if (arg === "--seed") options.seed = BigInt(args[++i]);
    else if (arg === "--limit") options.limit = Number(args[++i]);
    else if (arg.startsWith("--")) fail(`unknown option ${arg}`, 2);
    else options.path = arg;
  }
  return options;
}

function load(options) {
  if (options.random) return randomGraph(...options.random, options.seed);
  const fromStdin = options.path === "-";
  const name = fromStdin ? "standard input" : options.path;
  try {
    return readEdges(name, fs.readFileSync(fromStdin ? 0 : options.path, "utf8"));
  } catch (error) {
    return fail(`${name}: ${error.message}`, 1);
  }
}

const options = parseArguments(process.argv.slice(2));
const { neighbours, duplicates, loops, p } = load(options);
console.log(`vertices ${neighbours.size}`);
// The rest of the summary, and what --list, --count and --max print.
