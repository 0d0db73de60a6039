// The code editor as a writer uses it: with keys, with a mouse, and with neither eyes nor a mouse.

import assert from "node:assert/strict";
import { test } from "node:test";
import { host, launch, violations, visit } from "./support.mjs";

const url = await host("editor");
const browser = await launch();

const PYTHON = "import os\n\n\ndef load(root):\n    return os.listdir(root)\n";

/** A page with a button, an editor, a button; what the editor calls is collected in `calls`. */
async function editor(t, text = "", { language = "python", ...options } = {}, context = {}) {
  const page = await visit(t, browser, url, context);
  await page.evaluate(
    async ({ text, language, options }) => {
      const { createEditor } = await import("/editor.js");
      const room = document.getElementById("room");
      const button = (name) => Object.assign(document.createElement("button"), { textContent: name });
      const parent = document.createElement("div");
      parent.style.height = "400px";
      room.append(button("before"), parent, button("after"));
      globalThis.calls = { change: [], run: 0 };
      globalThis.editor = createEditor({
        parent,
        text,
        language,
        label: "answer.py",
        onChange: (text) => globalThis.calls.change.push(text),
        onRun: () => (globalThis.calls.run += 1),
        ...options,
      });
      // What is announced stays only until the editor's next update, whatever that is of.
      globalThis.heard = [];
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const said of addedNodes) globalThis.heard.push(said.textContent);
      }).observe(document.querySelector(".cm-announced"), { childList: true });
      globalThis.editor.focus();
    },
    { text, language, options },
  );
  return page;
}

const text = (page) => page.evaluate(() => globalThis.editor.text());
const calls = (page) => page.evaluate(() => globalThis.calls);
const focused = (page) => page.evaluate(() => document.activeElement.textContent);
const inEditor = (page) => page.evaluate(() => document.activeElement.classList.contains("cm-content"));
const show = (page, ...args) => page.evaluate((args) => globalThis.editor.show(...args), args);
/** Waits until something was announced. */
const announced = (page, text) => page.waitForFunction((text) => globalThis.heard.some((heard) => heard.includes(text)), text);
/** How far down the text is scrolled, once it stays there for some frames. */
const scrolled = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let [last, frames] = [NaN, 0];
        const look = () => {
          const now = Math.round(document.querySelector(".cm-scroller").scrollTop);
          frames = now === last ? frames + 1 : 0;
          last = now;
          if (frames === 6) resolve(now);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

/** Waits until the text is scrolled that far, which the editor does with the next frame. */
const scrolls = (page, least, most) =>
  page.waitForFunction(([least, most]) => {
    const top = Math.round(document.querySelector(".cm-scroller").scrollTop);
    return least <= top && top <= most;
  }, [least, most]);

test("typing indents, closes brackets and tells of every change", async (t) => {
  const page = await editor(t);
  await page.keyboard.type("def f(x):\nreturn [x");
  assert.equal(await text(page), "def f(x):\n    return [x]");
  const { change } = await calls(page);
  assert.equal(change.at(-1), "def f(x):\n    return [x]");
  assert.equal(change[0], "d");
});

test("Tab fills up to the next stop, by the language's unit, and indents what is selected", async (t) => {
  const page = await editor(t);
  await page.keyboard.press("Tab");
  await page.keyboard.type("x");
  await page.keyboard.press("Tab");
  assert.equal(await text(page), "    x   ");
  await show(page, "if (a) {\n}", "javascript", "js");
  await page.keyboard.press("Tab");
  assert.equal(await text(page), "  if (a) {\n}");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Tab");
  assert.equal(await text(page), "    if (a) {\n  }");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await text(page), "if (a) {\n}");
});

test("Esc, then Tab leaves, also after a long pause; any other key stays", async (t) => {
  const page = await editor(t, "x");
  const note = page.locator(".editor-note");
  assert.match(await note.textContent(), /^Tab indents\. Esc, then Tab leaves the editor \(Ctrl\+M toggles\)\.$/);
  await page.keyboard.press("Escape");
  assert.match(await note.textContent(), /now leaves/);
  await page.waitForTimeout(2300);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "after");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await inEditor(page), true, "back into the editor");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(page), "before");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  assert.equal(await inEditor(page), true);
  assert.equal(await text(page), "x   ");
});

test("Ctrl+M lets every Tab out until it is pressed again, for whatever text is shown, and says so", async (t) => {
  const page = await editor(t, "x");
  await page.keyboard.press("Control+m");
  await announced(page, "Tab leaves the editor");
  await show(page, "y", "shell", "other");
  assert.match(await page.locator(".editor-note").textContent(), /Ctrl\+M makes it indent again/);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "after");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Control+m");
  await page.keyboard.press("Tab");
  assert.equal(await text(page), "  y");
});

test("the note is shown while the editor has the focus, and always described", async (t) => {
  const page = await editor(t, "x");
  const note = page.locator(".editor-note");
  assert.equal(await note.isVisible(), true);
  assert.equal(await page.locator(".cm-content").getAttribute("aria-describedby"), await note.getAttribute("id"));
  const before = await page.locator(".cm-editor").boundingBox();
  await page.getByRole("button", { name: "after" }).focus();
  await note.waitFor({ state: "hidden" });
  assert.deepEqual(await page.locator(".cm-editor").boundingBox(), before, "the text doesn't move");
});

test("Ctrl+Enter runs and writes nothing, read only or not", async (t) => {
  const page = await editor(t, "x");
  await page.evaluate(() => addEventListener("keydown", ({ key }) => key === "Enter" && (globalThis.calls.run += 100)));
  await page.keyboard.press("Control+Enter");
  await page.evaluate(() => globalThis.editor.setReadOnly(true));
  await page.keyboard.press("Control+Enter");
  assert.deepEqual(await calls(page), { change: [], run: 2 });
  assert.equal(await text(page), "x");
});

test("each key keeps its undo history, cursor and scroll; showing is no change of the writer's", async (t) => {
  const page = await editor(t);
  const long = Array.from({ length: 200 }, (_, line) => `line ${line + 1}`).join("\n");
  await show(page, long, "python", "a");
  await page.evaluate(() => globalThis.editor.goTo(150));
  await page.keyboard.type("AA");
  await scrolls(page, 1000, 1e6);
  const far = await scrolled(page);
  const a = await text(page);
  await show(page, "b", "javascript", "b");
  await page.keyboard.type("B");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), "b", "undo stays within the key");
  const { change } = await calls(page);
  assert.deepEqual(change, [a.replace("AA", "A"), a, "Bb", "b"]);
  await show(page, a, "python", "a");
  await scrolls(page, far, far);
  await page.keyboard.type("!");
  assert.match(await text(page), /^AA!line 150$/m, "the cursor is where it was");
  // Letters that are typed slowly are steps of their own.
  for (let steps = 0; steps < 3 && (await text(page)) !== long; steps += 1) await page.keyboard.press("Control+z");
  assert.equal(await text(page), long);
  assert.equal((await calls(page)).change.at(-1), long, "undo is told");
});

test("a key whose text changed elsewhere shows the new one, and undo goes back to the old", async (t) => {
  const page = await editor(t);
  await show(page, "one", "python", "a");
  await show(page, "other", "python", "b");
  await show(page, "two", "python", "a");
  assert.equal(await text(page), "two");
  assert.deepEqual((await calls(page)).change, []);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), "one");
});

test("setText is one undoable change", async (t) => {
  const page = await editor(t, PYTHON);
  await page.keyboard.type("x");
  await page.evaluate(() => globalThis.editor.setText("fresh"));
  assert.equal((await calls(page)).change.at(-1), "fresh");
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), `x${PYTHON}`);
});

test("marks: at the line, in a list, with the edits, by keyboard and aloud", async (t) => {
  const page = await editor(t, PYTHON);
  await page.evaluate(() =>
    globalThis.editor.setMarks([
      { line: 5, message: "NotADirectoryError: 'x'" },
      { line: 99, message: "beyond the end" },
      { line: Number.NaN, message: "nowhere" },
    ]),
  );
  const marks = page.getByRole("list", { name: "Marked lines" }).getByRole("button");
  assert.deepEqual(await marks.allTextContents(), [
    "Line 1: nowhere",
    "Line 5: NotADirectoryError: 'x'",
    "Line 6: beyond the end",
  ]);
  assert.equal(await page.locator(".cm-lint-marker-error").count(), 3);
  const underlined = (await page.locator(".cm-lintRange-error").allTextContents()).join("");
  assert.equal(underlined, "import osreturn os.listdir(root)");
  await page.keyboard.press("F8");
  await announced(page, "Line 5: NotADirectoryError: 'x'");
  await page.keyboard.type("#");
  assert.match(await text(page), /^ {4}#return/m);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Enter");
  assert.equal(await marks.nth(1).textContent(), "Line 6: NotADirectoryError: 'x'");
  await marks.nth(1).focus();
  await page.keyboard.press("Enter");
  assert.equal(await inEditor(page), true);
  await page.keyboard.type("!");
  assert.match(await text(page), /^ {4}!#return/m);
  await show(page, "other", "python", "other");
  assert.equal(await marks.count(), 0, "another text has no marks");
});

test("goTo shows a line, focuses it, and takes any number", async (t) => {
  const page = await editor(t, Array.from({ length: 300 }, (_, line) => `l${line + 1}`).join("\n"));
  await page.getByRole("button", { name: "after" }).focus();
  for (const [asked, got] of [[200, "l200"], [-3, "l1"], [1e9, "l300"], [2.7, "l2"]]) {
    await page.evaluate((line) => globalThis.editor.goTo(line), asked);
    assert.equal(await inEditor(page), true);
    await page.waitForFunction((got) => document.querySelector(".cm-activeLine")?.textContent === got, got);
  }
});

test("find counts, steps and replaces; a bad regex is said; a read-only text offers no replacing", async (t) => {
  const page = await editor(t, "aa bb\naa bb aab\n");
  await page.keyboard.press("Control+f");
  const panel = page.getByRole("search");
  await page.keyboard.type("aa");
  const count = panel.getByRole("status");
  assert.equal(await count.textContent(), "3 matches");
  await page.keyboard.press("Enter");
  assert.equal(await count.textContent(), "1 of 3");
  await panel.getByRole("button", { name: "Next match" }).click();
  assert.equal(await count.textContent(), "2 of 3");
  await panel.getByLabel("Whole word").check();
  await panel.getByLabel("Replace with").fill("c");
  await panel.getByRole("button", { name: "Replace all" }).click();
  assert.equal(await text(page), "c bb\nc bb aab\n");
  assert.equal(await count.textContent(), "no match");
  await panel.getByLabel("Regex").check();
  await panel.getByLabel("Find").fill("(");
  assert.equal(await count.textContent(), "not a valid regex");
  await page.evaluate(() => globalThis.editor.setReadOnly(true));
  assert.equal(await panel.getByLabel("Replace with").isVisible(), false);
  await panel.getByLabel("Find").press("Escape");
  assert.equal(await panel.count(), 0);
  assert.equal(await inEditor(page), true);
});

test("several cursors: Ctrl+D, Ctrl+Alt+arrows, Alt+click", async (t) => {
  const page = await editor(t, "ab ab\nab\nab");
  await page.keyboard.press("Control+d");
  await page.keyboard.press("Control+d");
  await page.keyboard.type("x");
  assert.equal(await text(page), "x x\nab\nab");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Alt+ArrowDown");
  await page.keyboard.press("Control+Alt+ArrowDown");
  await page.keyboard.type("-");
  assert.equal(await text(page), "-x x\n-ab\n-ab");
  await page.keyboard.press("Escape");
  const lines = page.locator(".cm-line");
  await lines.nth(1).click({ position: { x: 200, y: 8 } });
  await lines.nth(2).click({ position: { x: 200, y: 8 }, modifiers: ["Alt"] });
  await page.keyboard.type(";");
  assert.equal(await text(page), "-x x\n-ab;\n-ab;");
});

test("Ctrl+/ comments in the language's way", async (t) => {
  const page = await editor(t, "a");
  for (const [language, commented] of [["python", "# a"], ["javascript", "// a"], ["shell", "# a"]]) {
    await show(page, "a", language, language);
    await page.keyboard.press("Control+/");
    assert.equal(await text(page), commented);
  }
});

test("completion offers words of the language and the text; Enter still ends the line, Tab takes", async (t) => {
  const page = await editor(t, "children_of = {}\n");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("chi");
  await page.getByRole("listbox").waitFor();
  assert.deepEqual(await page.getByRole("option").allTextContents(), ["children_of"]);
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  assert.equal(await text(page), "children_of = {}\nchi\n");
  await page.keyboard.type("enum");
  await page.getByRole("listbox").waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press("Tab");
  assert.equal(await text(page), "children_of = {}\nchi\nenumerate");
  await page.keyboard.type(" # chil");
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole("listbox").count(), 0, "not in a comment");
});

test("a text that is read only can be read with keys and left with Tab", async (t) => {
  const page = await editor(t, "x", { readOnly: true });
  await page.keyboard.type("y");
  assert.equal(await text(page), "x");
  assert.equal(await page.locator(".cm-content").getAttribute("aria-readonly"), "true");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "after");
});

test("destroy leaves nothing", async (t) => {
  const page = await editor(t, "x");
  await page.evaluate(() => globalThis.editor.destroy());
  assert.equal(await page.locator(".editor").count(), 0);
});

const BEFORE = Array.from({ length: 30 }, (_, line) => `line ${line + 1}`).join("\n");
const AFTER = BEFORE.replace("line 2\n", "").replace("line 20", "line twenty\nand more");

async function diff(t, width, before, after, context = {}) {
  const page = await visit(t, browser, url, { viewport: { width, height: 700 }, ...context });
  await page.evaluate(
    async ({ before, after }) => {
      const { createDiff } = await import("/editor.js");
      const parent = document.getElementById("room");
      globalThis.diff = createDiff({ parent, before, after, language: "python", labels: ["Starter", "Yours"] });
    },
    { before, after },
  );
  return page;
}

test("a comparison stands side by side where there is room, and unified below", async (t) => {
  const page = await diff(t, 1000, BEFORE, AFTER);
  await page.locator(".cm-mergeView").waitFor();
  const head = (await page.locator(".editor-diff-head").innerText()).replace(/\s+/g, " ");
  assert.equal(head, "\u2212 Starter 2 lines + Yours 2 lines Show unchanged lines");
  assert.deepEqual(await page.locator(".cm-merge-a .cm-changedLine").allTextContents(), ["line 2", "line 20"]);
  assert.deepEqual(await page.locator(".cm-merge-b .cm-changedLine").allTextContents(), ["line twenty", "and more"]);
  await page.setViewportSize({ width: 600, height: 700 });
  await page.locator(".cm-deletedChunk").first().waitFor();
  assert.equal(await page.locator(".cm-mergeView").count(), 0);
  assert.deepEqual(await page.locator(".cm-deletedLine").allTextContents(), ["line 2", "line 20"]);
  assert.equal(await page.getByText("line 12", { exact: true }).count(), 0, "unchanged lines are folded away");
  await page.getByRole("button", { name: "Show unchanged lines" }).click();
  assert.equal(await page.getByText("line 12", { exact: true }).count(), 1);
  await page.getByRole("textbox").focus();
  await page.keyboard.type("typed");
  assert.equal(await page.getByText("typed").count(), 0, "it can't be edited");
  await page.evaluate(() => globalThis.diff.destroy());
  assert.equal(await page.locator("#room > *").count(), 0);
});

test("two texts that are the same are said to be", async (t) => {
  const page = await diff(t, 1000, "x\n", "x\n");
  const shown = await page.locator("#room").innerText();
  assert.ok(shown.startsWith("“Starter” and “Yours” are the same."), shown);
  assert.equal(await page.locator("#room .cm-line").first().textContent(), "x");
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the ${colorScheme} theme`, async (t) => {
    const text = 'import os  # why\n\n\n@cache\ndef f(x=1.5):\n    return f"{x}" + r"\\d" if x is not None else self\n';
    const page = await editor(t, text, {}, { colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => globalThis.editor.setMarks([{ line: 5, message: "TypeError: f() takes no argument" }]));
    await page.keyboard.press("Control+f");
    await page.keyboard.type("x");
    await page.keyboard.press("Enter");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("ret");
    await page.getByRole("listbox").waitFor();
    await page.waitForTimeout(100);
    await page.keyboard.press("ArrowDown");
    await page.getByRole("option", { selected: true }).waitFor();
    assert.deepEqual(await violations(page), []);
    for (const width of [1000, 600]) {
      const other = text.replace("why", "not").replace("is not None", "");
      const compared = await diff(t, width, text, other, { colorScheme });
      await compared.locator(".cm-changedLine, .cm-insertedLine").first().waitFor();
      assert.deepEqual(await violations(compared), [], `compared at ${width} pixels`);
    }
  });
}

test("on a screen 380 pixels wide nothing but the text scrolls sideways", async (t) => {
  const page = await editor(t, `x = "${"y".repeat(200)}"\n`, {}, { viewport: { width: 380, height: 640 } });
  await page.evaluate(() => globalThis.editor.setMarks([{ line: 1, message: `NameError: ${"z".repeat(200)}` }]));
  await page.keyboard.press("Control+f");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 380));
  const beyond = await page.locator(".editor-find *, .editor-foot *").evaluateAll((all) =>
    all.filter((one) => one.getBoundingClientRect().right > 380).map((one) => one.outerHTML),
  );
  assert.deepEqual(beyond, []);
});
