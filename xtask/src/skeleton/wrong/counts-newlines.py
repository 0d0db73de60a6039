# fails: 02-no-newline
"""Counts newlines: the last line may have none."""

import sys

with open(sys.argv[1], "rb") as file:
    print(file.read().count(b"\n"))
