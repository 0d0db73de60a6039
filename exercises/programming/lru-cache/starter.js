// A bounded cache driven by an operations file. Reading is done; the cache is yours.
import fs from "node:fs";
import process from "node:process";

class Cache {
  constructor(capacity, policy = "lru", ttl = null) {
    this.capacity = capacity;
    this.policy = policy; // "lru" or "lfu"
    this.ttl = ttl; // seconds, or null
    this.hits = this.misses = this.evictions = this.expired = 0;
  }

  get(key) {
    return "miss";
  }

  put(key, value, ttl = null) {
    return "stored";
  }

  delete(key) {
    return "absent";
  }

  tick(seconds) {
    return `time ${seconds}`;
  }
}

function summary(cache, ops) {
  const gets = cache.hits + cache.misses;
  let ratio = "-";
  if (gets > 0) {
    const parts = Math.floor((cache.hits * 10000) / gets);
    ratio = `${Math.floor(parts / 10000)}.${String(parts % 10000).padStart(4, "0")}`;
  }
  return (
    `ops=${ops} hits=${cache.hits} misses=${cache.misses} evictions=${cache.evictions}` +
    ` expired=${cache.expired} ratio=${ratio}`
  );
}

// What one line says, done; the answer to print. Throws on a bad line.
function apply(cache, words) {
  const [name, ...rest] = words;
  if (name === "get" && rest.length === 1) return cache.get(rest[0]);
  if (name === "put" && rest.length === 2) return cache.put(rest[0], rest[1]);
  if (name === "put" && rest.length === 4 && rest[2] === "ttl") {
    return cache.put(rest[0], rest[1], Number(rest[3]));
  }
  if (name === "delete" && rest.length === 1) return cache.delete(rest[0]);
  if (name === "tick" && rest.length === 1) return cache.tick(Number(rest[0]));
  throw new Error(`\`${words.join(" ")}\` is not an operation`);
}

function main() {
  const options = { "--capacity": null, "--ttl": null, "--policy": "lru" };
  let path = "-";
  const args = process.argv.slice(2);
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] in options) options[args[i]] = args[++i];
    else path = args[i];
  }
  const ttl = options["--ttl"] === null ? null : Number(options["--ttl"]);
  const cache = new Cache(Number(options["--capacity"] ?? 0), options["--policy"], ttl);
  let ops = 0;
  const lines = fs.readFileSync(path === "-" ? 0 : path, "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    const words = line.split(/\s+/).filter((word) => word !== "");
    if (words.length === 0 || words[0].startsWith("#")) continue;
    if (words[0] === "capacity") {
      // Only before the first operation, once, and --capacity goes before it: left to you.
      cache.capacity = Number(words[1]);
      continue;
    }
    try {
      console.log(apply(cache, words));
    } catch (error) {
      process.stderr.write(`lru-cache: ${path}:${index + 1}: ${error.message}\n`);
      return 1;
    }
    ops += 1;
  }
  console.log(summary(cache, ops));
  return 0;
}

process.exitCode = main();
