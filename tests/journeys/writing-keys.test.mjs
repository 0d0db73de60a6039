// Writing by keyboard, a free run beside the judged one, and how run time grows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, beginning, calm, holds, oracle, room, visit } from "./support.mjs";
import {
  detail,
  editor,
  exerciseFile,
  judged,
  openWriting,
  runButton,
  told,
  turnTo,
  verdicts,
  write,
  written,
} from "./writing.mjs";

const it = await room();

const focused = (page) =>
  page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);

/** Counts, ten numbers a second, for ever. */
const COUNT = `import itertools, sys, time
print("to stderr", file=sys.stderr)
for n in itertools.count():
    print(n, flush=True)
    time.sleep(0.1)
`;

test("Ctrl+Enter runs from the editor and from outside, and each press runs once", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  await beginning(page, () => page.keyboard.press("Control+Enter"));
  assert.equal(await judged(page), "passed");
  // Nothing was typed by it.
  await becomes(() => written(page), exerciseFile("lru-cache", "solution.py"));
  await page.getByRole("tab", { name: "Python", exact: true }).focus();
  await beginning(page, () => page.keyboard.press("Control+Enter"));
  assert.equal(await judged(page), "passed");
  await page.getByRole("tab", { name: "History" }).click();
  await becomes(() => page.getByRole("list", { name: "Earlier versions" }).getByText(/^Run /).count(), 2);
});

test("Tab indents; Esc, then Tab leaves; the way in and out is told", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await write(page, "if x:\n");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("pass");
  await becomes(() => written(page), "if x:\n    pass");
  await becomes(() => focused(page), "Your answer");
  // The note that describes the editor is there for eyes, too.
  const note = page.getByText("Tab indents. Esc, then Tab leaves the editor (Ctrl+M toggles).");
  await holds(() => note.isVisible());
  assert.equal(await editor(page).getAttribute("aria-describedby"), await note.getAttribute("id"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await holds(async () => (await focused(page)) !== "Your answer");
  await page.keyboard.press("Shift+Tab");
  await becomes(() => focused(page), "Your answer");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  await becomes(() => focused(page), "Fresh start");
});

test("the keyboard alone: into the editor, run, through the verdicts, to a hint", async (t) => {
  const page = await visit(t, it, "#/exercise/clique");
  await editor(page).waitFor();
  await calm(page);
  const reach = async (name, key = "Tab") => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press(key);
      if ((await focused(page))?.startsWith(name)) return;
    }
    assert.fail(`${name} can't be reached`);
  };
  await page.getByRole("link", { name: "Skip to the content" }).focus();
  await page.keyboard.press("Enter");
  await calm(page);
  await reach("Your answer");
  await page.keyboard.press("Control+Enter");
  assert.match(await judged(page), /to mend$/);
  await page.keyboard.press("Escape");
  await reach("Cases");
  await page.keyboard.press("ArrowRight");
  await becomes(() => focused(page), "Try it");
  await page.keyboard.press("ArrowLeft");
  await calm(page);
  await reach("Two");
});

test("the verdicts are announced once, at the end", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  // A live region is only heard when it was there before its words.
  await becomes(() => told(page).textContent(), "");
  await page.evaluate(() => {
    const region = document.querySelector(".results [role=status]");
    globalThis.heard = [];
    new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await runButton(page).click();
  assert.match(await judged(page), /^\d+ to mend$/);
  const heard = await page.evaluate(() => globalThis.heard);
  assert.equal(heard.length, 2, heard.join(" | "));
  assert.equal(heard[0], "Judging.");
  assert.match(heard[1], /^\d+ of 24 cases pass(es)?\. .*first/i);
});

test("a free run: on any input, with arguments and standard input of one's own, streaming, stopped", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  await page.getByRole("tab", { name: "Try it" }).click();
  const status = page.locator(".try-it").getByRole("status");
  const stdout = page.getByRole("region", { name: "Standard output" });
  const args = page.getByRole("textbox", { name: "Arguments" });
  await becomes(() => args.inputValue(), "worked-example.ops");
  await page.getByRole("button", { name: "Run on this input" }).click();
  await status.getByText(/^exit 0 · /).waitFor();
  await becomes(() => stdout.textContent(), oracle("lru-cache", "01-worked-example"));
  // Run and its keys mean the free run while it is looked at.
  await page.getByRole("combobox", { name: "Input" }).selectOption({ label: "A shop's Redis, recorded" });
  await args.fill("--policy lfu --capacity 50 redis.ops");
  await page.keyboard.press("Control+Enter");
  await stdout.getByText(/ops=5000/).waitFor();
  await becomes(() => stdout.textContent(), oracle("lru-cache", "24-redis-lfu"));

  await args.fill("--capacity '1'");
  await page.getByText("Standard input", { exact: true }).click();
  await page.getByRole("textbox", { name: "Standard input" }).fill("put a 1\nput b 2\nget a\n");
  await runButton(page).click();
  await stdout.getByText(/ops=3 hits=0 misses=1 evictions=1/).waitFor();

  // What it prints shows while it runs.
  await write(page, COUNT);
  await page.keyboard.press("Control+Enter");
  await stdout.getByText(/^0\n1\n2\n/).waitFor();
  await status.getByText("Running…").waitFor();
  await becomes(() => page.getByRole("region", { name: "Standard error" }).textContent(), "to stderr\n");
  await page.keyboard.press("Escape");
  await status.getByText("stopped").waitFor();
  await calm(page);
  const last = await stdout.textContent();
  await page.waitForTimeout(500);
  await becomes(() => stdout.textContent(), last);

  // Pressed again while it runs, it begins anew: one program runs at a time.
  await page.keyboard.press("Control+Enter");
  await stdout.getByText(/^0\n1\n2\n/).waitFor();
  // What was printed so far goes: what comes then is the new one's.
  await page.evaluate(() => {
    const output = [...document.querySelectorAll(".try-it .printed")].at(0);
    globalThis.anew = false;
    // As it is now: the first change may be that it goes.
    let longest = output.textContent.length;
    new MutationObserver(() => {
      const { length } = output.textContent;
      globalThis.anew ||= length < longest;
      longest = Math.max(longest, length);
    }).observe(output, { childList: true, characterData: true, subtree: true });
  });
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => globalThis.anew);
  await stdout.getByText(/^0\n1\n2\n3\n4\n/).waitFor();
  await page.keyboard.press("Escape");
  await status.getByText("stopped").waitFor();
  await calm(page);
  const numbers = (await stdout.textContent()).trimEnd().split("\n");
  assert.deepEqual(numbers, numbers.map((_, index) => String(index)));
  const printed = await stdout.textContent();
  await page.waitForTimeout(500);
  await becomes(() => stdout.textContent(), printed);

  // What was set is there after a reload.
  await page.reload();
  await page.getByRole("tab", { name: "Try it" }).click();
  await becomes(() => args.inputValue(), "--capacity '1'");
  await becomes(() => page.getByRole("textbox", { name: "Standard input" }).inputValue(), "put a 1\nput b 2\nget a\n");
});

test("a free run in JavaScript", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "clique");
  await turnTo(page, "JavaScript", "clique.js");
  await write(page, exerciseFile("clique", "solution.js"));
  await page.getByRole("tab", { name: "Try it" }).click();
  await page.getByRole("combobox", { name: "Input" }).selectOption({ label: "Zachary's karate club" });
  await runButton(page).click();
  await page.locator(".try-it").getByText(/^exit 0 · /).waitFor();
  const stdout = page.getByRole("region", { name: "Standard output" });
  await becomes(() => stdout.textContent(), oracle("clique", "11-karate-club"));
});

test("growth is measured over doubling sizes, drawn and put into words", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await write(page, exerciseFile("lru-cache", "solution.py"));
  await page.getByRole("tab", { name: "Growth" }).click();
  await page.getByText("Runs your answer on 2,000 to 128,000 operations, doubling, beside the reference.").waitFor();
  await page.getByRole("button", { name: "Measure growth" }).click();
  await page.getByRole("status").getByText(/^Measuring: \d of 7 sizes…$/).waitFor();
  const growth = page.locator(".growth");
  await growth.getByRole("heading", { name: /^Expected: (O\()?n\)?$/ }).waitFor({ timeout: 480_000 });
  await growth.getByText("Exponent, yours").waitFor();
  // In words, whatever the times of this machine tell.
  await calm(page);
  const words = await growth.locator(".figure-note").allTextContents();
  assert.equal(words.length, 2);
  for (const said of words) assert.match(said, /^(Grows|Does not grow|These times) .*\.$/);
  await growth.locator(".block-series svg path, .block-series svg polyline").first().waitFor();
  await growth.getByText("Every operation takes O(1)").waitFor();
  await becomes(() => growth.getByRole("table").getByRole("row").count(), 8);

  // An answer that is wrong can't be timed, and one that doesn't end can be stopped.
  await write(page, exerciseFile("lru-cache", "starter.py"));
  await page.getByRole("button", { name: "Measure growth" }).click();
  await growth.getByRole("alert").waitFor();
  await write(page, "while True: pass\n");
  await page.getByRole("button", { name: "Measure growth" }).click();
  await growth.getByRole("button", { name: "Stop" }).click();
  await growth.getByRole("button", { name: "Measure growth" }).waitFor();
  await page.waitForTimeout(500);
  await becomes(() => growth.getByRole("status").count(), 0);
});

test("a chosen case stays chosen while others are judged, and shows what it was given", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "lru-cache");
  await page.getByRole("list", { name: "Cases" }).getByRole("button", { name: /before the file's own/ }).click();
  await detail(page).getByRole("heading", { name: "--capacity goes before the file's own" }).waitFor();
  await detail(page).getByText("lru-cache --capacity 2").waitFor();
  await detail(page).getByText("put c 3").first().waitFor();
  // A run shows what it finds.
  await runButton(page).click();
  await judged(page);
  const [first] = await verdicts(page);
  await detail(page).getByRole("heading", { name: first[0] }).waitFor();
});
