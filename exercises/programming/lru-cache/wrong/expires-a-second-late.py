"""Wrong: an entry is still served at the very second it expires."""
# fails: 11-ttl-exact-second

import sys
from collections import OrderedDict

NEVER = float("inf")


class Cache:
    def __init__(self, capacity, policy, ttl):
        self.capacity, self.policy, self.ttl = capacity, policy, ttl or NEVER
        self.held = OrderedDict()  # key -> [value, expires, uses], least recent first
        self.now = 0
        self.count = dict.fromkeys(["ops", "hits", "misses", "evictions", "expired"], 0)

    def is_expired(self, entry):
        return self.now > entry[1]

    def meet(self, key):
        entry = self.held.get(key)
        if entry and self.is_expired(entry):
            del self.held[key]
            self.count["expired"] += 1
            return None, True
        return entry, False

    def get(self, key):
        entry, expired = self.meet(key)
        if not entry:
            self.count["misses"] += 1
            return "miss, expired" if expired else "miss"
        self.count["hits"] += 1
        entry[2] += 1
        self.held.move_to_end(key)
        return f"hit {entry[0]}"

    def make_room(self):
        uses = (lambda k: self.held[k][2]) if self.policy == "lfu" else (lambda k: 0)
        victim = min(self.held, key=uses)
        what = "expired" if self.is_expired(self.held.pop(victim)) else "evicted"
        self.count["expired" if what == "expired" else "evictions"] += 1
        return f"stored, {what} {victim}"

    def put(self, key, value, ttl=None):
        if self.capacity == 0:
            return "not stored"
        expires = self.now + (ttl or self.ttl)
        entry, expired = self.meet(key)
        if entry:
            entry[:] = value, expires, entry[2] + 1
            self.held.move_to_end(key)
            return "updated"
        said = f"stored, expired {key}" if expired else "stored"
        if len(self.held) >= self.capacity:
            said = self.make_room()
        self.held[key] = [value, expires, 1]
        return said

    def delete(self, key):
        entry, expired = self.meet(key)
        if not entry:
            return "absent, expired" if expired else "absent"
        del self.held[key]
        return "deleted"

    def tick(self, seconds):
        self.now += seconds
        return f"time {self.now}"

    def summary(self):
        gets = self.count["hits"] + self.count["misses"]
        parts = self.count["hits"] * 10_000 // gets if gets else 0
        ratio = f"{parts // 10_000}.{parts % 10_000:04}" if gets else "-"
        return " ".join(f"{k}={v}" for k, v in self.count.items()) + f" ratio={ratio}"


def whole(word, least=0):
    if not (word.isascii() and word.isdigit() and int(word) >= least):
        raise ValueError(f"`{word}` is not a whole number of at least {least}")
    return int(word)


def apply(cache, words):
    cache.count["ops"] += 1
    match words:
        case ["get", key]:
            return cache.get(key)
        case ["put", key, value]:
            return cache.put(key, value)
        case ["put", key, value, "ttl", seconds]:
            return cache.put(key, value, whole(seconds, 1))
        case ["delete", key]:
            return cache.delete(key)
        case ["tick", seconds]:
            return cache.tick(whole(seconds))
    raise ValueError(f"can't make sense of `{' '.join(words)}`")


def main():
    options, name = {}, "-"
    args = iter(sys.argv[1:])
    for arg in args:
        if arg.startswith("--"):
            options[arg] = next(args, "")
        else:
            name = arg
    policy = options.get("--policy", "lru")
    if policy not in ("lru", "lfu"):
        sys.exit(2)
    capacity = int(options["--capacity"]) if "--capacity" in options else None
    ttl = int(options["--ttl"]) if "--ttl" in options else None
    cache = given = None
    for number, line in enumerate(sys.stdin if name == "-" else open(name), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            if words[0] == "capacity" and given is None and cache is None:
                given = whole(words[1])
                continue
            if cache is None:
                cache = Cache(given if capacity is None else capacity, policy, ttl)
                if cache.capacity is None:
                    raise ValueError("no capacity")
            print(apply(cache, words))
        except ValueError as error:
            print(f"lru-cache: {name}:{number}: {error}", file=sys.stderr)
            sys.exit(1)
    print((cache or Cache(0, policy, ttl)).summary())


main()
