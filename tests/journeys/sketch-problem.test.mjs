// The log joiner, solved as a learner would: estimates first, then a design, drawn and checked.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, becomes, calm, room, visit } from "./support.mjs";
import { choose as menu, download, file, keys, part, paste, press, resting, saved, shows } from "./sketch.mjs";

const it = await room();
const MODEL = readFileSync(join(ROOT, "exercises/design/log-joiner/iterations/1-all-in-memory.dryrun.json"), "utf8");

/** Chooses a tab beside the drawing. */
const tab = (page, name) => page.getByRole("tab", { name, exact: true }).click();

/** Writes a number of what is selected. */
async function set(page, label, value) {
  const field = page.getByRole("textbox", { name: label, exact: true });
  await calm(page);
  if (!(await field.isVisible())) await page.locator("summary", { has: page.locator(`xpath=..//*[text()='${label}']`) }).first().click();
  await field.fill(value);
  await field.press("Enter");
  await calm(page);
}

/** Adds a part beside another by keys, linked to it, and calls it something. */
async function beside(page, of, key, name) {
  await press(page, of);
  await keys(page, "a", key, "F2");
  await page.locator(".rename:focus").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await part(page, name).waitFor();
}

/** Draws a link by keys: the target by its name. */
async function link(page, from, to) {
  await press(page, from);
  await keys(page, "l");
  await page.keyboard.type(to);
  await calm(page);
  await keys(page, "Enter");
}

/** Selects the link between two parts of one row. */
async function choose(page, from, to) {
  const [a, b] = [await resting(part(page, from).locator(".body")), await resting(part(page, to).locator(".body"))];
  await page.mouse.click((a.x + a.width + b.x) / 2, a.y + a.height / 2);
  await page.locator("#sketch-world .drawn-link.selected").waitFor({ state: "attached" });
}

const check = (page) => page.getByRole("button", { name: "Check the design" }).click();

test("the log joiner is estimated, drawn and checked, question by question, until it is passed", async (t) => {
  const page = await visit(t, it, "#/sketchpad/log-joiner");
  const problem = page.getByRole("region", { name: "Ad click-through dashboard" });
  await problem.waitFor();

  // The workbook's figures: 86.4 TB a day, 2,500 disks; and a guess that is off by ten.
  const guess = async (question, text) => {
    const row = problem.getByRole("listitem").filter({ hasText: question });
    await row.getByRole("textbox", { name: /^Your estimate: / }).fill(text);
    await row.getByRole("button", { name: "Commit" }).click();
    // The focus goes on to the answer: the field that had it is gone.
    await page.waitForFunction((row) => document.activeElement === row, await row.elementHandle());
  };
  await guess("How much query log comes together in a day?", "90 TB");
  await guess("If each query is one random write on a disk of 200 operations a second, how many disks?", "250 disks");
  await guess("And if a day's log, say 100 TB with its indices, lies in the memory of machines of 64 GB?", "1600 machines");
  const answers = problem.getByRole("status").filter({ hasText: "It is" });
  await answers.nth(2).waitFor();
  await calm(page);
  const said = (await answers.allTextContents()).map((text) => text.replaceAll(/[\s\u202f]/g, " "));
  assert.match(said[0], /It is 86\.4 TB\./);
  assert.match(said[1], /It is 2 ?500 disks\./);
  assert.match(said[1], /factor of ten/);

  // An empty design passes nothing, and says why.
  await check(page);
  await problem.getByText("Failed:").first().waitFor({ state: "attached" });
  await becomes(() => problem.getByText("Passed:").count(), 0);

  await problem.getByRole("button", { name: "Begin with the clients and the numbers given" }).click();
  await part(page, "Queries").waitFor();
  await beside(page, "Queries", "k", "Query store");
  await tab(page, "Numbers");
  await set(page, "Entry", "entry");
  await set(page, "Retention", "window");
  await set(page, "Writes", "queries / (queries + clicks)");
  await choose(page, "Queries", "Query store");
  await set(page, "Request size", "entry");
  await beside(page, "Clicks", "w", "Log joiner");
  await choose(page, "Clicks", "Log joiner");
  await set(page, "Request size", "entry");
  await link(page, "Log joiner", "Query store");
  await beside(page, "Log joiner", "k", "Click map");
  await beside(page, "Advertisers", "s", "Dashboard");
  await link(page, "Dashboard", "Click map");
  await tab(page, "Problem");
  await check(page);
  await problem.getByText("Passed:").first().waitFor({ state: "attached" });
  await becomes(() => problem.getByText("Failed:").count(), 0);
  await problem.getByText("passed", { exact: true }).waitFor();

  // It survives a reload, which goes on with the next question.
  const asked = (text) => problem.getByRole("listitem").filter({ has: page.getByRole("button", { name: text, exact: true }) });
  await page.reload();
  await asked("1. Is it possible?").getByText("passed", { exact: true }).waitFor();
  await asked("2. Can we do better?").getByRole("button", { pressed: true }).waitFor();
  await part(page, "Click map").waitFor();

  // What is drawn does for that one, too, and not for those after it: there are models to compare with, and to go on from.
  const LATER = [
    {
      question: "2. Can we do better?",
      guesses: {
        "What bandwidth do the clicks themselves take into the joiner?": "160 Mbps",
        "What bandwidth do the questions take?": "640 Kbps",
        "And the answers, whole log entries?": "160 Mbps",
        "1 KB a click, to the click map. What bandwidth?": "80 Mbps",
        "All of the joiner's network together?": "400 Mbps",
      },
    },
    {
      question: "3. Is it feasible?",
      guesses: { "How much is that in a day?": "2 TB/day", "An index of every ad": "800 MB" },
      model: "Copies and spares",
    },
    {
      question: "4. Is it resilient?",
      guesses: { "How many tasks?": "25500", "How many machines of 64 GB?": "64" },
      model: "Three datacentres",
    },
  ];
  for (const { question, guesses, model } of LATER) {
    await asked(question).getByRole("button").click();
    for (const [estimate, text] of Object.entries(guesses)) await guess(estimate, text);
    await check(page);
    if (model) {
      await problem.getByText("Failed:").first().waitFor({ state: "attached" });
      await problem.getByRole("button", { name: "Compare with a model design" }).click();
      await problem.getByRole("button", { name: "Open a copy of it" }).click();
      await shows(page, model);
      await check(page);
    }
    await asked(question).getByText("passed", { exact: true }).waitFor();
    await becomes(() => problem.getByText("Failed:").count(), 0);
  }
  await page.getByRole("link", { name: /^Exercises/ }).first().click();
  await page.locator(".exercises li", { hasText: "log-joiner" }).locator(".pill").getByText("passed", { exact: true }).waitFor();
});

test("what is to be estimated shows nowhere before it is", async (t) => {
  const page = await visit(t, it, "#/sketchpad/log-joiner");
  const problem = page.getByRole("region", { name: "Ad click-through dashboard" });
  await problem.waitFor();
  await paste(page, MODEL);
  await part(page, "Query store").waitFor();
  const machines = () => page.locator("#sketch-world .line", { hasText: "machine" }).count();
  await becomes(machines, 0);
  await menu(page, /^Export/);
  const { bytes } = await download(page, "Save SVG");
  assert.doesNotMatch(bytes.toString(), /\d machines?/);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Simulate", exact: true }).click();
  const simulation = page.getByRole("region", { name: "Simulation", exact: true });
  await simulation.getByText(/would give away/).waitFor();
  await becomes(() => simulation.getByRole("button", { name: "Run", exact: true }).count(), 0);

  // Once the last of them is skipped, all of it shows.
  const skips = problem.getByRole("button", { name: "Skip" });
  for (let left = 3; left > 0; left -= 1) {
    await becomes(() => skips.count(), left);
    await becomes(machines, 0);
    await skips.first().click();
  }
  await becomes(() => skips.count(), 0);
  await simulation.getByRole("button", { name: "Run", exact: true }).waitFor();
  await page.locator("#sketch-world .line", { hasText: "machine" }).first().waitFor({ state: "attached" });
});

test("what falls due while one is away happens on return, and is said", async (t) => {
  const page = await visit(t, it, "#/sketchpad/log-joiner");
  const problem = page.getByRole("region", { name: "Ad click-through dashboard" });
  await problem.waitFor();
  await paste(page, MODEL);
  await saved(page);
  const queries = async () => JSON.parse(await file(page)).design.assumptions.find(({ name }) => name === "queries").value;
  assert.notEqual(await queries(), "5M q/s");
  // The clock was started sixteen minutes ago; at minute 15 the load is ten times what it was.
  await page.evaluate(() => {
    const session = { begun: Date.now() - 16 * 60_000, struck: 0 };
    localStorage.setItem("dryrun:design-problem:log-joiner", JSON.stringify({ session }));
  });
  await page.reload();
  await page.locator("#sketchpad .notice").filter({ hasText: "While you were away" }).waitFor();
  await becomes(queries, "5M q/s");
  // It strikes once.
  await saved(page);
  await page.reload();
  await problem.getByText("Minute 15: Five million queries a second").waitFor();
  await becomes(() => page.getByRole("button", { name: "Undo", exact: true }).isEnabled(), false);
});
