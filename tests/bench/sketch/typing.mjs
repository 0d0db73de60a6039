// What a keystroke in a field costs: all figures of the design follow it.

import { asParts, scene } from "./scene.mjs";
import { paste } from "./ours.mjs";

/** Keystrokes whose middle counts. */
const STROKES = 31;

/** What each component of the scene says of itself, so that all of the analysis has something to do. */
const NUMBERS = { machine: "medium", cpu: "1 ms", service: "5 ms", slots: "64", availability: "99.9 %" };

/**
 * Types into the rate of a design's one client; { analysed, drawn } in seconds: until the design is analysed, and until
 * what has changed is in the document.
 */
export async function typed(browser, url, { components, links }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const parts = JSON.parse(asParts(scene(components - 1, links - 1)));
  for (const part of parts.components) part.set = NUMBERS;
  const id = components + links;
  const rect = { ...parts.components[0].rect, x: -300 };
  parts.components.push({ id, kind: "client", name: "Users", rect, set: { rate: "1000/s" } });
  parts.links.push({ id: id + 1, from: id, to: 1 });
  await paste(page, url, JSON.stringify(parts), components);
  await page.keyboard.press("1");
  await page.waitForTimeout(500);
  const body = await page.locator("#sketch-world .drawn-part", { hasText: "Users" }).locator(".body").boundingBox();
  await page.mouse.click(body.x + body.width / 2, body.y + body.height / 2);
  await page.getByRole("textbox", { name: /^Requests/ }).click();
  const figures = () => page.locator(".strip").textContent();
  const before = await figures();
  const took = await page.evaluate(async (strokes) => {
    const field = document.activeElement;
    const lengths = [];
    for (let stroke = 0; stroke < strokes; stroke += 1) {
      field.value = `${2000 + 100 * stroke}/s`;
      await new Promise((resolve) => setTimeout(resolve, 50));
      const start = performance.now();
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      const analysed = performance.now() - start;
      // Renders are microtasks: they are done when the next message is heard.
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
      lengths.push({ analysed, drawn: performance.now() - start });
    }
    return lengths;
  }, STROKES);
  if ((await figures()) === before) throw new Error(`no figure followed what was typed: ${before}`);
  await page.close();
  const middle = (what) => took.map((one) => one[what]).sort((a, b) => a - b)[STROKES >> 1] / 1000;
  return { analysed: middle("analysed"), drawn: middle("drawn") };
}
