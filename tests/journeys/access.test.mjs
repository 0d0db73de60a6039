// Everybody can use it: by keyboard alone, with a screen reader, on a narrow screen, in both themes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, calm, ended, holds, matches, room, run, visit } from "./support.mjs";
import { violations } from "./axe.mjs";
import { editor, judge, openWriting, turnTo, write } from "./writing.mjs";

const it = await room();

const PLACES = [
  ["home", "#/"],
  ["catalogue", "#/exercises"],
  ["empty part", "#/exercises?track=aws"],
  ["pstree", "#/exercise/pstree?watch=1"],
  ["log-filter", "#/exercise/log-filter?where=status%3E%3D500"],
  ["api-lag", "#/exercise/api-lag?fixture=small"],
  ["lru-cache", "#/exercise/lru-cache?watch=1"],
  ["clique", "#/exercise/clique?fixture=karate"],
  ["bad link", "#/s/v9.d.nothing"],
  ["nowhere", "#/nowhere"],
];

/** Where one writes. */
const WRITTEN = [
  ["writing pstree", "#/exercise/pstree"],
  ["writing log-filter", "#/exercise/log-filter"],
];

/** An answer to log-filter that raises at most cases and is wrong at others. */
const WRONG = 'import sys\n\nprint("wrong")\nif "access.log" in sys.argv:\n    raise ValueError("a traceback")\n';

async function scan(page, where) {
  assert.deepEqual(await violations(page), [], where);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the ${colorScheme} theme`, async (t) => {
    const page = await visit(t, it, "", { colorScheme, bypassCSP: true, reducedMotion: "reduce" });
    for (const [name, hash] of PLACES) {
      await page.goto(it.host.url + hash);
      await page.getByRole("heading", { level: 1 }).waitFor();
      if (hash.startsWith("#/exercise/")) {
        await run(page);
        await page.locator(".report .block").first().waitFor();
        await page.getByRole("button", { name: /first of/ }).click();
        for (const tab of ["Report", "Output", "Files", "Reference"]) {
          await page.getByRole("tab", { name: tab }).click();
          await page.getByRole("tabpanel").waitFor();
          if (tab === "Files") await page.getByRole("list", { name: "Files" }).waitFor();
          await scan(page, `${name}, ${tab}, ${colorScheme}`);
        }
        await page.getByRole("button", { name: "Show them now" }).last().click();
        await page.locator(".reference").waitFor();
        await scan(page, `${name}, the open reference, ${colorScheme}`);
      } else {
        await scan(page, `${name}, ${colorScheme}`);
      }
    }
    await page.goto(it.host.url);
    // Before the page is there nobody listens to keys.
    await page.getByRole("heading", { level: 1 }).waitFor();
    await calm(page);
    await page.keyboard.press("Control+K");
    await page.getByRole("dialog").waitFor();
    await scan(page, `palette, ${colorScheme}`);
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing where one writes, in the ${colorScheme} theme`, async (t) => {
    const page = await visit(t, it, "", { colorScheme, bypassCSP: true, reducedMotion: "reduce" });
    // All places are looked at before anything is said: what is wrong, and where.
    const found = {};
    const look = async (place) => {
      for (const { help, nodes } of await violations(page)) {
        for (const node of nodes) (found[`${help}: ${node}`] ??= []).push(place);
      }
    };
    const tab = (name) => page.getByRole("tablist", { name: "Results" }).getByRole("tab", { name }).click();
    await openWriting(page, it.host, "log-filter");
    await look("before a run");
    // A traceback, a mark, a diff, a hint, a verdict of each kind but one.
    await write(page, WRONG);
    assert.match(await judge(page), /to mend$/);
    await page.getByRole("list", { name: "Marked lines" }).waitFor();
    await page.getByRole("button", { name: "A hint for this case" }).click();
    for (const details of await page.locator(".detail summary").all()) await details.click();
    await look("an error");
    await page.getByRole("list", { name: "Cases" }).getByRole("button", { name: "Nothing matches" }).click();
    await look("a failure");
    await tab("Try it");
    await page.getByText("Standard input", { exact: true }).click();
    await page.getByRole("button", { name: "Run on this input" }).click();
    await page.getByRole("region", { name: "Standard output" }).waitFor();
    await look("Try it");
    await tab("History");
    const [first] = await page.getByRole("button", { name: "Compare" }).all();
    await write(page, `${WRONG}# changed since\n`);
    await first.click();
    await page.locator(".compare .cm-editor").first().waitFor();
    await look("History");
    await tab("Growth");
    await look("Growth");
    await tab(/^(Terminal|Shell)$/);
    await page.locator(".shell").getByRole("textbox").waitFor();
    await look("the terminal");
    await page.getByRole("button", { name: "Add a file" }).click();
    await page.getByRole("textbox", { name: "Name of the new file" }).fill("no/such");
    await page.keyboard.press("Enter");
    await page.locator(".files-row").getByRole("alert").waitFor();
    await look("a name that won't do");
    for (const language of ["JavaScript", "Shell", "WASI module"]) {
      await turnTo(page, language);
      await look(language);
    }
    await turnTo(page, "Python");
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByText(/^Link copied/).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await write(page, "# mine\n");
    await page.goto(link);
    await page.locator(".beside .cm-editor").first().waitFor();
    await look("a stranger's code");
    await page.goto(`${it.host.url}#/exercise/pstree?replay=17`);
    await page.getByRole("note").waitFor();
    await look("a replay");
    await page.goto(`${it.host.url}#/`);
    await page.getByRole("heading", { name: "Without a network" }).waitFor();
    await look("home with progress");
    assert.deepEqual(found, {});
  });
}

test("keyboard only: to an exercise, through its run, into its report", async (t) => {
  const page = await visit(t, it);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await calm(page);
  await page.keyboard.press("Control+K");
  await page.getByRole("combobox", { name: "Go to anything" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("pstr");
  await page.getByRole("option", { selected: true }).getByText("pstree", { exact: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "pstree" }).waitFor();
  await page.getByRole("link", { name: "Watch it run" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Input and options" }).waitFor();
  await calm(page);
  await page.keyboard.press("Control+Enter");
  await ended(page);
  await page.getByRole("tab", { name: "Report" }).focus();
  await page.keyboard.press("ArrowRight");
  await becomes(() => page.evaluate(() => document.activeElement.textContent), "Output");
  await page.getByRole("region", { name: "Standard output" }).waitFor();
  await page.keyboard.press("ArrowLeft");
  const item = page.getByRole("treeitem").first();
  await item.waitFor();
  await calm(page);
  // From the tab on, Tab alone reaches the tree.
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press("Tab");
    const role = await page.evaluate(() => document.activeElement.getAttribute("role"));
    if (role === "treeitem" || role === "tree") break;
  }
  const label = () => page.evaluate(() => document.activeElement.getAttribute("role"));
  await matches(label, /tree/);
  await page.keyboard.press("ArrowDown");
  await matches(label, /tree/);
});

test("the focus can always be seen, and the page can be skipped to", async (t) => {
  const page = await visit(t, it);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await calm(page);
  await page.keyboard.press("Tab");
  await becomes(() => page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  await becomes(() => page.evaluate(() => document.activeElement.tagName), "MAIN");
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || style.outlineStyle !== "none";
    });
    assert.ok(outline);
  }
});

test("narrow screens: nothing sticks out sideways", async (t) => {
  const page = await visit(t, it, "", { viewport: { width: 360, height: 740 } });
  const wrong = [];
  for (const [name, hash] of [...PLACES, ...WRITTEN]) {
    await page.goto(it.host.url + hash);
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (WRITTEN.some(([, written]) => written === hash)) {
      await editor(page).waitFor();
      await judge(page);
    } else if (hash.startsWith("#/exercise/")) {
      await run(page);
      await page.locator(".report .block").first().waitFor();
    }
    await calm(page);
    const over = await page.evaluate(() => {
      const main = document.querySelector("main");
      return Math.max(
        main.scrollWidth - main.clientWidth,
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    });
    if (over > 0) wrong.push(`${name} sticks out by ${over} px`);
    // Only the page within the frame scrolls, or its header would be lost.
    const tall = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    if (tall > 0) wrong.push(`${name} makes the document ${tall} px too tall`);
  }
  assert.deepEqual(wrong, []);
});

test("the theme is chosen, kept, and follows the system otherwise", async (t) => {
  const page = await visit(t, it, "", { colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole("button", { name: /^Theme: System/ }).waitFor();
  await calm(page);
  const dark = await ground();
  await page.getByRole("button", { name: /^Theme/ }).click();
  await page.getByRole("button", { name: /^Theme: Light/ }).waitFor();
  await holds(async () => (await ground()) !== dark);
  const light = await ground();
  await page.reload();
  await page.getByRole("button", { name: /^Theme: Light/ }).waitFor();
  await becomes(ground, light);
});
