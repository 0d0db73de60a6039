"""pstree over a captured /proc.

Reading the options and listing /proc is done. What is left: read each process's name and parent, turn parents into
children, and print the tree.
"""

import os
import sys

PROC = "/proc"
WIDTH = 132  # columns of a line


def read(path):
    """The bytes of a file; None when it is gone, as may happen at any moment."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def pids():
    return sorted(int(name) for name in os.listdir(PROC) if name.isdigit())


def parse_options(argv):
    options = {"a": False, "U": False, "n": False, "p": False, "T": False, "l": False, "start": 1}
    for argument in argv:
        if not argument.startswith("-"):
            options["start"] = int(argument)
            continue
        for letter in argument[1:]:
            if letter == "A":
                options["U"] = False
            elif letter in options:
                options[letter] = True
            else:
                sys.exit(f"pstree: unknown option -{letter}")
    return options


def main():
    options = parse_options(sys.argv[1:])
    for pid in pids():
        stat = read(f"{PROC}/{pid}/stat")
        # TODO: the name and the parent from stat; then children from parents; then the tree from options["start"].
        print(pid, len(stat or b""))


main()
