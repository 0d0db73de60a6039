"""Reads the graph and the options; the search is yours."""

import sys

MASK = 2**64 - 1


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
    """G(n, p) as the statement describes it: SplitMix64, pairs in order, padded names."""
    return {}


def maximal_cliques(neighbours, limit):
    """Every maximal clique, as a list of names. Give up after `limit` expansions."""
    return []


def count_by_size(neighbours, limit):
    """How many cliques (maximal or not) there are of size 1, 2, 3, ..."""
    return []


def arguments(args):
    options = {"mode": "summary", "path": "-", "random": None, "seed": 1, "limit": 10_000_000}
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
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    options = arguments(sys.argv[1:])
    neighbours, duplicates, loops, p = load(options)
    print("vertices", len(neighbours))
    # The rest of the summary, and what --list, --count and --max print.


if __name__ == "__main__":
    main()
