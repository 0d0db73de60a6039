// Answers judged by the page itself: its sandbox, its judge, its engine.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIST, open, visit } from "../journeys/support.mjs";

/** Said of a run whose runtime died: that tells nothing of the answer. */
const BROKE = /\bthe runtime broke\b/i;

/** The languages that the build can run. */
export function languages() {
  const web = join(DIST, "web");
  const index = readdirSync(web).find((file) => /^index-\w+\.json$/.test(file));
  const { assets } = JSON.parse(readFileSync(join(web, index), "utf8"));
  return Object.keys(assets).flatMap((name) => (name.startsWith("run-") ? [name.slice("run-".length)] : []));
}

/** Opens the page; gives `judge(answer, wanted)`, which judges an answer in it: `Wanted` and `Found` of
 * src/app/src/pages/exercise/write/check.rs. */
export async function courtroom(t, room, exercise) {
  const page = await visit(t, room);
  // Its Run button is there when the workbench is.
  await open(page, room.host, `#/exercise/${exercise}`);
  await page.evaluate(begin);
  return async (answer, wanted) => {
    const asked = { exercise: answer.exercise, language: answer.language, ...program(answer), ...wanted };
    const found = await page.evaluate((asked) => window.judgeAnswer(asked), asked);
    if (found.problem) throw new Error(`${answer.exercise}/${answer.file} could not be judged: ${found.problem}`);
    return found;
  };
}

/** In the page: imports the workbench's module at the address that it was started from, which is the running one. */
async function begin() {
  const boot = new URL(document.querySelector('meta[name="dryrun:workbench"]').content, document.baseURI);
  const script = await (await fetch(boot)).text();
  const { judge } = await import(new URL(/import\("(.+?)"\)/.exec(script)[1], boot));
  window.judgeAnswer = async ({ moduleBase64, ...asked }) => {
    const module = moduleBase64 ? Array.from(atob(moduleBase64), (char) => char.charCodeAt(0)) : [];
    return JSON.parse(await judge(JSON.stringify({ ...asked, module })));
  };
}

/** An answer's program: its text, or for WASI the module that rustc makes of it. */
function program({ language, path, text, mainFile }) {
  if (language !== "wasi") return { files: [[mainFile, text]] };
  const folder = mkdtempSync(join(tmpdir(), "dryrun-wasi-"));
  try {
    const module = join(folder, mainFile);
    // A crate can't be called after a file whose name has two dots.
    const named = ["--crate-name", "answer", "-o", module, path];
    execFileSync("rustc", ["--edition", "2024", "-O", "--target", "wasm32-wasip1", ...named]);
    return { moduleBase64: readFileSync(module).toString("base64") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A case's verdict; `broke` where the runtime did. */
export function verdict([, word, why]) {
  return why.some((sentence) => BROKE.test(sentence)) ? "broke" : word;
}

/** What went wrong, for the reader: each case that did not pass, and the random input. */
export function failures({ cases, failed, smallest }) {
  const lines = cases
    .filter((judged) => verdict(judged) !== "pass")
    .map((judged) => `${judged[0]}: ${verdict(judged)}: ${judged[2].join(" ")}`);
  if (failed) {
    const [seed, why] = failed;
    const [args, files] = smallest;
    lines.push(`seed ${seed}: ${why.join(" ")} The smallest input: ${JSON.stringify(args)} with ${files} files`);
  }
  return lines.join("\n");
}
