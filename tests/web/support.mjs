// What the tests of src/web's page-side modules need: each module bundled alone, on a bare page that has the style
// sheets and the content security policy of the real one, in a real Chromium.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);

export const CHROMIUM = {
  executablePath: process.env.DRYRUN_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/** The page: a heading, an empty `#room`, the real style sheets and policy. */
function barePage() {
  const index = readFileSync(join(ROOT, "index.html"), "utf8");
  const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(index);
  assert.ok(policy, "index.html has a content security policy");
  // What the build fills in; the sandbox has tests of its own.
  const filled = policy[0].replace(" '{{frame_hash}}'", "");
  const sheets = readdirSync(join(ROOT, "static/styles")).filter((name) => name.endsWith(".css"));
  const links = sheets.sort().map((name) => `<link rel="stylesheet" href="/styles/${name}">`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${filled}
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>Bench</title>${links.join("")}
    <style>body { display: block; height: 100vh } main, #room { height: 100% }</style></head>
    <body><main><h1 class="visually-hidden">Bench</h1><div id="room"></div></main></body></html>`;
}

const FONTS = {
  "/fonts/sans-400.woff2": "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2",
  "/fonts/sans-600.woff2": "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2",
  "/fonts/mono-400.woff2": "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
};

/** Bundles `src/web/NAME/NAME.ts` of each name and serves them; ends with the test file. */
export async function host(...names) {
  const bundles = new Map();
  for (const name of names) {
    const { outputFiles } = await build({
      entryPoints: [join(ROOT, `src/web/${name}/${name}.ts`)],
      bundle: true,
      write: false,
      format: "esm",
      target: "es2022",
      logLevel: "error",
    });
    bundles.set(`/${name}.js`, outputFiles[0].contents);
  }
  const html = barePage();
  const server = createServer(({ url }, response) => {
    const type = TYPES[extname(url)] ?? TYPES[".html"];
    const answer = (body) => response.writeHead(200, { "content-type": type }).end(body);
    if (url === "/") answer(html);
    else if (bundles.has(url)) answer(bundles.get(url));
    else if (url in FONTS) answer(readFileSync(require.resolve(FONTS[url])));
    else if (/^\/styles\/[\w-]+\.css$/.test(url)) answer(readFileSync(join(ROOT, "static", url)));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

/** One browser for a test file. */
export async function launch() {
  const browser = await chromium.launch(CHROMIUM);
  after(() => browser.close());
  return browser;
}

/** A fresh page at `url`; the test fails on any error of the page's scripts, or anything its policy refused. */
export async function visit(t, browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 640 }, ...options });
  // It ends a hang, and says nothing of how fast anything is.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/favicon/.test(message.location().url)) problems.push(message.text());
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(problems, [], "the page reported");
  });
  await page.goto(url);
  return page;
}

/** What axe-core finds wrong with the page. */
export async function violations(page) {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => ({ id, at: nodes.slice(0, 5).map((node) => node.failureSummary) }));
  });
}
