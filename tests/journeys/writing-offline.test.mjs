// Writing with the server stopped: everything is kept when one asks for it, and what is missing says so.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE_MS, becomes, open, oracle, output, room, run, visit } from "./support.mjs";
import {
  editor,
  exerciseFile,
  judge,
  openWriting,
  runButton,
  turnTo,
  wasiModule,
  write,
  written,
} from "./writing.mjs";

const kept = (page) => page.getByText("Offline: ready").waitFor();

/** Milliseconds after which keeping everything is given up: some thirty megabytes, unpacked and written. */
const KEEPING_MS = 480_000;

/** Presses the button of home that keeps everything, and waits until it is. */
async function keepEverything(page) {
  const button = page.getByRole("button", { name: /^Make everything available offline \(\d+\.\d MB\)$/ });
  await button.waitFor();
  const [, cost] = /\((\d+\.\d) MB\)/.exec(await button.textContent());
  assert.ok(Number(cost) > 3 && Number(cost) < 60, `${cost} MB`);
  // It may be over before one looks: the page itself notes what it shows.
  await page.evaluate(() => {
    globalThis.hasShown = false;
    const look = () => (globalThis.hasShown ||= document.querySelector("progress[aria-label='Keeping everything']") !== null);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  await button.click();
  await page.getByText(/^Everything is kept on this machine/).waitFor({ timeout: KEEPING_MS });
  assert.ok(await page.evaluate(() => globalThis.hasShown), "how far it is was shown");
}

test("kept at once, then judged with the server stopped: Python and JavaScript", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  await keepEverything(page);
  await it.host.stop();
  await page.reload();
  await page.getByText(/^Everything is kept on this machine/).waitFor();
  await openWriting(page, it.host, "lru-cache");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  assert.equal(await judge(page), "passed");
  await turnTo(page, "JavaScript", "lru-cache.js");
  await write(page, exerciseFile("lru-cache", "solution.js"));
  assert.equal(await judge(page), "passed");
  await page.reload();
  await editor(page).waitFor();
  await becomes(() => written(page), exerciseFile("lru-cache", "solution.js"));
  // The cases that need a large fixture, too, and the large logs as they are watched.
  await openWriting(page, it.host, "pstree");
  await write(page, exerciseFile("pstree", "solution.py"));
  assert.equal(await judge(page), "passed");
  await open(page, it.host, "#/exercise/pstree?fixture=busy-host");
  await run(page);
  await becomes(() => output(page), oracle("pstree", "22-a-busy-host"));
});

test("the same as a WASI module", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  await keepEverything(page);
  const module = wasiModule(t, "log-filter");
  await it.host.stop();
  await page.reload();
  await openWriting(page, it.host, "log-filter");
  await turnTo(page, "WASI module");
  await page.getByLabel("Choose a file").setInputFiles(module);
  await page.getByText("log-filter.wasm").waitFor();
  assert.equal(await judge(page), "passed");
  // A module is kept, too.
  await page.reload();
  await page.getByText("log-filter.wasm").waitFor();
  assert.equal(await judge(page), "passed");
});

test("lru-cache in shell", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  await keepEverything(page);
  await it.host.stop();
  await page.reload();
  await openWriting(page, it.host, "lru-cache");
  await turnTo(page, "Shell", "lru-cache.sh");
  await write(page, exerciseFile("lru-cache", "solution.sh"));
  assert.equal(await judge(page), "passed");
});

test("without Python the page says what is missing; JavaScript and the editor are there after one visit", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  await it.host.stop();
  await openWriting(page, it.host, "lru-cache");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  assert.equal(await judge(page), "not judged");
  await page.getByRole("alert").getByText(/^It could not be judged/).waitFor();
  await page.getByRole("alert").getByText(/offline|connection|network/i).first().waitFor();
  // That says nothing of the answer.
  await becomes(() => page.locator(".bar .pill").count(), 0);
  await turnTo(page, "JavaScript", "lru-cache.js");
  await write(page, exerciseFile("lru-cache", "solution.js"));
  assert.equal(await judge(page), "passed");
});

test("what was used once is kept, without the button", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  await openWriting(page, it.host, "lru-cache");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  assert.equal(await judge(page), "passed");
  await it.host.stop();
  await page.reload();
  await editor(page).waitFor();
  assert.equal(await judge(page), "passed");
});

test("keeping everything that breaks off says so, and goes on from there", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  // The Python library never arrives whole.
  it.host.swap = (path, bytes) => (/web\/python-stdlib/.test(path) ? null : bytes);
  await page.getByRole("button", { name: /^Make everything available offline/ }).click();
  await page.getByRole("alert").first().waitFor({ timeout: KEEPING_MS });
  it.host.swap = (_path, bytes) => bytes;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(/^Everything is kept on this machine/).waitFor({ timeout: KEEPING_MS });
});

test("a part of the writing page that can't be loaded says so", async (t) => {
  const it = await room();
  for (const [part, says] of [
    ["web/editor-*.js", "No editor"],
    ["content/pstree-kit-*.bin", "The cases are not here"],
    ["web/sandbox-*.js", "It could not be judged"],
    ["web/run-javascript-*.js", "It could not be judged"],
  ]) {
    const context = await it.browser.newContext({ serviceWorkers: "block" });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.route(`**/${part}`, (route) => route.abort());
    await page.goto(`${it.host.url}#/exercise/pstree`);
    if (says === "It could not be judged") {
      await turnTo(page, "JavaScript", "pstree.js");
      await runButton(page).click();
    }
    await page.getByRole("alert").getByText(says).first().waitFor();
    await context.close();
  }
});
