// How evenly a page draws while somebody works on it: real input through the browser, frames counted in the page.

/** Seconds that each gesture goes on. */
const SECONDS = 3;

/** Counts frames from now on: their lengths in milliseconds, one after the other. */
const begin = () => {
  const frames = [];
  let last = performance.now();
  const frame = (now) => {
    frames.push(now - last);
    last = now;
    window.counting = requestAnimationFrame(frame);
  };
  window.frames_ = frames;
  window.counting = requestAnimationFrame((now) => {
    last = now;
    window.counting = requestAnimationFrame(frame);
  });
};

const end = () => {
  cancelAnimationFrame(window.counting);
  return window.frames_;
};

/** What is done: each takes the page, a place on it, and the step's number, and gives one event of input. */
const GESTURES = {
  pan: (page, at, step) => page.mouse.wheel(step % 120 < 60 ? 12 : -12, step % 80 < 40 ? 8 : -8),
  zoom: async (page, at, step) => page.mouse.wheel(0, step % 60 < 30 ? -20 : 20),
  drag: (page, at, step) => page.mouse.move(at.x + 90 * Math.sin(step / 20), at.y + 60 * Math.sin(step / 13)),
};

/** The frames of one gesture, in milliseconds. `at` is where the pointer is: on a component. */
export async function frames(page, gesture, at) {
  await page.mouse.move(at.x, at.y);
  if (gesture === "drag") {
    await page.mouse.down();
    await page.mouse.move(at.x + 8, at.y + 8);
  }
  if (gesture === "zoom") await page.keyboard.down("Control");
  await page.evaluate(begin);
  const until = Date.now() + SECONDS * 1000;
  for (let step = 1; Date.now() < until; step += 1) await GESTURES[gesture](page, at, step);
  const measured = await page.evaluate(end);
  if (gesture === "drag") await page.mouse.up();
  if (gesture === "zoom") await page.keyboard.up("Control");
  return measured;
}

/** The middle, the 95th percentile and the longest. */
export function summary(lengths) {
  const sorted = [...lengths].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1), frames: sorted.length };
}
