// Wrong: overwriting an entry leaves the time at which the old value would have expired.
// fails: 12-ttl-renewed
import fs from "node:fs";
import process from "node:process";

const LARGEST = 2 ** 32 - 1;

// What is wrong with the operations or the options; the message is for the learner's eyes.
class BadInput extends Error {}

// A policy: find, use (it was read or overwritten), add, remove, and victim (the next to go).
class LRU {
  constructor() {
    this.nodes = new Map();
    // A ring with a sentinel: sentinel.next is the most recent, sentinel.prev the least. No end is a special case.
    this.ring = {};
    this.ring.prev = this.ring.next = this.ring;
  }

  find(key) {
    return this.nodes.get(key);
  }

  add(node) {
    this.nodes.set(node.key, node);
    this.#linkFirst(node);
  }

  use(node) {
    this.#unlink(node);
    this.#linkFirst(node);
  }

  remove(node) {
    this.nodes.delete(node.key);
    this.#unlink(node);
  }

  victim() {
    return this.ring.prev;
  }

  #linkFirst(node) {
    node.prev = this.ring;
    node.next = this.ring.next;
    node.prev.next = node;
    node.next.prev = node;
  }

  #unlink(node) {
    node.prev.next = node.next;
    node.next.prev = node.prev;
  }
}

// The same, by use count; among equals the least recent goes.
class LFU {
  constructor() {
    this.nodes = new Map();
    this.byUses = new Map(); // uses -> Map of key to node, least recent first
    this.least = 0;
  }

  find(key) {
    return this.nodes.get(key);
  }

  add(node) {
    this.nodes.set(node.key, node);
    node.uses = 1;
    this.#enterBucket(node);
    this.least = 1;
  }

  use(node) {
    this.#leaveBucket(node);
    // This very node goes one up, and it was the last of the lowest count.
    if (node.uses === this.least && !this.byUses.has(node.uses)) this.least += 1;
    node.uses += 1;
    this.#enterBucket(node);
  }

  remove(node) {
    // `least` may now be too low. That does no harm: the cache has room, so an add() comes before the next victim(),
    // and add() sets it to 1.
    this.nodes.delete(node.key);
    this.#leaveBucket(node);
  }

  victim() {
    return this.byUses.get(this.least).values().next().value;
  }

  #enterBucket(node) {
    const bucket = this.byUses.get(node.uses) ?? new Map();
    this.byUses.set(node.uses, bucket);
    bucket.set(node.key, node);
  }

  #leaveBucket(node) {
    const bucket = this.byUses.get(node.uses);
    bucket.delete(node.key);
    if (bucket.size === 0) this.byUses.delete(node.uses);
  }
}

const POLICIES = { lru: LRU, lfu: LFU };

// A policy with a capacity, a clock, a default TTL (null: none) and counters.
class Cache {
  constructor(capacity, policy, ttl) {
    this.capacity = capacity;
    this.policy = policy;
    this.ttl = ttl;
    this.now = 0;
    this.ops = this.hits = this.misses = this.evictions = this.expired = 0;
  }

  get(key) {
    const { node, dropped } = this.#meet(key);
    if (node) {
      this.hits += 1;
      this.policy.use(node);
      return `hit ${node.value}`;
    }
    this.misses += 1;
    return dropped ? "miss, expired" : "miss";
  }

  put(key, value, ownTtl = null) {
    if (this.capacity === 0) return "not stored";
    const ttl = ownTtl ?? this.ttl;
    const expires = ttl === null ? Infinity : this.now + ttl;
    const { node, dropped } = this.#meet(key);
    if (node) {
      node.value = value;
      this.policy.use(node);
      return "updated";
    }
    let said = dropped ? `stored, expired ${key}` : "stored";
    if (this.policy.nodes.size === this.capacity) said = `stored, ${this.#makeRoom()}`;
    this.policy.add({ key, value, expires });
    return said;
  }

  delete(key) {
    const { node, dropped } = this.#meet(key);
    if (node) {
      this.policy.remove(node);
      return "deleted";
    }
    return dropped ? "absent, expired" : "absent";
  }

  tick(seconds) {
    this.now += seconds;
    return `time ${this.now}`;
  }

  summary() {
    const gets = this.hits + this.misses;
    let ratio = "-";
    if (gets > 0) {
      const parts = Math.floor((this.hits * 10_000) / gets); // whole numbers: rounded down, the same in every language
      ratio = `${Math.floor(parts / 10_000)}.${String(parts % 10_000).padStart(4, "0")}`;
    }
    return (
      `ops=${this.ops} hits=${this.hits} misses=${this.misses} evictions=${this.evictions}` +
      ` expired=${this.expired} ratio=${ratio}`
    );
  }

  // The live node of a key, and whether an expired one was dropped on the way.
  #meet(key) {
    const node = this.policy.find(key);
    if (!node || !this.#isExpired(node)) return { node, dropped: false };
    this.policy.remove(node);
    this.expired += 1;
    return { node: undefined, dropped: true };
  }

  // Takes the next entry out that has to go, and says how it went.
  #makeRoom() {
    const victim = this.policy.victim();
    this.policy.remove(victim);
    if (this.#isExpired(victim)) {
      this.expired += 1;
      return `expired ${victim.key}`;
    }
    this.evictions += 1;
    return `evicted ${victim.key}`;
  }

  #isExpired(node) {
    return node.expires <= this.now;
  }
}

function whole(word, least, most) {
  if (!/^[0-9]+$/.test(word) || Number(word) < least || Number(word) > most) {
    throw new BadInput(`\`${word}\` is not a whole number from ${least} to ${most}`);
  }
  return Number(word);
}

const seconds = (word) => whole(word, 0, LARGEST);
const timeToLive = (word) => whole(word, 1, LARGEST);
const entries = (word) => whole(word, 0, LARGEST - 1);

// Does what one line says; the answer to print.
function apply(cache, words) {
  cache.ops += 1;
  const [name, key, value, ttl, lifetime] = words;
  switch (`${name} ${words.length}`) {
    case "get 2":
      return cache.get(key);
    case "put 3":
      return cache.put(key, value);
    case "put 5":
      if (ttl === "ttl") return cache.put(key, value, timeToLive(lifetime));
      break;
    case "delete 2":
      return cache.delete(key);
    case "tick 2":
      return cache.tick(seconds(key));
  }
  if (name === "capacity") throw new BadInput("`capacity N` stands before the first operation, once");
  throw new BadInput(`\`${words.join(" ")}\` is not an operation (get, put, delete, tick)`);
}

// Answers every line, then gives the summary.
function run(lines, options, name, print) {
  let cache = null;
  let given = null;
  const start = () => {
    const capacity = options.capacity ?? given;
    if (capacity === null) {
      throw new BadInput(`${name}: no capacity: give --capacity N, or \`capacity N\` before the first operation`);
    }
    return new Cache(capacity, new POLICIES[options.policy](), options.ttl);
  };
  for (const [index, line] of lines.entries()) {
    const words = line.split(/[ \t\r]+/).filter((word) => word !== "");
    if (words.length === 0 || words[0].startsWith("#")) continue;
    const opens = words[0] === "capacity" && words.length === 2 && cache === null && given === null;
    if (!opens) cache ??= start();
    try {
      if (opens) given = entries(words[1]);
      else print(apply(cache, words));
    } catch (error) {
      if (error instanceof BadInput) error.message = `${name}:${index + 1}: ${error.message}`;
      throw error;
    }
  }
  print((cache ?? start()).summary());
}

function parseArguments(args) {
  const options = { capacity: null, ttl: null, policy: "lru", file: "-" };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === "--capacity") options.capacity = entries(args[++i]);
    else if (arg === "--ttl") options.ttl = timeToLive(args[++i]);
    else if (arg === "--policy") options.policy = args[++i];
    else if (arg.startsWith("--")) throw new BadInput(`unknown option ${arg}`);
    else options.file = arg;
  }
  if (!Object.hasOwn(POLICIES, options.policy)) {
    throw new BadInput(`--policy: \`${options.policy}\` is neither lru nor lfu`);
  }
  return options;
}

function main() {
  let options;
  try {
    options = parseArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`lru-cache: ${error.message}\n`);
    return 2;
  }
  const output = [];
  let status = 0;
  try {
    const text = fs.readFileSync(options.file === "-" ? 0 : options.file, "utf8");
    run(text.split("\n"), options, options.file, (line) => output.push(`${line}\n`));
  } catch (error) {
    process.stderr.write(`lru-cache: ${error.message}\n`);
    status = 1;
  }
  process.stdout.write(output.join("")); // what was answered before a bad line, too
  return status;
}

process.exitCode = main();
