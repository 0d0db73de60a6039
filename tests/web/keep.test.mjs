// What was kept is there again: after a reload, in another tab, and after the browser was killed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { CHROMIUM, host, launch, visit } from "./support.mjs";

const url = await host("editor", "keep");
const browser = await launch();

async function keeping(t, at = url) {
  const page = await visit(t, browser, at);
  await load(page);
  return page;
}

const load = (page) =>
  page.evaluate(async () => {
    globalThis.keep = await import("/keep.js");
  });
const get = (page, key) => page.evaluate((key) => globalThis.keep.get(key), key);
const put = (page, key, value) => page.evaluate(([key, value]) => globalThis.keep.put(key, value), [key, value]);

test("texts and bytes are kept, listed by prefix and removed", async (t) => {
  const page = await keeping(t);
  assert.equal(await get(page, "a"), null);
  const values = [["a", "x"], ["a", "\u00e9\n\ud83d\ude80"], ["a/1", ""], ["a/2", "z"], ["b", "y"]];
  for (const [key, value] of values) await put(page, key, value);
  // A view into a page of memory, as a wasm program's bytes are.
  const stored = await page.evaluate(async () => {
    const memory = new Uint8Array(65536).fill(7);
    const saved = globalThis.keep.put("bytes", memory.subarray(10, 14));
    memory.fill(0);
    await saved;
    const found = await globalThis.keep.get("bytes");
    return { values: [...found], memory: found.buffer.byteLength };
  });
  assert.deepEqual(stored, { values: [7, 7, 7, 7], memory: 4 });
  await page.reload();
  await load(page);
  assert.equal(await get(page, "a"), "\u00e9\n\ud83d\ude80");
  const keys = (prefix) => page.evaluate((prefix) => globalThis.keep.keys(prefix), prefix);
  assert.deepEqual(await keys(""), ["a", "a/1", "a/2", "b", "bytes"]);
  assert.deepEqual(await keys("a/"), ["a/1", "a/2"]);
  await page.evaluate(() => globalThis.keep.remove("a/1"));
  assert.deepEqual(await keys("a/"), ["a/2"]);
});

test("every transaction asks for the disk, and a closed connection is opened again", async (t) => {
  const page = await visit(t, browser, url);
  const asked = await page.evaluate(async () => {
    const asked = [];
    const databases = new Set();
    const original = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...all) {
      databases.add(this);
      const made = original.apply(this, all);
      asked.push(made.durability);
      return made;
    };
    const keep = await import("/keep.js");
    await keep.put("k", "1");
    for (const database of databases) database.close();
    await keep.put("k", "2");
    const found = await keep.get("k");
    return [...asked, found, databases.size];
  });
  assert.deepEqual(asked, ["strict", "strict", "strict", "2", 2]);
});

test("other tabs are told of a change, the one that made it is not", async (t) => {
  const first = await keeping(t);
  const second = await first.context().newPage();
  await second.goto(url);
  await load(second);
  for (const page of [first, second]) {
    await page.evaluate(() => {
      globalThis.told = [];
      globalThis.unwatch = globalThis.keep.watch((key) => globalThis.told.push(key));
    });
  }
  await put(first, "answer", "text");
  await second.waitForFunction(() => globalThis.told.length === 1);
  assert.equal(await get(second, "answer"), "text");
  await second.evaluate(() => globalThis.keep.remove("answer"));
  await first.waitForFunction(() => globalThis.told.length === 1);
  assert.deepEqual(await first.evaluate(() => globalThis.told), ["answer"]);
  assert.deepEqual(await second.evaluate(() => globalThis.told), ["answer"]);
  await first.evaluate(() => globalThis.unwatch());
  await put(second, "more", "text");
  await put(second, "again", "text");
  await sleep(100);
  assert.deepEqual(await first.evaluate(() => globalThis.told), ["answer"]);
});

test("a full disk and refused storage are said in a sentence, and can be tried again", async (t) => {
  const page = await keeping(t);
  const message = await page.evaluate(async () => {
    const original = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("quota", "QuotaExceededError");
    };
    const message = await globalThis.keep.put("k", "text").catch((error) => error.message);
    IDBObjectStore.prototype.put = original;
    await globalThis.keep.put("k", "text");
    return message;
  });
  assert.equal(
    message,
    "The disk, or this site's share of it, is full. Free some space, then change the text to save again.",
  );
  assert.equal(await get(page, "k"), "text");
  const refused = await visit(t, browser, url);
  const refusal = await refused.evaluate(async () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The user denied permission", "SecurityError");
    };
    const keep = await import("/keep.js");
    return keep.get("k").catch((error) => [error instanceof Error, error.message]);
  });
  assert.deepEqual(refusal, [
    true,
    "The browser refuses to store anything for this page (The user denied permission). " +
      "Allow site data, or copy your work out.",
  ]);
});

/** A browser of its own process group and profile, to be killed. */
async function mortal(profile) {
  // A killed browser leaves the port it listened on behind.
  const port = join(profile, "DevToolsActivePort");
  rmSync(port, { force: true });
  const args = [...CHROMIUM.args, `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"];
  const child = spawn(CHROMIUM.executablePath, args, { detached: true, stdio: "ignore" });
  const dead = new Promise((resolve) => child.once("exit", resolve));
  for (let waited = 0; !existsSync(port) || !readFileSync(port, "utf8").includes("\n"); waited += 50) {
    assert.ok(waited < 120_000, "Chromium did not start");
    await sleep(50);
  }
  const [number] = readFileSync(port, "utf8").split("\n");
  const client = await chromium.connectOverCDP(`http://127.0.0.1:${number}`);
  const page = await client.contexts()[0].newPage();
  await page.goto(url);
  await load(page);
  const kill = async () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
    await dead;
  };
  return { page, kill };
}

test("what was kept is on the disk: the browser is killed the moment it is told", async (t) => {
  const profile = mkdtempSync(join(tmpdir(), "dryrun-keep-"));
  let now = null;
  t.after(async () => {
    await now?.kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  for (const value of ["one", "two", "three"]) {
    now = await mortal(profile);
    await put(now.page, "answer", value);
    await now.kill();
    now = await mortal(profile);
    assert.equal(await get(now.page, "answer"), value);
    await now.kill();
  }
});
