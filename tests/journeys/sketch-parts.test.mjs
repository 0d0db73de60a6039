// Parts on the drawing: notes, bars that Tab passes by, badges that lead to findings, the edge, fingers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { drag, drawn, file, keys, middle, part, press, shows, undo } from "./sketch.mjs";
import { becomes, calm, room, visit } from "./support.mjs";

const it = await room();

/** An empty sketchpad. */
async function empty(t, options) {
  const page = await visit(t, it, "#/sketchpad", options);
  await page.getByText("drag links from the dots").waitFor();
  return page;
}

/** The example. */
async function example(t, options) {
  const page = await visit(t, it, "#/sketchpad", options);
  await page.getByRole("button", { name: "Open an example" }).click();
  await shows(page, "Bookshop");
  await part(page, "Load balancer").waitFor();
  return page;
}

const note = (page) => page.getByRole("textbox", { name: "Text of the note" });

/** Waits until the note that was begun can be written. */
const ready = (page) => note(page).and(page.locator(":focus")).waitFor();

test("a new note is open to be written, by key, press and drag, and is one step", async (t) => {
  const page = await empty(t, { bypassCSP: true });
  const text = "cache warms at night, and this goes on for longer than the two lines that a new note has room for";
  const only = (name) => ({ components: [`note ${name}`], links: [], areas: [], set: {} });
  await page.locator("#sketch-drawing").focus();
  await page.keyboard.press("t");
  await ready(page);
  await page.keyboard.type(text);
  await calm(page);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await note(page).waitFor({ state: "detached" });
  assert.deepEqual(await drawn(page), only(text));
  // All of it is to be read: the note has grown.
  const shown = await part(page, "cache warms").locator(".name").allTextContents();
  assert.equal(shown.join(" ").replace(/\s+/g, " ").trim(), text);
  const [{ rect }] = JSON.parse(await file(page)).design.components;
  assert.ok(rect.h > 64, JSON.stringify(rect));

  // Beside the drawing it has several lines, too, and grows from there.
  await press(page, "cache warms");
  const beside = page.getByRole("textbox", { name: "Text", exact: true });
  assert.equal(await beside.evaluate((field) => field.tagName), "TEXTAREA");
  await beside.fill(`${text}, ${text}`);
  await beside.press("Tab");
  await page.waitForFunction((before) => document.querySelectorAll("#sketch-world .parts .name").length > before, shown.length);
  await undo(page).click();
  // One step more, and nothing is left of it.
  await undo(page).click();
  await becomes(() => undo(page).isDisabled(), true);

  // By the palette; a press elsewhere keeps it.
  await page.getByRole("button", { name: "Note", exact: true }).click();
  await ready(page);
  await page.keyboard.type("hello");
  const stage = await page.getByRole("region", { name: "Drawing" }).boundingBox();
  await page.mouse.click(stage.x + 60, stage.y + stage.height - 120);
  await note(page).waitFor({ state: "detached" });
  assert.deepEqual(await drawn(page), only("hello"));
  // Once more, by Enter.
  await press(page, "hello");
  await keys(page, "Enter");
  await ready(page);
  await page.keyboard.press("End");
  await page.keyboard.type(", world");
  await page.keyboard.press("Enter");
  await note(page).waitFor({ state: "detached" });
  assert.deepEqual(await drawn(page), only("hello, world"));

  // By a drag: it is written where it was let go.
  const from = await middle(page.getByRole("button", { name: "Note", exact: true }));
  const to = { x: stage.x + 200, y: stage.y + 240 };
  await drag(page, from, to);
  await ready(page);
  await page.keyboard.type("here");
  await page.keyboard.press("Escape");
  await part(page, "here").waitFor();
  await calm(page);
  const at = await middle(part(page, "here").locator(".body"));
  assert.ok(Math.abs(at.x - to.x) < 8 && Math.abs(at.y - to.y) < 8, JSON.stringify([at, to]));
});

test("each bar is one stop of Tab, and Enter leads to the numbers", async (t) => {
  const page = await example(t);
  await press(page, "Load balancer");
  const on = () =>
    page.evaluate(() => {
      const { activeElement: active } = document;
      const bar = active.closest("[role=toolbar]")?.getAttribute("aria-label");
      return bar ?? (active.closest("fieldset") ? "a number" : active.getAttribute("role") ?? active.tagName);
    });
  const stops = [];
  while (stops.at(-1) !== "a number") {
    assert.ok(stops.length < 8, stops.join(", "));
    await keys(page, "Tab");
    stops.push(await on());
  }
  assert.deepEqual(stops.slice(0, 3), ["Parts and tools", "View and history", "Totals"]);
  // The arrows go round, and Tab comes back to where they led.
  await press(page, "Load balancer");
  await keys(page, "Tab");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  for (const [key, expected] of [["Home", "Select"], ["ArrowLeft", "Region"], ["ArrowRight", "Select"], ["ArrowRight", "Move the view"], ["End", "Region"]]) {
    await keys(page, key);
    assert.equal(await focused(), expected, key);
  }
  await keys(page, "Shift+Tab", "Tab");
  assert.equal(await focused(), "Region");
  // The part stayed where it was: the arrows were the bar's.
  assert.ok(await undo(page).isDisabled());
  await press(page, "Load balancer");
  await keys(page, "Enter");
  await page.waitForFunction(() => document.activeElement?.closest(".inspector fieldset"));
  // And F2 renames.
  await press(page, "Load balancer");
  await keys(page, "F2");
  await page.keyboard.type("Front");
  await page.keyboard.press("Enter");
  await part(page, "Front").waitFor();
});

test("a badge has its finding's number, and leads to it", async (t) => {
  const page = await example(t);
  const named = page.locator(".finding").filter({ hasText: "Hot books is a single point of failure" });
  const number = await named.locator(".number").textContent();
  const badge = part(page, "Hot books").locator(".badge");
  assert.equal(await badge.textContent(), number);
  // Its upper half stands on nothing else.
  const { x, y, width } = await badge.locator("rect").boundingBox();
  await page.mouse.click(x + width / 2, y + 3);
  await page.getByRole("img", { name: /^Cache Hot books.*Selected\.$/ }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest(".findings"));
});

test("what is held at the edge moves the world, and is let go beyond", async (t) => {
  const page = await empty(t);
  await page.keyboard.press("s");
  await part(page, "Service").waitFor();
  const x = async () => JSON.parse(await file(page)).design.components[0].rect.x;
  const before = await x();
  const stage = await page.getByRole("region", { name: "Drawing" }).boundingBox();
  const at = await middle(part(page, "Service").locator(".body"));
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width - 8, at.y, { steps: 6 });
  const seen = () => page.evaluate(() => document.querySelector("#sketch-world").transform.baseVal.consolidate().matrix.e);
  const from = await seen();
  await page.waitForFunction((from) => document.querySelector("#sketch-world").transform.baseVal.consolidate().matrix.e < from - 200, from);
  await page.mouse.up();
  assert.ok((await x()) - before > stage.x + stage.width - at.x + 150, "it went further than the pointer");
});

test("fingers have buttons for what keys do", async (t) => {
  const page = await example(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const bar = page.getByRole("toolbar", { name: "What is selected" });
  assert.equal(await bar.count(), 0);
  const body = await middle(part(page, "CDN").locator(".body"));
  await page.touchscreen.tap(body.x, body.y);
  await bar.getByRole("button", { name: "Rename" }).tap();
  const field = page.getByRole("textbox", { name: "Name of CDN" });
  const size = await field.evaluate((field) => {
    const { a } = new DOMMatrix(getComputedStyle(field.parentElement).transform);
    return parseFloat(getComputedStyle(field).fontSize) * a;
  });
  assert.ok(size > 15.9, `its text is ${size} px high`);
  await field.press("Escape");
  await bar.getByRole("button", { name: "Duplicate" }).tap();
  const parts = page.locator("#sketch-world .parts > g");
  await page.waitForFunction(() => document.querySelectorAll("#sketch-world .parts > g").length === 10);
  await bar.getByRole("button", { name: "Delete" }).tap();
  await page.waitForFunction(() => document.querySelectorAll("#sketch-world .parts > g").length === 9);
  assert.equal(await parts.count(), 9);
});
