"""Takes the time that a Python package takes to find and keep all maximal cliques of an edge list.

    cliques.py networkx|igraph FILE
    cliques.py versions

Prints `SECONDS COUNT/SUM-OF-SIZES`; loading the graph is not part of the time.
"""

import sys
import time

LEAST = 0.15


def with_networkx(edges):
    import networkx

    graph = networkx.Graph(edges)
    return lambda: list(networkx.find_cliques(graph))


def with_igraph(edges):
    import igraph

    graph = igraph.Graph(edges=edges)
    return graph.maximal_cliques


def measure(search):
    """The mean time of as many runs as fit in LEAST seconds, and the last result."""
    spent, times = 0.0, 0
    while spent < LEAST:
        started = time.perf_counter()
        cliques = search()
        spent += time.perf_counter() - started
        times += 1
    return spent / times, cliques


def main():
    if sys.argv[1] == "versions":
        import igraph
        import networkx

        print(f"networkx {networkx.__version__}")
        print(f"python-igraph {igraph.__version__}")
        print(f"Python {sys.version.split()[0]}")
        return
    with open(sys.argv[2], encoding="ascii") as file:
        edges = [(int(a), int(b)) for a, b in map(str.split, file)]
    search = {"networkx": with_networkx, "igraph": with_igraph}[sys.argv[1]](edges)
    seconds, cliques = measure(search)
    print(f"{seconds:.9f} {len(cliques)}/{sum(map(len, cliques))}")


main()
