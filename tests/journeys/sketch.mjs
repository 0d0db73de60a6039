// What the journeys over the sketchpad share.

import { readFileSync } from "node:fs";
import { calm } from "./support.mjs";

/** The button with the name of the design. */
export const title = (page) => page.locator(".sketch-name");

/** Waits until the sketchpad shows a design of that name. */
export async function shows(page, name) {
  await title(page).getByText(name, { exact: true }).waitFor();
}

/** Chooses something in the menu. */
export async function choose(page, item) {
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Waits until what was drawn is on the disk. */
export async function saved(page) {
  // That it isn't any more is drawn by then.
  await calm(page);
  await page.locator(".sketch-bar .saved").getByText("Saved", { exact: true }).waitFor({ state: "attached" });
}

/** Imports a text by hand. */
export async function paste(page, text) {
  await choose(page, /^Import/);
  await page.getByRole("textbox", { name: "Or paste its text" }).fill(text);
  await page.getByRole("button", { name: "Open the text" }).click();
}

/** Presses a button and gives the file that is saved. */
export async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** What the design on the desk is as a file. */
export async function file(page) {
  await choose(page, /^Export/);
  const { bytes } = await download(page, "Save file");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  return bytes.toString();
}

/** The design on the desk: names by kind, links as `from > to`, areas with what is in them. */
export async function drawn(page) {
  const { design } = JSON.parse(await file(page));
  const name = new Map([...design.components, ...design.areas].map((part) => [part.id, part.name]));
  return {
    components: design.components.map((part) => `${part.kind} ${part.name}${part.in ? ` in ${name.get(part.in)}` : ""}`).sort(),
    links: design.links.map((link) => `${name.get(link.from)} > ${name.get(link.to)}`).sort(),
    areas: design.areas.map((area) => `${area.kind} ${area.name}`).sort(),
    set: Object.fromEntries(design.components.filter((part) => part.set).map((part) => [part.name, part.set])),
  };
}

/** A component on the drawing. */
export const part = (page, name) => page.locator("#sketch-world .parts > g").filter({ hasText: name }).first();

/** Waits until an element stays where it is, and gives its box: what was opened or changed in size is fitted frames later. */
export async function resting(locator) {
  for (;;) {
    const box = await locator.evaluate(
      (element) =>
        new Promise((resolve) => {
          let [last, frames] = ["", 0];
          const look = () => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const now = [x, y, width, height].join();
            frames = now === last ? frames + 1 : 0;
            last = now;
            // What was drawn anew meanwhile is looked for anew.
            if (!element.isConnected) resolve(null);
            else if (frames === 4) resolve({ x, y, width, height });
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    if (box) return box;
  }
}

/** Presses a component in its middle, as a hand does, which selects it. */
export async function press(page, name) {
  // A dialog that was answered is gone before it can take the press.
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  const { x, y } = await middle(part(page, name).locator(".body"));
  await page.mouse.click(x, y);
  await part(page, name).and(page.locator(".selected")).waitFor();
}

/** The middle of an element on the page, and its right edge. */
export async function middle(locator) {
  const { x, y, width, height } = await resting(locator);
  return { x: x + width / 2, y: y + height / 2, right: x + width };
}

/** Drags with the mouse, as a hand does: by steps. */
export async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 6);
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

/** Presses keys as somebody does who looks at what came of each. */
export async function keys(page, ...pressed) {
  for (const key of pressed) {
    await page.keyboard.press(key);
    await calm(page);
  }
}

/** Undoes a step. */
export const undo = (page) => page.getByRole("button", { name: "Undo", exact: true });
