// What a link shows, on another machine; and what a bad one says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, commanded, ended, matches, open, oracle, output, room, run, slowly, visit } from "./support.mjs";

const it = await room();

/** Presses Share and gives what it copied. */
async function share(page) {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/^Link copied/).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

const fragment = (url) => url.slice(url.indexOf("#"));

test("a shared run shows the same on another machine", async (t) => {
  const one = await visit(t, it);
  await open(one, it.host, "#/exercise/log-filter?where=status%3E%3D500");
  await run(one);
  const link = await share(one);
  assert.match(link, /#\/s\/v1\.[dj]\.[\w-]+$/);

  const two = await visit(t, it, fragment(link));
  await ended(two);
  await two.getByText("shared run").waitFor();
  await commanded(two, "log-filter --where 'status>=500' --year 2024 access.log");
  await becomes(() => output(two), oracle("log-filter", "01-server-errors"));
});

test("a small input of one's own travels in the link", async (t) => {
  const one = await visit(t, it);
  await open(one, it.host, "#/exercise/clique?print=3");
  const edges = "ann bob\nbob cy\ncy ann\ncy dee\n";
  await one.getByLabel("Own file").setInputFiles({
    name: "friends.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(edges),
  });
  await run(one);
  const expected = await output(one);
  assert.match(expected, /ann bob cy/);
  const link = await share(one);

  const two = await visit(t, it, fragment(link));
  await ended(two);
  await becomes(() => output(two), expected);
  await two.getByText("It came with the link, and is not kept here.").waitFor();
});

test("an input too large for a link says so, and what to do", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/clique?watch=1");
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647);
  const edges = Array.from({ length: 20000 }, () => `${random()} ${random()}\n`).join("");
  await page.getByLabel("Own file").setInputFiles({
    name: "large.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(edges),
  });
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/does not fit in a link/).waitFor();
});

test("an address that changes while the page is still being drawn is followed", async (t) => {
  const page = await visit(t, it);
  await slowly(page);
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      // What the page draws first: it doesn't listen yet.
      if (!document.querySelector(".notice-place")) return;
      observer.disconnect();
      location.hash = "#/exercises";
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await page.getByRole("heading", { name: "Exercises", exact: true }).waitFor();
});

test("bad links say what is wrong and leave the page usable", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/pstree?pids=1");
  const good = fragment(await share(page));
  const middle = good.length >> 1;
  const other = good[middle] === "A" ? "B" : "A";
  const bad = [
    [good.slice(0, -5), /end of this link is missing/],
    [good.slice(0, middle) + other + good.slice(middle + 1), /changed|altered|damaged/i],
    [good.replace("/v1.", "/v7."), /newer/i],
    [good.replace(/v1\.[dj]\./, "v1.z."), /./],
    ["#/s/v1.d." + "A".repeat(200_000), /large|long/i],
    ["#/s/%FF%FE", /./],
  ];
  for (const [link, says] of bad) {
    await page.goto(`${it.host.url}${link}`);
    await page.getByRole("heading", { name: "This link can't be opened" }).waitFor();
    await matches(() => page.getByRole("alert").innerText(), says, link.slice(0, 60));
    await page.getByRole("link", { name: "All exercises" }).click();
    await page.getByRole("heading", { name: "Exercises", exact: true }).waitFor();
  }
  for (const place of ["#nonsense", "#/no/such/place", "#/exercise/%00"]) {
    await page.goto(`${it.host.url}${place}`);
    await page.getByRole("heading", { name: /nothing at this address/i }).waitFor();
  }
  await page.goto(`${it.host.url}#/exercise/no-such-thing`);
  await page.getByRole("heading", { name: "There is no exercise called no-such-thing" }).waitFor();
  await page.goto(`${it.host.url}#/exercise/pstree?fixture=gone&pids=many&nothing=1`);
  await run(page);
  await becomes(() => output(page), oracle("pstree", "17-whole-host"));
});
