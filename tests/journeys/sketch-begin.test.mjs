// How one begins on the sketchpad: with an example, a problem, or an address that was guessed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { shows, undo } from "./sketch.mjs";
import { room, visit } from "./support.mjs";

const it = await room();

test("an empty sketchpad offers an example, whose findings are mended by pressing", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await page.getByRole("button", { name: "Open an example" }).click();
  await shows(page, "Bookshop");
  const mends = page.getByRole("button", { name: /^Mend: / });
  const lost = page.getByText(/Without Zone a, 75 % of requests are still answered/);
  await lost.waitFor();
  assert.deepEqual(await violations(page), []);
  // Each press is one step, until nothing is left to press.
  for (let pressed = 0; (await mends.count()) > 0; pressed += 1) {
    assert.ok(pressed < 12, await mends.first().textContent());
    const first = await mends.first().textContent();
    await mends.first().click();
    await page.waitForFunction((first) => document.querySelector("button.mend")?.textContent !== first, first);
  }
  await lost.waitFor({ state: "detached" });
  await page.locator("#sketch-world").getByText("Region a").waitFor();
  // What is full first is worth knowing, and no fault.
  assert.equal(await page.locator(".finding:is(.bad, .now)").count(), 0);
  while (await undo(page).isEnabled()) await undo(page).click();
  await lost.waitFor();
});

test("an empty sketchpad offers the problems; where one is worked on, nothing else is offered", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await page.getByRole("link", { name: "Solve a problem" }).click();
  await page.getByRole("link", { name: /log-joiner|Log joiner/i }).first().click();
  await page.getByText("Press parts above").waitFor();
  assert.equal(await page.getByRole("button", { name: "Open an example" }).count(), 0);
});

test("an exercise is found at the place of the other kind, too, and Back leads to where one was", async (t) => {
  const page = await visit(t, it, "#/exercises");
  await page.evaluate(() => { location.hash = "#/exercise/url-shortener"; });
  await page.waitForURL(/#\/sketchpad\/url-shortener$/);
  await page.getByText("Press parts above").waitFor();
  await page.goBack();
  await page.waitForURL(/#\/exercises$/);
  await page.evaluate(() => { location.hash = "#/sketchpad/pstree"; });
  await page.waitForURL(/#\/exercise\/pstree$/);
  await page.getByRole("heading", { name: "pstree" }).first().waitFor();
});
