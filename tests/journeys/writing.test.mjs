// An answer from the starter to a pass in every language, and what the page says of one that fails.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, matches, room, visit } from "./support.mjs";
import {
  changed,
  detail,
  editor,
  exerciseFile,
  judge,
  openWriting,
  part,
  titles,
  told,
  turnTo,
  verdicts,
  wasiModule,
  write,
} from "./writing.mjs";

const it = await room();

/** Holds the page to a pass of everything: the cases, the random inputs, the pill, the gate, home. */
async function passes(page, exercise) {
  assert.equal(await judge(page), "passed");
  const all = await verdicts(page);
  assert.deepEqual([...all.keys()], [...titles(exercise), "100 random inputs"]);
  assert.deepEqual([...new Set(all.values())], ["pass"]);
  const count = titles(exercise).length;
  await page.getByRole("tab", { name: `Cases ${count} / ${count}` }).waitFor();
  await matches(() => told(page).textContent(), new RegExp(`^All ${count} cases pass\\. .*100 random inputs`));
  await page.locator(".bar .pill").getByText("passed").waitFor();
  await becomes(() => page.getByRole("button", { name: "Show them now" }).count(), 0);
  await page.getByText("Approaches, complexity, follow-up questions").click();
  await page.locator(".approaches .prose").getByRole("heading").first().waitFor();
  await page.getByRole("link", { name: "Today" }).click();
  await page.locator(".exercises li", { hasText: exercise }).locator(".pill").getByText("passed").waitFor();
}

test("log-filter in Python: the starter fails, the answer passes", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "log-filter");
  await page.getByRole("button", { name: "Show them now" }).waitFor();
  assert.equal(await judge(page), "22 to mend");
  const all = await verdicts(page);
  assert.deepEqual([...all.keys()], [...titles("log-filter"), "100 random inputs"]);
  assert.equal(all.get("Nothing matches"), "fail");
  assert.equal(all.get("Server errors"), "error");
  // Random inputs are for answers that pass the cases.
  assert.equal(all.get("100 random inputs"), "not run");
  // The first failure is what one wants to see.
  await detail(page).getByRole("heading", { name: "Server errors" }).waitFor();
  const expected = exerciseFile("log-filter", "cases", "01-server-errors", "stdout");
  const difference = detail(page).getByRole("region", { name: /^Difference/ });
  await holds(async () => (await difference.textContent()).includes(`+ ${expected.split("\n")[0]}`));
  await becomes(() => part(page, "Expected output"), [expected]);
  await page.locator(".bar .pill").getByText("in progress").waitFor();

  await write(page, exerciseFile("log-filter", "solution.py"));
  await passes(page, "log-filter");
});

test("log-filter in JavaScript", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "log-filter");
  await turnTo(page, "JavaScript", "log-filter.js");
  await write(page, exerciseFile("log-filter", "solution.js"));
  await passes(page, "log-filter");
});

test("lru-cache in shell, the exercise with an answer in each language", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await turnTo(page, "Shell", "lru-cache.sh");
  await write(page, exerciseFile("lru-cache", "solution.sh"));
  await passes(page, "lru-cache");
});

test("log-filter as a WASI module", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "log-filter");
  await turnTo(page, "WASI module");
  await page.getByLabel("Choose a file").setInputFiles(wasiModule(t, "log-filter"));
  await page.getByText("log-filter.wasm").waitFor();
  await passes(page, "log-filter");
});

test("a traceback marks its line in the editor, and the case says what was expected", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  const answer = exerciseFile("pstree", "solution.py");
  const naive = changed(
    answer,
    'match = STAT.fullmatch(read(f"{PROC}/{pid}/stat") or b"")',
    'match = STAT.fullmatch(open(f"{PROC}/{pid}/stat", "rb").read())',
  );
  const line = naive.split("\n").findIndex((text) => text.includes("STAT.fullmatch(")) + 1;
  await write(page, naive);
  assert.equal(await judge(page), "1 to mend");
  const all = await verdicts(page);
  const failing = titles("pstree")[10];
  assert.equal(failing, "Processes that vanish while being read");
  for (const [title, verdict] of all) {
    if (title !== "100 random inputs") assert.equal(verdict, title === failing ? "error" : "pass", title);
  }
  await detail(page).getByRole("heading", { name: failing }).waitFor();
  await detail(page).locator(".complaint").getByText(/FileNotFoundError/).waitFor();
  await becomes(() => part(page, "Expected output"), [exerciseFile("pstree", "cases", "11-vanished", "stdout")]);
  await detail(page).getByText("Printed: nothing.").waitFor();
  await page.getByRole("button", { name: "A hint for this case" }).click();
  await detail(page).locator(".hint").waitFor();

  // The mark leads to its line, which is far below what is shown.
  const mark = page.getByRole("list", { name: "Marked lines" }).getByRole("button", { name: `Line ${line}:` });
  await matches(() => mark.textContent(), /FileNotFoundError/);
  await mark.click();
  await page.locator(".cm-activeLine").getByText("STAT.fullmatch").waitFor();
  await page.locator(".cm-lint-marker-error").waitFor();
  await becomes(() => page.evaluate(() => document.activeElement.getAttribute("role")), "textbox");
});

test("an answer that only a random input refutes: the smallest one is shown, replayed, mended", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  const answer = exerciseFile("pstree", "solution.py");
  // Forgets -p when it is told how to draw: no case has both.
  const forgetful = ["ascii", "unicode"].reduce(
    (text, name) => {
      const symbols = `SYMBOLS["${name}"]`;
      return changed(text, `options.symbols = ${symbols}`, `options.symbols, options.pids = ${symbols}, False`);
    },
    answer,
  );
  await write(page, forgetful);
  const [, seed] = /^smallest failing input: seed (\d+)$/.exec(await judge(page));
  const all = await verdicts(page);
  for (const title of titles("pstree")) assert.equal(all.get(title), "pass", title);
  assert.equal(all.get(`random, seed ${seed}`), "fail");
  await matches(() => told(page).textContent(), new RegExp(`26 cases pass\\. .*random input.*seed ${seed}\\.$`));
  await page.locator(".bar .pill").getByText("in progress").waitFor();

  await detail(page).getByRole("heading", { name: `Random input, seed ${seed}` }).waitFor();
  const tries = /^Smallest failing input, after [\d,]+ tries: nothing one step smaller fails\./;
  await detail(page).getByText(tries).waitFor();
  // One process, and two options: the one that is forgotten, and the one at which it is.
  const smallest = /^Input: pstree -p -[AU] · \d files$/;
  const input = detail(page).locator("details", { hasText: "Input: pstree" });
  await matches(() => input.locator("summary").textContent(), smallest);
  const files = await input.locator(".path").evaluateAll((paths) => paths.map((path) => path.firstChild.textContent));
  assert.equal(files.filter((path) => /^\/proc\/\d+\/stat$/.test(path)).length, 1, files.join());
  await detail(page).getByRole("region", { name: /^Difference/ }).waitFor();

  // The address alone brings it back.
  await detail(page).getByRole("link", { name: "Run this input alone" }).click();
  await page.waitForURL(`${it.host.url}#/exercise/pstree?replay=${seed}`);
  await page.reload();
  await page.getByRole("note").getByText(`Run replays one random input: seed ${seed}.`).waitFor();
  assert.equal(await judge(page), `smallest failing input: seed ${seed}`);
  await matches(() => input.locator("summary").textContent(), smallest);
  await write(page, answer);
  assert.equal(await judge(page), "the replayed input passes");
  // One input says nothing of the rest: that is no pass yet.
  await becomes(() => page.locator(".bar .pill").textContent(), "in progress");
  await matches(() => told(page).textContent(), /^The replayed input passes/);
  await page.getByRole("button", { name: "Judge everything instead" }).click();
  await passes(page, "pstree");
});

test("what a language has not is said before one needs it", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  for (const [language, says] of [
    ["Python", /no subprocesses, threads or sockets/],
    ["JavaScript", /no network/],
    ["Shell", /slower than native/],
    ["WASI module", /no sockets, no threads/],
  ]) {
    await turnTo(page, language);
    await page.locator(".work .tabs-end").first().getByText(says).waitFor();
  }
  // A module is dropped, not typed.
  await becomes(() => editor(page).count(), 0);
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByText("Drop a WASI module first").waitFor();
});
