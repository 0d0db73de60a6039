// Wrong: without a comparison function, sort() compares numbers as texts: 10 comes before 9.
// fails: 16-random-list
import fs from "node:fs";
import process from "node:process";

const DEFAULT_LIMIT = 10_000_000;
const MASK = 2n ** 64n - 1n;

// What ends the program, with its exit status.
class Failure extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

class LimitReached extends Error {}

// --- The graph ----------------------------------------------------------------------------------------------------

// Vertices are numbers, in the order of their names: comparing numbers is then comparing names.
// `neighbours[v]` is the Set of those that v knows.
function graphOf(names, edges) {
  const sorted = [...names].sort(byCodePoint);
  const numbers = new Map(sorted.map((name, number) => [name, number]));
  const neighbours = sorted.map(() => new Set());
  let duplicates = 0;
  let loops = 0;
  for (const [a, b] of edges) {
    const [i, j] = [numbers.get(a), numbers.get(b)];
    if (i === j) {
      loops += 1;
    } else if (neighbours[i].has(j)) {
      duplicates += 1;
    } else {
      neighbours[i].add(j);
      neighbours[j].add(i);
    }
  }
  return { names: sorted, neighbours, duplicates, loops, p: null };
}

// `<` compares UTF-16 units, which order characters beyond U+FFFF wrongly; code points sort as bytes of UTF-8 do.
function byCodePoint(a, b) {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    if (left[i] !== right[i]) return left[i].codePointAt(0) - right[i].codePointAt(0);
  }
  return left.length - right.length;
}

function readGraph(path, text) {
  const names = new Set();
  const edges = [];
  for (const [index, line] of text.split("\n").entries()) {
    const words = line.split("#")[0].split(/\s+/).filter((word) => word !== "");
    if (words.length > 2) {
      throw new Failure(`${path}:${index + 1}: expected one name or two, found ${words.length} words`, 1);
    }
    for (const word of words) names.add(word);
    if (words.length === 2) edges.push(words);
  }
  return graphOf(names, edges);
}

// Numbers from 0 to below 1 by SplitMix64. A number holds integers up to 2^53 only: 64 bits want BigInt.
function splitMix64(seed) {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    z ^= z >> 31n;
    return Number(z >> 11n) / 2 ** 53;
  };
}

function randomGraph(n, p, seed) {
  const width = String(n - 1).length;
  const names = Array.from({ length: n }, (_, v) => String(v).padStart(width, "0"));
  const draw = splitMix64(seed);
  const edges = [];
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      if (draw() < p) edges.push([names[i], names[j]]);
    }
  }
  return { ...graphOf(names, edges), p };
}

// --- The searches -------------------------------------------------------------------------------------------------

// Counts expansions, up to a limit.
class Budget {
  constructor(limit) {
    this.left = limit;
  }

  expand() {
    if (this.left === 0) throw new LimitReached();
    this.left -= 1;
  }
}

function intersection(a, b) {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  const both = new Set();
  for (const v of small) {
    if (large.has(v)) both.add(v);
  }
  return both;
}

function countShared(a, b) {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let count = 0;
  for (const v of small) count += large.has(v);
  return count;
}

// Calls `found` with every maximal clique.
function findMaximal(neighbours, budget, found) {
  // `p` can still be added to the clique; `x` could be, but all cliques with them have been seen.
  function extend(clique, p, x) {
    if (p.size === 0) {
      if (x.size === 0) found(clique.toSorted());
      return;
    }
    // A maximal clique holds the pivot or somebody whom the pivot doesn't know.
    const known = neighbours[pivotOf(p, x)];
    for (const v of [...p].filter((u) => !known.has(u))) {
      budget.expand();
      extend([...clique, v], intersection(p, neighbours[v]), intersection(x, neighbours[v]));
      p.delete(v);
      x.add(v);
    }
  }

  function pivotOf(p, x) {
    let best = -1;
    let most = -1;
    for (const candidates of [p, x]) {
      for (const u of candidates) {
        const count = countShared(p, neighbours[u]);
        if (count > most) [best, most] = [u, count];
      }
    }
    return best;
  }

  // Vertices of low degree first: that keeps the sets p of the outermost calls small.
  const left = new Set(neighbours.keys());
  const done = new Set();
  for (const v of degeneracyOrder(neighbours)) {
    budget.expand();
    left.delete(v);
    extend([v], intersection(left, neighbours[v]), intersection(done, neighbours[v]));
    done.add(v);
  }
}

// Takes a vertex of the smallest remaining degree, again and again.
function degeneracyOrder(neighbours) {
  const degree = neighbours.map((known) => known.size);
  const buckets = Array.from({ length: neighbours.length + 1 }, () => new Set());
  for (const [v, d] of degree.entries()) buckets[d].add(v);
  const order = [];
  const taken = new Set();
  let d = 0;
  while (order.length < neighbours.length) {
    while (buckets[d].size === 0) d += 1;
    const v = buckets[d].values().next().value;
    buckets[d].delete(v);
    order.push(v);
    taken.add(v);
    for (const u of neighbours[v]) {
      if (taken.has(u)) continue;
      buckets[degree[u]].delete(u);
      degree[u] -= 1;
      buckets[degree[u]].add(u);
    }
    d = Math.max(d - 1, 0); // a neighbour may have come one bucket below
  }
  return order;
}

// How many cliques there are of each size: each one is built once, in ascending order. Calls `found` with its size.
function countAll(neighbours, budget, found) {
  const later = neighbours.map((known, v) => new Set([...known].filter((u) => u > v)));
  function grow(size, candidates) {
    for (const v of candidates) {
      budget.expand();
      found(size + 1);
      grow(size + 1, intersection(candidates, later[v]));
    }
  }
  grow(0, new Set(neighbours.keys()));
}

// --- Options and output -------------------------------------------------------------------------------------------

function wholeNumber(option, text) {
  if (!/^[0-9]+$/.test(text ?? "")) throw new Failure(`${option}: \`${text}\` is not a whole number`, 2);
  return BigInt(text);
}

function probability(text) {
  const p = Number(text);
  if (!(p >= 0 && p <= 1)) throw new Failure(`--random: \`${text}\` is not a probability`, 2);
  return p;
}

function parseArguments(args) {
  const options = { mode: "summary", path: "-", random: null, seed: 1n, limit: DEFAULT_LIMIT };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (["--list", "--count", "--max"].includes(arg)) options.mode = arg.slice(2);
    else if (arg === "--random") options.random = [Number(wholeNumber(arg, args[++i])), probability(args[++i])];
    else if (arg === "--seed") options.seed = wholeNumber(arg, args[++i]) & MASK;
    else if (arg === "--limit") options.limit = Number(wholeNumber(arg, args[++i])) || Infinity;
    else if (arg.startsWith("--")) throw new Failure(`unknown option ${arg}`, 2);
    else options.path = arg;
  }
  return options;
}

function load(options) {
  if (options.random) return randomGraph(...options.random, options.seed);
  const fromStdin = options.path === "-";
  const name = fromStdin ? "standard input" : options.path;
  let bytes;
  try {
    bytes = fs.readFileSync(fromStdin ? 0 : options.path);
  } catch (error) {
    throw new Failure(`${name}: ${error.message}`, 1);
  }
  return readGraph(name, new TextDecoder().decode(bytes)); // which drops a byte order mark
}

// C(n, k) * p^(k(k-1)/2): how many cliques of size k chance gives.
function expected(n, k, p) {
  let ways = 1;
  for (let i = 1; i <= k; i += 1) ways = (ways * (n - k + i)) / i;
  return ways * p ** ((k * (k - 1)) / 2);
}

// So many decimals, an exact tie rounded to the even digit as printf does; toFixed alone rounds ties up. A number ends in a
// single 5 after `digits` decimals exactly when it is an odd multiple of 2^-(digits+1).
function decimals(x, digits) {
  const tie = (x * 2 ** (digits + 1)) % 2 === 1;
  const below = Math.floor(x * 10 ** digits);
  return (tie && below % 2 === 0 ? below / 10 ** digits : x).toFixed(digits);
}

// Both searches as far as the mode needs them; `complete` is false when the limit stopped one.
function search(graph, mode, limit) {
  const maximal = [];
  const counts = [];
  try {
    if (mode !== "count") findMaximal(graph.neighbours, new Budget(limit), (clique) => maximal.push(clique));
    if (mode === "summary" || mode === "count") {
      countAll(graph.neighbours, new Budget(limit), (size) => {
        counts[size - 1] = (counts[size - 1] ?? 0) + 1;
      });
    }
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    return { maximal, counts, complete: false };
  }
  return { maximal, counts, complete: true };
}

function compareCliques(a, b) {
  const at = a.findIndex((v, i) => v !== b[i]);
  return at < 0 || at >= b.length ? a.length - b.length : a[at] - b[at];
}

function linesOf(graph, mode, { maximal, counts, complete }) {
  const n = graph.names.length;
  const largest = Math.max(0, ...new Set(maximal.map((clique) => clique.length)));
  if (mode === "list" || mode === "max") {
    return maximal
      .filter((clique) => mode === "list" || clique.length === largest)
      .sort(compareCliques)
      .map((clique) => clique.map((v) => graph.names[v]).join(" "));
  }
  const edges = graph.neighbours.reduce((sum, known) => sum + known.size, 0) / 2;
  const density = n > 1 ? edges / ((n * (n - 1)) / 2) : 0;
  const table = ["size cliques expected"];
  for (const [i, count] of counts.entries()) {
    table.push(`${i + 1} ${count} ${decimals(expected(n, i + 1, graph.p ?? density), 3)}`);
  }
  if (mode === "count") return table;
  const facts = [
    `vertices ${n}`,
    `edges ${edges}`,
    `duplicates ${graph.duplicates}`,
    `self-loops ${graph.loops}`,
    `density ${decimals(density, 6)}`,
  ];
  if (!complete) return [...facts, "incomplete"];
  return [...facts, `maximal cliques ${maximal.length}`, `clique number ${largest}`, ...table];
}

function main() {
  const options = parseArguments(process.argv.slice(2));
  const graph = load(options);
  const found = search(graph, options.mode, options.limit);
  process.stdout.write(linesOf(graph, options.mode, found).map((line) => `${line}\n`).join(""));
  if (found.complete) return 0;
  process.stderr.write(
    `clique: stopped after ${options.limit} expansions; so far: ${found.maximal.length} maximal cliques, ` +
      `cliques by size [${found.counts.join(", ")}]\n`,
  );
  return 3;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`clique: ${error.message}\n`);
  process.exitCode = error.status;
}
