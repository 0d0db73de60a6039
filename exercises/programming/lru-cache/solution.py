"""A bounded cache driven by an operations file: LRU or LFU, with a TTL.

LRU: a dict finds the node, a doubly linked list keeps the order of use. Every operation is O(1).
LFU: a dict finds the entry, one OrderedDict per use count keeps those used that often, least recent first.
"""

import sys
from collections import OrderedDict, defaultdict


class Node:
    """An entry, linked to its neighbours in the order of use."""

    __slots__ = ("key", "value", "expires", "uses", "prev", "next")

    def __init__(self, key=None, value=None, expires=None):
        self.key, self.value, self.expires = key, value, expires
        self.uses = 1  # for LFU
        self.prev = self.next = self


class LRU:
    """A policy: find, use (it was read or overwritten), add, remove, and victim (the next to go)."""

    def __init__(self):
        self.nodes = {}
        # A ring with a sentinel: sentinel.next is the most recent, sentinel.prev the least. No end is a special case.
        self.ring = Node()

    def find(self, key):
        return self.nodes.get(key)

    def add(self, node):
        self.nodes[node.key] = node
        self._link_first(node)

    def use(self, node):
        self._unlink(node)
        self._link_first(node)

    def remove(self, node):
        del self.nodes[node.key]
        self._unlink(node)

    def victim(self):
        return self.ring.prev

    def _link_first(self, node):
        node.prev, node.next = self.ring, self.ring.next
        node.prev.next = node.next.prev = node

    def _unlink(self, node):
        node.prev.next, node.next.prev = node.next, node.prev


class LFU:
    """The same, by use count; among equals the least recent goes."""

    def __init__(self):
        self.nodes = {}
        self.by_uses = defaultdict(OrderedDict)  # uses -> {key: node}, least recent first
        self.least = 0

    def find(self, key):
        return self.nodes.get(key)

    def add(self, node):
        self.nodes[node.key] = node
        self.by_uses[1][node.key] = node
        self.least = 1

    def use(self, node):
        self._leave_bucket(node)
        if node.uses == self.least and node.uses not in self.by_uses:
            self.least += 1  # where this very node is going
        node.uses += 1
        self.by_uses[node.uses][node.key] = node

    def remove(self, node):
        # `least` may now be too low. That does no harm: the cache has room, so an add() comes before the next
        # victim(), and add() sets it to 1.
        del self.nodes[node.key]
        self._leave_bucket(node)

    def victim(self):
        return next(iter(self.by_uses[self.least].values()))

    def _leave_bucket(self, node):
        bucket = self.by_uses[node.uses]
        del bucket[node.key]
        if not bucket:
            del self.by_uses[node.uses]


class Cache:
    """A policy with a capacity, a clock, a default TTL and counters."""

    def __init__(self, capacity, policy, ttl=None):
        self.capacity, self.policy, self.ttl = capacity, policy, ttl
        self.now = 0
        self.ops = self.hits = self.misses = self.evictions = self.expired = 0

    def _meet(self, key):
        """The live node of a key or None, and whether an expired one was dropped on the way."""
        node = self.policy.find(key)
        if node and self._is_expired(node):
            self.policy.remove(node)
            self.expired += 1
            return None, True
        return node, False

    def _is_expired(self, node):
        return node.expires is not None and node.expires <= self.now

    def get(self, key):
        node, expired = self._meet(key)
        if node:
            self.hits += 1
            self.policy.use(node)
            return f"hit {node.value}"
        self.misses += 1
        return "miss, expired" if expired else "miss"

    def put(self, key, value, ttl=None):
        if self.capacity == 0:
            return "not stored"
        ttl = ttl or self.ttl
        expires = self.now + ttl if ttl else None
        node, expired = self._meet(key)
        if node:
            node.value, node.expires = value, expires
            self.policy.use(node)
            return "updated"
        said = f"stored, expired {key}" if expired else "stored"
        if len(self.policy.nodes) == self.capacity:
            victim = self.policy.victim()
            self.policy.remove(victim)
            if self._is_expired(victim):
                self.expired += 1
                said = f"stored, expired {victim.key}"
            else:
                self.evictions += 1
                said = f"stored, evicted {victim.key}"
        self.policy.add(Node(key, value, expires))
        return said

    def delete(self, key):
        node, expired = self._meet(key)
        if node:
            self.policy.remove(node)
            return "deleted"
        return "absent, expired" if expired else "absent"

    def tick(self, seconds):
        self.now += seconds
        return f"time {self.now}"

    def summary(self):
        gets = self.hits + self.misses
        ratio = "-"
        if gets:
            parts = self.hits * 10_000 // gets  # in integers: rounded down, the same in every language
            ratio = f"{parts // 10_000}.{parts % 10_000:04}"
        return (
            f"ops={self.ops} hits={self.hits} misses={self.misses} evictions={self.evictions}"
            f" expired={self.expired} ratio={ratio}"
        )


def whole(word, least=0):
    if not (word.isascii() and word.isdigit() and least <= int(word) < 2**32):
        raise ValueError(f"`{word}` is not a whole number of at least {least}")
    return int(word)


def apply(cache, words):
    """Does what one line says; the answer to print."""
    cache.ops += 1
    match words:
        case ["get", key]:
            return cache.get(key)
        case ["put", key, value]:
            return cache.put(key, value)
        case ["put", key, value, "ttl", seconds]:
            return cache.put(key, value, whole(seconds, least=1))
        case ["delete", key]:
            return cache.delete(key)
        case ["tick", seconds]:
            return cache.tick(whole(seconds))
        case ["capacity", *_]:
            raise ValueError("`capacity N` stands before the first operation, once")
    raise ValueError(f"`{' '.join(words)}` is not an operation (get, put, delete, tick)")


def run(lines, capacity, policy, ttl):
    """Answers every line, then prints the summary. A ValueError begins with the line's number."""
    cache = given = None
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            if words[0] == "capacity" and len(words) == 2 and cache is None and given is None:
                given = whole(words[1])
                continue
            if cache is None:
                cache = make(capacity, given, policy, ttl)
            print(apply(cache, words))
        except ValueError as error:
            raise ValueError(f"{number}: {error}") from None
    print((cache or make(capacity, given, policy, ttl)).summary())


def make(capacity, given, policy, ttl):
    chosen = given if capacity is None else capacity
    if chosen is None:
        raise ValueError("no capacity: give --capacity N, or `capacity N` before the first operation")
    return Cache(chosen, policy(), ttl)


def main():
    capacity = ttl = None
    policy, name = LRU, "-"
    args = iter(sys.argv[1:])
    try:
        for arg in args:
            if arg == "--capacity":
                capacity = whole(next(args, ""))
            elif arg == "--ttl":
                ttl = whole(next(args, ""), least=1)
            elif arg == "--policy":
                policy = {"lru": LRU, "lfu": LFU}[next(args, "")]
            else:
                name = arg
    except (ValueError, KeyError) as error:
        print(f"lru-cache: {arg}: {error}", file=sys.stderr)
        return 2
    try:
        with sys.stdin if name == "-" else open(name, encoding="utf-8") as lines:
            run(lines, capacity, policy, ttl)
    except (ValueError, OSError) as error:
        print(f"lru-cache: {name}:{error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
