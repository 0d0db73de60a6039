// The scene in the sketchpad: pasted, as somebody would bring it along.

import { asParts, scene } from "./scene.mjs";

/** Opens the sketchpad with a scene in it; gives the seconds from pasting it until it is drawn. */
export function open(page, url, { components, links }) {
  return paste(page, url, asParts(scene(components, links)), components);
}

/** Opens the sketchpad and pastes so many components into it; gives the seconds until they are drawn. */
export async function paste(page, url, text, components) {
  await page.goto(`${url}dist/index.html#/sketchpad`);
  await page.locator("#sketch-drawing").waitFor();
  // Not before the desk is laid with the reader's own design.
  await page.waitForTimeout(1000);
  const took = await page.evaluate(
    async ({ text, components: count }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const start = performance.now();
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
      // The frame after the one that found everything there: that one was laid out and painted.
      while (document.querySelectorAll("#sketch-world .drawn-part").length < count) await frame();
      await frame();
      return performance.now() - start;
    },
    { text, components },
  );
  await page.keyboard.press("Escape");
  // The stage hears of the design after the render: fitting before that would fit nothing.
  await page.waitForTimeout(1000);
  return took / 1000;
}
