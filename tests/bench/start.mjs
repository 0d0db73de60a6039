// From nothing to a Python program's first output: the sandbox of the page as shipped, and a bare Pyodide in a worker.
// Each time in a browser context of its own, so that neither finds anything of an earlier time.

const HELLO = 'print("hello")';

/** Seconds of each round: ours cold, ours with the spare that the page starts beforehand, and theirs. */
export async function starts(browser, url, rounds) {
  const times = { cold: [], warm: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const ours = await alone(browser, `${url}dist/`, sandbox);
    const theirs = await alone(browser, url, pyodide);
    times.cold.push(ours.cold);
    times.warm.push(ours.warm);
    times.theirs.push(theirs);
  }
  return times;
}

async function alone(browser, url, measure) {
  // A service worker would fetch everything at the same time.
  const context = await browser.newContext({ serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    return await page.evaluate(measure, HELLO);
  } finally {
    await context.close();
  }
}

/** In the page as shipped. */
async function sandbox(hello) {
  const index = document.querySelector('meta[name="dryrun:web"]').content;
  const { assets } = await (await fetch(index)).json();
  for (const name of Object.keys(assets)) assets[name] = new URL(assets[name], document.baseURI).href;
  const { createSandbox } = await import(assets.sandbox);
  const started = performance.now();
  const room = createSandbox(assets);
  const first = async (started) => {
    const program = room.open("python", [["hello.py", hello]]);
    const job = { args: [], env: [], stdin: new Uint8Array(), files: [], dirs: [], seconds: 10 };
    let ms = NaN;
    const { end, reason } = await program.run(job, () => {
      if (Number.isNaN(ms)) ms = performance.now() - started;
    });
    program.close();
    if (end !== "exited") throw new Error(`the program ${end}: ${reason}`);
    return ms / 1000;
  };
  const cold = await first(started);
  await room.warm("python");
  return { cold, warm: await first(performance.now()) };
}

/** On an empty page of the same host. */
async function pyodide(hello) {
  const started = performance.now();
  const worker = new Worker("/bench/pyodide.worker.mjs", { type: "module" });
  const said = new Promise((resolve, reject) => {
    worker.onmessage = () => resolve((performance.now() - started) / 1000);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.postMessage(hello);
  return said;
}
