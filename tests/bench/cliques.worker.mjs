// Bron and Kerbosch's search for maximal cliques with Tomita's pivot, as one writes it in JavaScript: with Sets as in the
// textbook, or with bits in typed arrays.

let count = 0;
let edges = [];

function withSets() {
  const neighbours = Array.from({ length: count }, () => new Set());
  for (const [a, b] of edges) {
    neighbours[a].add(b);
    neighbours[b].add(a);
  }
  const common = (a, b) => {
    const both = new Set();
    for (const item of a) if (b.has(item)) both.add(item);
    return both;
  };
  const found = [];
  const extend = (clique, candidates, excluded) => {
    if (candidates.size === 0) {
      if (excluded.size === 0) found.push([...clique]);
      return;
    }
    let pivot = -1;
    let most = -1;
    for (const side of [candidates, excluded]) {
      for (const vertex of side) {
        let shared = 0;
        for (const other of candidates) if (neighbours[vertex].has(other)) shared += 1;
        if (shared > most) [pivot, most] = [vertex, shared];
      }
    }
    for (const vertex of [...candidates]) {
      if (neighbours[pivot].has(vertex)) continue;
      clique.push(vertex);
      extend(clique, common(candidates, neighbours[vertex]), common(excluded, neighbours[vertex]));
      clique.pop();
      candidates.delete(vertex);
      excluded.add(vertex);
    }
  };
  extend([], new Set(neighbours.keys()), new Set());
  return found;
}

const ones = (word) => {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** The adjacency matrix, a row of 32-bit words for each vertex. */
function matrix(width) {
  const rows = new Uint32Array(count * width);
  const set = (row, bit) => {
    rows[row * width + (bit >>> 5)] |= 1 << (bit & 31);
  };
  for (const [a, b] of edges) {
    set(a, b);
    set(b, a);
  }
  return rows;
}

function withBits() {
  const width = Math.ceil(count / 32);
  const rows = matrix(width);
  // Candidates, excluded and branches of each depth, one after another.
  const stack = new Uint32Array((count + 2) * 3 * width);
  const clique = [];
  const found = [];
  const extend = (depth) => {
    const candidates = depth * 3 * width;
    const excluded = candidates + width;
    const branches = excluded + width;
    let left = 0;
    let out = 0;
    for (let w = 0; w < width; w++) {
      left |= stack[candidates + w];
      out |= stack[excluded + w];
    }
    if (left === 0) {
      if (out === 0) found.push(clique.slice());
      return;
    }
    let pivot = 0;
    let most = -1;
    for (let w = 0; w < width; w++) {
      for (let rest = stack[candidates + w] | stack[excluded + w]; rest !== 0; rest &= rest - 1) {
        const vertex = w * 32 + 31 - Math.clz32(rest & -rest);
        let shared = 0;
        for (let i = 0; i < width; i++) shared += ones(stack[candidates + i] & rows[vertex * width + i]);
        if (shared > most) [pivot, most] = [vertex, shared];
      }
    }
    for (let w = 0; w < width; w++) stack[branches + w] = stack[candidates + w] & ~rows[pivot * width + w];
    const next = candidates + 3 * width;
    for (let w = 0; w < width; w++) {
      for (let rest = stack[branches + w]; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        const vertex = w * 32 + 31 - Math.clz32(bit);
        for (let i = 0; i < width; i++) {
          const known = rows[vertex * width + i];
          stack[next + i] = stack[candidates + i] & known;
          stack[next + width + i] = stack[excluded + i] & known;
        }
        clique.push(vertex);
        extend(depth + 1);
        clique.pop();
        stack[candidates + w] &= ~bit;
        stack[excluded + w] |= bit;
      }
    }
  };
  for (let vertex = 0; vertex < count; vertex++) stack[vertex >>> 5] |= 1 << (vertex & 31);
  extend(0);
  return found;
}

/** How many cliques there are of each size, maximal or not. */
function bySize() {
  const width = Math.ceil(count / 32);
  const rows = matrix(width);
  const counts = new Array(count + 1).fill(0);
  // Of each depth: the vertices after the last one that know all chosen so far.
  const stack = new Uint32Array((count + 2) * width);
  const extend = (size) => {
    const at = size * width;
    for (let w = 0; w < width; w++) counts[size + 1] += ones(stack[at + w]);
    for (let w = 0; w < width; w++) {
      for (let rest = stack[at + w]; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        const vertex = w * 32 + 31 - Math.clz32(bit);
        let left = 0;
        for (let i = 0; i < width; i++) {
          // Of this word only what comes after the vertex, of earlier ones nothing.
          const after = i < w ? 0 : i > w ? -1 : ~(bit | (bit - 1));
          left |= stack[at + width + i] = stack[at + i] & rows[vertex * width + i] & after;
        }
        if (left !== 0) extend(size + 1);
      }
    }
  };
  for (let vertex = 0; vertex < count; vertex++) stack[vertex >>> 5] |= 1 << (vertex & 31);
  extend(0);
  return counts;
}

onmessage = async ({ data }) => {
  if (data.load) {
    const text = await (await fetch(data.load)).text();
    edges = text.split("\n").filter(Boolean).map((line) => line.split(" ").map(Number));
    count = 1 + Math.max(...edges.map(([, b]) => b));
    postMessage({ ready: true });
    return;
  }
  const found = (data.how === "sets" ? withSets : withBits)();
  const sizes = data.all ? bySize().map((cliques, size) => (cliques > 0 ? `${size}=${cliques}` : "")) : [];
  postMessage({ output: "", result: [found.length, ...sizes.filter(Boolean)].join(" ") });
};
