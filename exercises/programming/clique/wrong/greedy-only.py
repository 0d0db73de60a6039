"""Grows one clique from each vertex, greedily: a vertex in two maximal cliques shows only one of them."""
# fails: 06-moon-moser

import sys
from math import comb

MASK = 2**64 - 1
DEFAULT_LIMIT = 10_000_000


class LimitReached(Exception):
    pass


def fail(message, status):
    print(f"clique: {message}", file=sys.stderr)
    sys.exit(status)


def read_edges(path, lines):
    """The neighbours of every vertex, and how many edges were repeated or loops."""
    neighbours, duplicates, loops = {}, 0, 0
    for number, line in enumerate(lines, 1):
        words = line.split("#")[0].split()
        if len(words) > 2:
            fail(f"{path}:{number}: expected one name or two, found {len(words)} words", 1)
        for word in words:
            neighbours.setdefault(word, set())
        if len(words) < 2:
            continue
        a, b = words
        if a == b:
            loops += 1
        elif b in neighbours[a]:
            duplicates += 1
        else:
            neighbours[a].add(b)
            neighbours[b].add(a)
    return neighbours, duplicates, loops


def random_graph(n, p, seed):
    width = len(str(n - 1))
    names = [str(v).zfill(width) for v in range(n)]
    neighbours = {name: set() for name in names}
    state = seed
    for i in range(n):
        for j in range(i + 1, n):
            state = (state + 0x9E3779B97F4A7C15) & MASK
            z = state
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            z ^= z >> 31
            if (z >> 11) / 2**53 < p:
                neighbours[names[i]].add(names[j])
                neighbours[names[j]].add(names[i])
    return neighbours


class Search:
    """What the searches share: the graph, the limit and what was found."""

    def __init__(self, neighbours, limit):
        self.neighbours = neighbours
        self.limit = limit
        self.used = 0
        self.maximal = []
        self.counts = []

    def expand(self):
        if self.used == self.limit:
            raise LimitReached
        self.used += 1

    def find_maximal(self):
        self.used = 0
        found = set()
        for v in self.neighbours:
            clique, candidates = [v], set(self.neighbours[v])
            while candidates:
                self.expand()
                best = max(sorted(candidates), key=lambda u: len(candidates & self.neighbours[u]))
                clique.append(best)
                candidates &= self.neighbours[best]
            found.add(tuple(sorted(clique)))
        self.maximal = [list(clique) for clique in found]

    def count_all(self):
        """Cliques by size: each one is built once, in the order in which its vertices come."""
        self.used = 0
        order = {v: i for i, v in enumerate(self.neighbours)}
        later = {v: {u for u in known if order[u] > order[v]} for v, known in self.neighbours.items()}
        self.grow(0, set(self.neighbours), later)

    def grow(self, size, candidates, later):
        for v in candidates:
            self.expand()
            if len(self.counts) == size:
                self.counts.append(0)
            self.counts[size] += 1
            self.grow(size + 1, candidates & later[v], later)


def degeneracy_order(neighbours):
    """Takes a vertex of the smallest remaining degree, again and again."""
    degree = {v: len(known) for v, known in neighbours.items()}
    buckets = [set() for _ in range(len(neighbours) + 1)]
    for v, d in degree.items():
        buckets[d].add(v)
    order, d = [], 0
    while len(order) < len(neighbours):
        while not buckets[d]:
            d += 1
        v = buckets[d].pop()
        order.append(v)
        del degree[v]
        for u in neighbours[v]:
            if u in degree:
                buckets[degree[u]].remove(u)
                degree[u] -= 1
                buckets[degree[u]].add(u)
        d = max(d - 1, 0)
    return order


def arguments(args):
    options = {"mode": "summary", "path": "-", "random": None, "seed": 1, "limit": DEFAULT_LIMIT}
    args = list(args)
    try:
        while args:
            arg = args.pop(0)
            if arg in ("--list", "--count", "--max"):
                options["mode"] = arg[2:]
            elif arg == "--random":
                options["random"] = (int(args.pop(0)), float(args.pop(0)))
            elif arg in ("--seed", "--limit"):
                options[arg[2:]] = int(args.pop(0))
            elif arg.startswith("--"):
                fail(f"unknown option {arg}", 2)
            else:
                options["path"] = arg
    except (IndexError, ValueError) as error:
        fail(f"{arg}: {error}", 2)
    return options


def load(options):
    """The graph, what was left out of it, and the probability to expect by (None: the density)."""
    if options["random"]:
        n, p = options["random"]
        return random_graph(n, p, options["seed"]), 0, 0, p
    path = options["path"]
    try:
        if path == "-":
            return *read_edges("standard input", sys.stdin), None
        with open(path, encoding="utf-8-sig") as lines:
            return *read_edges(path, lines), None
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{path}: {error}", 1)


def main():
    sys.setrecursionlimit(10_000)
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    options = arguments(sys.argv[1:])
    mode = options["mode"]
    neighbours, duplicates, loops, p = load(options)
    n = len(neighbours)
    m = sum(map(len, neighbours.values())) // 2
    density = m / comb(n, 2) if n > 1 else 0.0
    p = density if p is None else p

    search = Search(neighbours, options["limit"] or float("inf"))
    complete = True
    try:
        if mode != "count":
            search.find_maximal()
        if mode in ("summary", "count"):
            search.count_all()
    except LimitReached:
        complete = False
        print(
            f"clique: stopped after {search.limit} expansions; so far: "
            f"{len(search.maximal)} maximal cliques, cliques by size {search.counts}",
            file=sys.stderr,
        )

    maximal = sorted(search.maximal)
    largest = max(map(len, maximal), default=0)
    table = ["size cliques expected"]
    for k, count in enumerate(search.counts, 1):
        table.append(f"{k} {count} {comb(n, k) * p ** (k * (k - 1) // 2):.3f}")
    if mode == "list":
        lines = [" ".join(clique) for clique in maximal]
    elif mode == "max":
        lines = [" ".join(clique) for clique in maximal if len(clique) == largest]
    elif mode == "count":
        lines = table
    else:
        lines = [f"vertices {n}", f"edges {m}", f"duplicates {duplicates}", f"self-loops {loops}"]
        lines.append(f"density {density:.6f}")
        if complete:
            lines += [f"maximal cliques {len(maximal)}", f"clique number {largest}", *table]
        else:
            lines.append("incomplete")
    for line in lines:
        print(line)
    sys.exit(0 if complete else 3)


if __name__ == "__main__":
    main()
