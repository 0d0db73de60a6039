# fails: random
"""Counts the lines that hold something: an empty line is a line, too."""

import sys

with open(sys.argv[1], "rb") as file:
    print(sum(1 for line in file if line.strip()))
