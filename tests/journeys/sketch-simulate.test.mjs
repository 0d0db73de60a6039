// A zone is lost in the simulation; the run is the same one as natively.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, calm, holds, room, visit } from "./support.mjs";
import { file, paste, shows } from "./sketch.mjs";

const it = await room();

/** Two services in two zones behind a balancer, each strong enough alone. */
const DESIGN =
  JSON.stringify({
    dryrun: "design",
    version: 1,
    design: {
      name: "Two zones",
      iteration: 1,
      components: [
        { id: 1, kind: "client", name: "Clients", rect: { x: 0, y: 120, w: 136, h: 56 }, set: { rate: "300/s" } },
        { id: 2, kind: "load-balancer", name: "Balancer", rect: { x: 240, y: 120, w: 152, h: 56 } },
        { id: 3, kind: "service", name: "Service a", rect: { x: 520, y: 48, w: 152, h: 56 }, in: 8, set: { machines: "1", "queue-limit": "100" } },
        { id: 4, kind: "service", name: "Service b", rect: { x: 520, y: 216, w: 152, h: 56 }, in: 9, set: { machines: "1", "queue-limit": "100" } },
      ],
      links: [
        { id: 5, from: 1, to: 2 },
        { id: 6, from: 2, to: 3 },
        { id: 7, from: 2, to: 4 },
      ],
      areas: [
        { id: 8, kind: "zone", name: "Zone a", rect: { x: 480, y: 8, w: 232, h: 128 } },
        { id: 9, kind: "zone", name: "Zone b", rect: { x: 480, y: 176, w: 232, h: 128 } },
      ],
      next: 10,
    },
  });

/** Sets a field of the plan. */
async function plan(scope, label, value) {
  const field = scope.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.press("Enter");
}

test("a zone is lost, what is left carries the load, and the run is the same natively", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await paste(page, DESIGN);
  await shows(page, "Two zones");
  await page.getByRole("button", { name: "Simulate", exact: true }).click();
  const panel = page.getByRole("region", { name: "Simulation", exact: true });
  await plan(panel, "Length", "2 min");
  await panel.getByRole("button", { name: "Add an event" }).click();
  await panel.getByRole("combobox", { name: "What" }).selectOption("zone or region lost");
  await panel.getByRole("combobox", { name: "To" }).selectOption({ label: "Zone a" });
  await plan(panel, "From", "30 s");
  await plan(panel, "Until", "60 s");
  await panel.getByRole("button", { name: "Run", exact: true }).click();
  const facts = panel.getByText(/fingerprint/i);
  await facts.waitFor();
  const shown = (await facts.textContent()).match(/[0-9a-f]{16}/)[0];

  // What a newcomer is offered is still to be had.
  await panel.getByRole("button", { name: "Open the example" }).waitFor();

  // It can be played, paused, and looked at anywhere by the keyboard.
  await panel.getByRole("button", { name: "Play", exact: true }).click();
  await panel.getByRole("button", { name: "Pause", exact: true }).click();
  const time = panel.getByRole("slider", { name: "Time in the run" });
  await time.focus();
  await page.keyboard.press("Home");
  await calm(page);
  const start = await time.getAttribute("aria-valuetext");
  await page.keyboard.press("End");
  await holds(async () => (await time.getAttribute("aria-valuetext")) !== start);
  await panel.getByText("Begins: Zone a is lost").waitFor({ state: "attached" });
  // The balancer notices, and what is left serves everybody.
  await panel.getByText(/Most errors arose at Service a/).waitFor();

  const folder = mkdtempSync(join(tmpdir(), "dryrun-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "design.json"), await file(page));
  const events = [{ at: 30, until: 60, shock: { kind: "lost", area: 8 } }];
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ seed: 1, seconds: 120, warm_up: 12, events }));
  const native = execFileSync(
    "cargo",
    ["run", "--quiet", "--package", "nalsd", "--bin", "simulate", "--", join(folder, "design.json"), join(folder, "plan.json")],
    { cwd: ROOT, encoding: "utf8" },
  );
  assert.equal(shown, native.slice(0, 16));
});
