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

/** What is said of a source that closes more than it opens, when it can't be told where. */
const UNOPENED = "SyntaxError: Unexpected token '}'";

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
  const unopenedFaults: ScriptFault[] = [];
  for (const [name, content] of files) {
    const source = typeof content === "string" ? content : new TextDecoder().decode(content);
    if (name.endsWith(".json")) {
      parts.push(`{name: ${JSON.stringify(name)}, kind: "json", line: ${line}, text: ${JSON.stringify(source)}},\n`);
      line += 1;
      continue;
    }
    if (!/\.[cm]?js$/.test(name)) continue;
    const body = toBody(name, source);
    const place = { name, source, line: line + 1 };
    placed.push(place);
    const call = `${body.kind === "module" ? "async " : ""}function (${PARAMETERS[body.kind]}) {${body.prelude}\n`;
    const end = "\n}";
    const unopened = body.unopened === null ? null : unopenedIn(place, body.unopened);
    if (unopened) unopenedFaults.push(unopened);
    const head =
      `{name: ${JSON.stringify(name)}, kind: "${body.kind}", line: ${line + 1}, lines: ${countLines(source)}, ` +
      `imports: ${JSON.stringify(body.imports)}, size: ${call.length + body.source.length + end.length}, ` +
      `fault: ${JSON.stringify(describe(unopened ?? { message: UNOPENED, line: line + 1, column: 1 }, placed))}, run: `;
    parts.push(head, call, body.source, end, "},\n");
    line += countLines(source) + 2;
  }
  parts.push("]);\n");
  // A bracket too many closes the function around the source: the browser finds the fault later than it is.
  const describeFault = (found: ScriptFault) => {
    const file = fileAt(placed, found.line);
    const earlier = unopenedFaults.find(({ line }) => line <= found.line && fileAt(placed, line) === file);
    return describe(earlier ?? found, placed);
  };
  return { script: parts.join(""), describeFault };
}

function fileAt(placed: Placed[], line: number): Placed | undefined {
  return placed.findLast((file) => file.line <= line);
}

function unopenedIn({ source, line }: Placed, at: number): ScriptFault {
  const before = source.slice(0, at).split("\n");
  const message = `SyntaxError: Unexpected token '${source[at]}'`;
  return { message, line: line + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
}

function describe(fault: ScriptFault, placed: Placed[]): string {
  const message = fault.message.replace(/^Uncaught /, "");
  const file = fileAt(placed, fault.line) ?? placed[0];
  if (!file) return `${message}\n`;
  const lines = file.source.split("\n");
  const line = Math.min(Math.max(fault.line - file.line + 1, 1), lines.length);
  const text = lines[line - 1];
  const mark = fault.line - file.line + 1 === line ? " ".repeat(Math.max(fault.column - 1, 0)) + "^" : "";
  return `${HOME}/${file.name}:${line}\n${text}\n${mark}\n\n${message}\n`;
}
