"""Counts the lines of a file; a last line without a newline counts too."""

import sys


def main():
    with open(sys.argv[1], "rb") as file:
        print(sum(1 for _ in file))


main()
