// Makes the script of a worker out of the JavaScript runner and the files of a program.

import type { ScriptFault } from "../protocol.ts";
import type { ProgramFiles } from "../types.ts";
import { PARAMETERS, toBody } from "./modules.ts";

/** Where a program's files stand. */
const HOME = "/home/you";

export interface Composed {
  script: string;
  /** What Node would write to stderr when a script can't be parsed. */
  describeFault(fault: ScriptFault): string;
}

interface Placed {
  name: string;
  source: string;
  /** The line of the script, from 1, that holds the source's first line. */
  line: number;
}

function countLines(text: string): number {
  return text.split("\n").length;
}

/** `runner` is the text of run-javascript.js: it defines `defineProgram`, which takes what follows it. */
export function composeProgram(runner: string, files: ProgramFiles): Composed {
  // Not a directive any more: "use strict" at the top would hold for the program, too.
  const parts = [`void 0;${runner}\n`, "defineProgram([\n"];
  let line = countLines(parts.join(""));
  const placed: Placed[] = [];
  let fault: ScriptFault | null = null;
  for (const [name, content] of files) {
    const source = typeof content === "string" ? content : new TextDecoder().decode(content);
    if (name.endsWith(".json")) {
      parts.push(`{name: ${JSON.stringify(name)}, kind: "json", line: ${line}, text: ${JSON.stringify(source)}},\n`);
      line += 1;
      continue;
    }
    if (!/\.[cm]?js$/.test(name)) continue;
    const body = toBody(name, source);
    const head =
      `{name: ${JSON.stringify(name)}, kind: "${body.kind}", line: ${line + 1}, lines: ${countLines(source)}, ` +
      `imports: ${JSON.stringify(body.imports)}, ` +
      `run: ${body.kind === "module" ? "async " : ""}function (${PARAMETERS[body.kind]}) {${body.prelude}\n`;
    placed.push({ name, source, line: line + 1 });
    parts.push(head, body.source, "\n}},\n");
    line += countLines(source) + 2;
    if (body.unopened !== null && fault === null) {
      const before = source.slice(0, body.unopened).split("\n");
      const column = (before.at(-1)?.length ?? 0) + 1;
      const message = `SyntaxError: Unexpected token '${source[body.unopened]}'`;
      fault = { message, line: placed.at(-1)!.line + before.length - 1, column };
    }
  }
  parts.push("]);\n");
  const describeFault = (found: ScriptFault) => describe(found, placed);
  // A bracket too many could close the function around the source: such a program is never made a script.
  if (fault) return { script: `throw new SyntaxError();`, describeFault: () => describeFault(fault) };
  return { script: parts.join(""), describeFault };
}

function describe(fault: ScriptFault, placed: Placed[]): string {
  const message = fault.message.replace(/^Uncaught /, "");
  const file = placed.findLast(({ line }) => line <= fault.line) ?? placed[0];
  if (!file) return `${message}\n`;
  const lines = file.source.split("\n");
  const line = Math.min(Math.max(fault.line - file.line + 1, 1), lines.length);
  const text = lines[line - 1];
  const mark = fault.line - file.line + 1 === line ? " ".repeat(Math.max(fault.column - 1, 0)) + "^" : "";
  return `${HOME}/${file.name}:${line}\n${text}\n${mark}\n\n${message}\n`;
}
