"""A bounded cache driven by an operations file. Reading is done; the cache is yours."""

import sys


class Cache:
    def __init__(self, capacity, policy="lru", ttl=None):
        self.capacity = capacity
        self.policy = policy  # "lru" or "lfu"
        self.ttl = ttl  # seconds, or None
        self.hits = self.misses = self.evictions = self.expired = 0

    def get(self, key):
        return "miss"

    def put(self, key, value, ttl=None):
        return "stored"

    def delete(self, key):
        return "absent"

    def tick(self, seconds):
        return f"time {seconds}"


def summary(cache, ops):
    gets = cache.hits + cache.misses
    ratio = "-"
    if gets:
        parts = cache.hits * 10_000 // gets
        ratio = f"{parts // 10_000}.{parts % 10_000:04}"
    return (
        f"ops={ops} hits={cache.hits} misses={cache.misses} evictions={cache.evictions}"
        f" expired={cache.expired} ratio={ratio}"
    )


def apply(cache, words):
    """What one line says, done; the answer to print. Raises ValueError on a bad line."""
    match words:
        case ["get", key]:
            return cache.get(key)
        case ["put", key, value]:
            return cache.put(key, value)
        case ["put", key, value, "ttl", seconds]:
            return cache.put(key, value, int(seconds))
        case ["delete", key]:
            return cache.delete(key)
        case ["tick", seconds]:
            return cache.tick(int(seconds))
    raise ValueError(f"`{' '.join(words)}` is not an operation")


def main():
    options = {"--capacity": None, "--ttl": None, "--policy": "lru"}
    name = "-"
    args = iter(sys.argv[1:])
    for arg in args:
        if arg in options:
            options[arg] = next(args)
        else:
            name = arg
    capacity = int(options["--capacity"] or 0)
    ttl = int(options["--ttl"]) if options["--ttl"] else None
    cache = Cache(capacity, options["--policy"], ttl)
    ops = 0
    lines = sys.stdin if name == "-" else open(name)
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "capacity":
            # Only before the first operation, once, and --capacity goes before it: left to you.
            cache.capacity = int(words[1])
            continue
        try:
            print(apply(cache, words))
        except ValueError as error:
            print(f"lru-cache: {name}:{number}: {error}", file=sys.stderr)
            sys.exit(1)
        ops += 1
    print(summary(cache, ops))


main()
