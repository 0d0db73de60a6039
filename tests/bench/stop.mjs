// How long Stop takes in the page as shipped: from the click, as the browser dates it, until the worker has been told to
// terminate and the heading says so.

/** Milliseconds of `times` stops in the page at `url`. */
export async function stops(page, url, times) {
  await page.addInitScript(() => {
    const terminate = Worker.prototype.terminate;
    Worker.prototype.terminate = function (...args) {
      window.terminatedAt = performance.now();
      return terminate.apply(this, args);
    };
    document.addEventListener("click", (event) => {
      if (!event.target.closest?.("button")?.textContent.trim().startsWith("Stop")) return;
      const clicked = event.timeStamp;
      window.terminatedAt = null;
      const look = () => {
        const headings = [...document.querySelectorAll("h1,h2,h3,h4")];
        if (!headings.some((heading) => heading.textContent.trim() === "Stopped")) return;
        if (window.terminatedAt === null) return;
        observer.disconnect();
        window.stopped.push(performance.now() - clicked);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    }, true);
    window.stopped = [];
  });
  await page.goto(`${url}#/exercise/clique?random=400%200.9&limit=0`);
  for (let round = 0; round < times; round++) {
    await page.getByRole("button", { name: /^Run/ }).click();
    await page.getByRole("progressbar").waitFor();
    // Not always at the same moment of the run.
    await page.waitForTimeout(40 + 17 * (round % 7));
    await page.getByRole("button", { name: /^Stop/ }).click();
    await page.getByRole("heading", { name: "Stopped" }).waitFor();
    await page.waitForFunction((count) => window.stopped.length > count, round);
  }
  return page.evaluate(() => window.stopped);
}
