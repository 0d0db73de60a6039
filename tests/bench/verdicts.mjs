// The judge around a program that does next to nothing, and Stop, both in the page as shipped.

import { prepare } from "./programs.mjs";
import { openWriting, runButton, summary, turnTo, write } from "../journeys/writing.mjs";

/** An exercise of many small cases. */
const EXERCISE = "clique";
const TITLES = { python: "Python", javascript: "JavaScript", shell: "Shell", wasi: "WASI module" };
const ENDINGS = { python: "py", javascript: "js", shell: "sh" };

/** Opens an exercise for writing with a program in the editor; its characters are bytes. */
export async function bench(browser, url, language, content) {
  const context = await browser.newContext({
    serviceWorkers: "block",
    permissions: ["clipboard-read", "clipboard-write"],
    viewport: { width: 1280, height: 800 },
  });
  context.setDefaultTimeout(60_000);
  // In the sandbox's frame: when it terminated a worker.
  await context.addInitScript(() => {
    const { terminate } = Worker.prototype;
    Worker.prototype.terminate = function () {
      globalThis.terminated = performance.timeOrigin + performance.now();
      return terminate.call(this);
    };
  });
  const page = await context.newPage();
  await openWriting(page, { url: `${url}dist/` }, EXERCISE);
  if (language !== "python") await turnTo(page, TITLES[language], ENDINGS[language] && `${EXERCISE}.${ENDINGS[language]}`);
  if (language === "wasi") {
    const file = { name: "answer.wasm", mimeType: "application/wasm", buffer: Buffer.from(content, "latin1") };
    await page.getByLabel("Choose a file").setInputFiles(file);
    await page.getByText(file.name).waitFor();
  } else {
    await write(page, content);
  }
  return page;
}

/** Seconds of each round, the first ones left out: from the click on Run to the first verdict on the page, for each
 * further case without what the program itself takes, and for the round trip of a bare worker. */
export async function verdicts(page, language, content, rounds) {
  const times = { first: [], beyond: [], bare: [] };
  await page.evaluate(prepare, []);
  for (let round = -2; round < rounds; round++) {
    const { first, each } = await page.evaluate(judge);
    const { own } = await page.evaluate((answer) => window.runAnswer(answer), { language, name: "answer", content, args: [] });
    const bare = await page.evaluate(roundTrip);
    // The next spare is there again.
    await page.waitForTimeout(1500);
    if (round < 0) continue;
    times.first.push(first);
    times.beyond.push(each - own);
    times.bare.push(bare);
  }
  return times;
}

/** In the page: presses Run and watches the list of cases. */
function judge() {
  return new Promise((resolve) => {
    const list = () => [...document.querySelectorAll(".verdicts .verdict")].map((verdict) => verdict.textContent);
    const isVerdict = (word) => ["pass", "fail", "error", "timeout"].includes(word);
    const end = document.querySelector(".results .tabs-end");
    // Those of the run before are still there.
    let fresh = !list().some(isVerdict);
    let first = NaN;
    const started = performance.now();
    new MutationObserver((_, observer) => {
      const now = performance.now();
      const [word] = list();
      fresh ||= !isVerdict(word);
      if (!fresh) return;
      if (Number.isNaN(first) && isVerdict(word)) first = now;
      if (!/^(passed|\d+ to mend)$/.test(end.textContent)) return;
      observer.disconnect();
      const judged = list().filter(isVerdict).length;
      resolve({ first: (first - started) / 1000, each: (now - first) / 1000 / (judged - 1) });
    }).observe(document.querySelector(".results"), { subtree: true, childList: true, characterData: true });
    document.querySelector(".bar button.primary").click();
  });
}

/** In the page: a worker that is there already gets a message and answers; the mean of many, as one is too short for the
 * browser's clock. */
async function roundTrip() {
  const script = new Blob(["onmessage = ({ data }) => postMessage(data)"], { type: "text/javascript" });
  const worker = new Worker(URL.createObjectURL(script));
  const trip = () =>
    new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.postMessage(new Uint8Array(1000));
    });
  await trip();
  const started = performance.now();
  for (let count = 0; count < 100; count++) await trip();
  const seconds = (performance.now() - started) / 1000 / 100;
  worker.terminate();
  return seconds;
}

/** Seconds of stops of a program without end: from the click until its worker is terminated and the page says so. */
export async function stops(page, times) {
  const found = [];
  for (let round = 0; round < times; round++) {
    await runButton(page).click();
    await summary(page).getByText(/^case 1 of/).waitFor();
    // Not always at the same moment of the run.
    await page.waitForTimeout(200 + 17 * (round % 7));
    const { clicked, told } = await page.evaluate(pressStop);
    const ends = await Promise.all(page.frames().map((frame) => frame.evaluate(() => globalThis.terminated ?? 0)));
    const terminated = Math.max(...ends);
    if (terminated < clicked) throw new Error("no worker was terminated");
    found.push((Math.max(told, terminated) - clicked) / 1000);
    await page.waitForTimeout(1500);
  }
  return found;
}

/** In the page: presses Stop; when, and when the page says so. */
function pressStop() {
  return new Promise((resolve) => {
    const now = () => performance.timeOrigin + performance.now();
    const end = document.querySelector(".results .tabs-end");
    const clicked = now();
    new MutationObserver((_, observer) => {
      if (end.textContent !== "stopped") return;
      observer.disconnect();
      resolve({ clicked, told: now() });
    }).observe(end, { childList: true, characterData: true, subtree: true });
    document.querySelector(".bar button.stop").click();
  });
}
