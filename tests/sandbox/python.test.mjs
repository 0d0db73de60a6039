// What is Python's own: exits, tracebacks, streams, modules of the learner's, and what doesn't exist here.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { built, launch, openPage, serve } from "./support.mjs";

const { out, remove } = built();
let host;
let browser;
let page;

before(async () => {
  host = await serve(out);
  browser = await launch();
  ({ page } = await openPage(await browser.newContext(), host.url));
  await page.evaluate(() => sandbox.warm("python"));
});

after(async () => {
  await browser?.close();
  await host?.stop();
  remove();
});

const run = async (source, ...jobs) => {
  const files = typeof source === "string" ? { "main.py": source } : source;
  const outcomes = await page.evaluate(([files, jobs]) => runAll("python", files, jobs), [files, jobs.length > 0 ? jobs : [{}]]);
  return jobs.length > 1 ? outcomes : outcomes[0];
};

test("exit statuses are CPython's", async () => {
  const source = `
import os, sys
kind = sys.argv[1]
if kind == "none": sys.exit()
if kind == "number": sys.exit(42)
if kind == "large": sys.exit(258)
if kind == "negative": sys.exit(-1)
if kind == "text": sys.exit("a reason")
if kind == "raise": raise KeyError("x")
if kind == "exit": exit(3)
if kind == "exception in exit handler":
    import atexit
    atexit.register(lambda: 1 / 0)
if kind == "assert": assert 1 == 2, "no"
`;
  const kinds = ["none", "number", "large", "negative", "text", "raise", "exit", "exception in exit handler", "assert", "end"];
  const outcomes = await run(source, ...kinds.map((kind) => ({ args: [kind] })));
  assert.deepEqual(outcomes.map(({ status }) => status), [0, 42, 2, 255, 1, 1, 3, 0, 1, 0]);
  assert.equal(outcomes[4].stderr, "a reason\n");
  assert.match(outcomes[7].stderr, /ZeroDivisionError/);
});

test("tracebacks show the learner's frames alone, in all files, with causes", async () => {
  const outcome = await run({
    "main.py": 'import helper\n\ndef main():\n    try:\n        helper.fail(0)\n    except ZeroDivisionError as error:\n        raise ValueError("wrapped") from error\n\nmain()\n',
    "helper.py": "def fail(n):\n    return 1 / n\n",
  });
  assert.equal(
    outcome.stderr,
    `Traceback (most recent call last):
  File "/home/you/main.py", line 5, in main
    helper.fail(0)
    ~~~~~~~~~~~^^^
  File "/home/you/helper.py", line 2, in fail
    return 1 / n
           ~~^~~
ZeroDivisionError: division by zero

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/home/you/main.py", line 9, in <module>
    main()
    ~~~~^^
  File "/home/you/main.py", line 7, in main
    raise ValueError("wrapped") from error
ValueError: wrapped
`,
  );
  const faulty = await run("x = 1\nif x\n    print(x)\n");
  assert.equal(faulty.stderr, '  File "/home/you/main.py", line 2\n    if x\n        ^\nSyntaxError: expected \':\'\n');
  assert.equal(faulty.status, 1);
});

test("a program sees itself as Python would show it", async () => {
  const outcome = await run(
    `
import os, sys, __main__
print(sys.argv, __file__, __name__, __main__.__name__, os.getcwd(), sys.path[0])
print(sys.stdin.isatty(), sys.stdout.isatty(), sys.stdout.encoding, sys.stdin.fileno(), sys.stdout.fileno())
print(sorted(name for name in globals() if not name.startswith("__")))
print(os.environ["HOME"], os.environ["X"], sys.version_info[:2] >= (3, 14), sorted(os.listdir("/proc")))
`,
    { args: ["a b"], env: [["X", "y"]], files: { "/proc/1/stat": "1", "/proc/self/fd/0": "" } },
  );
  assert.equal(
    outcome.stdout,
    "['/home/you/main.py', 'a b'] /home/you/main.py __main__ __main__ / /home/you\n" +
      "False False utf-8 0 1\n['os', 'sys']\n/home/you y True ['1', 'self']\n",
  );
});

test("stdin is read in every way", async () => {
  const source = `
import fileinput, os, sys
kind = sys.argv.pop(1)
if kind == "whole": print(repr(sys.stdin.read()))
if kind == "lines": print([line for line in sys.stdin])
if kind == "bytes": print(sys.stdin.buffer.read())
if kind == "input":
    print(repr(input("? ")))
    print(repr(input()))
if kind == "os": print(os.read(0, 3), os.read(0, 100))
if kind == "file": print(open("/dev/stdin").read() == "one\\ntwo é")
if kind == "fileinput": print(list(fileinput.input()))
if kind == "end":
    sys.stdin.read()
    try: input()
    except EOFError: print("EOF")
`;
  const kinds = ["whole", "lines", "bytes", "input", "os", "file", "fileinput", "end"];
  const outcomes = await run(source, ...kinds.map((kind) => ({ args: [kind], stdin: "one\ntwo é" })));
  assert.deepEqual(outcomes.map(({ stdout, stderr }) => stdout + stderr), [
    "'one\\ntwo é'\n",
    "['one\\n', 'two é']\n",
    "b'one\\ntwo \\xc3\\xa9'\n",
    "? 'one'\n'two é'\n",
    "b'one' b'\\ntwo \\xc3\\xa9'\n",
    "True\n",
    "['one\\n', 'two é']\n",
    "EOF\n",
  ]);
});

test("text and bytes of stdout keep their order, and all is flushed at the end", async () => {
  const outcome = await run(`
import sys
print("a", end="")
sys.stdout.flush()
sys.stdout.buffer.write(b"\\xff")
sys.stdout.write("c")
keep = sys.stdout
sys.stdout = open(1, "w", closefd=False)
print("d", end="")
`);
  assert.deepEqual(outcome.raw, [97, 255, 100, 99]);
});

test("the library that exercises use is all there", async () => {
  const outcome = await run(`
import argparse, ast, bisect, collections, csv, dataclasses, datetime, decimal, difflib, enum, fractions, functools
import glob, graphlib, gzip, hashlib, heapq, hmac, html, io, ipaddress, itertools, json, logging, lzma, math, operator
import os.path, pathlib, pprint, queue, random, re, shlex, statistics
import string, struct, tarfile, tempfile, textwrap, threading, time, tomllib, typing, unicodedata, unittest, urllib.parse
import uuid, zipfile, zlib, zoneinfo, email.message, http, xml.etree.ElementTree, configparser, secrets, bz2, copy
print(gzip.decompress(gzip.compress(b"x" * 1000)) == b"x" * 1000, hashlib.sha256(b"").hexdigest()[:8])
print(datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc).isoformat(), decimal.Decimal("0.1") * 3)
print(json.dumps({"a": [1, None]}), re.sub(r"(\\w+) (\\w+)", r"\\2 \\1", "one two"), statistics.median([3, 1, 2]))
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder, "x")
    path.write_text("é")
    print(path.read_bytes(), path.exists())
`);
  assert.equal(outcome.stderr, "");
  assert.equal(
    outcome.stdout,
    'True e3b0c442\n2026-01-02T00:00:00+00:00 0.3\n{"a": [1, null]} two one 2\n' + "b'\\xc3\\xa9' True\n",
  );
});

test("asyncio works, over time alone", async () => {
  const outcome = await run(`
import asyncio, time
async def work(n, out):
    await asyncio.sleep(n / 100)
    out.append(n)
async def main():
    out = []
    await asyncio.gather(work(3, out), work(1, out), work(2, out))
    try: await asyncio.wait_for(asyncio.Event().wait(), 0.02)
    except asyncio.TimeoutError: out.append("timeout")
    async with asyncio.TaskGroup() as group: group.create_task(work(0, out))
    return out
began = time.monotonic()
print(asyncio.run(main()), time.monotonic() - began >= 0.05)
`);
  assert.equal(outcome.stdout + outcome.stderr, "[1, 2, 3, 'timeout', 0] True\n");
});

test("what doesn't exist here says so in words", async () => {
  const outcome = await run(`
import os, socket, subprocess, threading, urllib.request, concurrent.futures
for attempt in [
    lambda: subprocess.run(["ls"]), lambda: subprocess.check_output("ls", shell=True), lambda: os.system("ls"), lambda: os.popen("ls"),
    lambda: threading.Thread(target=print).start(), lambda: concurrent.futures.ThreadPoolExecutor().submit(print),
    lambda: socket.create_connection(("example.org", 80)), lambda: socket.getaddrinfo("example.org", 80), lambda: socket.socket().connect(("1.2.3.4", 5)),
    lambda: urllib.request.urlopen("http://example.org"),
]:
    try: print("?", attempt())
    except Exception as error: print(type(error).__name__, str(error).split(":")[0])
`);
  const [process, thread, network] = ["OSError there are no processes in the sandbox", "RuntimeError there are no threads in the sandbox", "OSError there is no network in the sandbox"];
  assert.deepEqual(outcome.stdout.trimEnd().split("\n"), [
    process, process, process, process, thread, thread, network, network, network,
    "URLError <urlopen error there is no network in the sandbox>",
  ]);
});

test("modules of the learner's are read anew for each run", async () => {
  const source = {
    "main.py": "import sys\nsys.path.insert(0, '/data')\nimport mine, package.inner\nprint(mine.value, package.inner.value, mine.__file__)\n",
    "package/__init__.py": "",
    "package/inner.py": "value = 'inner'\n",
  };
  const outcomes = await run(source, { files: { "/data/mine.py": "value = 1\n" } }, { files: { "/data/mine.py": "value = 2\n" } });
  assert.deepEqual(outcomes.map(({ stdout, stderr }) => stdout + stderr), ["1 inner /data/mine.py\n", "2 inner /data/mine.py\n"]);
});

test("recursion that is too deep is an error like any other", async () => {
  const outcome = await run("def f(n): return n and f(n - 1) + 1\nprint(f(500))\nprint(f(4000))\n");
  assert.equal(outcome.stdout, "500\n");
  assert.match(outcome.stderr, /RecursionError: maximum recursion depth exceeded\n$/);
});
