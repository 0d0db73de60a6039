// What a larger design costs: to open, to work on, to hold.

import { open } from "./ours.mjs";

/** Steps of work whose middle counts. */
const STEPS = 9;

/** Opens a scene of a size and moves a component by a key: { open, step } in seconds, { memory } in bytes. */
export async function grown(browser, url, size) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const opened = await open(page, url, size);
  await page.keyboard.press("1");
  await page.waitForTimeout(1000);
  await page.locator("#sketch-drawing").focus();
  await page.keyboard.press("Home");
  await page.waitForTimeout(300);
  const took = await page.evaluate(async (steps) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const xs = () => [...document.querySelectorAll("#sketch-world .drawn-part > .body")].map((body) => body.getAttribute("x"));
    const lengths = [];
    for (let step = 0; step < steps; step += 1) {
      const before = xs();
      const start = performance.now();
      const key = step % 2 ? "ArrowLeft" : "ArrowRight";
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
      await frame();
      await frame();
      lengths.push(performance.now() - start);
      if (xs().every((x, at) => x === before[at])) throw new Error("the key moved nothing");
    }
    return lengths.sort((a, b) => a - b)[steps >> 1];
  }, STEPS);
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  // JavaScript's own heap, the browser's objects for the page, and buffers: the memory of WebAssembly among them.
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
  await page.close();
  return { open: opened, step: took / 1000, memory: usedSize + embedderHeapUsedSize + backingStorageSize };
}
