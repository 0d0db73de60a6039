// The measurements in Chromium:
//
//     node browser.mjs CONFIG.json
//
// CONFIG names the folders (`dist`, `inputs`), the browser (`chromium`), how often (`rounds`, `stops`) and the comparisons
// (see the crate xtask). Prints one JSON object: samples in seconds.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./host.mjs";
import { stops } from "./stop.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const config = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { server, url } = await serve({
  dist: config.dist,
  inputs: config.inputs,
  bench: HERE,
  "lru-cache": `${HERE}../../node_modules/lru-cache/dist/esm/browser`,
});
const engine = readdirSync(`${config.dist}/assets`).find((name) => /^engine-worker.*\.js$/.test(name));
const browser = await chromium.launch({
  executablePath: config.chromium,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  const result = { version: `Chromium ${browser.version()}`, comparisons: [], stops: [] };
  for (const comparison of config.comparisons) {
    const page = await browser.newPage();
    await page.goto(url);
    await page.addScriptTag({ url: "/bench/in-page.js" });
    const asked = { ...comparison, engineUrl: `/dist/assets/${engine}`, rounds: config.rounds, warmUps: 2 };
    result.comparisons.push(await page.evaluate((asked) => compare(asked), asked));
    await page.close();
  }
  if (config.stops > 0) {
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    result.stops = (await stops(page, `${url}dist/`, config.stops)).map((ms) => ms / 1000);
  }
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
