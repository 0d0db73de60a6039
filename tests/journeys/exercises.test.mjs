// Each exercise runs in the tab, and prints what its oracle prints.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, commanded, ended, holds, open, oracle, output, room, run, visit } from "./support.mjs";

const it = await room();

/** Exercise, address, the command line that the page shows, the case whose oracle has run the same, a word of the report. */
const RUNS = [
  ["pstree", "?watch=1", "pstree -A", "17-whole-host", /Processes/i],
  ["pstree", "?pids=1&start=88", "pstree -A -p 88", "15-start-pid", /Processes/i],
  ["pstree", "?symbols=1", "pstree -U", "19-unicode", /Processes/i],
  ["pstree", "?fixture=busy-host", "pstree -A", "22-a-busy-host", /Processes/i],
  ["log-filter", "?where=status%3E%3D500", "log-filter --where 'status>=500' --year 2024 access.log", "01-server-errors", /Lines/i],
  ["log-filter", "?fixture=damaged&output=5", "log-filter --malformed --year 2024 damaged.log", "13-malformed", /Malformed/i],
  ["api-lag", "?fixture=small&warn=500&crit=1000", "api-lag --warn 500 --crit 1000 small.jsonl", "01-small-log", /p95/i],
  ["api-lag", "?watch=1", "api-lag --warn 50 --crit 500 gateway.jsonl.gz", "22-main-log", /p95/i],
  ["lru-cache", "?watch=1", "lru-cache worked-example.ops", "01-worked-example", /Hit ratio/i],
  ["lru-cache", "?fixture=redis&policy=1&capacity=50", "lru-cache --policy lfu --capacity 50 redis.ops", "24-redis-lfu", /Hit ratio/i],
  ["clique", "?watch=1", "clique debian-depends.txt", "13-debian", /Clique number/i],
  ["clique", "?fixture=karate", "clique karate.txt", "11-karate-club", /Clique number/i],
];

for (const [exercise, query, command, named, word] of RUNS) {
  test(`${command} prints what its oracle prints`, async (t) => {
    const page = await visit(t, it);
    await open(page, it.host, `#/exercise/${exercise}${query}`);
    await becomes(() => page.getByRole("group", { name: "Command line" }).textContent(), `$ ${command}`);
    await run(page);
    await page.getByRole("tabpanel").getByText(word).first().waitFor();
    await becomes(() => output(page), oracle(exercise, named));
  });
}

test("an option that is changed after a run runs again, and the address follows", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/pstree?watch=1");
  await run(page);
  await page.getByRole("checkbox", { name: "Sort by PID" }).check();
  await page.getByRole("checkbox", { name: "Show PIDs" }).check();
  await commanded(page, "pstree -A -p -n");
  await page.getByText(/^exit 0 · /).waitFor();
  await page.waitForURL(/#\/exercise\/pstree\?(numeric=1&pids=1|pids=1&numeric=1)$/);
  await becomes(() => output(page), oracle("pstree", "18-sorted-by-pid"));
  await page.reload();
  await commanded(page, "pstree -A -p -n");
  await holds(() => page.getByRole("checkbox", { name: "Sort by PID" }).isChecked());
});

test("bad input is named with its file and line, and the page goes on", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/clique?watch=1");
  await page.getByLabel("Own file").setInputFiles({
    name: "graph.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("a b\nb c d e\n"),
  });
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("alert").getByText(/graph\.txt:2/).waitFor();
  await page.getByRole("combobox", { name: "Input" }).selectOption({ label: "Zachary's karate club" });
  await page.getByText(/^exit 0 · /).waitFor();
});

test("a long run shows that it runs, and Stop ends it", async (t) => {
  const page = await visit(t, it);
  // A graph so dense that nobody would wait for it.
  await open(page, it.host, "#/exercise/clique?random=400%200.9");
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("progressbar").waitFor();
  await page.getByRole("button", { name: /^Stop/ }).click();
  await page.getByRole("heading", { name: "Stopped" }).waitFor();
  // Keys do the same, and the next run is as good as the first.
  await page.keyboard.press("Control+Enter");
  await page.getByRole("progressbar").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Stopped" }).waitFor();
  await open(page, it.host, "#/exercise/clique?fixture=karate");
  await run(page);
  await becomes(() => output(page), oracle("clique", "11-karate-club"));
});

test("hints open one by one; files can be read, and behind their gate approaches and reference", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/pstree?watch=1");
  const hints = page.getByRole("region", { name: "Hints" });
  await becomes(() => hints.getByRole("listitem").count(), 0);
  await hints.getByRole("button", { name: /first of/ }).click();
  await becomes(() => hints.getByRole("listitem").filter({ has: page.getByRole("heading") }).count(), 1);
  await hints.getByRole("button", { name: /hint 2/ }).click();
  await becomes(() => hints.getByRole("listitem").filter({ has: page.getByRole("heading") }).count(), 2);
  const task = page.getByRole("region", { name: "Task" });
  const results = page.getByRole("region", { name: "Results" });
  await page.getByRole("tab", { name: "Reference" }).click();
  await results.getByText("The reference and the model answers open once your answer passes.").waitFor();
  await becomes(() => page.getByRole("region", { name: "solution.rs" }).count(), 0);
  await becomes(() => page.getByText("Approaches, complexity, follow-up questions").count(), 0);
  await task.getByText("If you look, it is noted.").waitFor();
  await task.getByRole("button", { name: "Show them now" }).click();
  // One gate: what was opened at one place is open at the other.
  await page.getByRole("region", { name: "solution.rs" }).getByText("pub fn run").waitFor();
  await task.getByText("Opened today, before a pass.").waitFor();
  await page.getByText("Approaches, complexity, follow-up questions").click();
  await page.getByText(/O\(n/).first().waitFor();
  await page.getByRole("tab", { name: "Files" }).click();
  await page.getByRole("button", { name: /^1\// }).click();
  await page.getByRole("button", { name: /^stat / }).click();
  await page.getByRole("region", { name: "proc/1/stat" }).getByText(/^1 \(/).waitFor();
});

test("what is being typed counts as typed, and a press on Run runs", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/log-filter?watch=1");
  const pattern = page.getByRole("textbox", { name: "Pattern" });
  await pattern.fill("users/4");
  await page.keyboard.press("Control+Enter");
  await commanded(page, "--match users/4");
  await becomes(() => pattern.inputValue(), "users/4");
  await ended(page);
  // Leaving the field begins a run, between the press on the button and its release: that is no press on Stop.
  await open(page, it.host, "#/exercise/clique?random=400%200.9");
  await run_and_stop(page);
  await page.getByRole("textbox", { name: "Its seed" }).fill("7");
  await page.getByRole("button", { name: /^Run/ }).click({ delay: 120 });
  await page.getByRole("button", { name: /^Stop/ }).waitFor();
  await commanded(page, "--seed 7");
  await becomes(() => page.getByRole("heading", { name: "Stopped" }).count(), 0);
});

async function run_and_stop(page) {
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("button", { name: /^Stop/ }).click();
  await page.getByRole("heading", { name: "Stopped" }).waitFor();
}

test("a run that is left behind ends, and the next one doesn't wait for it", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/clique?random=400%200.9");
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("button", { name: /^Stop/ }).waitFor();
  await page.getByRole("link", { name: "Today" }).click();
  await open(page, it.host, "#/exercise/lru-cache?watch=1");
  await run(page);
  await becomes(() => output(page), oracle("lru-cache", "01-worked-example"));
});

test("an address that is opened again begins anew", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/pstree?fixture=container");
  const input = page.getByRole("combobox", { name: "Input" });
  await input.selectOption({ label: "A web host" });
  await page.getByRole("checkbox", { name: "Show PIDs" }).check();
  await commanded(page, "pstree -A -p");
  await page.evaluate(() => {
    location.hash = "#/exercise/pstree?fixture=container";
  });
  await page.getByRole("checkbox", { name: "Show PIDs", checked: false }).waitFor();
  await becomes(() => input.locator("option:checked").textContent(), "A tiny container");
});
