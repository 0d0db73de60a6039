// A bare page under index.html's own policy, a static host, and a Chromium: what every test of the sandbox needs.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TYPES = { ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8" };

/** The policy of the page: index.html's, with the hash of the frame's script that the build fills in. */
export function pagePolicy(out) {
  const html = readFileSync(join(ROOT, "index.html"), "utf8");
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
  return policy.replace("{{frame_hash}}", readFileSync(join(out, "frame.hash"), "utf8"));
}

/** The built files: DRYRUN_WEB, or a build of one's own. */
export function built() {
  if (process.env.DRYRUN_WEB) return { out: process.env.DRYRUN_WEB, remove: () => {} };
  const out = mkdtempSync(join(tmpdir(), "dryrun-web-"));
  execFileSync(process.execPath, [join(ROOT, "src/web/build.mjs"), out]);
  return { out, remove: () => rmSync(out, { recursive: true }) };
}

/** Serves the built files, the bare page, and whatever `routes` adds; counts every other request. */
export async function serve(out, routes = {}) {
  const foreign = [];
  const list = JSON.parse(readFileSync(join(out, "web.json"), "utf8"));
  const page = {
    "/page.html": `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${pagePolicy(out)}"><title>bare</title><body>`,
    "/assets.json": JSON.stringify(Object.fromEntries(list.map(({ name, file }) => [name, file]))),
    "/favicon.ico": "",
    ...routes,
  };
  const files = new Set(list.map(({ file }) => `/${file}`));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    const type = TYPES[extname(pathname)] ?? "application/octet-stream";
    if (Object.hasOwn(page, pathname)) response.writeHead(200, { "content-type": type }).end(page[pathname]);
    else if (files.has(pathname)) response.writeHead(200, { "content-type": type }).end(readFileSync(join(out, pathname)));
    else {
      foreign.push(`${request.method} ${request.url}`);
      response.writeHead(200, { "content-type": "text/plain", "access-control-allow-origin": "*" }).end("reached");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, port, server, foreign, stop };
}

export async function launch() {
  const flags = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
  return chromium.launch({
    executablePath: process.env.DRYRUN_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", ...flags.split(" ")],
  });
}

/** Opens the bare page with a sandbox on it, as `window.sandbox`; `replaced` gives other addresses to some assets. */
export async function openPage(context, url, replaced = {}) {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(`${url}/page.html`);
  await page.evaluate(async (replaced) => {
    const [{ createSandbox }, assets] = await Promise.all([
      import(new URL("sandbox.js", location.href).href),
      fetch("assets.json").then((response) => response.json()),
    ]);
    window.sandbox = createSandbox({ ...assets, ...replaced });
    const bytes = (value) => (typeof value === "string" ? new TextEncoder().encode(value) : Uint8Array.from(value));
    window.job = (job = {}) => ({
      args: job.args ?? [],
      env: job.env ?? [],
      stdin: bytes(job.stdin ?? ""),
      files: Object.entries(job.files ?? {}).map(([path, content]) => [path, bytes(content)]),
      dirs: job.dirs ?? [],
      // Only what never ends by itself has a deadline that matters; what does end gets all the time that a busy machine needs.
      seconds: job.seconds ?? 120,
    });
    window.plain = (outcome) => {
      const decoder = new TextDecoder("latin1");
      return {
        ...outcome,
        stdout: new TextDecoder().decode(outcome.stdout),
        stderr: new TextDecoder().decode(outcome.stderr),
        raw: Array.from(outcome.stdout.subarray(0, 2048)),
        length: outcome.stdout.length,
        latin1: decoder.decode(outcome.stdout.subarray(0, 2048)),
      };
    };
    window.programOf = (source) =>
      (typeof source === "object" && !Array.isArray(source) ? Object.entries(source) : source).map(([name, content]) => [
        name,
        typeof content === "string" ? content : Uint8Array.from(content),
      ]);
    /** Runs a program once, or once for each job. */
    window.runAll = async (language, source, jobs) => {
      const program = window.sandbox.open(language, window.programOf(source));
      const outcomes = [];
      for (const job of jobs) outcomes.push(window.plain(await program.run(window.job(job))));
      program.close();
      return outcomes;
    };
  }, replaced);
  return { page, problems };
}
