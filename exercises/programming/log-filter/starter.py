"""log-filter: select the lines of logs, and print them, count them, or say when they came."""

import argparse
import sys


def arguments():
    parser = argparse.ArgumentParser(prog="log-filter", allow_abbrev=False)
    parser.add_argument("-m", "--match", metavar="PATTERN")
    parser.add_argument("-v", "--invert", action="store_true")
    parser.add_argument("-i", "--ignore-case", action="store_true")
    parser.add_argument("-w", "--where", metavar="COND", action="append", default=[])
    parser.add_argument("--since", metavar="TIME")
    parser.add_argument("--until", metavar="TIME")
    parser.add_argument("-f", "--format", default="auto")
    parser.add_argument("--year", type=int)
    parser.add_argument("--time-field", metavar="NAME")
    parser.add_argument("-c", "--count", action="store_true")
    parser.add_argument("-t", "--top", metavar="FIELD")
    parser.add_argument("-n", type=int, default=10)
    parser.add_argument("--histogram", metavar="INTERVAL")
    parser.add_argument("--malformed", action="store_true")
    parser.add_argument("files", nargs="*", default=["-"])
    return parser.parse_args()


def lines(name):
    """The lines of a file as bytes, without their newlines. To do: gzip."""
    with sys.stdin.buffer if name == "-" else open(name, "rb") as stream:
        for line in stream:
            yield line.removesuffix(b"\n")


def selected(line, args):
    """Whether a line is selected. To do."""
    return False


def main():
    args = arguments()
    matched = 0
    for name in args.files:
        for line in lines(name):
            if selected(line, args):
                matched += 1
                sys.stdout.buffer.write(line + b"\n")
    sys.exit(0 if matched else 1)


main()
