// How evenly the sketchpad draws, beside React Flow and Excalidraw with the same scene, in one browser:
//
//     node sketch.mjs CONFIG.json
//
// CONFIG names the page's folder (`dist`), the bundles of the others (`others`), the browser (`chromium`), how often
// (`rounds`), and the scene (`components`, `links`). Prints one JSON object. `frames`: per sight (`all` of the scene, or
// `close` at 100 %), gesture and program the frames' middle, 95th percentile and longest in seconds, the middle of the
// rounds each. `growth`: for a tenth of the scene and all of it the seconds that opening and one step of work take, and
// the bytes held by then. `typing`: for 20 and 200 components the seconds from a keystroke until all is analysed, and drawn.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { serve } from "./host.mjs";
import { frames, summary } from "./sketch/frames.mjs";
import { grown } from "./sketch/growth.mjs";
import { open as openOurs } from "./sketch/ours.mjs";
import { typed } from "./sketch/typing.mjs";

const config = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { server, url } = await serve({ dist: config.dist, others: config.others });
const browser = await chromium.launch({
  executablePath: config.chromium,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
/** Dragging first: after the others the scene lies elsewhere in each program. */
const GESTURES = ["drag", "pan", "zoom"];
const SIGHTS = { all: "&fit", close: "" };
const WINDOW = { width: 1280, height: 800 };
const query = `components=${config.components}&links=${config.links}`;

/** Where an element of the page is for each component that is drawn: its id, and its middle. */
const drawn = (selector) => (page) =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)].flatMap((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return width > 0 ? [{ id: element.id || element.dataset.id, x: x + width / 2, y: y + height / 2 }] : [];
      }),
    selector,
  );

const other = (name) => async (page, sight) => {
  await page.goto(`${url}others/${name}.html?${query}${SIGHTS[sight]}`);
  await page.locator("body.ready").waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1500);
};

/** Each opens its page with the scene, and tells where the components are. */
const PROGRAMS = {
  ours: {
    name: "the sketchpad",
    open: async (page, sight) => {
      await openOurs(page, url, config);
      await page.keyboard.press("1");
      if (sight === "close") await page.keyboard.press("0");
      await page.waitForTimeout(1500);
    },
    places: drawn("#sketch-world .drawn-part"),
  },
  flow: { name: "React Flow", open: other("flow"), places: drawn(".react-flow__node") },
  draw: { name: "Excalidraw", open: other("draw"), places: (page) => page.evaluate(() => window.places()) },
};

/** The component that lies nearest to the middle of a drawing. */
function nearest(places, { x, y, width, height }) {
  const far = (place) => Math.hypot(place.x - x - width / 2, place.y - y - height / 2);
  return places.sort((a, b) => far(a) - far(b))[0];
}

/** One program's frames, gesture by gesture. `size` is that of the drawing to compare with, for the others' windows. */
async function measured(program, sight, size) {
  const page = await browser.newPage({ viewport: size ?? WINDOW });
  await program.open(page, sight);
  const stage = page.locator(".stage");
  const ground = size ? { x: 0, y: 0, ...size } : await stage.boundingBox();
  const results = {};
  for (const gesture of GESTURES) {
    const held = nearest(await program.places(page), ground);
    results[gesture] = summary(await frames(page, gesture, held));
    if (gesture === "drag") {
      await page.waitForTimeout(500);
      const now = (await program.places(page)).find(({ id }) => id === held.id);
      if (now && Math.hypot(now.x - held.x, now.y - held.y) < 1) throw new Error(`${program.name}: component ${held.id} wasn't dragged`);
    }
  }
  await page.close();
  return { results, size: { width: Math.round(ground.width), height: Math.round(ground.height) } };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

async function compared(sight) {
  const samples = {};
  for (let round = 0; round < config.rounds; round += 1) {
    let size;
    for (const [name, program] of Object.entries(PROGRAMS)) {
      const measure = await measured(program, sight, size);
      size ??= measure.size;
      for (const gesture of GESTURES) ((samples[gesture] ??= {})[name] ??= []).push(measure.results[gesture]);
    }
  }
  const middle = (rounds, what) => median(rounds.map((round) => round[what])) / 1000;
  const figures = (rounds) => ({ p50: middle(rounds, "p50"), p95: middle(rounds, "p95"), max: middle(rounds, "max") });
  const each = (value, map) => Object.fromEntries(Object.entries(value).map(([key, of]) => [key, map(of)]));
  return each(samples, (programs) => each(programs, figures));
}

/** What is measured of each size, round by round: of each figure the middle of the rounds. */
async function inTurns(sizes, measure) {
  const rounds = sizes.map(() => []);
  for (let round = 0; round < config.rounds; round += 1) {
    for (const [at, size] of sizes.entries()) rounds[at].push(await measure(size));
  }
  const middle = (of) => Object.fromEntries(Object.keys(of[0]).map((what) => [what, median(of.map((one) => one[what]))]));
  return rounds.map(middle);
}

try {
  const result = { version: `Chromium ${browser.version()}`, frames: {}, growth: [], typing: [] };
  for (const sight of Object.keys(SIGHTS)) result.frames[sight] = await compared(sight);
  const sizes = [0.1, 1].map((share) => ({ components: config.components * share, links: config.links * share }));
  result.growth = await inTurns(sizes, (size) => grown(browser, url, size));
  const designs = [20, 200].map((components) => ({ components, links: components * 1.5 }));
  result.typing = await inTurns(designs, (size) => typed(browser, url, size));
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
