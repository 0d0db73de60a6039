// Everybody can use the sketchpad: axe in both themes, on every panel and dialog; nothing scrolls sideways on a narrow screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, calm, room, visit } from "./support.mjs";
import { violations } from "./axe.mjs";
import { choose, keys, part, paste, press } from "./sketch.mjs";

const it = await room();
/** A design with something of everything: it answers no problem here, so that nothing of it is kept back. */
const MODEL = readFileSync(join(ROOT, "exercises/design/log-joiner/iterations/1-all-in-memory.dryrun.json"), "utf8").replace(
  /"problem": "[^"]*",/,
  "",
);

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on the sketchpad in the ${colorScheme} theme`, async (t) => {
    const page = await visit(t, it, "#/sketchpad", { colorScheme, bypassCSP: true, reducedMotion: "reduce" });
    // All places are looked at before anything is said: what is wrong, and where.
    const found = {};
    const look = async (place) => {
      for (const { help, nodes } of await violations(page)) {
        for (const node of nodes) (found[`${help}: ${node}`] ??= []).push(place);
      }
    };
    const tab = (name) => page.getByRole("tab", { name, exact: true }).click();
    await page.getByText("shows all keys").waitFor();
    await look("empty");
    await paste(page, MODEL);
    await part(page, "Query store").waitFor();
    await look("a design");
    await tab("Numbers");
    await press(page, "Query store");
    await look("a component");
    await page.getByRole("textbox", { name: "Entry", exact: true }).fill("2 KB + 3 s");
    await look("bad input");
    await page.keyboard.press("Escape");
    await press(page, "Query store");
    await page.keyboard.press(".");
    await page.locator(".drawn-link[role='img']").waitFor();
    await look("a link");
    await press(page, "Query store");
    await keys(page, "l", "Enter");
    await page.getByRole("dialog").waitFor();
    await look("what a link can lead to");
    await page.keyboard.press("Escape");
    await tab("Assumptions");
    await look("assumptions");
    await tab("List");
    await look("list");
    await page.locator(".strip-cell").first().click();
    await look("trail");
    await page.locator("#sketch-drawing").focus();
    await page.keyboard.press("?");
    await look("keys");
    await page.keyboard.press("Escape");
    for (const [item, name] of [[/^Import/, "import"], [/^Export/, "export"], [/^My designs/, "designs"]]) {
      await choose(page, item);
      await page.getByRole("dialog").waitFor();
      await look(name);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await look("share");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Simulate", exact: true }).click();
    const panel = page.getByRole("region", { name: "Simulation", exact: true });
    await panel.getByRole("button", { name: "Add an event" }).click();
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    await panel.getByText(/Fingerprint/).waitFor();
    await look("simulation");
    await page.goto(`${it.host.url}#/sketchpad/url-shortener`);
    await page.getByRole("button", { name: "Check the design" }).click();
    await look("problem");
    await page.getByText(/^A run would give away/).waitFor();
    assert.deepEqual(found, {});
  });
}

test("a narrow screen shows all of it, and scrolls down only", async (t) => {
  const page = await visit(t, it, "#/sketchpad", { viewport: { width: 380, height: 740 }, hasTouch: true });
  await paste(page, MODEL);
  await part(page, "Query store").waitFor();
  await calm(page);
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.querySelector("#sketchpad").scrollWidth - document.querySelector("#sketchpad").clientWidth,
    seen: document.querySelector(".stage").getBoundingClientRect().height,
  }));
  assert.equal(wide, 0);
  assert.ok(seen > 200, `the drawing is ${seen} px high`);
});
