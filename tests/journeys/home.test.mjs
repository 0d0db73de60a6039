// The plan, the catalogue, and the way to the next exercise.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, room, run, visit } from "./support.mjs";
import { exerciseFile, judge, openWriting, write } from "./writing.mjs";

const it = await room();

test("home shows the twelve weeks, and says which parts have no exercises yet", async (t) => {
  const page = await visit(t, it);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const parts = ["Programming", "Networking", "System design and NALSD", "Linux", "AWS", "DevOps tools"];
  for (const part of parts) {
    await page.getByRole("heading", { level: 2, name: new RegExp(part) }).waitFor();
  }
  await becomes(() => page.getByText(/^No exercises here yet/).count(), 4);
  for (const name of ["pstree", "log-filter", "api-lag", "lru-cache", "clique", "log-joiner", "rate-limiter"]) {
    await page.getByRole("link", { name: new RegExp(`^${name}`) }).first().waitFor();
  }
  await page.getByRole("button", { name: "Start the plan today" }).click();
  await page.getByText(/^Week 1 of 12 · 84 days to go$/).waitFor();
  await page.reload();
  await page.getByText(/^Week 1 of 12/).waitFor();
});

const pill = (page, exercise) => page.locator(".exercises li", { hasText: exercise }).locator(".pill");

test("what was watched is remembered, and one goes on with what was begun", async (t) => {
  const page = await visit(t, it);
  const next = () => page.locator(".card h2").textContent();
  await page.getByRole("link", { name: "Start", exact: true }).waitFor();
  await becomes(next, "pstree");
  await becomes(() => pill(page, "pstree").textContent(), "not started");
  // Starting is writing; watching is beside it.
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await page.getByRole("textbox", { name: "Your answer" }).waitFor();
  await page.getByRole("link", { name: "Watch it run" }).click();
  await page.waitForURL(/#\/exercise\/pstree\?watch=1$/);
  await run(page);
  await page.goto(`${it.host.url}#/exercise/log-filter`);
  await page.getByRole("textbox", { name: "Your answer" }).waitFor();
  for (const place of ["Today", /^Exercises/]) {
    await page.getByRole("link", { name: place }).first().click();
    await pill(page, "pstree").getByText("watched").waitFor();
    await pill(page, "log-filter").getByText("in progress").waitFor();
  }
  await page.getByRole("link", { name: "Today" }).click();
  await becomes(next, "Log filter");
  await page.getByRole("link", { name: "Continue" }).click();
  await page.waitForURL(/#\/exercise\/log-filter$/);
});

test("what was passed is remembered, and the next one is offered", async (t) => {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  await write(page, exerciseFile("pstree", "solution.py"));
  assert.equal(await judge(page), "passed");
  await page.getByRole("link", { name: "Today" }).click();
  await pill(page, "pstree").getByText("passed").waitFor();
  await becomes(() => page.locator(".card h2").textContent(), "Log filter");
  await page.getByRole("link", { name: "Start", exact: true }).waitFor();
  await page.getByRole("link", { name: /^Exercises/ }).first().click();
  await pill(page, "pstree").getByText("passed").waitFor();
  await page.reload();
  await pill(page, "pstree").getByText("passed").waitFor();
  // Passed is passed: a later try that fails takes nothing away.
  await openWriting(page, it.host, "pstree");
  await write(page, "print()\n");
  assert.match(await judge(page), /to mend$/);
  await page.getByRole("link", { name: "Today" }).click();
  await pill(page, "pstree").getByText("passed").waitFor();
});

test("the catalogue narrows by word, part and skill", async (t) => {
  const page = await visit(t, it, "#/exercises");
  const rows = page.locator(".exercises li");
  await rows.first().waitFor();
  await becomes(() => rows.count(), 13);
  const alone = () => page.waitForFunction(() => document.querySelectorAll(".exercises li").length === 1);
  await page.getByRole("searchbox", { name: "Narrow the list" }).fill("lru");
  await alone();
  await page.getByRole("searchbox", { name: "Narrow the list" }).fill("no such words");
  await page.getByText("No exercise fits all of that.").waitFor();
  await page.getByRole("button", { name: "Show all exercises" }).click();
  await rows.nth(12).waitFor();
  await page.getByRole("link", { name: "linked lists" }).click();
  await page.waitForURL(/skill=linked-lists/);
  await alone();
  await page.getByRole("group", { name: "Parts of the plan" }).getByRole("link", { name: "AWS" }).click();
  await page.getByText(/No exercise fits|has no exercises yet/).waitFor();
});
