// The terminal before a shell that the test plays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { host, launch, violations, visit } from "./support.mjs";

const url = await host("terminal");
const browser = await launch();

/** A page with a button, a terminal, a button, and a shell that knows a few commands. */
async function terminal(t, context = {}) {
  const page = await visit(t, browser, url, context);
  await page.evaluate(async () => {
    const { createTerminal } = await import("/terminal.js");
    const bytes = (text) => new TextEncoder().encode(text);
    const entered = [];
    let stop = () => {};
    const commands = {
      both: (out) => {
        out(1, bytes("to output\n"));
        out(2, bytes("to error\n"));
        return { status: 3 };
      },
      parts: (out) => {
        const euro = bytes("\x1b[31m20 \u20ac\x1b[0m");
        for (const byte of euro) out(1, Uint8Array.of(byte));
        out(1, bytes(" and on\r\nold\rnew\n\nend"));
        return {};
      },
      erase: (out) => {
        out(1, bytes("before\x1b[2J\x1b[Hafter\n"));
        return {};
      },
      flood: async (out) => {
        for (let chunk = 0; chunk < 30; chunk += 1) {
          const from = chunk * 1000;
          out(1, bytes(Array.from({ length: 1000 }, (_, line) => `line ${from + line}\n`).join("")));
          await new Promise((resolve) => setTimeout(resolve));
        }
        return {};
      },
      megabyte: (out) => {
        out(1, bytes("x".repeat(1 << 20)));
        return {};
      },
      forever: () => new Promise((resolve) => (stop = () => resolve({ status: 130, end: "stopped" }))),
      late: () => ({ status: 124, end: "timeout", reason: "It ran for more than 10 seconds." }),
      dead: () => Promise.reject(new Error("the worker is gone")),
    };
    let cwd = "/";
    const session = {
      async exec(line, out) {
        entered.push(line);
        if (line.startsWith("cd ")) cwd = line.slice(3);
        const ended = await commands[line]?.(out);
        return { status: 0, end: "exited", reason: "", cwd, ...ended };
      },
      async complete(line) {
        const from = line.lastIndexOf(" ") + 1;
        const names = ["stat", "status", "statm", "comm"];
        return { from, options: names.filter((name) => name.startsWith(line.slice(from))) };
      },
      interrupt: () => stop(),
    };
    const room = document.getElementById("room");
    const button = (name) => Object.assign(document.createElement("button"), { textContent: name });
    const parent = document.createElement("div");
    parent.style.height = "400px";
    room.append(button("before"), parent, button("after"));
    const options = { parent, label: "Shell", greeting: "A shell on the exercise's files.", session };
    Object.assign(globalThis, { entered, terminal: createTerminal(options) });
    globalThis.terminal.focus();
  });
  return page;
}

const field = (page) => page.getByRole("textbox", { name: "Shell: command" });
const prompt = (page) => page.locator(".terminal-prompt").textContent();
const lines = (page, kind) => page.locator(`.terminal-log > .terminal-${kind}`).allTextContents();
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

/** Enters a command and waits for its end. */
async function enter(page, line) {
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector(".terminal-field").readOnly);
}

test("a command, its output apart from its errors, its status and the directory", async (t) => {
  const page = await terminal(t);
  assert.equal(await prompt(page), "/ $");
  await enter(page, "cd /proc");
  assert.equal(await prompt(page), "/proc $");
  await enter(page, "both");
  assert.equal(await prompt(page), "[3] /proc $");
  await page.getByText("to error").waitFor();
  assert.deepEqual(await lines(page, "entered"), ["/ $ cd /proc", "/proc $ both"]);
  assert.deepEqual(await lines(page, "out"), ["to output"]);
  assert.deepEqual(await lines(page, "err"), ["Error output: to error"]);
  const edge = page.locator(".terminal-err").evaluate((line) => getComputedStyle(line).borderLeftWidth);
  assert.equal(await edge, "2px", "not told apart by colour alone");
  assert.equal(await page.getByRole("log").count(), 1);
});

test("characters in parts, colours, carriage returns, and a last line without an end", async (t) => {
  const page = await terminal(t);
  await enter(page, "parts");
  await enter(page, "both");
  await page.getByText("to error").waitFor();
  assert.deepEqual(await lines(page, "out"), ["20 \u20ac and on", "new", "", "end", "to output"]);
  await enter(page, "erase");
  await page.getByText("after", { exact: true }).and(page.locator(".terminal-out")).waitFor();
  assert.deepEqual(await lines(page, "out"), ["after"]);
});

test("history goes back and forth and comes back to what was being typed", async (t) => {
  const page = await terminal(t);
  for (const line of ["one", "two", "two", " "]) await enter(page, line);
  assert.deepEqual(await page.evaluate(() => globalThis.entered), ["one", "two", "two"]);
  await page.keyboard.type("dra");
  const seen = [];
  for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"]) {
    await page.keyboard.press(key);
    seen.push(await field(page).inputValue());
  }
  assert.deepEqual(seen, ["two", "one", "one", "two", "dra", "dra"]);
});

test("Tab completes as far as it can, then lists", async (t) => {
  const page = await terminal(t);
  await page.keyboard.type("cat s and more");
  for (let step = 0; step < " and more".length; step += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector(".terminal-field").value === "cat stat and more");
  await page.keyboard.press("Tab");
  await page.getByText("stat  status  statm").waitFor();
  await page.keyboard.type("us");
  assert.equal(await field(page).inputValue(), "cat status and more");
});

test("Ctrl+C interrupts what runs, gives up a line, and copies what is selected", async (t) => {
  const page = await terminal(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.keyboard.type("forever");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Interrupt" }).waitFor();
  await page.keyboard.type("lost");
  await page.keyboard.press("Control+c");
  await page.waitForFunction(() => document.querySelector(".terminal-prompt").textContent === "[130] / $");
  assert.equal(await field(page).inputValue(), "");
  await page.keyboard.type("given up");
  await page.keyboard.press("Control+c");
  await page.getByText("[130] / $ given up^C").waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.entered), ["forever"]);
  await enter(page, "both");
  await page.getByText("to error").waitFor();
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector(".terminal-err")));
  await page.keyboard.press("Control+c");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "to error");
});

test("a pasted script is one command, on lines of its own", async (t) => {
  const page = await terminal(t, { permissions: ["clipboard-read", "clipboard-write"] });
  const script = "for f in *; do\n  wc $f\ndone";
  await page.evaluate((script) => navigator.clipboard.writeText(script), script);
  await page.keyboard.press("Control+v");
  const { height } = await field(page).boundingBox();
  assert.ok(height > 55, `three lines are ${height} pixels high`);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => globalThis.entered.length === 1);
  assert.deepEqual(await page.evaluate(() => globalThis.entered), [script]);
});

test("why a command did not end by itself is told", async (t) => {
  const page = await terminal(t);
  await enter(page, "late");
  await page.getByText("It ran for more than 10 seconds.").waitFor();
  await enter(page, "dead");
  await page.getByText("The shell did not answer: the worker is gone").waitFor();
});

test("a flood of output keeps the last 10,000 lines, says so, and comes in batches", async (t) => {
  const page = await terminal(t);
  await page.evaluate(() => {
    globalThis.most = 0;
    globalThis.batches = 0;
    new MutationObserver((records) => {
      const added = records.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0);
      globalThis.most = Math.max(globalThis.most, added);
      if (added > 0) globalThis.batches += 1;
    }).observe(document.querySelector(".terminal-log"), { childList: true });
  });
  await enter(page, "flood");
  await page.getByText("line 29999", { exact: true }).waitFor();
  assert.equal(await page.locator(".terminal-log > div").count(), 10_000);
  const first = await page.locator(".terminal-log > div").first().textContent();
  assert.equal(first, "line 20000");
  assert.equal(await page.locator(".terminal-dropped").isVisible(), true);
  assert.equal(await page.getByRole("log").getAttribute("aria-live"), "off", "nobody listens to 10,000 lines");
  await page.getByText("lines of output.").waitFor({ state: "attached" });
  assert.equal(await field(page).evaluate((one) => one.getBoundingClientRect().bottom < 500), true, "still followed");
  const { most, batches } = await page.evaluate(() => ({ most: globalThis.most, batches: globalThis.batches }));
  assert.ok(most > 0 && most <= 400, `at most 400 lines in a frame: ${most}`);
  assert.ok(batches >= 25, `in frames of their own: ${batches}`);
  await enter(page, "megabyte");
  await page.waitForFunction(() => document.querySelector(".terminal-log > :last-child").textContent.length > 4000);
  await page.keyboard.press("Control+l");
  assert.equal(await page.locator(".terminal-log > div").count(), 0);
  assert.equal(await page.locator(".terminal-dropped").isVisible(), false);
});

test("Esc, then Tab leaves; Shift+Tab always does", async (t) => {
  const page = await terminal(t);
  await page.keyboard.press("Tab");
  assert.equal(await field(page).evaluate((one) => one === document.activeElement), true);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "after");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(page), "before");
});

test("destroy leaves nothing, even in the middle of a command", async (t) => {
  const page = await terminal(t);
  await page.keyboard.type("forever");
  await page.keyboard.press("Enter");
  await page.evaluate(() => globalThis.terminal.destroy());
  assert.equal(await page.locator(".terminal").count(), 0);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the ${colorScheme} theme`, async (t) => {
    const page = await terminal(t, { colorScheme });
    await enter(page, "both");
    await page.keyboard.type("forever");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Interrupt" }).waitFor();
    assert.deepEqual(await violations(page), []);
  });
}
