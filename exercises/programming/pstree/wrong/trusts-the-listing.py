"""A wrong pstree: whatever was listed is taken to be still there.

Reads, links, prints:
  1. read     /proc/PID/stat gives a name and a parent for each PID
  2. link     invert the table: from "my parent" to "my children", through a dict
  3. print    walk the tree; identical siblings become one with a count
"""
# fails: 11-vanished

import os
import re
import sys
from dataclasses import dataclass, field

PROC = "/proc"
WIDTH = 132  # columns, for an output that is no terminal

# The name may hold parentheses, spaces, anything: it ends at the LAST closing parenthesis of the file. The start time,
# field 22, must be there: a file cut off before it says nothing reliable.
STAT = re.compile(rb"[^(]*\((?P<name>.*)\) (?P<state>\S) (?P<parent>-?\d+)(?: [^ )]+){17} \d+[^)]*", re.DOTALL)

SYMBOLS = {
    "ascii": {"branch": "|-", "last": "`-", "down": "| ", "none": "  ", "first": "-+-", "single": "---"},
    "unicode": {"branch": "├─", "last": "└─", "down": "│ ", "none": "  ", "first": "─┬─", "single": "───"},
}


@dataclass(eq=False)
class Node:
    pid: int
    name: bytes = b"?"  # until its own stat has been read
    thread: bool = False
    argv: list | None = field(default_factory=list)  # None: an empty cmdline (a zombie, a kernel thread)
    parent: "Node | None" = None
    children: list = field(default_factory=list)
    shape: int = -1  # equal for equal subtrees


@dataclass
class Options:
    args: bool = False
    compact: bool = True
    by_pid: bool = False
    pids: bool = False
    threads: bool = True
    width: int | None = WIDTH
    symbols: dict = field(default_factory=lambda: SYMBOLS["ascii"])
    start: int = 1


def parse_options(argv):
    options = Options()
    for argument in argv:
        if not argument.startswith("-"):
            options.start = int(argument)
            continue
        for letter in argument[1:]:
            match letter:
                case "a": options.args = True
                case "A": options.symbols = SYMBOLS["ascii"]
                case "U": options.symbols = SYMBOLS["unicode"]
                case "n": options.by_pid = True
                case "p": options.pids, options.compact = True, False
                case "T": options.threads = False
                case "l": options.width = None
                case _: sys.exit(f"pstree: unknown option -{letter}")
    return options


# ---- 1. read ----------------------------------------------------------------------------------------------------


def read(path):
    """The bytes of a file; None when it is gone, as may happen at any moment."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def numbers(path):
    try:
        return sorted(int(name) for name in os.listdir(path) if name.isdigit())
    except OSError:
        return []


def split_arguments(cmdline, limit):
    """What follows the program's name. Runs of NULs are counted, but each NUL separates: as pstree has it."""
    cmdline = cmdline[:limit]
    if not cmdline:
        return None
    runs = len(re.findall(rb"\0+[^\0]?", cmdline))
    return cmdline.split(b"\0")[1 : 1 + runs]


def processes(options):
    """(pid, parent, name, argv, threads) of each process, by ascending PID; argv is False when it was gone."""
    for pid in numbers(PROC):
        match = STAT.fullmatch(read(f"{PROC}/{pid}/stat"))
        threads = [tid for tid in numbers(f"{PROC}/{pid}/task") if tid != pid] if options.threads else []
        argv = []
        if options.args:
            cmdline = read(f"{PROC}/{pid}/cmdline")
            argv = False if cmdline is None else split_arguments(cmdline, options.width or 8192)
        yield pid, int(match["parent"]), match["name"][:65], argv, threads


# ---- 2. link ----------------------------------------------------------------------------------------------------


def link(options):
    nodes = {}

    def node(pid):
        if pid not in nodes:
            nodes[pid] = Node(pid)
        return nodes[pid]

    def adopt(parent, child):
        child.parent = parent
        parent.children.append(child)

    for pid, parent, name, argv, threads in processes(options):
        for tid in threads:
            thread = node(tid)
            thread.name, thread.thread = (b"{" + name[:64] + b"}")[:65], True
            adopt(node(pid), thread)
        if argv is False:
            continue
        process = node(pid)
        process.name, process.argv = name, argv
        adopt(node(0 if parent == pid else parent), process)

    # Parents that nobody has seen hang below PID 1, the latest heard of first.
    root = node(1)
    for orphan in reversed(nodes.values()):
        if orphan.parent is None and orphan.pid not in (0, 1):
            adopt(root, orphan)
    for parent in nodes.values():
        # sort() is stable: equal names stay in PID order.
        parent.children.sort(key=lambda child: child.pid if options.by_pid else child.name)
    return nodes


def number_shapes(nodes):
    """Equal numbers for equal subtrees, from the leaves up: comparing two subtrees is then comparing two numbers."""
    waiting = {node: len(node.children) for node in nodes.values()}
    ready = [node for node, children in waiting.items() if not children]
    known = {}
    for node in ready:  # grows while it is walked; nodes on a parent loop never get in
        key = node.name, tuple(child.shape for child in node.children)
        node.shape = known.setdefault(key, len(known))
        if node.parent:
            waiting[node.parent] -= 1
            if not waiting[node.parent]:
                ready.append(node.parent)


# ---- 3. print ---------------------------------------------------------------------------------------------------


class Line:
    """Collects a line up to the width; what goes past it shows as one plus."""

    def __init__(self, width):
        self.width, self.column, self.out = width, 1, []

    def write(self, text):
        for char in text:
            self.column += 1
            if self.width is None or self.column <= self.width:
                self.out.append(char)
            elif self.column == self.width + 1:
                self.out.append("+" * len(char.encode()))

    def full(self):
        return self.width is not None and self.column >= self.width

    def end(self):
        self.out.append("\n")
        self.column = 1


def escape(name):
    """Printable ASCII as it is, a backslash doubled, other bytes in octal."""
    return "".join(
        "\\\\" if byte == 0x5C else chr(byte) if 0x20 <= byte <= 0x7E else f"\\{byte:03o}" for byte in name
    )


def groups(children, options):
    """Children as [node, count], identical ones merged; with arguments only threads are."""
    merged, where = [], {}
    for child in children:
        if options.compact and child.shape in where:
            where[child.shape][1] += 1
            continue
        merged.append([child, 1])
        if child.shape >= 0 and (child.thread or not options.args):
            where[child.shape] = merged[-1]
    return merged


def write_arguments(line, argv):
    for index, argument in enumerate(argv):
        last = index == len(argv) - 1  # what follows the final NUL: mostly empty
        if not last:
            line.write(" ")
        columns = sum(1 if 0x20 <= byte <= 0x7E else 4 for byte in argument)
        if line.width is not None and line.column + columns > line.width - (0 if last else 4):
            line.write("...")
            break
        line.write(escape(argument))


def draw(start, options):
    line, symbols = Line(options.width), options.symbols
    # A frame for each ancestor: [its groups, how many are printed, brackets to close, indent, whether siblings follow].
    # A stack instead of recursion: chains of processes may be longer than Python's stack.
    frames = []

    def indent(more):
        for level, (_, _, _, width, _) in enumerate(frames):
            if line.width is not None and line.column > line.width:
                break
            line.write(" " * (width + 1))
            if level == len(frames) - 1:
                line.write(symbols["branch" if more else "last"])
            else:
                line.write(symbols["down" if frames[level + 1][4] else "none"])

    # Where a parent loop leads back to the start, only the width would end the drawing.
    endless = options.args or options.width is None

    def write_node(node, count, in_line, more, closing):
        children = [child for child in node.children if not (endless and child is start)]
        if not in_line:
            indent(more)
        begin = line.column
        if count > 1:
            line.write(f"{count}*[")
        hidden = options.args and node.argv is None
        name = escape(node.name)
        pid = str(node.pid or "")  # pstree prints nothing for PID 0
        line.write("(" * hidden + name)
        if options.pids:
            line.write(f",{pid}" if options.args else f"({pid})")
        line.write(")" * hidden)
        width = line.column - begin
        if options.args:
            write_arguments(line, node.argv or [])
            width = int(len(name) > 1)
        if options.args or not children:
            line.write("]" * closing)
            line.end()
        elif line.full():
            line.write(symbols["first"] + "+")
            line.end()
            return
        if children:
            frames.append([groups(children, options), 0, closing, width, more])

    write_node(start, 1, True, False, 0)
    while frames:
        frame = frames[-1]
        if frame[1] == len(frame[0]):
            frames.pop()
            continue
        node, count = frame[0][frame[1]]
        frame[1] += 1
        more = frame[1] < len(frame[0])
        leads = frame[1] == 1 and not options.args
        if leads:
            line.write(symbols["first" if more else "single"])
        write_node(node, count, leads, more, (0 if options.args else frame[2]) + (count > 1))
    sys.stdout.write("".join(line.out))


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    options = parse_options(sys.argv[1:])
    if not any(os.path.exists(f"{PROC}/{pid}/stat") for pid in numbers(PROC)):
        sys.exit(f"pstree: {PROC}: there is no PID/stat in it")
    nodes = link(options)
    if options.compact:
        number_shapes(nodes)
    if options.start in nodes:
        draw(nodes[options.start], options)


main()
