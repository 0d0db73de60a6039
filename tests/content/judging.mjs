// Answers judged by the page itself: its sandbox, its judge, its engine.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, visit } from "../journeys/support.mjs";

/** Said of a run whose runtime died: that tells nothing of the answer. */
const BROKE = /\bthe runtime broke\b/i;

/** A page of the build; `judge(answer, wanted)` judges an answer in it, and `languages` are those that it can run. */
export async function courtroom(t, room, exercise) {
  const page = await visit(t, room);
  // Its Run button is there when the workbench is.
  await open(page, room.host, `#/exercise/${exercise}`);
  const languages = await page.evaluate(begin);
  return {
    languages,
    judge: async (answer, wanted) => {
      const found = await page.evaluate((asked) => window.judgeAnswer(asked), {
        exercise: answer.exercise,
        language: answer.language,
        ...program(answer),
        ...wanted,
      });
      if (found.problem) throw new Error(`${answer.exercise}/${answer.file} could not be judged: ${found.problem}`);
      return found;
    },
  };
}

/** In the page: imports the workbench's module at the address that it was started from, which is the running one. */
async function begin() {
  const meta = (name) => document.querySelector(`meta[name="dryrun:${name}"]`).content;
  const boot = new URL(meta("workbench"), document.baseURI);
  const script = await (await fetch(boot)).text();
  const { judge } = await import(new URL(/import\("(.+?)"\)/.exec(script)[1], boot));
  window.judgeAnswer = async ({ moduleBase64, ...asked }) => {
    const module = moduleBase64 ? Array.from(atob(moduleBase64), (char) => char.charCodeAt(0)) : [];
    return JSON.parse(await judge(JSON.stringify({ ...asked, module })));
  };
  const { assets } = await (await fetch(meta("web"))).json();
  return Object.keys(assets).flatMap((name) => (name.startsWith("run-") ? [name.slice("run-".length)] : []));
}

/** An answer's program: its text, or for WASI the module that rustc makes of it. */
function program({ language, path, text, mainFile }) {
  if (language !== "wasi") return { files: [[mainFile, text]] };
  const folder = mkdtempSync(join(tmpdir(), "dryrun-wasi-"));
  try {
    const module = join(folder, mainFile);
    execFileSync("rustc", ["--edition", "2024", "-O", "--target", "wasm32-wasip1", "-o", module, path]);
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
