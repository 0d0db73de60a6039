// How evenly the sketchpad draws, beside React Flow and Excalidraw with the same scene, in one browser:
//
//     node sketch.mjs CONFIG.json
//
// CONFIG names the page's folder (`dist`), the bundles of the others (`others`), the browser (`chromium`), how often
// (`rounds`), and the scene (`components`, `links`). Prints one JSON object: per gesture and program the frames' middle,
// 95th percentile and longest in seconds, the middle of the rounds each.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { serve } from "./host.mjs";
import { frames, summary } from "./sketch/frames.mjs";
import { asParts, scene } from "./sketch/scene.mjs";

const config = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { server, url } = await serve({ dist: config.dist, others: config.others });
const browser = await chromium.launch({
  executablePath: config.chromium,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
const GESTURES = ["pan", "zoom", "drag"];
const query = `components=${config.components}&links=${config.links}`;

/** Each opens its page with the scene, and finds a component to take hold of. */
const PROGRAMS = {
  ours: async (page) => {
    await page.goto(`${url}dist/index.html#/sketchpad`);
    await page.locator("#sketch-drawing").waitFor();
    // Not before the desk is laid with the reader's own design.
    await page.waitForTimeout(1000);
    const parts = asParts(scene(config.components, config.links));
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
    }, parts);
    await page.locator("#sketch-world [role=button]").nth(config.components - 1).waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    await page.waitForTimeout(1500);
    return middle(page, "#sketch-world [role=button]");
  },
  flow: async (page) => {
    await page.goto(`${url}others/flow.html?${query}&fit`);
    await page.locator("body.ready").waitFor();
    await page.waitForTimeout(1500);
    return middle(page, ".react-flow__node");
  },
  draw: async (page) => {
    await page.goto(`${url}others/draw.html?${query}&fit`);
    await page.locator("body.ready").waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1500);
    // Fitted and centred: half way across a component's border lies near the middle; the canvas tells nobody where exactly.
    return { x: 640, y: 400 };
  },
};

/** Where the component is that lies nearest to the middle of the window. */
async function middle(page, selector) {
  return page.evaluate((wanted) => {
    const places = [...document.querySelectorAll(wanted)].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const far = ({ x, y }) => Math.hypot(x - innerWidth / 2, y - innerHeight / 2);
    return places.sort((a, b) => far(a) - far(b))[0];
  }, selector);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

try {
  const samples = {};
  for (let round = 0; round < config.rounds; round += 1) {
    for (const [name, open] of Object.entries(PROGRAMS)) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const at = await open(page);
      for (const gesture of GESTURES) {
        ((samples[gesture] ??= {})[name] ??= []).push(summary(await frames(page, gesture, at)));
      }
      await page.close();
    }
  }
  const result = { version: `Chromium ${browser.version()}` };
  for (const [gesture, programs] of Object.entries(samples)) {
    result[gesture] = {};
    for (const [name, rounds] of Object.entries(programs)) {
      const of = (what) => median(rounds.map((round) => round[what])) / 1000;
      result[gesture][name] = { p50: of("p50"), p95: of("p95"), max: of("max") };
    }
  }
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
