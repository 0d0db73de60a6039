// Completion of the last word of a line: commands where a command stands, else files.

import type { Shell } from "./shell.ts";

/** What separates commands: after it, a word is a command's name. */
const BEFORE_COMMAND = /(?:^|[|;&(]|\b(?:do|then|else|if|while|until|time|xargs|sudo))\s*$/;
const MAX_OPTIONS = 200;

/** The word at the end of a line, up to the last unquoted space or operator. */
function wordStart(line: string): number {
  return line.length - (/(?:\\.|[^\s|;&()<>"'`=])*$/.exec(line)?.[0].length ?? 0);
}

/** Spaces and other signs of the shell's, escaped. */
function escaped(name: string): string {
  return name.replace(/[\s"'\\$`|;&()<>*?[\]{}!#]/g, "\\$&");
}

async function files(shell: Shell, word: string): Promise<string[]> {
  const plain = word.replace(/\\(.)/g, "$1");
  const slash = plain.lastIndexOf("/");
  const prefix = plain.slice(0, slash + 1);
  const beginning = plain.slice(slash + 1);
  const folder = shell.fs.resolvePath(shell.cwd, prefix === "" ? "." : prefix);
  let names: string[];
  try {
    names = await shell.fs.readdir(folder);
  } catch {
    return [];
  }
  const options: string[] = [];
  for (const name of names) {
    if (!name.startsWith(beginning) || (name.startsWith(".") && beginning === "")) continue;
    const { isDirectory } = await shell.fs.stat(`${folder}/${name}`);
    options.push(escaped(prefix + name) + (isDirectory ? "/" : ""));
    if (options.length >= MAX_OPTIONS) break;
  }
  return options;
}

/** The completions of the word at the end of the line, which begins at `from`; sorted. */
export async function complete(shell: Shell, line: string): Promise<{ from: number; options: string[] }> {
  const from = wordStart(line);
  const word = line.slice(from);
  if (word.includes("/") || !BEFORE_COMMAND.test(line.slice(0, from))) {
    return { from, options: (await files(shell, word)).sort() };
  }
  const { commands, state } = shell.bash as unknown as {
    commands: Map<string, unknown>;
    state: { functions: Map<string, unknown> };
  };
  const builtins = "alias break cd command continue declare eval exec exit export for if local pwd read readonly return set shift source test trap type ulimit umask unset until wait while".split(" ");
  const names = new Set([...commands.keys(), ...state.functions.keys(), ...builtins]);
  return { from, options: [...names].filter((name) => name.startsWith(word)).sort().slice(0, MAX_OPTIONS) };
}
