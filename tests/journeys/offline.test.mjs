// After one visit everything works with the server stopped; a new version is whole or not there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE_MS, becomes, holds, open, oracle, output, room, run, visit } from "./support.mjs";

/** Waits until the service worker has kept what it keeps. */
const kept = (page) => page.getByText("Offline: ready").waitFor();

test("with the server stopped: reload, deep links, and every exercise", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  // A large fixture is kept from its first use on.
  await open(page, it.host, "#/exercise/pstree?fixture=busy-host");
  await run(page);
  await it.host.stop();

  await page.reload();
  await page.getByRole("button", { name: /^Run/ }).waitFor();
  await run(page);
  await becomes(() => output(page), oracle("pstree", "22-a-busy-host"));
  for (const [exercise, query, named] of [
    ["pstree", "?watch=1", "17-whole-host"],
    ["log-filter", "?where=status%3E%3D500", "01-server-errors"],
    ["api-lag", "?fixture=small&warn=500&crit=1000", "01-small-log"],
    ["lru-cache", "?watch=1", "01-worked-example"],
    ["clique", "?watch=1", "13-debian"],
  ]) {
    const fresh = await page.context().newPage();
    await fresh.goto(`${it.host.url}#/exercise/${exercise}${query}`);
    await run(fresh);
    await becomes(() => output(fresh), oracle(exercise, named), exercise);
    await fresh.close();
  }
  // What was never loaded says so.
  await open(page, it.host, "#/exercise/log-filter?fixture=big");
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("alert").getByText(/offline/).waitFor();
});

test("a new version waits until it is asked for, then takes over whole", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  await kept(page);
  const version = () => page.locator("meta[name='dryrun:version']").getAttribute("content");
  const old = await version();
  const next = "f".repeat(old.length);
  it.host.swap = (path, bytes) =>
    path === "index.html" || path === "sw.js"
      ? Buffer.from(bytes.toString("utf8").replaceAll(old, next))
      : bytes;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const button = page.getByRole("button", { name: "New version: reload" });
  await button.waitFor();
  // Until then the old version answers, reloads included.
  await page.reload();
  await becomes(version, old);
  await button.waitFor();
  await Promise.all([page.waitForEvent("load"), button.click()]);
  await becomes(version, next);
  await kept(page);
  await open(page, it.host, "#/exercise/clique?fixture=karate");
  await run(page);
  await becomes(() => output(page), oracle("clique", "11-karate-club"));
});

test("a tab beside the one that takes the new version is told to reload", async (t) => {
  const it = await room();
  const one = await visit(t, it);
  await kept(one);
  const two = await one.context().newPage();
  await two.goto(it.host.url);
  await kept(two);
  const version = (page) => page.locator("meta[name='dryrun:version']").getAttribute("content");
  const old = await version(one);
  const next = "e".repeat(old.length);
  it.host.swap = (path, bytes) =>
    path === "index.html" || path === "sw.js"
      ? Buffer.from(bytes.toString("utf8").replaceAll(old, next))
      : bytes;
  await one.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const button = (page) => page.getByRole("button", { name: "New version: reload" });
  await Promise.all([one.waitForEvent("load"), button(one).click()]);
  await Promise.all([two.waitForEvent("load"), button(two).click()]);
  await becomes(() => version(two), next);
  await two.close();
});

test("a part that can't be loaded says so", async (t) => {
  const it = await room();
  for (const [part, says, place = "exercise/pstree?watch=1"] of [
    ["app", "Dryrun could not be loaded"],
    ["workbench", "The workbench could not be loaded"],
    ["sketchpad", "The sketchpad could not be loaded", "sketchpad"],
    ["engine", "The engine could not be loaded"],
  ]) {
    const context = await it.browser.newContext({ serviceWorkers: "block" });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.route(`**/assets/${part}-*.wasm`, (route) => route.abort());
    await page.goto(`${it.host.url}#/${place}`);
    if (part === "engine") await page.getByRole("button", { name: /^Run/ }).click();
    await page.getByText(says).first().waitFor();
    await context.close();
  }
});

test("it can be installed", async (t) => {
  const it = await room();
  const page = await visit(t, it);
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = await page.evaluate(async (href) => (await fetch(href)).json(), href);
  assert.equal(manifest.display, "standalone");
  const sizes = manifest.icons.map((icon) => icon.sizes);
  assert.ok(sizes.includes("192x192") && sizes.includes("512x512"), sizes.join());
  for (const icon of manifest.icons) {
    const url = new URL(icon.src, new URL(href, page.url())).href;
    await holds(() => page.evaluate(async (url) => (await fetch(url)).ok, url), url);
  }
});
