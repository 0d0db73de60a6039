// Programs that don't end, and programs that don't stop talking: the page outlives them all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, matches, room, visit } from "./support.mjs";
import {
  changed,
  detail,
  editor,
  exerciseFile,
  judge,
  judged,
  openWriting,
  part,
  runButton,
  saved,
  summary,
  told,
  turnTo,
  verdicts,
  write,
  written,
} from "./writing.mjs";

const it = await room();

const LOOP = 'import sys\nprint("so far", flush=True)\nprint("and here", file=sys.stderr)\nwhile True:\n    pass\n';

/** A run is over at once when it is stopped; how soon that is drawn, a machine that has much else to do decides. */
const STOP_MS = 5000;

/** The longest that the page may take to answer during a flood: far from a frozen page, and still true on a machine that has
 * much else to do. */
const BUSY_MS = 10_000;

/** What is said while cases are judged. Which of them it is when one looks, the machine decides. */
const RUNNING = /^case \d+ of 26$/;
/** The same, from the second case on: the first has come to its deadline. */
const LATER = /^case (?!1 )\d+ of 26$/;

/** Presses Stop: milliseconds from the click until the page says stopped, by the page's own clock, and how many cases came to
 * their deadline meanwhile. */
async function stop(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const late = () => [...document.querySelectorAll(".verdicts .verdict")].filter((verdict) => verdict.textContent === "timeout").length;
        const before = late();
        const button = document.querySelector(".bar button.stop");
        const end = document.querySelector(".results .tabs-end");
        const begun = performance.now();
        new MutationObserver((_, observer) => {
          if (end.textContent !== "stopped") return;
          observer.disconnect();
          resolve({ milliseconds: performance.now() - begun, late: late() - before });
        }).observe(end, { childList: true, characterData: true, subtree: true });
        button.click();
      }),
  );
}

test("an endless loop: Stop ends it at once; what it printed is there, and the code after a reload", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  await write(page, LOOP);
  await runButton(page).click();
  await page.getByRole("progressbar", { name: "Judging" }).waitFor();
  // The first case comes to its deadline; another is under way.
  await summary(page).getByText(LATER).waitFor();
  await becomes(async () => [...(await verdicts(page)).values()][0], "timeout");
  await detail(page).getByText(/it was still running after 5(\.\d+)? s, and was ended/i).waitFor();
  await becomes(() => part(page, "Printed"), ["so far\n"]);
  await becomes(() => part(page, "Standard error"), ["and here\n"]);
  await matches(() => runButton(page).textContent(), /^Stop/);
  const { milliseconds, late } = await stop(page);
  t.diagnostic(`stopped after ${milliseconds.toFixed(1)} ms`);
  assert.equal(late, 0, "it didn't wait for the case's deadline");
  assert.ok(milliseconds < STOP_MS, `${milliseconds} ms`);
  await matches(() => told(page).textContent(), /^Stopped\. (0|None) of 26 cases pass/);
  await runButton(page).getByText("Run").waitFor();

  // Escape does the same, from the editor as from elsewhere, and the next run is as good as the first.
  for (const place of [editor(page), page.getByRole("tab", { name: "Python", exact: true })]) {
    await place.focus();
    await page.keyboard.press("Control+Enter");
    await summary(page).getByText(RUNNING).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await judged(page), "stopped");
  }
  await saved(page);
  await page.reload();
  await editor(page).waitFor();
  await becomes(() => written(page), LOOP);
  await write(page, exerciseFile("pstree", "solution.py"));
  assert.equal(await judge(page), "passed");
});

test("a page that is left during an endless loop can be opened again", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  await write(page, LOOP);
  await runButton(page).click();
  await summary(page).getByText(RUNNING).waitFor();
  await page.reload();
  await editor(page).waitFor();
  await becomes(() => written(page), LOOP);
  await runButton(page).click();
  await summary(page).getByText(RUNNING).waitFor();
  await page.getByRole("link", { name: "Today" }).click();
  await openWriting(page, it.host, "lru-cache");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  assert.equal(await judge(page), "passed");
});

test("a case that takes too long doesn't keep the later ones from being judged", async (t) => {
  const page = await visit(t, it);
  for (const [language, answer, after, loop] of [
    ["Python", "solution.py", "import sys\n", 'if sys.argv[1:] == ["--capacity", "2"]:\n    print("so far", flush=True)\n    while True: pass\n'],
    ["JavaScript", "solution.js", 'import process from "node:process";\n', 'if (process.argv[2] === "--capacity") { console.log("so far"); for (;;); }\n'],
  ]) {
    await openWriting(page, it.host, "lru-cache");
    await turnTo(page, language, answer.replace("solution", language === "Python" ? "lru_cache" : "lru-cache"));
    await write(page, changed(exerciseFile("lru-cache", answer), after, after + loop));
    assert.equal(await judge(page), "1 to mend", language);
    for (const [title, verdict] of await verdicts(page)) {
      if (title === "--capacity goes before the file's own") assert.equal(verdict, "timeout", language);
      else if (title !== "100 random inputs") assert.equal(verdict, "pass", `${language}: ${title}`);
    }
    await becomes(() => part(page, "Printed"), ["so far\n"], language);
    await detail(page).getByText(/it was still running after 5(\.\d+)? s, and was ended/i).waitFor();
  }
});

test("a program that floods its output: the page stays usable, and says what was cut", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  await write(page, 'while True:\n    print("x" * 200)\n');
  await runButton(page).click();
  await summary(page).getByText(RUNNING).waitFor();
  // Meanwhile the page answers: the longest time that it was busy in two seconds.
  const busy = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let [last, longest] = [performance.now(), 0];
        const timer = setInterval(() => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
        }, 10);
        setTimeout(() => {
          clearInterval(timer);
          resolve(longest);
        }, 2000);
      }),
  );
  t.diagnostic(`busy for ${busy.toFixed(0)} ms at most`);
  assert.ok(busy < BUSY_MS, `the page was busy for ${busy} ms`);
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# still here");
  await summary(page).getByText(LATER).waitFor();
  await stop(page);
  await matches(() => written(page), /# still here$/);
  const cut = /^Output is cut after 1 MiB or 10,000 lines: .* in [\d,]+ lines were dropped\.$/;
  await detail(page).getByText(cut).waitFor();
  const [printed] = await part(page, "Printed");
  assert.ok(printed.length <= 70_000, "what is drawn is bounded");
  // As a free run, which streams.
  await page.getByRole("tab", { name: "Try it" }).click();
  await page.getByRole("button", { name: "Run on this input" }).click();
  const stream = page.getByRole("region", { name: "Standard output" });
  await holds(async () => (await stream.textContent()).length >= 1 << 20, "less is printed than may be");
  await page.keyboard.press("Escape");
  await page.getByText(/^stopped · output cut, .* dropped$/).waitFor();
});
