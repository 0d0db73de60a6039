// The exercise folders as they are on disk: which answers each holds, in which languages, and where the wrong ones say
// that they fail.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../journeys/support.mjs";

const FOLDERS = join(ROOT, "exercises");

/** The endings of answers' names: the language of each, and what its main file is called, as `Language::main_file` of
 * src/practice/src/language.rs has it. */
const ENDINGS = {
  py: { language: "python", mainFile: (exercise) => `${exercise.replaceAll("-", "_")}.py` },
  js: { language: "javascript", mainFile: (exercise) => `${exercise}.js` },
  sh: { language: "shell", mainFile: (exercise) => `${exercise}.sh` },
  "wasi.rs": { language: "wasi", mainFile: (exercise) => `${exercise}.wasm` },
};

/** All exercises that are programs, in the order of their paths; designs have no answers that run. */
export function exercises() {
  const found = [];
  for (const track of folders(FOLDERS)) {
    for (const name of folders(join(FOLDERS, track))) {
      const path = join(FOLDERS, track, name);
      const isDesign = existsSync(join(path, "design.toml"));
      if (existsSync(join(path, "exercise.toml")) && !isDesign) found.push(exercise(name, path));
    }
  }
  return found;
}

function exercise(name, path) {
  const here = readdirSync(path);
  const named = (stem) => here.filter((file) => file.startsWith(`${stem}.`));
  const wrong = existsSync(join(path, "wrong")) ? readdirSync(join(path, "wrong")) : [];
  return {
    name,
    starters: answers(name, path, named("starter")),
    // What is left out is the reference, which is the judge's measure and no answer.
    models: answers(name, path, named("solution").filter((file) => file !== "solution.rs")),
    wrong: answers(name, path, wrong.map((file) => `wrong/${file}`)),
  };
}

/** Answers by their paths in the folder. A file of an ending that nobody knows is an error: it would go unjudged. */
function answers(exercise, path, files) {
  return files.sort().map((file) => {
    const ending = ENDINGS[file.slice(file.indexOf(".") + 1)];
    if (!ending) throw new Error(`${join(path, file)}: no language has answers of that name`);
    const { language, mainFile } = ending;
    const text = readFileSync(join(path, file), "utf8");
    return { exercise, file, path: join(path, file), text, language, mainFile: mainFile(exercise) };
  });
}

function folders(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Where a wrong answer says that it fails: names of cases, or `random` for some random input. */
export function failsAt({ path, text }) {
  const header = /^(?:#|\/\/) fails: (.+)$/m.exec(text);
  if (!header) throw new Error(`${path}: there is no line \`fails: CASE, CASE\``);
  return header[1].split(", ");
}
