// npm's lru-cache under node, over the trace that `bench lru` runs:
//
//     node lru.mjs u64|string CAPACITY TRACE
//
// Prints `SECONDS HITS`. Integers are JavaScript's small ones, the kindest there is.

import { readFileSync } from "node:fs";
import { LRUCache } from "lru-cache";

const LEAST = 150;
const [kind, capacity, file] = process.argv.slice(2);
const bytes = readFileSync(file);
const trace = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const keys = Array.from({ length: 100_000 }, (_, key) => (kind === "string" ? `session:${key}` : key));

function run() {
  const cache = new LRUCache({ max: Number(capacity) });
  let hits = 0;
  for (const number of trace) {
    const key = keys[number];
    if (cache.get(key) !== undefined) hits += 1;
    else cache.set(key, number);
  }
  return hits;
}

// The first runs are compiled while they run: they don't count.
run();
run();
let [spent, times, hits] = [0, 0, 0];
while (spent < LEAST) {
  const started = performance.now();
  hits = run();
  spent += performance.now() - started;
  times += 1;
}
console.log(`${spent / times / 1000} ${hits}`);
