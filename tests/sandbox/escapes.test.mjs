// Nothing gets out of the sandbox. The attempts are in escapes.mjs; each is followed by a look at everything it could
// have reached, and where possible by the same act outside the sandbox, which shows that the look would have seen it.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import * as attempts from "./escapes.mjs";
import { built, launch, openPage, serve } from "./support.mjs";

/** How long an attempt may take to reach something, milliseconds. */
const PATIENCE = 400;
/** How many attempts run side by side. */
const SIDE_BY_SIDE = 6;

const { out, remove } = built();
const bareRunner = readFileSync(new URL("bare.js", import.meta.url), "utf8");
const plainPage = '<!doctype html><meta charset="utf-8"><title>plain</title><body>';
let host;
let udp;
let browser;
const sockets = [];
const datagrams = [];

before(async () => {
  host = await serve(out, { "/bare.js": bareRunner, "/plain.html": plainPage });
  host.server.on("upgrade", (request, socket) => {
    sockets.push(request.url);
    socket.destroy();
  });
  udp = createSocket("udp4", (message) => datagrams.push(message.length));
  await new Promise((resolve) => udp.bind(0, "127.0.0.1", resolve));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await host?.stop();
  udp?.close();
  remove();
});

/** The constants that an attempt's code speaks of. */
function constants(name) {
  const { port } = udp.address();
  return { HTTP: `${host.url}/escape/${name}`, WS: `ws://127.0.0.1:${host.port}/escape/${name}`, PORT: port, NAME: `escape-${name}` };
}

const declared = (name) => Object.entries(constants(name)).map(([key, value]) => `const ${key} = ${JSON.stringify(value)};`).join(" ");

/** JavaScript that tries, says what came of it, and waits for the attempt to reach something. */
const javascriptProgram = ({ name, code }) => `
${declared(name)}
globalThis.realImport ??= (address) => import(address);
const attempt = (async () => { ${code} })().then(() => "done", (error) => String(error));
const patience = new Promise((resolve) => setTimeout(resolve, ${PATIENCE}));
console.log("tried");
return Promise.all([Promise.race([attempt, patience]), patience]);
`;

const pythonProgram = ({ name, code }) => `
import json, time
globals().update(json.loads(${JSON.stringify(JSON.stringify(constants(name)))}))
print("tried")
try:
    exec(${JSON.stringify(code)})
except BaseException as error:
    print(type(error).__name__, error)
`;

const shellProgram = ({ name, code }) => `echo tried\n${code.replaceAll("HTTP", constants(name).HTTP)}\n`;

/** Everything of the page's that an attempt could have left a mark on. */
const traces = (page) =>
  page.evaluate(async () => {
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      files,
      cookies: document.cookie,
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      title: document.title,
      address: location.pathname,
      heard: window.heard,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    };
  });

const untouched = (title, address) => ({
  databases: [], caches: [], files: [], cookies: "", local: [], session: [], title, address, heard: [], workers: 0,
});

const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    addEventListener("message", ({ data }) => window.heard.push(data));
    new BroadcastChannel("escape").addEventListener("message", ({ data }) => window.heard.push(data));
  });

/** All that reached the observer outside the browser. */
const reached = () => [...host.foreign.filter((line) => line.includes("/escape/")), ...sockets, ...datagrams.map(String)];

const forget = () => {
  host.foreign.length = 0;
  sockets.length = 0;
  datagrams.length = 0;
};

async function inTurn(list, call) {
  const queue = [...list];
  const worker = async () => {
    while (queue.length > 0) await call(queue.shift());
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

/** Runs all attempts of a list on one page; gives each one's outcome. Between them, the page must answer. */
async function tryAll(list, language, programOf, replaced) {
  const context = await browser.newContext();
  const { page } = await openPage(context, host.url, replaced);
  await listen(page);
  const outcomes = {};
  await inTurn(list, async (attempt) => {
    const file = { python: "main.py", javascript: "main.cjs", shell: "main.sh" }[language];
    const running = page.evaluate(
      ([language, file, source]) => runAll(language, [[file, source]], [{ seconds: 30 }]),
      [language, file, programOf(attempt)],
    );
    [outcomes[attempt.name]] = await running;
  });
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const marks = await traces(page);
  const pages = context.pages().length;
  await context.close();
  return { outcomes, marks, pages };
}

function heldTight({ outcomes, marks, pages }, list) {
  for (const { name } of list) {
    assert.match(outcomes[name].stdout, /^tried\n/, `${name} was tried: ${outcomes[name].stderr}${outcomes[name].reason}`);
  }
  assert.deepEqual(reached(), []);
  assert.deepEqual(marks, untouched("bare", "/page.html"));
  assert.equal(pages, 1, "no other page was opened");
}

describe("attempts to get out", { concurrency: false }, () => {
  test("there are at least thirty in all, and each has a name of its own", () => {
    const names = [...attempts.javascript, ...attempts.python, ...attempts.shell].map(({ name }) => name);
    assert.ok(attempts.javascript.length >= 30, String(attempts.javascript.length));
    assert.equal(new Set(names).size, names.length);
  });

  test("in JavaScript", async () => {
    forget();
    heldTight(await tryAll(attempts.javascript, "javascript", javascriptProgram), attempts.javascript);
  });

  test("in a bare worker of the frame, without the runner's own precautions", async () => {
    forget();
    heldTight(await tryAll(attempts.javascript, "javascript", javascriptProgram, { "run-javascript": "bare.js" }), attempts.javascript);
  });

  test("in Python", async () => {
    forget();
    heldTight(await tryAll(attempts.python, "python", pythonProgram), attempts.python);
  });

  test("in the shell", async () => {
    forget();
    heldTight(await tryAll(attempts.shell, "shell", shellProgram), attempts.shell);
  });
});

describe("the same acts outside the sandbox are seen", { concurrency: false }, () => {
  const marked = (marks, name) =>
    [marks.databases, marks.caches, marks.files, marks.local, marks.session, marks.heard].flat().includes(name) ||
    marks.cookies.includes(name) ||
    marks.title === name;

  test("each attempt has a control, or a reason for having none", () => {
    for (const { name, control, why } of attempts.javascript) assert.ok(control ?? why, name);
  });

  for (const where of ["worker", "window"]) {
    test(`in a plain ${where}`, async () => {
      const list = attempts.javascript.filter(({ control }) => control === where);
      assert.ok(list.length > 10);
      const unseen = [];
      for (const attempt of list) {
        forget();
        const context = await browser.newContext();
        const page = await context.newPage();
        page.setDefaultTimeout(120_000);
        await page.goto(`${host.url}/plain.html`);
        await listen(page);
        const code = `${declared(attempt.name)} globalThis.realImport = (address) => import(address); (async () => { ${attempt.code} })().catch(() => {});`;
        await page.evaluate(
          ([where, code]) => {
            if (where === "window") (0, eval)(`{ ${code} }`);
            else window.kept = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
          },
          [where, code],
        );
        let seen = false;
        for (let left = 600; left > 0 && !seen; left -= 1) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          seen = reached().length > 0 || marked(await traces(page), `escape-${attempt.name}`);
        }
        if (!seen) unseen.push(attempt.name);
        await context.close();
      }
      assert.deepEqual(unseen, []);
    });
  }
});
