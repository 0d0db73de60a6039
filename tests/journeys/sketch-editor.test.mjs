// The editor does what is meant by a press, a key or a menu, and no more; and it forgets nothing meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, drag, drawn, file, keys, middle, part, paste, press, saved, shows, undo } from "./sketch.mjs";
import { becomes, calm, holds, matches, room, visit } from "./support.mjs";

const it = await room();

/** An empty sketchpad. */
async function empty(t, options) {
  const page = await visit(t, it, "#/sketchpad", options);
  await page.getByText("drag links from the dots").waitFor();
  return page;
}

/** An empty sketchpad on which parts were added by their keys. */
async function withParts(t, ...names) {
  const page = await empty(t);
  const letters = { Service: "s", Client: "c", Cache: "h", Queue: "q" };
  for (const name of names) {
    await page.keyboard.press(letters[name]);
    await part(page, name).waitFor();
  }
  return page;
}

const stage = (page) => page.getByRole("region", { name: "Drawing" });
const palette = (page, name) => page.getByRole("toolbar", { name: "Parts and tools" }).getByRole("button", { name, exact: true });
const selected = (page, name) => part(page, name).and(page.locator(".selected"));
const iteration = (page, number) => page.locator(".sketch-bar .pill").getByText(`iteration ${number}`, { exact: true }).waitFor();
const view = (page) => page.locator("#sketch-world").getAttribute("transform");
const zoom = (page) => page.locator("#sketch-zoom").textContent();

/** A point on the drawing where nothing is, far from its middle. */
async function aside(page) {
  const { x, y, height } = await stage(page).boundingBox();
  return { x: x + 60, y: y + height - 140 };
}

/** What is in the overlay's outline of something that is carried. */
const carried = (page) => page.locator("#sketch-overlay .ghosts").getAttribute("d");

/** Pastes a text as the browser tells of it; whether anybody took it. */
const pasted = (page, text) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    return !(document.activeElement ?? document.body).dispatchEvent(event);
  }, text);

test("what the middle button brings along isn't pasted: it moves the view", async (t) => {
  const page = await withParts(t, "Service");
  const before = await view(page);
  const at = await aside(page);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down({ button: "middle" });
  await page.mouse.move(at.x + 80, at.y - 40, { steps: 4 });
  await page.mouse.up({ button: "middle" });
  await holds(async () => (await view(page)) !== before, "the view stayed");
  assert.equal(await pasted(page, "graph LR; A-->B"), false);
  // By keys it is meant.
  await page.keyboard.press("Control");
  assert.equal(await pasted(page, "graph LR; A-->B"), true);
  await shows(page, "From Mermaid");
});

test("Escape ends a drag out of the palette", async (t) => {
  const page = await empty(t);
  const from = await middle(palette(page, "Cache"));
  const to = await aside(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await holds(() => carried(page), "nothing is carried");
  await page.keyboard.press("Escape");
  await becomes(() => carried(page), "");
  await page.mouse.move(to.x + 20, to.y, { steps: 3 });
  await page.mouse.up();
  // The next one is dropped as ever.
  await drag(page, await middle(palette(page, "Queue")), to);
  await part(page, "Queue").waitFor();
  assert.deepEqual((await drawn(page)).components, ["queue Queue"]);
});

test("a new part stands where it is wanted, and new zones beside each other", async (t) => {
  const page = await withParts(t, "Service");
  await keys(page, "Escape", "z", "z");
  const { areas, components } = JSON.parse(await file(page)).design;
  const all = [...areas, ...components].map((part) => part.rect);
  assert.equal(all.length, 3);
  for (const [at, a] of all.entries()) {
    for (const b of all.slice(at + 1)) {
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      assert.ok(apart, `${JSON.stringify(a)} lies on ${JSON.stringify(b)}`);
    }
  }
  // Into the zone that is selected: the second one. The dialog has given the focus back to the menu.
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await page.locator("#sketch-drawing").focus();
  const [first, second] = areas.map((area) => area.name);
  await keys(page, "1");
  const before = await view(page);
  await page.keyboard.press("h");
  await part(page, "Cache").waitFor();
  // Where the pointer rests: in the first one.
  await page.keyboard.press("Escape");
  const body = page.locator(".drawn-area").filter({ hasText: first }).locator(".body");
  const { x, y } = await middle(body);
  await page.mouse.move(x, y);
  await page.keyboard.press("q");
  await part(page, "Queue").waitFor();
  assert.equal(await view(page), before, "the view has moved");
  assert.deepEqual((await drawn(page)).components, [`cache Cache in ${second}`, `queue Queue in ${first}`, "service Service"]);
});

test("links that a marquee takes along are left out of what several parts share", async (t) => {
  const page = await empty(t);
  await paste(page, "flowchart LR\n  a[One] --> b[Two]");
  await part(page, "Two").waitFor();
  await saved(page);
  const [one, two] = [await middle(part(page, "One").locator(".body")), await middle(part(page, "Two").locator(".body"))];
  await drag(page, { x: one.x - 110, y: one.y - 60 }, { x: two.right + 30, y: two.y + 60 });
  await page.getByRole("region", { name: "Numbers of 2 parts" }).getByRole("group").first().waitFor();
});

test("what the menu opens has the keys", async (t) => {
  const page = await withParts(t, "Service");
  const hears = () => page.waitForFunction(() => document.activeElement?.id === "sketch-drawing");
  await choose(page, "New design");
  await page.getByText("drag links from the dots").waitFor();
  await hears();
  await page.keyboard.press("c");
  await part(page, "Client").waitFor();
  await choose(page, "Next iteration");
  await iteration(page, 2);
  await hears();
  await page.keyboard.press("q");
  await part(page, "Queue").waitFor();
  // The list gives them on, too.
  await choose(page, /^My designs/);
  await page.getByRole("dialog").getByRole("button", { name: "New design" }).click();
  await page.getByText("drag links from the dots").waitFor();
  await hears();
  // A new one that is asked for once more: it is said that there is one.
  await choose(page, "New design");
  await page.getByText("This one is new already").waitFor();
});

test("Escape takes back what is written in a field, then leaves it for the drawing", async (t) => {
  const page = await withParts(t, "Client");
  await press(page, "Client");
  for (const field of [page.getByLabel("Requests", { exact: true }), page.getByRole("textbox", { name: "Name", exact: true })]) {
    const before = await field.inputValue();
    await field.click();
    await page.keyboard.type("7");
    await holds(async () => (await field.inputValue()).includes("7"));
    await page.keyboard.press("Escape");
    await becomes(() => field.inputValue(), before);
    await field.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.id.startsWith("part-"));
  }
  // Nothing was written by it.
  assert.deepEqual(await drawn(page), { components: ["client Client"], links: [], areas: [], set: {} });
});

test("each design has its own past, also after another one was looked at", async (t) => {
  const page = await withParts(t, "Service");
  await saved(page);
  await choose(page, "Next iteration");
  await iteration(page, 2);
  await becomes(() => undo(page).isDisabled(), true);
  await saved(page);
  await choose(page, /^My designs/);
  await page.getByRole("dialog").getByRole("button", { name: /^Open / }).click();
  await iteration(page, 1);
  await undo(page).click();
  await part(page, "Service").waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+Z");
  await part(page, "Service").waitFor();
});

test("what another tab draws takes nothing away here: neither the view nor what is being written", async (t) => {
  const page = await withParts(t, "Service", "Queue");
  await saved(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await part(other, "Queue").waitFor();
  // What isn't in front is drawn seldom.
  await page.bringToFront();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await press(page, "Service");
  const before = await zoom(page);
  assert.notEqual(before, await zoom(other));
  const name = page.getByRole("region", { name: "Numbers of Service" }).getByRole("textbox", { name: "Name", exact: true });
  await name.fill("Half typed na");
  await other.bringToFront();
  await other.locator("#sketch-drawing").focus();
  await other.keyboard.press("c");
  await part(other, "Client").waitFor();
  await saved(other);
  await page.bringToFront();
  await part(page, "Client").waitFor();
  await calm(page);
  assert.equal(await name.inputValue(), "Half typed na");
  assert.equal(await zoom(page), before);
  assert.equal(await selected(page, "Service").count(), 1);
  assert.equal(await undo(page).isDisabled(), false);
  // It is kept with what the other one drew.
  await name.press("Enter");
  await part(page, "Half typed na").waitFor();
  assert.deepEqual((await drawn(page)).components, ["client Client", "queue Queue", "service Half typed na"]);
});

test("undoing a copy selects again what was copied", async (t) => {
  const page = await withParts(t, "Service");
  await press(page, "Service");
  const all = page.locator("#sketch-world .parts > g");
  await keys(page, "Control+d");
  await becomes(() => all.count(), 2);
  await keys(page, "Control+z");
  await becomes(() => all.count(), 1);
  await selected(page, "Service").waitFor();
});

test("a small part is moved by a drag, and has neither ports nor corners", async (t) => {
  const page = await withParts(t, "Service");
  await press(page, "Service");
  const ports = page.locator("#sketch-overlay .ports");
  const corner = page.locator("#sketch-overlay .handles .corner").first();
  await ports.and(page.locator(":not(.off)")).waitFor({ state: "attached" });
  await holds(() => corner.isVisible());
  for (let step = 0; step < 40 && (await zoom(page)) !== "5 %"; step += 1) await keys(page, "-");
  await becomes(() => zoom(page), "5 %");
  await ports.and(page.locator(".off")).waitFor({ state: "attached" });
  await becomes(() => corner.isVisible(), false);
  const at = await middle(part(page, "Service").locator(".body"));
  await drag(page, at, { x: at.x + 60, y: at.y + 40 });
  await matches(() => undo(page).getAttribute("title"), /^Undo move of .*Service/);
});

test("the right button selects what it is pressed on", async (t) => {
  const page = await withParts(t, "Service", "Queue");
  const at = await middle(part(page, "Service").locator(".body"));
  await page.mouse.click(at.x, at.y, { button: "right" });
  await selected(page, "Service").waitFor();
  await becomes(() => selected(page, "Queue").count(), 0);
});

test("the ports are those of what lies under the pointer, also when it has just come there", async (t) => {
  const page = await withParts(t, "Service");
  const at = await middle(part(page, "Service").locator(".body"));
  await drag(page, await middle(palette(page, "Cache")), { x: at.x + 40, y: at.y + 16 });
  await part(page, "Cache").waitFor();
  const edge = Number(await part(page, "Cache").locator(".body").getAttribute("x"));
  const left = async () => Number(await page.locator("#sketch-overlay .ports circle").first().getAttribute("cx"));
  await becomes(left, edge);
});

test("each tab beside the drawing stays where it was read", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await page.getByRole("button", { name: "Open an example" }).click();
  await shows(page, "Bookshop");
  await press(page, "Load balancer");
  const body = page.locator(".side-body");
  const place = () => body.evaluate((body) => body.scrollTop);
  await body.evaluate((body) => body.scrollTo(0, 150));
  await calm(page);
  await page.getByRole("tab", { name: "List", exact: true }).click();
  await page.locator("#panel-list").waitFor();
  await becomes(place, 0);
  await page.getByRole("tab", { name: "Numbers", exact: true }).click();
  await becomes(place, 150);
});

test("the search finds the parts of the design first, and goes there", async (t) => {
  const page = await withParts(t, "Service", "Queue");
  await keys(page, "Escape", "Control+k");
  const field = page.getByRole("combobox", { name: "Go to anything" });
  await field.fill("queu");
  await page.getByRole("option").first().getByText("Queue", { exact: true }).first().waitFor();
  await field.press("Enter");
  await field.waitFor({ state: "detached" });
  await selected(page, "Queue").waitFor();
  await page.waitForFunction(() => document.activeElement?.id.startsWith("part-"));
  await shows(page, await page.locator(".sketch-name").textContent());
});

test("from afar a part's name stands alone in it, larger", async (t) => {
  const page = await withParts(t, "Service");
  const name = part(page, "Service").locator(".name");
  const alone = part(page, "Service").locator(".afar");
  await becomes(() => alone.isVisible(), false);
  for (let step = 0; step < 20 && !(await alone.isVisible()); step += 1) await keys(page, "-");
  await becomes(() => name.isVisible(), false);
  const [box, body] = [await alone.boundingBox(), await part(page, "Service").locator(".body").boundingBox()];
  assert.ok(Math.abs(box.x + box.width / 2 - body.x - body.width / 2) < 2, "it stands in the middle");
  assert.ok(box.width < body.width, "it is wider than the part");
  const size = (text) => text.evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
  assert.ok((await size(alone)) > 1.5 * (await size(name)), "it is no larger");
});

test("a success takes back what was said of the failure before", async (t) => {
  const page = await withParts(t, "Service");
  await page.keyboard.press("Escape");
  const notice = page.locator("#sketchpad .notice");
  await pasted(page, "no parts");
  await notice.getByText("no parts on the clipboard").waitFor();
  await pasted(page, "graph LR; A-->B");
  await shows(page, "From Mermaid");
  await holds(async () => !((await notice.count()) && (await notice.textContent()).includes("clipboard")), "it is still said");
});

test("a link into a zone from none crosses nothing, and isn't said to be within one", async (t) => {
  const page = await empty(t);
  await paste(page, "flowchart LR\n  n[CDN] --> o[Orders]\n  subgraph z[Zone b]\n  o\n  end");
  await part(page, "Orders").waitFor();
  await saved(page);
  await press(page, "CDN");
  await page.keyboard.press(".");
  await page.locator(".facts-list").getByText("nothing: an end is in no zone").waitFor();
});

test("the page itself has nowhere to scroll", async (t) => {
  const page = await withParts(t, "Service");
  await becomes(() => page.locator("main:visible").evaluate((main) => main.scrollHeight - main.clientHeight), 0);
});

test("for fingers a button leads from a part to its numbers, and nothing speaks of keys", async (t) => {
  const page = await empty(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.getByRole("button", { name: "Open an example" }).tap();
  await shows(page, "Bookshop");
  const body = await middle(part(page, "CDN").locator(".body"));
  await page.touchscreen.tap(body.x, body.y);
  const bar = page.getByRole("toolbar", { name: "What is selected" });
  await bar.getByRole("button", { name: "Rename" }).tap();
  await page.getByRole("textbox", { name: "Name of CDN" }).press("Escape");
  await becomes(() => page.locator(".stage > .hint").isVisible(), false);
  await bar.getByRole("button", { name: "Numbers" }).tap();
  await page.waitForFunction(() => {
    const { activeElement: active } = document;
    const { top, bottom } = active.getBoundingClientRect();
    return active.closest(".inspector") && top >= 0 && bottom <= innerHeight;
  });
});
