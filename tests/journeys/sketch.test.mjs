// Designs drawn from nothing: with the mouse, and with the keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, calm, room, visit } from "./support.mjs";
import { drag, drawn, file, keys, middle, part, resting, saved, undo } from "./sketch.mjs";

const it = await room();

/** Drags a part from the palette to a place on the drawing. */
async function put(page, kind, x, y) {
  const palette = page.getByRole("toolbar", { name: "Parts and tools" });
  const stage = await resting(page.getByRole("region", { name: "Drawing" }));
  await drag(page, await middle(palette.getByRole("button", { name: kind, exact: true })), {
    x: stage.x + x,
    y: stage.y + y,
  });
}

/** Draws a link from the dot at a component's right edge to another component. */
async function link(page, from, to) {
  await part(page, from).hover();
  const start = await middle(part(page, from).locator(".body"));
  await drag(page, { x: start.right, y: start.y }, await middle(part(page, to).locator(".body")));
}

const redo = (page) => page.getByRole("button", { name: "Redo", exact: true });

test("a design is drawn with the mouse, undone to nothing, and done again", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await page.getByText("shows all keys").waitFor();
  const empty = await file(page);
  await put(page, "Zone", 480, 260);
  await put(page, "Client", 110, 200);
  await put(page, "Service", 480, 230);
  await put(page, "SQL store", 480, 420);
  await page.keyboard.press("Escape");
  await link(page, "Client", "Service");
  await link(page, "Service", "SQL store");
  await part(page, "Service").dblclick();
  await page.locator(".rename:focus").waitFor();
  await page.keyboard.type("Joiner");
  await page.keyboard.press("Enter");
  const whole = {
    components: ["client Client", "service Joiner in Zone a", "sql SQL store"],
    links: ["Client > Joiner", "Joiner > SQL store"],
    areas: ["zone Zone a"],
    set: {},
  };
  await becomes(() => drawn(page), whole);
  // What is read off it: the store's demand is the clients' rate.
  await page.getByRole("img", { name: /^SQL store\./ }).waitFor();

  // A drag is one step, and moving out of the zone is said.
  const before = await file(page);
  const at = await middle(part(page, "Joiner").locator(".body"));
  await drag(page, at, { x: at.x, y: at.y + 330 });
  await becomes(async () => (await drawn(page)).components, ["client Client", "service Joiner", "sql SQL store"]);
  await undo(page).click();
  await becomes(() => file(page), before);

  let steps = 0;
  while (await undo(page).isEnabled()) {
    await undo(page).click();
    await calm(page);
    steps += 1;
  }
  // Four parts, two links, one name.
  assert.equal(steps, 7);
  const bare = JSON.parse(await file(page));
  assert.deepEqual([bare.design.components, bare.design.links, bare.design.areas], [[], [], []]);
  assert.equal(JSON.parse(empty).design.components.length, 0);
  while (await redo(page).isEnabled()) {
    await redo(page).click();
    await calm(page);
  }
  // The last thing to be done again is the move that was undone first.
  await undo(page).click();
  await becomes(() => file(page), before);
});

test("another is drawn with the keyboard alone", async (t) => {
  const page = await visit(t, it, "#/sketchpad");
  await page.getByText("shows all keys").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
  for (let tabs = 0; (await focused()) !== "sketch-drawing"; tabs += 1) {
    assert.ok(tabs < 60, "Tab doesn't come to the drawing");
    await page.keyboard.press("Tab");
  }
  // Clients, and what they call, each added beside the one before.
  await keys(page, "c", "a", "b", "a", "s", "F2");
  await page.getByRole("textbox", { name: /name/i }).and(page.locator(":focus")).waitFor();
  await keys(page, "Control+a");
  await page.keyboard.type("Joiner");
  await keys(page, "Enter", "a", "r");
  // A second store, called by the same service, without touching a mouse.
  await keys(page, "Alt+ArrowLeft", "a", "k");
  // And a link by name: from the service back to the load balancer is refused nowhere, so draw one to a new cache.
  await keys(page, "Escape", "h", "l");
  await page.keyboard.type("SQL");
  await calm(page);
  await keys(page, "Enter");
  assert.deepEqual(await drawn(page), {
    components: ["cache Cache", "client Client", "load-balancer Load balancer", "nosql NoSQL store", "service Joiner", "sql SQL store"],
    links: ["Cache > SQL store", "Client > Load balancer", "Joiner > NoSQL store", "Joiner > SQL store", "Load balancer > Joiner"],
    areas: [],
    set: {},
  });

  // Numbers, by keyboard: the selected part's fields are what Tab comes to.
  await page.locator("#sketch-drawing").focus();
  await keys(page, "Home");
  const rate = page.getByRole("textbox", { name: "Requests", exact: true });
  for (let tabs = 0; !(await rate.evaluate((field) => field === document.activeElement)); tabs += 1) {
    assert.ok(tabs < 8, "Tab doesn't come to the numbers");
    await page.keyboard.press("Tab");
  }
  await keys(page, "Control+a");
  await page.keyboard.type("500k/s");
  await keys(page, "Enter");
  await becomes(async () => (await drawn(page)).set.Client.rate, "500k/s");
  await page.getByRole("img", { name: /^Client\..*500k\/s/ }).waitFor();
  await saved(page);
  await page.reload();
  await page.getByRole("img", { name: /^Client\..*500k\/s/ }).waitFor();
});
