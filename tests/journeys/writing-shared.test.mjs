// Code that travels in a link: it opens beside one's own, and runs only when it is told to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, matches, room, visit } from "./support.mjs";
import { editor, judge, openWriting, runButton, saved, summary, turnTo, verdicts, write, written } from "./writing.mjs";

const it = await room();

const THEIRS = 'print("sh of somebody else")\n';
const MINE = 'print("this is mine")\n';

/** Presses Share and gives the fragment that it copied. */
async function share(page) {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/^Link copied: .*It holds your code; nothing was uploaded\.$/).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#\/s\/v\d+\.[a-z]\.[\w-]+$/);
  return link.slice(link.indexOf("#"));
}

/** A link to somebody's answer, made on a machine of their own. */
async function link(t, text, language = "Python", file = "pstree.py") {
  const page = await visit(t, it);
  await openWriting(page, it.host, "pstree");
  await turnTo(page, language, file);
  await write(page, text);
  const fragment = await share(page);
  await page.context().close();
  return fragment;
}

/** Writes one's own answer, and waits until it is kept. */
async function own(page) {
  await openWriting(page, it.host, "pstree");
  await write(page, MINE);
  await saved(page);
}

/** What one's own answer is, read from its own page. */
async function mine(page) {
  await openWriting(page, it.host, "pstree");
  return written(page);
}

test("a link's code opens beside one's own, has not run, and leaves one's own alone", async (t) => {
  const fragment = await link(t, THEIRS);
  const page = await visit(t, it);
  await own(page);
  await page.goto(it.host.url + fragment);
  const note = page.getByRole("note").filter({ hasText: "This code came with a link." });
  await note.getByText(/Somebody else wrote it/).waitFor();
  await page.locator(".beside").getByText("sh of somebody else").waitFor();
  await page.locator(".beside").getByText("this is mine").waitFor();
  // Long enough for anything that starts by itself to show.
  await page.waitForTimeout(1500);
  await becomes(() => summary(page).textContent(), "");
  await becomes(async () => [...new Set((await verdicts(page)).values())], ["not run"]);
  await becomes(() => page.getByRole("progressbar").count(), 0);

  // Run runs theirs, and it counts for nothing of one's own.
  await matches(() => runButton(page).textContent(), /^Run theirs/);
  assert.equal(await judge(page), "26 to mend");
  await page.locator(".detail").getByText("sh of somebody else").first().waitFor();
  await page.getByRole("tab", { name: "History" }).click();
  await becomes(() => page.getByRole("list", { name: "Earlier versions" }).getByText(/^Run /).count(), 0);
  await page.getByRole("link", { name: "Today" }).click();
  await becomes(() => page.getByText("passed", { exact: true }).count(), 0);
  await becomes(() => mine(page), MINE);
  await becomes(() => page.locator(".bar .pill").count(), 0);
});

test("yours can be looked at and written on while theirs is beside it", async (t) => {
  const fragment = await link(t, THEIRS);
  const page = await visit(t, it);
  await own(page);
  await page.goto(it.host.url + fragment);
  await page.getByRole("button", { name: "Yours", exact: true }).click();
  await editor(page).waitFor();
  await becomes(() => written(page), MINE);
  await matches(() => runButton(page).textContent(), /^Run /);
  await page.getByRole("button", { name: "Theirs, beside yours" }).click();
  await page.locator(".beside").getByText("sh of somebody else").waitFor();
});

test("going on with theirs puts yours away, where it can be brought back from", async (t) => {
  const fragment = await link(t, THEIRS);
  const page = await visit(t, it);
  await own(page);
  await page.goto(it.host.url + fragment);
  await page.getByRole("button", { name: /^Go on with theirs/ }).click();
  await editor(page).waitFor();
  await becomes(() => written(page), THEIRS);
  // It is one's own from now on: nothing is left to decide.
  await becomes(() => page.getByText("This code came with a link.").count(), 0);
  await saved(page);
  await becomes(() => mine(page), THEIRS);
  await page.getByRole("tab", { name: "History" }).click();
  const versions = page.getByRole("list", { name: "Earlier versions" }).getByRole("listitem");
  const away = versions.filter({ hasText: "Put away" });
  await becomes(() => away.count(), 1);
  await away.getByRole("button", { name: "Bring back" }).click();
  await page.getByText("Brought back. What was here is in History.").waitFor();
  await becomes(() => written(page), MINE);
});

test("a link in another language leaves the language one writes in", async (t) => {
  const fragment = await link(t, 'console.log("theirs");\n', "JavaScript", "pstree.js");
  const page = await visit(t, it);
  await own(page);
  await page.goto(it.host.url + fragment);
  await page.getByRole("tab", { name: "JavaScript", selected: true }).waitFor();
  await openWriting(page, it.host, "pstree");
  await page.getByRole("tab", { name: "Python", selected: true }).waitFor();
  await becomes(() => written(page), MINE);
});

test("a link opened by somebody who has written nothing", async (t) => {
  const fragment = await link(t, THEIRS);
  const page = await visit(t, it, fragment);
  await page.locator(".beside").getByText("sh of somebody else").waitFor();
  await page.getByRole("button", { name: /^Go on with theirs/ }).click();
  await editor(page).waitFor();
  await becomes(() => written(page), THEIRS);
});

test("a damaged link says so and changes nothing", async (t) => {
  const fragment = await link(t, THEIRS);
  const page = await visit(t, it);
  await own(page);
  const middle = fragment.length >> 1;
  const other = fragment[middle] === "A" ? "B" : "A";
  for (const bad of [fragment.slice(0, -5), fragment.slice(0, middle) + other + fragment.slice(middle + 1)]) {
    await page.goto(it.host.url + bad);
    await page.getByRole("heading", { name: "This link can't be opened" }).waitFor();
    await page.getByText("Nothing of yours was changed.").waitFor();
  }
  await becomes(() => mine(page), MINE);
  await page.getByRole("tab", { name: "History" }).click();
  await becomes(() => page.getByText("Put away").count(), 0);
});
