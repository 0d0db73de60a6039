// What journeys of writing need: the editor, the judged run, its verdicts.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, beginning, calm, shell } from "./support.mjs";

/** How a judged run may end, as the line at the end of the tabs has it. */
const END = /^(passed|\d+ to mend|smallest failing input: seed \d+|the replayed input passes|stopped|not judged|\d+ not judged: the runtime broke)$/;

/** Where the seeds of random inputs begin, as a share of all there are. */
const SEEDS = 0.5;

/** Milliseconds after which a judged run is given up: a hundred random inputs, on a machine that has much else to do. */
const JUDGING_MS = 480_000;

/** A file of an exercise, as text. */
export function exerciseFile(exercise, ...path) {
  return readFileSync(join(ROOT, "exercises/programming", exercise, ...path), "utf8");
}

/** Text with one thing changed, which must be there. */
export function changed(text, from, to) {
  if (!text.includes(from)) throw new Error(`there is no ${JSON.stringify(from)} to change`);
  return text.replace(from, () => to);
}

/** A WASI module built from an exercise's answer in Rust, for as long as the test lasts. */
export function wasiModule(t, exercise) {
  const target = "wasm32-wasip1";
  if (!shell("rustup", "target", "list", "--installed").includes(target)) shell("rustup", "target", "add", target);
  const folder = mkdtempSync(join(tmpdir(), "dryrun-wasi-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const out = join(folder, `${exercise}.wasm`);
  const source = join(ROOT, "exercises/programming", exercise, "solution.wasi.rs");
  execFileSync("rustc", ["--crate-name", "answer", "--edition", "2024", "-O", "--target", target, source, "-o", out]);
  return out;
}

/** The place where the answer is typed. */
export const editor = (page) => page.getByRole("textbox", { name: "Your answer" });

/** The bar's button: Run, Run theirs, Stop. */
export const runButton = (page) => page.locator(".bar").getByRole("button", { name: /^(Run|Stop)/ });

/** The line at the end of the results' tabs. */
export const summary = (page) => page.locator(".results .tabs-end");

/** Opens an exercise for writing and waits for the editor. */
export async function openWriting(page, host, exercise, query = "") {
  await page.goto(`${host.url}#/exercise/${exercise}${query}`);
  await editor(page).waitFor();
  await calm(page);
}

/** Turns to a language and waits until its main file is shown. */
export async function turnTo(page, language, file) {
  await page.getByRole("tablist", { name: "Language" }).getByRole("tab", { name: language }).click();
  const files = page.getByRole("list", { name: "Files of your answer" });
  if (file) await files.getByRole("button", { name: file }).waitFor();
  // The editor takes its text a moment after.
  await calm(page);
}

/** Replaces what the editor holds, as a reader does: select all, paste. */
export async function write(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await editor(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await calm(page);
}

/** What the editor holds, long texts included, of which it draws a part. */
export async function written(page) {
  await editor(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  await page.keyboard.press("ArrowLeft");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Waits until what was typed is on the disk. */
export async function saved(page) {
  // That it isn't any more is drawn by then.
  await calm(page);
  await page.locator(".saved").getByText("Saved", { exact: true }).waitFor();
}

/** Presses Run, waits for the end of it, and gives how it ended. Its random inputs are the same ones each time: whether an
 * answer passes, and how small an input that refutes it becomes within its tries, is no matter of luck here. */
export async function judge(page) {
  await page.evaluate((seeds) => {
    globalThis.luck ??= Math.random;
    Math.random = () => seeds;
  }, SEEDS);
  await beginning(page, () => runButton(page).click());
  await page.evaluate(() => (Math.random = globalThis.luck));
  return judged(page);
}

/** Waits for the end of a judged run, and gives how it ended. */
export async function judged(page) {
  const end = summary(page).getByText(END);
  await end.waitFor({ timeout: JUDGING_MS });
  // Verdicts and what is said of them are drawn in turns.
  await calm(page);
  return end.textContent();
}

/** The verdicts as they stand: title to verdict, in the order of the list. */
export async function verdicts(page) {
  const rows = await page.getByRole("list", { name: "Cases" }).getByRole("button").evaluateAll((buttons) =>
    buttons.map((button) => [button.querySelector(".what").textContent, button.querySelector(".verdict").textContent]),
  );
  return new Map(rows);
}

/** The titles of an exercise's cases, in file order. */
export function titles(exercise) {
  return readdirSync(join(ROOT, "exercises/programming", exercise, "cases"))
    .sort()
    .map((name) => /^title = "(.*)"$/m.exec(exerciseFile(exercise, "cases", name, "case.toml"))[1]);
}

/** The chosen case in full. */
export const detail = (page) => page.locator(".detail");

/** What a closed part of the detail holds, opened: "Printed", "Expected output", "Input". */
export async function part(page, title) {
  const all = detail(page).locator("details", { has: page.locator("summary", { hasText: new RegExp(`^${title}: `) }) });
  await calm(page);
  if ((await all.getAttribute("open")) === null) await all.locator("summary").click();
  return all.locator("pre").allTextContents();
}

/** What screen readers are told of the judged run. */
export const told = (page) => page.locator(".results").getByRole("status").first();
