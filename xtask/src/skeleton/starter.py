import sys


def count_lines(file):
    """How many lines the file has."""
    return -1  # Your work starts here.


def main():
    with open(sys.argv[1], "rb") as file:
        print(count_lines(file))


main()
