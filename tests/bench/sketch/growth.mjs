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
    // Renders are microtasks, or pieces with a message between them: what is drawn is found when a message is heard.
    const turn = () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    const bodies = () => [...document.querySelectorAll("#sketch-world .drawn-part > .body")];
    const places = bodies().map((body) => body.getAttribute("x"));
    let key = "ArrowLeft";
    const press = () => {
      key = key === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
    };
    // The first step tells which component it is.
    press();
    await frame();
    await frame();
    const moved = bodies().find((body, at) => body.getAttribute("x") !== places[at]);
    if (!moved) throw new Error("the key moved nothing");
    const lengths = [];
    for (let step = 0; step < steps; step += 1) {
      await frame();
      await frame();
      const place = moved.getAttribute("x");
      const start = performance.now();
      press();
      for (let turns = 0; turns === 0 || moved.getAttribute("x") === place; turns += 1) {
        if (turns === 10_000) throw new Error("the key moved nothing");
        await turn();
      }
      lengths.push(performance.now() - start);
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
