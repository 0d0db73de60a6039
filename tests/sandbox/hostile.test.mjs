// Programs that mean harm without reaching out: forged reports, tampering with the runner, floods, memory, endless work.
// What was written before is there, the outcome is the program's own, and the page answers all the while.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { built, launch, openPage, serve } from "./support.mjs";

/** The longest that the page may take to answer while a program does its worst, milliseconds: far from a frozen page, and
 * still true on a machine that has much else to do. */
const ANSWER_MS = 10_000;

const { out, remove } = built();
let host;
let browser;

before(async () => {
  host = await serve(out, { "/liar.js": readFileSync(new URL("liar.js", import.meta.url), "utf8") });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await host?.stop();
  remove();
});

/** Pages by their runner for JavaScript: each notes the longest time between two ticks of its own. */
const pages = new Map();

async function pageWith(runner) {
  if (!pages.has(runner)) {
    const { page } = await openPage(await browser.newContext(), host.url, runner ? { "run-javascript": runner } : {});
    await page.evaluate(() => {
      let last = performance.now();
      window.longest = 0;
      setInterval(() => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
      }, 10);
    });
    pages.set(runner, page);
  }
  return pages.get(runner);
}

/** Runs a program, and sees to it that the page answers all the while. */
async function runAll(language, file, source, jobs, runner = "") {
  const page = await pageWith(runner);
  const { outcomes, longest } = await page.evaluate(
    async ([language, file, source, jobs]) => {
      window.longest = 0;
      const outcomes = await window.runAll(language, [[file, source]], jobs);
      return { outcomes, longest: window.longest };
    },
    [language, file, source, jobs],
  );
  assert.ok(longest < ANSWER_MS, `the page didn't answer for ${longest} ms`);
  return outcomes;
}

describe("a worker that lies", { concurrency: false }, () => {
  const lie = async (mode, seconds = 60) => (await runAll("javascript", "a.js", "", [{ args: [mode], seconds }], "liar.js"))[0];

  test("can't speak for a run without its nonce, nor in a form of its own", async () => {
    const outcome = await lie("forge");
    // Nothing of what it said for other runs is heard, and its first report in a form of its own ends it.
    assert.deepEqual([outcome.end, outcome.reason], ["broke", "It sent the page a message of its own and was stopped."]);
    assert.deepEqual([outcome.stdout, outcome.stderr], ["", ""]);
    assert.deepEqual([outcome.droppedBytes, outcome.droppedLines], [0, 0]);
  });

  test("can't claim more time than passed", async () => {
    const began = performance.now();
    const outcome = await lie("slow");
    const passed = (performance.now() - began) / 1000;
    assert.ok(outcome.seconds <= passed, `${outcome.seconds} s of ${passed} s`);
  });

  test("can't send more at once than the cap", async () => {
    const outcome = await lie("much");
    assert.deepEqual([outcome.end, outcome.reason], ["broke", "It sent the page a message of its own and was stopped."]);
    assert.equal(outcome.stderr, "two\n");
    assert.equal(outcome.stdout, "");
  });

  test("that says nothing more meets its deadline", async () => {
    const outcome = await lie("silent", 1);
    assert.equal(outcome.end, "timeout");
    assert.ok(outcome.seconds >= 1);
  });

  test("is stopped when it floods the page, which says so", async () => {
    const outcome = await lie("flood", 120);
    assert.equal(outcome.end, "broke");
    assert.match(outcome.reason, /flooded/);
    assert.ok(outcome.length > 0);
  });

  for (const mode of ["frame-flood", "error-flood"]) {
    test(`can't keep the page from its deadline: ${mode}`, async () => {
      // A frame that has too many errors to hear of may be given up before the deadline: that is an end, too.
      assert.match((await lie(mode, 2)).end, /^(timeout|broke)$/);
    });
  }
});

describe("JavaScript that tampers", { concurrency: false }, () => {
  const run = async (source, job = {}) => (await runAll("javascript", "main.cjs", source, [{ seconds: 60, ...job }]))[0];

  test("with every prototype that the runner might use learns nothing and changes nothing", async () => {
    const outcome = await run(`
      const caught = [];
      const secret = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
      const look = (value) => {
        if (typeof value === "string" && secret.test(value)) caught.push("nonce");
        if (Object.prototype.toString.call(value) === "[object MessagePort]") caught.push("port");
      };
      const { log } = console;
      const write = process.stdout.write.bind(process.stdout);
      for (const kind of [Array, Map, Set, Promise, Function, Uint8Array, Uint8Array.__proto__, ArrayBuffer, String, Object, EventTarget, Event]) {
        for (const name of Object.getOwnPropertyNames(kind.prototype)) {
          const { value, configurable } = Object.getOwnPropertyDescriptor(kind.prototype, name);
          if (typeof value !== "function" || name === "constructor" || !configurable) continue;
          if (["toString", "valueOf", "hasOwnProperty", "apply", "call", "test", "push"].includes(name)) continue;
          kind.prototype[name] = function (...args) {
            look(this);
            for (let at = 0; at < args.length; at += 1) look(args[at]);
            return Reflect.apply(value, this, args);
          };
        }
      }
      for (const name of ["nonce", "report", "port", "status", "stream", "bytes"]) {
        Object.defineProperty(Object.prototype, name, { configurable: true, set(value) { look(value); }, get() { return undefined; } });
      }
      performance.now = () => 0;
      write("kept\\n");
      setTimeout(() => {
        write(JSON.stringify(caught) + "\\n");
        process.exit(7);
      }, 20);
    `);
    assert.equal(outcome.stderr, "");
    assert.deepEqual([outcome.end, outcome.status, outcome.stdout], ["exited", 7, "kept\n[]\n"]);
  });

  test("by events of its own can't start the runner again", async () => {
    const outcome = await run(`
      const heard = [];
      const port = { postMessage: (report) => heard.push(report), onmessage: null };
      for (const target of [globalThis, self]) {
        target.dispatchEvent(Object.assign(new Event("message"), { data: { port, wasm: null, data: {} } }));
      }
      setTimeout(() => console.log(heard.length, port.onmessage), 50);
    `);
    assert.equal(outcome.stdout, "0 null\n");
  });

  test("by catching its own exit is not heard any more", async () => {
    const outcome = await run(`
      console.log("before");
      try { process.exit(5); } catch {}
      console.log("after");
      process.exitCode = 0;
      setTimeout(() => console.log("later"), 0);
    `);
    assert.deepEqual([outcome.status, outcome.stdout], [5, "before\n"]);
  });

  test("by a bracket that closes the function around it is not run at all", async () => {
    const outcome = await run("console.log('in');\n} console.log('out'); {\n");
    assert.equal(outcome.status, 1);
    assert.equal(outcome.stdout, "");
    assert.match(outcome.stderr, /^\/home\/you\/main\.cjs:2\n.*\n\^\n\nSyntaxError: Unexpected token '}'\n$/);
  });
});

describe("Python that leaves traps for its next run", { concurrency: false }, () => {
  const traps = {
    "an exit handler": "import atexit\natexit.register(lambda: print('trap'))",
    "a timer of the browser's": "import js\nfrom pyodide.ffi import create_proxy\njs.setTimeout(create_proxy(lambda: print('trap')), 0)",
    "an object that prints when it goes": "import json\nclass Trap:\n    def __del__(self): print('trap')\njson.trap = Trap()",
    "other built-in functions": "import builtins\nbuiltins.len = lambda x: 99\nbuiltins.print = lambda *a, **k: None",
    "another module in a module's place": "import sys, types\nsys.modules['json'] = types.ModuleType('json')\nsys.modules['evil'] = types.ModuleType('evil')",
    "changed functions of a library": "import os, json\nos.listdir = lambda *a: []\njson.dumps = lambda *a: 'trap'",
    "other standard streams": "import sys, io\nsys.stdout = sys.__stdout__ = io.StringIO()\nsys.stderr = None",
    "an exception hook and a tracer": "import sys\nsys.excepthook = lambda *a: None\nsys.settrace(lambda *a: 1 / 0)",
    "another directory, path and environment": "import os, sys\nos.chdir('/tmp')\nsys.path.clear()\nos.environ.clear()\nos.environ['TRAP'] = '1'",
    "handlers of logging": "import logging\nlogging.basicConfig(format='trap')\nlogging.getLogger().setLevel(1)",
    "a low recursion limit": "import sys\nsys.setrecursionlimit(60)",
    "garbage in circles": "class Trap:\n    def __del__(self): print('trap')\nt = Trap()\nt.me = t\ndel t",
    "closed standard streams": "import os\nos.close(1)",
    "a changed decimal context": "import decimal\ndecimal.getcontext().prec = 2",
  };
  const check = `
import builtins, decimal, json, logging, os, os.path, sys
if len(sys.argv) > 1:
    exec(sys.argv[1])
else:
    def deep(n): return n and deep(n - 1)
    deep(200)
    print(len("four"), json.dumps([1]), os.listdir("/data"), os.getcwd(), os.environ.get("TRAP"), sys.path[0])
    print("evil" in sys.modules, hasattr(json, "trap"), logging.getLogger().level, decimal.Decimal(1) / 3)
    logging.warning("warned")
    raise ValueError("own")
`;
  for (const [name, code] of Object.entries(traps)) {
    test(name, async () => {
      const [, outcome] = await runAll("python", "main.py", check, [{ args: [code], files: { "/data/x": "" } }, { files: { "/data/x": "" } }]);
      if (outcome.end === "broke") {
        // What can't be mended is given up, and in words.
        assert.match(outcome.reason, /standard streams/);
        return;
      }
      assert.equal(
        outcome.stdout,
        "4 [1] ['x'] / None /home/you\nFalse False 30 0.3333333333333333333333333333\n",
      );
      assert.match(outcome.stderr, /^WARNING:root:warned\nTraceback \(most recent call last\):\n {2}File "\/home\/you\/main\.py", line 11, in <module>\n[^]*ValueError: own\n$/);
      assert.deepEqual([outcome.end, outcome.status], ["exited", 1]);
    });
  }
});

describe("a runtime that dies is nobody's wrong answer", { concurrency: false }, () => {
  const deaths = {
    "os._exit": ["import os\nprint('before', flush=True)\nos._exit(0)", /ended the interpreter itself/],
    "os.abort": ["import os\nprint('before', flush=True)\nos.abort()", /Python was restarted/],
    "memory that isn't there": ["import ctypes\nprint('before', flush=True)\nctypes.string_at(-8)", /Python was restarted/],
  };
  for (const [name, [code, reason]] of Object.entries(deaths)) {
    test(name, async () => {
      const source = `import sys\nif len(sys.argv) > 1:\n    exec(sys.argv[1])\nprint("alive")\n`;
      const [dead, next] = await runAll("python", "main.py", source, [{ args: [code] }, {}]);
      assert.equal(dead.end, "broke");
      assert.match(dead.reason, reason);
      assert.match(dead.stdout, /^before\n/);
      assert.deepEqual([next.end, next.stdout], ["exited", "alive\n"]);
    });
  }
});

describe("endless work meets its deadline, and what was written is there", { concurrency: false }, () => {
  const endless = [
    ["javascript", "a regular expression", "console.log('before'); /^(a+)+$/.test('a'.repeat(60) + 'b')"],
    ["javascript", "microtasks", "console.log('before'); const again = () => Promise.resolve().then(again); again()"],
    ["javascript", "timers", "console.log('before'); for (let at = 0; at < 1000; at += 1) setInterval(() => {}, 0)"],
    ["javascript", "errors that nobody catches", "process.on('uncaughtException', () => {}); console.log('before'); const again = () => { queueMicrotask(again); throw new Error('x'); }; again()"],
    ["javascript", "rejections", "process.on('uncaughtException', () => {}); console.log('before'); setInterval(() => { for (let at = 0; at < 1e5; at += 1) Promise.reject(new Error('x')); }, 0)"],
    ["javascript", "output", "console.log('before'); for (;;) console.log('x'.repeat(1000))"],
    ["javascript", "a promise that is never kept", "console.log('before'); setInterval(() => {}, 1e6)"],
    ["python", "a regular expression", "import re\nprint('before')\nre.match(r'(a+)+$', 'a' * 60 + 'b')"],
    ["python", "one call of C", "print('before')\nsum(range(10**15))"],
    ["python", "sleep", "import time\nprint('before')\ntime.sleep(1000)"],
    ["python", "output without lines", "import sys\nprint('before')\nwhile True: sys.stdout.write('x' * 1000)"],
    ["shell", "a loop", "echo before; while :; do :; done"],
    ["shell", "awk", "echo before; awk 'BEGIN { while (1) {} }'"],
    ["shell", "output", "echo before; while :; do echo x; done"],
    ["shell", "sleep", "echo before; sleep 1000"],
    ["shell", "a function that calls itself", "echo before; f() { sleep 0.01; f; }; while :; do f; done"],
  ];
  for (const [language, name, source] of endless) {
    test(`${language}: ${name}`, async () => {
      const file = { javascript: "a.js", python: "a.py", shell: "a.sh" }[language];
      const [outcome, next] = await runAll(language, file, source, [{ seconds: 3 }, { seconds: 0.2 }]);
      assert.equal(outcome.end, "timeout", JSON.stringify([outcome.stderr, outcome.reason]).slice(0, 500));
      assert.match(outcome.stdout, /^before\n/);
      assert.match(next.end, /timeout/);
    });
  }
});

describe("a program that takes all memory", { concurrency: false }, () => {
  test("in Python gets a MemoryError", async () => {
    const [outcome] = await runAll("python", "a.py", "print('before')\nx = []\nwhile True: x.append(bytearray(1 << 27))", [{ seconds: 240 }]);
    assert.match(outcome.stdout, /^before\n/);
    assert.match(outcome.stderr, /MemoryError/);
  });

  test("in JavaScript takes only the sandbox with it, which starts anew", async () => {
    const context = await browser.newContext();
    const { page } = await openPage(context, host.url);
    // The driver takes the frame's death for the page's: so the page itself reports, by a request.
    void page
      .evaluate(async () => {
        const source = "console.log('before'); if (process.argv[2]) { const all = []; for (;;) all.push(new Array(1e6).fill(1.5)); }";
        const program = sandbox.open("javascript", programOf({ "a.js": source }));
        const ends = [];
        for (const args of [["x"], []]) {
          const { end, reason, stdout } = plain(await program.run(job({ args, seconds: 240 })));
          ends.push({ end, reason, stdout });
        }
        await fetch(`/escape/report?${encodeURIComponent(JSON.stringify(ends))}`);
      })
      .catch(() => {});
    let report;
    for (let left = 6000; left > 0 && !report; left -= 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      report = host.foreign.find((line) => line.includes("/escape/report"));
    }
    const [dead, next] = JSON.parse(decodeURIComponent(report.split("?")[1]));
    assert.equal(dead.end, "broke");
    assert.match(dead.reason, /memory/);
    assert.equal(dead.stdout, "before\n");
    assert.deepEqual([next.end, next.stdout], ["exited", "before\n"]);
    await context.close();
  });
});
