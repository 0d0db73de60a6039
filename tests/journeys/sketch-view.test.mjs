// What is seen of a drawing: all of it, in what the bars leave free, whatever is opened beside it; and nothing before it is known.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, becomes, eventually, holds, room, visit } from "./support.mjs";
import { middle, part, paste, resting, saved, shows } from "./sketch.mjs";

const it = await room();
const model = (path) => readFileSync(join(ROOT, `exercises/design/${path}.dryrun.json`), "utf8");
const LARGE = model("log-joiner/iterations/4-three-datacentres");

/** What is drawn, and what is free for it: edges in the window. */
const edges = (page) =>
  page.evaluate(() => {
    const box = (element) => element.getBoundingClientRect();
    const all = [...document.querySelectorAll("#sketch-world :is(.parts, .areas) .body")].map(box);
    const stage = box(document.querySelector(".stage"));
    return {
      drawn: {
        left: Math.min(...all.map((r) => r.left)),
        right: Math.max(...all.map((r) => r.right)),
        top: Math.min(...all.map((r) => r.top)),
        bottom: Math.max(...all.map((r) => r.bottom)),
      },
      free: {
        left: stage.left,
        right: stage.right,
        top: box(document.querySelector(".palette-bar")).bottom,
        bottom: box(document.querySelector(".stage > .foot")).top,
      },
    };
  });

/** Waits until all that is drawn is within what is free. */
async function isFitted(page) {
  await eventually(async () => {
    const { drawn, free } = await edges(page);
    const within = drawn.left >= free.left && drawn.right <= free.right && drawn.top >= free.top && drawn.bottom <= free.bottom;
    assert.ok(within, `what is drawn isn't within what is free: ${JSON.stringify({ drawn, free })}`);
  });
}

test("a drawing is fitted into what the bars leave free, and again when that changes", async (t) => {
  const page = await visit(t, it, "#/sketchpad", { viewport: { width: 1440, height: 900 } });
  await page.getByText("shows all keys").waitFor();
  await paste(page, LARGE);
  await part(page, "Query store").waitFor();
  await isFitted(page);
  // On a screen of that size the figures can be read.
  await holds(() => part(page, "Query store").locator(".line").first().isVisible());
  const simulate = page.getByRole("button", { name: "Simulate", exact: true });
  await simulate.click();
  await page.getByRole("region", { name: "Simulation", exact: true }).waitFor();
  await isFitted(page);
  // From there the titles of areas can still be read.
  const title = page.locator(".drawn-area .title").first();
  await holds(async () => (await resting(title)).height >= 9, "titles of areas are too small");

  // Whoever has looked elsewhere keeps what they look at in the middle.
  const zoomed = page.getByText(/^\d+ %$/).first();
  const before = await zoomed.textContent();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForFunction((before) => document.getElementById("sketch-zoom").textContent !== before, before);
  const offset = async () => {
    const at = await middle(part(page, "Indexer").locator(".body"));
    const stage = await middle(page.locator(".stage"));
    return [at.x - stage.x, at.y - stage.y].map(Math.round);
  };
  const closer = await offset();
  await simulate.click();
  await page.getByRole("region", { name: "Simulation", exact: true }).waitFor({ state: "detached" });
  await eventually(async () => {
    for (const [axis, at] of (await offset()).entries()) assert.ok(Math.abs(at - closer[axis]) <= 1, `${at} instead of ${closer[axis]}`);
  });
});

test("what is said covers no bar, and the palette can be reached at any width", async (t) => {
  const page = await visit(t, it, "#/sketchpad", { viewport: { width: 1100, height: 800 } });
  await page.getByText("shows all keys").waitFor();
  await paste(page, model("url-shortener/iterations/1-one-database"));
  // It is measured where it is first seen: it goes by itself.
  const overlaps = await page.waitForFunction(() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect();
    if (!document.querySelector("#sketchpad .notice")?.checkVisibility()) return null;
    const said = box("#sketchpad .notice");
    const covered = (of) => of.left < said.right && said.left < of.right && of.top < said.bottom && said.top < of.bottom;
    return [".palette-bar", ".stage > .foot", ".strip", ".sketch-head"].filter((bar) => covered(box(bar)));
  });
  await becomes(() => overlaps.jsonValue(), []);
  // Wide enough for two rows: all of it is seen.
  const hidden = () => page.evaluate(() => {
    const bar = document.querySelector(".palette-bar");
    return bar.scrollWidth - bar.clientWidth;
  });
  await becomes(hidden, 0);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => document.querySelector(".palette-bar").scrollWidth > document.querySelector(".palette-bar").clientWidth);
  assert.notEqual(await page.locator(".palette-bar").evaluate((bar) => getComputedStyle(bar).maskImage), "none");
  const last = page.getByRole("toolbar", { name: "Parts and tools" }).getByRole("button").last();
  await last.scrollIntoViewIfNeeded();
  await last.click();
  await page.getByRole("button", { name: /^Region/ }).and(page.locator(".drawn-area")).first().waitFor();
});

test("nothing is said of a design before it is known which it is", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await page.getByText("shows all keys").waitFor();
  await paste(page, model("url-shortener/iterations/1-one-database"));
  await shows(page, "One database and a copy");
  await saved(page);
  await page.addInitScript(() => {
    window.seen = new Set();
    const look = () => {
      const name = document.querySelector(".sketch-name");
      if (name?.checkVisibility({ visibilityProperty: true })) window.seen.add(name.textContent);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await shows(page, "One database and a copy");
  await part(page, "Links").or(part(page, "Link service")).first().waitFor();
  await becomes(() => page.evaluate(() => [...window.seen]), ["One database and a copy"]);
});
