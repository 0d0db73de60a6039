// npm's lru-cache driven by an operations file: the whole work of the exercise (`how: "file"`), or the operations alone,
// taken apart beforehand (`how: "operations"`).

import { LRUCache } from "/lru-cache/index.min.js";

let text = "";
let parsed = [];

function operations() {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" "));
}

function replay() {
  const lines = [];
  let cache = null;
  let hits = 0;
  let evicted = null;
  const dispose = (_value, key, reason) => {
    if (reason === "evict") evicted = key;
  };
  for (const [name, key, value] of operations()) {
    if (name === "capacity") {
      cache = new LRUCache({ max: Number(key), dispose });
    } else if (name === "get") {
      const found = cache.get(key);
      lines.push(found === undefined ? "miss" : `hit ${found}`);
      if (found !== undefined) hits += 1;
    } else {
      evicted = null;
      const known = cache.has(key);
      cache.set(key, value);
      lines.push(known ? "updated" : evicted === null ? "stored" : `stored, evicted ${evicted}`);
    }
  }
  lines.push("");
  return { output: lines.join("\n"), result: String(hits) };
}

function operationsOnly() {
  let cache = null;
  let hits = 0;
  for (const [name, key, value] of parsed) {
    if (name === "capacity") cache = new LRUCache({ max: Number(key) });
    else if (name === "get") hits += cache.get(key) === undefined ? 0 : 1;
    else cache.set(key, value);
  }
  return { output: null, result: String(hits) };
}

onmessage = async ({ data }) => {
  if (data.load) {
    text = await (await fetch(data.load)).text();
    parsed = operations();
    postMessage({ ready: true });
    return;
  }
  postMessage(data.how === "file" ? replay() : operationsOnly());
};
