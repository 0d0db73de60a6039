// What every journey needs: the built page on a plain static host, and a real Chromium.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const DIST = process.env.DRYRUN_DIST ?? join(ROOT, "dist");
/** Every journey runs below a folder: the page must not care where it is hosted. */
const FOLDER = "/some/folder/";
export const CHROMIUM = process.env.DRYRUN_CHROMIUM ?? "/usr/bin/chromium";
/** What Chromium is started with. */
export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Milliseconds after which a wait is given up: that ends a hang, and says nothing of how fast anything is. */
export const PATIENCE_MS = 120_000;
const ARTIFACTS = join(ROOT, "tests/artifacts");

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** The simplest static host there is: no rewriting, no compression, no headers but the type. `swap(path, bytes)` may
 * replace what it serves, to stand in for another version, or break off in its middle with `null`. */
export class Host {
  #server;
  #sockets = new Set();
  swap = (_path, bytes) => bytes;

  static async start() {
    const host = new Host();
    host.#server = createServer((request, response) => host.#answer(request, response));
    host.#server.on("connection", (socket) => {
      host.#sockets.add(socket);
      socket.on("close", () => host.#sockets.delete(socket));
    });
    await new Promise((resolve) => host.#server.listen(0, "127.0.0.1", resolve));
    host.url = `http://127.0.0.1:${host.#server.address().port}${FOLDER}`;
    return host;
  }

  #answer(request, response) {
    const { pathname } = new URL(request.url, "http://host");
    let path = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) : null;
    if (path === "") path = "index.html";
    const file = path === null ? null : join(DIST, normalize(path));
    if (file === null || !file.startsWith(DIST) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end("not found");
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const whole = readFileSync(file);
    const bytes = this.swap(path, whole);
    if (bytes !== null) {
      response.writeHead(200, { "content-type": type }).end(bytes);
      return;
    }
    response.writeHead(200, { "content-type": type, "content-length": whole.length });
    response.write(whole.subarray(0, whole.length >> 1), () => response.socket?.resetAndDestroy());
  }

  /** Stops, and drops the connections that browsers keep. */
  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The one browser of a test file, its host, and fresh pages in it. */
export async function room() {
  const host = await Host.start();
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: FLAGS,
  });
  after(async () => {
    await browser.close();
    await host.stop().catch(() => {});
  });
  return { host, browser };
}

/** A page in a context of its own, which fails the test on any error of the page's scripts. */
export async function visit(t, { browser, host }, hash = "", options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    // A link that a browser refuses for want of network is no fault of the page's.
    if (message.type() === "error" && !/ERR_(CONNECTION|INTERNET|FAILED)/.test(message.text())) {
      problems.push(message.text());
    }
  });
  t.after(async () => {
    if (problems.length > 0 || process.env.KEEP_PICTURES) {
      mkdirSync(ARTIFACTS, { recursive: true });
      await page.screenshot({ path: join(ARTIFACTS, `${t.name.replace(/\W+/g, "-")}.png`) });
    }
    await context.close();
    if (problems.length > 0) throw new Error(`the page reported:\n${problems.join("\n")}`);
  });
  await page.goto(host.url + hash);
  return page;
}

/** Waits until a check holds, which asserts; gives its result, or its last complaint. */
export async function eventually(check) {
  for (const until = performance.now() + PATIENCE_MS; ; ) {
    try {
      return await check();
    } catch (error) {
      if (error.code !== "ERR_ASSERTION" || performance.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until what is read is what is expected. What an act brings about is drawn in turns, the last of them after the act has
 * returned: nothing that it changes is read just once. */
export const becomes = (read, expected, message) => eventually(async () => assert.deepEqual(await read(), expected, message));

/** Waits until the text that is read matches. */
export const matches = (read, expected, message) => eventually(async () => assert.match(await read(), expected, message));

/** Waits until what is asked is so. */
export const holds = (ask, message) => eventually(async () => assert.ok(await ask(), message));

/** Waits until nothing on the page has changed for some frames: what an act brings about is there, and has the focus. */
export function calm(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        let left = 6;
        const heard = new MutationObserver(() => (left = 6));
        heard.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const look = () => {
          left -= 1;
          if (left > 0) return requestAnimationFrame(look);
          heard.disconnect();
          resolve();
        };
        look();
      }),
  );
}

/** From its next load on, the page draws as on a machine that is far too slow: each piece of drawing takes longer than it may, and
 * the browser does all else that waits before it goes on with the next one. */
export const slowly = (page) =>
  page.addInitScript(() => {
    let now = Date.now();
    Date.now = () => (now += 100);
    const later = setTimeout;
    globalThis.setTimeout = (what, ms = 0, ...given) => later(what, Math.max(ms, 100), ...given);
  });

/** Does what begins a run, and waits until the end of the results' tabs tells of that run and no longer of the one before. */
export async function beginning(page, act) {
  await page.locator(".results .tabs-end").waitFor({ state: "attached" });
  await page.evaluate(() => {
    globalThis.hasBegun = false;
    const heard = new MutationObserver(() => {
      globalThis.hasBegun = true;
      heard.disconnect();
    });
    heard.observe(document.querySelector(".results .tabs-end"), { childList: true, characterData: true, subtree: true });
  });
  await act();
  await page.waitForFunction(() => globalThis.hasBegun);
}

/** Opens an exercise and waits until its bench is there. */
export async function open(page, host, hash) {
  await page.goto(host.url + hash);
  await page.getByRole("button", { name: /^Run/ }).waitFor();
}

/** Presses Run and waits for the end of it. */
export async function run(page) {
  await beginning(page, () => page.getByRole("button", { name: /^Run/ }).click());
  await ended(page);
}

/** Waits for the end of a run. */
export async function ended(page) {
  await page.getByText(/^exit \d+ · /).waitFor();
}

/** Waits until the page shows this command line. */
export async function commanded(page, line) {
  await page.getByRole("group", { name: "Command line" }).getByText(line).waitFor();
}

/** The plain output of the last run. */
export async function output(page) {
  await page.getByRole("tab", { name: "Output" }).click();
  const stream = page.getByRole("region", { name: "Standard output" });
  await stream.waitFor();
  const all = page.getByRole("button", { name: /^Show all/ });
  if (await all.count()) await all.first().click();
  return stream.textContent();
}

/** A case of an exercise: its arguments and what the oracle says to them. */
export function oracle(exercise, name) {
  const folder = join(ROOT, "exercises/programming", exercise, "cases", name);
  return readFileSync(join(folder, "stdout"), "utf8");
}

/** A command of the system, its output as text. */
export function shell(command, ...args) {
  return execFileSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
}
