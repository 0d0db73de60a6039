// A retry storm keeps a recovered system down, and each of two fixes brings it back: all of it read off the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, calm, holds, matches, room, visit } from "./support.mjs";
import { paste, press, shows } from "./sketch.mjs";

const it = await room();

/** The panel of the simulation. */
const simulation = (page) => page.getByRole("region", { name: "Simulation", exact: true });

/** Opens the example from the panel, as somebody does who has drawn nothing yet. */
async function openExample(page) {
  await page.getByRole("button", { name: "Simulate", exact: true }).click();
  await simulation(page).getByRole("button", { name: "Open the example" }).click();
  await shows(page, "Retry storm");
  await simulation(page).getByText("What this example shows").waitFor();
  // The button that was pressed is gone: who listens is told what came instead.
  await page.waitForFunction(() => document.activeElement?.ariaLabel === "The example");
}

/** Runs what is planned, and gives the fingerprint of the run. */
async function run(page, before = "") {
  const panel = simulation(page);
  await panel.getByRole("button", { name: "Run", exact: true }).click();
  const facts = panel.getByText(/Fingerprint [0-9a-f]{16}/).filter({ hasNotText: before || "nothing" });
  await facts.waitFor();
  return (await facts.textContent()).match(/[0-9a-f]{16}/)[0];
}

/** Moves the time to about so many seconds. */
async function scrub(page, seconds) {
  const panel = simulation(page);
  await panel.getByRole("slider", { name: "Time in the run" }).fill(String(seconds - 1));
  await panel.getByRole("caption").filter({ hasText: /^At / }).waitFor();
}

/** What the drawing says of a part: how full it is, in words and as a level, and its flag. */
async function standing(page, id) {
  return page.locator(`#live-${id}`).evaluate((mark) => ({
    told: mark.querySelector(".told .first").textContent,
    level: Number(mark.querySelector(".level").getAttribute("transform").match(/scale\(([\d.]+)/)[1]),
    flag: mark.querySelector(".flag text").textContent,
    seen: mark.querySelector(".told").getBoundingClientRect().width > 0,
  }));
}

/** The share of shoppers' requests that fails, as the drawing says. */
async function failing(page) {
  const { told, seen } = await standing(page, 1);
  assert.ok(seen, "it is drawn");
  // What is no share fails every comparison.
  return Number(told.match(/^([\d.]+) % fail$/)?.[1]);
}

/** A row of the comparison: the numbers before and now, each with its interval. */
async function compared(page, figure) {
  const row = simulation(page).getByRole("region", { name: "Before and after" }).getByRole("row").filter({ hasText: figure }).first();
  const cells = await row.getByRole("cell").allTextContents();
  const numbers = (text) => [...text.matchAll(/([\d.]+) %/g)].map((found) => Number(found[1]));
  return { before: numbers(cells[0]), now: numbers(cells[1]), verdict: cells[2] };
}

/** The run before anything is mended: well, then struck, then down though nothing strikes it any more. */
async function storm(page) {
  const fingerprint = await run(page);
  await scrub(page, 40);
  await holds(async () => (await failing(page)) < 1, "it is well before");
  await scrub(page, 140);
  // The event has been over for 50 s.
  await holds(async () => (await failing(page)) > 90, "it is down afterwards");
  await holds(async () => (await standing(page, 3)).level > 0.97, "it works as hard as it can");
  await matches(async () => (await standing(page, 3)).flag, /^\d+\/s (timed out|refused)$/);
  await simulation(page).getByText("After the last event it did not recover within the run.").waitFor();
  return fingerprint;
}

/** The run after a fix: back, and held against the run before. */
async function recovered(page, first, changed) {
  await run(page, first);
  await scrub(page, 140);
  await holds(async () => (await failing(page)) < 1, "it is back");
  await holds(async () => (await standing(page, 3)).level < 0.95, "there is room again");
  const panel = simulation(page);
  await panel.getByText(/^After the last event it was well again within/).waitFor();
  await panel.getByText(changed).waitFor();
  await calm(page);
  const { before, now, verdict } = await compared(page, "Ended well after the last event");
  assert.equal(before.length, 3, "a mean and both ends of its interval");
  assert.equal(now.length, 3);
  assert.ok(before[2] < 10 && now[1] > 99, `${before} and ${now}`);
  assert.equal(verdict, "differ");
}

test("a retry storm outlasts its cause, and shedding, written by hand, brings the system back", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await openExample(page);
  const first = await storm(page);
  await press(page, "Orders");
  // The charts are of what is selected.
  await simulation(page).getByRole("button", { name: "Orders", exact: true, pressed: true }).waitFor();
  const whose = simulation(page).getByRole("combobox", { name: "Charts of" });
  await becomes(() => whose.evaluate((select) => select.selectedOptions[0]?.textContent), "Orders");
  await simulation(page).getByRole("figure").filter({ hasText: "Saturation: slots in use" }).waitFor();
  const field = page.getByLabel("Shed above", { exact: true });
  await field.fill("10 %");
  await field.press("Enter");
  await simulation(page).getByText(/The design or the plan has changed since/).waitFor();
  await recovered(page, first, "Changed between them: Orders: shed above 10 %, nothing before.");
});

test("the offered retry budget brings it back, too, and is kept over a reload with the example's words", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await openExample(page);
  const first = await storm(page);
  const fix = () => simulation(page).getByRole("button", { name: "Budget the retries" });
  await fix().click();
  await recovered(page, first, /^Changed between them: Shop → Orders: retry budget 10 %/);
  await page.locator(".sketch-bar .saved").getByText("Saved", { exact: true }).waitFor({ state: "attached" });
  await page.reload();
  await shows(page, "Retry storm");
  await page.getByRole("button", { name: "Simulate", exact: true }).click();
  await fix().and(page.locator("[aria-pressed='true']")).waitFor();
});

test("playing moves the levels without a run of the drawing, and closing the panel takes them away", async (t) => {
  for (const reducedMotion of ["no-preference", "reduce"]) {
    const page = await visit(t, it, "#/sketchpad", { reducedMotion });
    await openExample(page);
    await run(page);
    await page.evaluate(() => {
      window.seen = new Set();
      window.drawn = 0;
      new MutationObserver((all) => {
        for (const { target, type } of all) {
          if (target.closest?.(".live") || target.parentElement?.closest(".live")) window.seen.add(document.querySelector("#live-3 .told").textContent);
          else if (type === "childList") window.drawn += 1;
        }
      }).observe(document.querySelector("#sketch-world .parts"), { subtree: true, attributes: true, childList: true, characterData: true });
    });
    await simulation(page).getByRole("button", { name: "Play", exact: true }).click();
    await page.waitForFunction(() => window.seen.size >= 3);
    await simulation(page).getByRole("button", { name: "Pause", exact: true }).click();
    await becomes(() => page.evaluate(() => window.drawn), 0, "nothing but the marks is written");
    await simulation(page).getByRole("button", { name: "Close the simulation" }).click();
    await page.locator("#live-3").waitFor({ state: "detached" });
    // What was run is there when the panel is opened again.
    await page.getByRole("button", { name: "Simulate", exact: true }).click();
    await page.locator("#live-3").waitFor();
  }
});

/** A zone in a region, and a link whose breaker opens when that is lost. */
const ZONES = JSON.stringify({
  dryrun: "design",
  version: 1,
  design: {
    name: "A zone and a breaker",
    iteration: 1,
    components: [
      { id: 1, kind: "client", name: "Clients", rect: { x: 0, y: 60, w: 136, h: 56 }, set: { rate: "100/s" } },
      { id: 2, kind: "service", name: "Front", rect: { x: 240, y: 60, w: 152, h: 56 }, set: { machines: "2" } },
      { id: 3, kind: "service", name: "Back", rect: { x: 560, y: 60, w: 152, h: 56 }, in: 6, set: { machines: "2" } },
    ],
    links: [
      { id: 4, from: 1, to: 2 },
      { id: 5, from: 2, to: 3, set: { optional: "yes", breaker: "50 %" } },
    ],
    areas: [{ id: 6, kind: "zone", name: "Zone a", rect: { x: 520, y: 0, w: 232, h: 160 } }],
    next: 7,
  },
});

test("a lost zone, what stands in it and an open breaker show on the drawing while they last", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await paste(page, ZONES);
  await shows(page, "A zone and a breaker");
  await page.getByRole("button", { name: "Simulate", exact: true }).click();
  const panel = simulation(page);
  const plan = async (label, value) => {
    const field = panel.getByLabel(label, { exact: true });
    await field.fill(value);
    await field.press("Enter");
  };
  await plan("Length", "2 min");
  await panel.getByRole("button", { name: "Add an event" }).click();
  await panel.getByRole("combobox", { name: "What" }).selectOption("zone or region lost");
  await plan("From", "30 s");
  await plan("Until", "60 s");
  await run(page);
  const flags = () => Promise.all([3, 6, 5].map(async (id) => page.locator(`#live-${id} .flag text`).textContent()));
  const seen = (text) => page.locator("#sketch-world .flag").filter({ hasText: text }).first().waitFor();
  await scrub(page, 20);
  await becomes(flags, ["", "", ""]);
  await scrub(page, 45);
  await seen("lost");
  await becomes(flags, ["down", "lost", "breaker open"]);
  await becomes(() => page.locator("#live-3").getAttribute("data-tone"), "gone");
  await scrub(page, 110);
  await becomes(flags, ["", "", ""]);
  // The closed form knows nothing of that, and the page says so before its figures.
  const told = panel.locator("details.departing");
  await told.getByText(/^At (Front|Back)( and (Front|Back))? the analysis differs from this run/).click();
  for (const name of ["Front", "Back"]) await told.getByRole("listitem").filter({ hasText: name }).waitFor();
});
