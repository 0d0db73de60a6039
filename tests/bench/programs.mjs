// One program over one recorded host: in each language of the sandbox, and by the system's own Python.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Seconds of each round by language, whole runs on a worker that is warm, and natively, whole processes; all must print
 * the same. `host` is the folder that the sandbox's programs see as `/`; `native` is a command that prints `SECONDS SIZE`
 * and leaves the output in `out`: without one nothing is measured natively. */
export async function programs(browser, url, { host, answers, native, out }, rounds) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`${url}dist/`, { waitUntil: "networkidle" });
  await page.evaluate(prepare, files(host, host));
  const times = Object.fromEntries(answers.map(({ language }) => [language, []]));
  if (native) times.native = [];
  // The first round is for what is compiled while it runs.
  for (let round = -1; round < rounds; round++) {
    let expected = null;
    if (native) {
      const [program, ...words] = native;
      const seconds = Number(execFileSync(program, words, { encoding: "utf8" }).split(" ")[0]);
      expected = readFileSync(out, "latin1");
      if (round >= 0) times.native.push(seconds);
    }
    for (const answer of answers) {
      const { seconds, stdout, stderr } = await page.evaluate((answer) => window.runAnswer(answer), answer);
      expected ??= stdout;
      if (stdout !== expected) throw new Error(`${answer.language} prints something else: ${stdout.slice(0, 300)}\n${stderr}`);
      if (round >= 0) times[answer.language].push(seconds);
    }
  }
  await context.close();
  return times;
}

/** All files below a folder: paths and bytes, a character for each. */
function files(folder, root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path, root) : [[relative(root, path), readFileSync(path, "latin1")]];
  });
}

/** In the page: `runAnswer({ language, name, content, args })` runs a program in a sandbox; the content's characters are
 * bytes. `seconds` is how long that took, `own` what the program took of it. */
export async function prepare(files) {
  const bytes = (text) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const index = document.querySelector('meta[name="dryrun:web"]').content;
  const { assets } = await (await fetch(index)).json();
  for (const name of Object.keys(assets)) assets[name] = new URL(assets[name], document.baseURI).href;
  const { createSandbox } = await import(assets.sandbox);
  const room = createSandbox(assets);
  const ENDINGS = { python: "py", javascript: "js", shell: "sh", wasi: "wasm" };
  const opened = {};
  const given = files.map(([path, content]) => [path, bytes(content)]);
  window.runAnswer = async ({ language, name, content, args }) => {
    const main = language === "wasi" ? bytes(content) : new TextDecoder().decode(bytes(content));
    opened[language] ??= room.open(language, [[`${name}.${ENDINGS[language]}`, main]]);
    const job = { args, env: [], stdin: new Uint8Array(), files: given, dirs: [], seconds: 120 };
    const started = performance.now();
    const { end, reason, stdout, stderr, seconds: own } = await opened[language].run(job);
    const seconds = (performance.now() - started) / 1000;
    const text = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    if (end !== "exited") throw new Error(`${language} ${end}: ${reason} ${text(stderr)}`);
    return { seconds, own, stdout: text(stdout), stderr: text(stderr) };
  };
}
