// What is written is kept: over crashes, reloads, fresh starts and other versions; so is the clock.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { CHROMIUM, FLAGS, PATIENCE_MS, becomes, calm, holds, matches, room, slowly, visit } from "./support.mjs";
import { editor, exerciseFile, judge, openWriting, saved, turnTo, write, written } from "./writing.mjs";

const it = await room();

/** A Chromium of one's own on a profile: its page, and how to kill it without warning. */
async function chromiumOn(profile) {
  const port = join(profile, "DevToolsActivePort");
  rmSync(port, { force: true });
  const child = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"], {
    // A process group of its own, so that its helpers end with it.
    detached: true,
    stdio: "ignore",
  });
  const exited = once(child, "exit");
  while (!existsSync(port) || !readFileSync(port, "utf8").includes("\n")) await sleep(50);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(port, "utf8").split("\n")[0]}`);
  const [context] = browser.contexts();
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(PATIENCE_MS);
  const kill = async () => {
    process.kill(-child.pid, "SIGKILL");
    await exited;
    await browser.close().catch(() => {});
  };
  return { page, kill };
}

test("a Chromium that is killed in the middle of typing loses the last second at most", async (t) => {
  const profile = mkdtempSync(join(tmpdir(), "dryrun-profile-"));
  t.after(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const first = await chromiumOn(profile);
  await openWriting(first.page, it.host, "pstree");
  await editor(first.page).click();
  await first.page.keyboard.press("Control+A");
  // A timer and a write take their time on a machine that has much else to do: what that is meanwhile, a store of the test's own
  // tells, which is written to as the page's is.
  await first.page.evaluate(async () => {
    const request = indexedDB.open("beside", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("all");
    await new Promise((resolve) => (request.onsuccess = resolve));
    globalThis.lag = 0;
    const next = () => {
      const begun = performance.now();
      setTimeout(() => {
        const write = request.result.transaction("all", "readwrite", { durability: "strict" });
        write.objectStore("all").put("x", "x");
        write.oncomplete = () => {
          globalThis.lag = Math.max(globalThis.lag, performance.now() - begun - 100);
          next();
        };
      }, 100);
    };
    next();
  });
  let lag = 0;
  // In a comment, where nothing is completed.
  const typed = [];
  const type = (text) => first.page.keyboard.insertText(text).then(() => typed.push({ text, at: performance.now() }));
  await type("#");
  const before = (at) => typed.filter((each) => each.at < at).map(({ text }) => text).join("");
  const until = performance.now() + 4000;
  // Longer where the machine is slow: something must have been typed before the last second.
  while (performance.now() < until || before(performance.now() - 1200 - 2 * lag).length <= 50) {
    await type(` ${typed.length}`);
    lag = await first.page.evaluate(() => globalThis.lag);
    await sleep(40);
  }
  const killed = performance.now();
  await first.kill();

  const second = await chromiumOn(profile);
  t.after(() => second.kill());
  await openWriting(second.page, it.host, "pstree");
  const kept = await editor(second.page).textContent();
  const all = typed.map(({ text }) => text).join("");
  const safe = before(killed - 1000 - 2 * lag);
  assert.ok(safe.length > 50, "something was typed before the last second");
  assert.ok(all.startsWith(kept), `what is kept was typed: ${kept}`);
  assert.ok(kept.startsWith(safe), `typed before the last second: ${safe.length} characters; kept: ${kept.length}`);
  t.diagnostic(`${kept.length} of ${all.length} characters kept; ${lag.toFixed(0)} ms were the machine's`);
});

const versions = (page) => page.getByRole("list", { name: "Earlier versions" }).locator("> li");
const history = (page) => page.getByRole("tab", { name: "History" }).click();

test("History: runs with their verdicts, compared, brought back; a fresh start keeps what was", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  const [answer, starter] = ["solution.py", "starter.py"].map((name) => exerciseFile("lru-cache", name));
  await becomes(() => written(page), starter);
  const almost = exerciseFile("lru-cache", "wrong", "evicts-oldest-inserted.py");
  await write(page, almost);
  const [, mend] = /^(\d+) to mend$/.exec(await judge(page));
  await write(page, answer);
  assert.equal(await judge(page), "passed");
  await history(page);
  await versions(page).nth(2).waitFor();
  await becomes(() => versions(page).locator(".row .muted").allTextContents(), [
    "Python · 24 of 24 cases · 100 random inputs",
    `Python · ${24 - Number(mend)} of 24 cases`,
    "Python",
  ]);

  await versions(page).nth(1).getByRole("button", { name: "Compare" }).click();
  const comparison = versions(page).nth(1).locator(".compare");
  await comparison.locator(".cm-changedLine, .cm-deletedChunk").first().waitFor();
  await versions(page).nth(1).getByRole("button", { name: "Close" }).click();
  await becomes(() => comparison.count(), 0);

  await versions(page).nth(1).getByRole("button", { name: "Bring back" }).click();
  await page.getByText("Brought back. What was here is in History.").waitFor();
  await becomes(() => written(page), almost);
  await matches(async () => (await versions(page).locator(".row .what").allTextContents())[0], /^Put away/);
  await page.getByRole("button", { name: "Fresh start" }).click();
  await page.getByText("Begun anew from the starter.").waitFor();
  await becomes(() => written(page), starter);
  // All of it outlives the page.
  await saved(page);
  await page.reload();
  await editor(page).waitFor();
  await becomes(() => written(page), starter);
  await history(page);
  const away = versions(page).filter({ hasText: "before a fresh start" });
  await away.getByRole("button", { name: "Bring back" }).click();
  await becomes(() => written(page), almost);
  // The passed answer was put away before that.
  const passed = versions(page).filter({ hasText: "24 of 24 cases" });
  await passed.getByRole("button", { name: "Bring back" }).click();
  await becomes(() => written(page), answer);
});

test("what is brought back by mistake can be undone with the editor's own undo", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await write(page, "one\n");
  await page.getByRole("button", { name: "Fresh start" }).click();
  await page.getByText("Begun anew from the starter.").waitFor();
  await editor(page).click();
  await page.keyboard.press("Control+Z");
  await becomes(() => written(page), "one\n");
});

test("several files: a helper is added, imported, kept, and removed", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  const files = page.getByRole("list", { name: "Files of your answer" });
  const name = page.getByRole("textbox", { name: "Name of the new file" });
  await page.getByRole("button", { name: "Add a file" }).click();
  // A name that won't do says why, and one may go on.
  await name.fill("../evil.py");
  await name.press("Enter");
  await page.locator(".files-row").getByRole("alert").waitFor();
  await name.fill("answer.py");
  await name.press("Enter");
  await files.getByRole("button", { name: "answer.py", exact: true, pressed: true }).waitFor();
  await becomes(() => written(page), "");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  await files.getByRole("button", { name: "lru_cache.py" }).click();
  await editor(page).getByText("Reading is done").waitFor();
  await write(page, "import answer\n");
  assert.equal(await judge(page), "passed");
  await saved(page);
  await page.reload();
  await files.getByRole("button", { name: "answer.py", exact: true }).click();
  await editor(page).getByText("A bounded cache driven by an operations file").waitFor();
  await page.getByRole("button", { name: "Remove answer.py" }).click();
  await becomes(() => files.getByRole("button").count(), 1);
  assert.equal(await judge(page), "24 to mend");
  await page.locator(".detail").getByText(/ModuleNotFoundError/).first().waitFor();
  await history(page);
  await versions(page).filter({ hasText: "was removed" }).getByRole("button", { name: "Bring back" }).click();
  await files.getByRole("button", { name: "answer.py", exact: true }).waitFor();
  assert.equal(await judge(page), "passed");
});

test("each language keeps its own answer", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "clique");
  await write(page, "# in Python\n");
  await turnTo(page, "JavaScript", "clique.js");
  await write(page, "// in JavaScript\n");
  await turnTo(page, "Python", "clique.py");
  await becomes(() => written(page), "# in Python\n");
  await saved(page);
  await page.reload();
  await turnTo(page, "JavaScript", "clique.js");
  await becomes(() => written(page), "// in JavaScript\n");
});

test("two tabs on one exercise: what one writes, the other shows", async (t) => {
  const one = await visit(t, it);
  await openWriting(one, it.host, "clique");
  const two = await one.context().newPage();
  await openWriting(two, it.host, "clique");
  await write(one, "# from the first tab\n");
  await two.getByText("# from the first tab").waitFor();
  await two.close();
});

test("the clock starts, goes on over a reload, pauses and is set back", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  const clock = page.getByRole("group", { name: "Clock" });
  const left = async () => {
    await calm(page);
    const [, minutes, seconds] = /(\d+):(\d\d)/.exec(await clock.textContent());
    return Number(minutes) * 60 + Number(seconds);
  };
  await becomes(left, 45 * 60);
  await clock.getByRole("button", { name: /^Start the clock/ }).click();
  await clock.getByText(/44:(5[0-8]|[0-4]\d)/).waitFor();
  await saved(page);
  const before = await left();
  await page.reload();
  await clock.getByRole("button", { name: /^Pause the clock/ }).waitFor();
  await holds(async () => (await left()) <= before, "it went on meanwhile");
  await clock.getByRole("button", { name: /^Pause the clock/ }).click();
  await clock.getByRole("button", { name: /^Let the clock go on/ }).waitFor();
  const paused = await left();
  await saved(page);
  await page.waitForTimeout(2100);
  await becomes(left, paused);
  await page.reload();
  await clock.getByRole("button", { name: /^Let the clock go on/ }).waitFor();
  await becomes(left, paused);
  await clock.getByRole("button", { name: "Reset" }).click();
  await clock.getByRole("button", { name: /^Start the clock/ }).waitFor();
  await becomes(left, 45 * 60);
});

test("letters that are typed while the page is drawn are kept, however slowly it is", async (t) => {
  const page = await visit(t, it);
  await slowly(page);
  await page.reload();
  await openWriting(page, it.host, "lru-cache");
  await write(page, "");
  let typed = "";
  for (let at = 0; at < 60; at += 1) {
    await page.keyboard.insertText(`# ${at} `);
    typed += `# ${at} `;
    await sleep(20);
  }
  await becomes(() => written(page), typed);
  await saved(page);
  await page.reload();
  await editor(page).waitFor();
  await becomes(() => written(page), typed);
});
