// What holds in every language alike: what a program sees, what of it is kept, and how it ends.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { contractPrograms } from "./programs.mjs";
import { built, launch, openPage, pagePolicy, ROOT, serve } from "./support.mjs";

const MAX_BYTES = 1024 * 1024;
const MAX_LINES = 10_000;
/** A stopped run is over within 100 ms; a machine that has much else to do gets more, and far less than the run's own deadline. */
const STOP_MS = 10_000;
/** The deadline of a loop, seconds: long enough that a hundred lines are written before, however busy the machine is. */
const LOOP_SECONDS = 3;

const { out, remove } = built();
let host;
let browser;
let page;
let problems;

before(async () => {
  host = await serve(out);
  browser = await launch();
  ({ page, problems } = await openPage(await browser.newContext(), host.url));
  await page.evaluate((programs) => {
    window.programs = programs;
    window.modes = (language, jobs) => runAll(language, programs[language], jobs);
  }, contractPrograms());
});

after(async () => {
  await browser?.close();
  await host?.stop();
  remove();
});

const run = (language, ...jobs) => page.evaluate(([language, jobs]) => modes(language, jobs), [language, jobs]);

test("the page's policy allows one inline script, that of the frame, and no text as code", () => {
  const scripts = /script-src ([^;]*)/.exec(pagePolicy(out))[1].split(" ");
  assert.equal(scripts.filter((source) => /^'sha256-.{44}'$/.test(source)).length, 1);
  assert.deepEqual(scripts.filter((source) => !source.startsWith("'sha256-")), ["'self'", "'wasm-unsafe-eval'"]);
});

for (const language of ["python", "javascript", "shell", "wasi"]) {
  describe(language, { concurrency: false }, () => {
    test("arguments, environment, files, stdin, stdout, stderr and status", async () => {
      const [outcome] = await run(language, {
        args: ["all", "b c", "é"],
        env: [["COLOUR", "amber"]],
        stdin: "in\n",
        files: { "/data/x": "one\n" },
        dirs: ["/empty"],
      });
      assert.equal(outcome.stderr, "oops\n");
      assert.equal(outcome.stdout, "all|b c|é\namber\none\none\ntrue\ntrue\nin\n");
      assert.deepEqual([outcome.end, outcome.status, outcome.reason], ["exited", 3, ""]);
      assert.deepEqual([outcome.droppedBytes, outcome.droppedLines], [0, 0]);
      assert.ok(outcome.seconds >= 0 && outcome.startSeconds >= 0);
    });

    test("relative file names stand for files below /", async () => {
      const [outcome] = await run(language, {
        args: ["all"],
        env: [["COLOUR", ""]],
        files: { "data/x": "two\n" },
        dirs: ["empty"],
      });
      assert.equal(outcome.stdout, "all\n\ntwo\ntwo\ntrue\ntrue\n");
    });

    test("bytes come and go as they are", async () => {
      const every = Array.from({ length: 256 }, (_, at) => at);
      const [written, passed] = await run(
        language,
        { args: ["binary"], files: { "/bytes": every } },
        { args: ["all"], env: [["COLOUR", ""]], stdin: every, files: { "/data/x": "" }, dirs: ["/empty"] },
      );
      assert.deepEqual(written.raw, every);
      assert.deepEqual(passed.raw.slice(-256), every);
    });

    test("output is kept up to 10,000 lines and 1 MiB, and the rest counted", async () => {
      const [lines, bytes] = await run(
        language,
        { args: ["lines"] },
        { args: ["bytes"], files: language === "shell" ? { "/million": "x".repeat(1e6) } : {} },
      );
      assert.equal(lines.end, "exited");
      assert.equal(lines.stdout.split("\n").length - 1, MAX_LINES);
      assert.equal(lines.droppedLines, 2000);
      assert.equal(lines.droppedBytes, 2000 * "10000\n".length);
      assert.equal(bytes.length, MAX_BYTES);
      assert.equal(bytes.droppedBytes, 3e6 - MAX_BYTES);
    });

    test("an endless loop ends at the deadline with all that was written before, and the next run goes on", async () => {
      const all = Array.from({ length: 100 }, (_, line) => `before ${line}\n`).join("");
      const outcomes = await page.evaluate(async ([language, seconds]) => {
        const program = sandbox.open(language, programOf(programs[language]));
        let heard = 0;
        let early = 0;
        const running = program.run(job({ args: ["loop"], seconds }), (_stream, bytes) => {
          heard += bytes.length;
        });
        const checking = setInterval(() => {
          early ||= heard;
        }, 20);
        const first = plain(await running);
        clearInterval(checking);
        const next = plain(await program.run(job({ args: ["binary"], files: { "/bytes": "ok" } })));
        program.close();
        return { first, next, heard, early };
      }, [language, LOOP_SECONDS]);
      assert.equal(outcomes.first.end, "timeout");
      assert.equal(outcomes.first.stdout, all);
      assert.ok(outcomes.first.seconds >= LOOP_SECONDS && outcomes.first.seconds < 10 * LOOP_SECONDS, `${outcomes.first.seconds} s`);
      assert.equal(outcomes.heard, all.length);
      assert.ok(outcomes.early > 0, "output is heard while the program runs");
      assert.equal(outcomes.next.end, "exited");
      assert.ok(outcomes.next.length > 0);
    });

    test("Stop ends a run at once", async () => {
      const { outcome, ms } = await page.evaluate(async (language) => {
        const program = sandbox.open(language, programOf(programs[language]));
        let stopping = null;
        let stopped = 0;
        const outcome = await program.run(job({ args: ["loop"], seconds: 60 }), () => {
          stopping ??= setTimeout(() => {
            stopped = performance.now();
            program.stop();
          }, 50);
        });
        const ms = performance.now() - stopped;
        program.close();
        return { outcome: plain(outcome), ms };
      }, language);
      assert.equal(outcome.end, "stopped");
      assert.match(outcome.stdout, /^before 0\n/);
      assert.ok(ms < STOP_MS, `${ms} ms`);
    });

    test("a run finds nothing of the run before it", async () => {
      const outcomes = await run(
        language,
        { args: ["leave"], files: { "/data/x": "a" } },
        { args: ["leave"], files: { "/data/x": "b" } },
        { args: ["all"], env: [["COLOUR", ""]], files: { "/data/x": "fresh\n" }, dirs: ["/empty"] },
      );
      assert.deepEqual(outcomes.slice(0, 2).map(({ stdout }) => stdout), ["false\n", "false\n"]);
      assert.equal(outcomes[2].stdout, "all\n\nfresh\nfresh\ntrue\ntrue\n");
    });

    test("a second run while one is running, and a run after the end, are refused in words", async () => {
      const outcomes = await page.evaluate(async (language) => {
        const program = sandbox.open(language, programOf(programs[language]));
        const first = program.run(job({ args: ["binary"], files: { "/bytes": "x" } }));
        const second = plain(await program.run(job({ args: ["binary"] })));
        const one = plain(await first);
        program.close();
        return [one, second, plain(await program.run(job({ args: ["binary"] })))];
      }, language);
      assert.deepEqual(outcomes.map(({ end }) => end), ["exited", "broke", "broke"]);
      assert.match(outcomes[1].reason, /running already/);
      assert.match(outcomes[2].reason, /closed/);
    });
  });
}

test("Python programs may close their standard streams: the next run has them again", async () => {
  const jobs = [{ stdin: "one\n" }, { stdin: "two\n" }];
  for (const code of [
    "print(open(0).read(), end='')",
    "import os\ntext = open(0).read()\nos.write(1, text.encode())\nos.close(1)",
    "text = open(0).read()\nwith open(1, 'w') as out: print(text, file=out, end='')",
  ]) {
    const outcomes = await page.evaluate(([code, jobs]) => runAll("python", { "a.py": code }, jobs), [code, jobs]);
    assert.deepEqual(outcomes.map(({ end }) => end), ["exited", "exited"], code);
    assert.deepEqual(outcomes.map(({ stdout }) => stdout), ["one\n", "two\n"], code);
    if (!code.includes("1")) assert.deepEqual(outcomes.map(({ status }) => status), [0, 0]);
  }
});

test("a run whose worker dies of the run before goes to a fresh worker", async () => {
  const code = "import os, sys\n" +
    "class Trap:\n    def __del__(self, kill=os.abort): kill()\n" +
    "if len(sys.argv) > 1:\n    import json\n    json.trap = Trap()\nprint('here')";
  const outcomes = await page.evaluate((code) => runAll("python", { "a.py": code }, [{ args: ["trap"] }, {}, {}]), code);
  assert.deepEqual(outcomes.map(({ end, stdout, reason }) => [end, stdout, reason]), Array(3).fill(["exited", "here\n", ""]));
});

test("bytes that aren't UTF-8 go through Python's text streams as they are", async () => {
  const [outcome] = await page.evaluate(
    () => runAll("python", { "a.py": "import sys\nsys.stdout.write(sys.stdin.read())" }, [{ stdin: [65, 255, 66] }]),
  );
  assert.deepEqual([outcome.status, outcome.raw], [0, [65, 255, 66]]);
});

test("a module whose start section never ends is out of time", async () => {
  // (module (memory (export "memory") 1) (func $loop (loop br 0)) (func (export "_start")) (start $loop))
  const module = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 3, 2, 0, 0, 5, 3, 1, 0, 1, 7, 19, 2, 6, 109, 101, 109, 111, 114, 121,
    2, 0, 6, 95, 115, 116, 97, 114, 116, 0, 1, 8, 1, 0, 10, 12, 2, 7, 0, 3, 0x40, 0x0c, 0, 0x0b, 0x0b, 2, 0, 0x0b,
  ];
  const [outcome] = await page.evaluate((module) => runAll("wasi", { "a.wasm": module }, [{ seconds: 0.5 }]), module);
  assert.equal(outcome.end, "timeout", outcome.stderr);
});

test("JavaScript that closes the function around it is refused, and what ran before that found no way out", async () => {
  const reach = "for (const name of ['postMessage', 'fetch', 'importScripts', 'Worker', 'MessageChannel']) " +
    "if (name in globalThis) throw new Error('found ' + name)";
  const listen = "addEventListener('message', () => { for (;;); }, true)";
  const starts = ["", "<!-- ([{{\n", "1\n--> ([{{\n", "a=function(){} / 1; /* ([{{ */\n"];
  const ends = [`}}]); ${listen}; ([{run(){`, `}, x: (() => { ${reach}; ${listen}; })(), y() {`];
  for (const start of starts) {
    for (const end of ends) {
      const [outcome] = await page.evaluate(
        (code) => runAll("javascript", { "a.cjs": code }, [{ seconds: 30 }]),
        `console.log("in");\n${start}${end}\n`,
      );
      assert.deepEqual([outcome.end, outcome.status, outcome.stdout], ["exited", 1, ""], start + end);
      assert.match(outcome.stderr, /^\/home\/you\/a\.cjs:\d+\n[^]*SyntaxError: Unexpected token '}'\n$/);
    }
  }
});

test("JavaScript whose brackets are hard to count is run as it is", async () => {
  const programs = {
    "const s = function () { return 4 } / 2; // }\nconsole.log(s)": "NaN\n",
    "const c = 1, y = () => console.log('y')\nswitch (c) { case 1: { y() }\n/}/.test(c) }": "y\n",
    "class A { import(x) { return x } }\nconsole.log(new A().import(3))": "3\n",
    "console.log(/[/}]/.test('}'), 4 / 2 / 1)": "true 2\n",
  };
  for (const [code, stdout] of Object.entries(programs)) {
    const [outcome] = await page.evaluate((code) => runAll("javascript", { "a.cjs": code }, [{}]), code);
    assert.deepEqual([outcome.stderr, outcome.status, outcome.stdout], ["", 0, stdout], code);
  }
});

test("writing to both streams in turn is no flood", async () => {
  const code = "import os\nfor _ in range(100000):\n    os.write(1, b'x')\n    os.write(2, b'y')";
  const [outcome] = await page.evaluate((code) => runAll("python", { "a.py": code }, [{}]), code);
  assert.deepEqual([outcome.reason, outcome.end, outcome.length, outcome.stderr.length], ["", "exited", 100_000, 100_000]);
});

/**
 * Waits until as many workers are left as there are spares, and it stays so: the browser tells of a worker that starts or ends
 * somewhat after the page knows of it.
 */
async function leftWorkers(other, spares) {
  for (let tries = 0, settled = 0; tries < 2000 && settled < 5; tries += 1) {
    await new Promise((done) => setTimeout(done, 50));
    settled = other.workers().length === spares ? settled + 1 : 0;
  }
  return other.workers().length;
}

test("a shell that is asked twice while it starts has one worker, and one that is closed has none", async () => {
  const { page: other } = await openPage(await browser.newContext(), host.url);
  const [none, line] = await other.evaluate(async () => {
    window.shell = sandbox.openShell(job());
    const completing = shell.complete("ec");
    const line = await shell.exec("echo x", () => {});
    return [await completing, line];
  });
  assert.deepEqual([none, line.end, line.status], [{ from: 2, options: [] }, "exited", 0]);
  assert.equal(await leftWorkers(other, 2), 2, "that of the shell, and the spare");
  await other.evaluate(() => shell.close());
  assert.equal(await leftWorkers(other, 1), 1, "the spare");
  await other.close();
});

test("a shell that is closed while it loads takes no worker", async () => {
  const { page: other } = await openPage(await browser.newContext(), host.url);
  const { end } = await other.evaluate(() => {
    const shell = sandbox.openShell(job());
    const running = shell.exec("echo x", () => {});
    shell.close();
    return running;
  });
  assert.equal(end, "stopped");
  await other.evaluate(() => sandbox.warm("shell"));
  assert.equal(await leftWorkers(other, 1), 1, "the spare");
  await other.close();
});

test("JavaScript that is stopped or closed while it starts leaves no worker behind", async () => {
  const { page: other } = await openPage(await browser.newContext(), host.url);
  const ends = await other.evaluate(async () => {
    const ends = [];
    const program = sandbox.open("javascript", [["a.cjs", "for (;;);"]]);
    await sandbox.warm("javascript");
    for (let at = 0; at < 5; at += 1) {
      const running = program.run(job());
      await new Promise((done) => setTimeout(done, 5));
      program.stop();
      ends.push((await running).end);
    }
    program.close();
    return ends;
  });
  assert.deepEqual(ends, Array(5).fill("stopped"));
  assert.equal(await leftWorkers(other, 0), 0);
  await other.close();
});

test("no path and no encoding is one because objects inherit its name", async () => {
  const code = "const fs = require('fs'); console.log(fs.existsSync('constructor'), Buffer.isEncoding('constructor'), fs.existsSync('/dev/stdin'))";
  const [outcome] = await page.evaluate((code) => runAll("javascript", { "a.cjs": code }, [{}]), code);
  assert.equal(outcome.stdout, "false false true\n");
});

test("no JavaScript takes long to be read on the page, nor becomes far longer", async () => {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}src/web/sandbox/javascript/compose.ts`],
    bundle: true,
    format: "esm",
    write: false,
  });
  const { composeProgram } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  const size = 256 * 1024;
  const units = [
    "export let a\n", "export let a = b + ", "export let a = [\n", "export {a,", "export let {a, ", 'import "a" with {',
    "=/[", "=/[\\]", "a = /(\\[", "import(", "`${", "([{",
  ];
  const sources = units.map((unit) => unit.repeat(size / unit.length));
  const names = Array.from({ length: 20_000 }, (_, at) => `a${at}`).join();
  sources.push(`export {${names}} from "${"x".repeat(size / 2)}";`);
  for (const source of sources) {
    // The processor's time, not the clock's: others may use the processor, too.
    const started = process.cpuUsage();
    const { script } = composeProgram("", [["main.mjs", source]]);
    const ms = process.cpuUsage(started).user / 1000;
    assert.ok(ms < 15_000, `${source.slice(0, 20)}: ${ms} ms`);
    assert.ok(script.length < 10 * size, `${source.slice(0, 20)}: ${script.length} characters`);
  }
});

test("warm() starts a spare, and the run that takes it starts at once", async () => {
  const { page: other } = await openPage(await browser.newContext(), host.url);
  const [cold, warm] = await other.evaluate(async () => {
    const start = async () => (await runAll("python", { "a.py": "" }, [{}]))[0].startSeconds;
    const cold = await start();
    await sandbox.warm("python");
    return [cold, await start()];
  });
  // A start of Python takes seconds of a processor, the way to one that stands ready next to nothing.
  assert.ok(warm < cold / 2, `${warm} s, and ${cold} s without a spare`);
  await other.close();
});

test("a language whose files can't be had says so, and asks again later", async () => {
  const { page: other } = await openPage(await browser.newContext(), host.url, { "run-shell": "nowhere/run-shell.js" });
  await other.route("**/nowhere/**", (route) => route.fulfill({ status: 404, body: "" }));
  const message = await other.evaluate(() => sandbox.warm("shell").then(() => "", (error) => error.message));
  assert.equal(message, "Can't load run-shell: the host answered 404.");
  const [outcome] = await other.evaluate(() => runAll("shell", { "a.sh": "echo x" }, [{}]));
  assert.deepEqual([outcome.end, outcome.reason], ["broke", message]);
  await other.close();
});

test("nothing of all this reached the page's console", () => {
  assert.deepEqual(problems, []);
  assert.deepEqual(host.foreign, []);
});
