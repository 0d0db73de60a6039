// Output as it comes. just-bash gives a script's output when the script has ended, but an endless loop never ends; so
// what commands write to the shell's own streams is taken where it arises, unless something captures it.

import { type ExecResult, Interpreter } from "just-bash/browser";
import type { Write } from "../harness.ts";
import type { Node, State } from "./interpreter.d.ts";

const encoder = new TextEncoder();

/** The output of one script that runs at the moment. */
interface Live {
  write: Write;
  /** The interpreter of the script itself: those of its child shells give their output to who called them. */
  interpreter: Interpreter | null;
  /** How many things around capture the output: pipes, redirections, substitutions. */
  captures: number;
}

let live: Live | null = null;

/** The bytes of a stream: text, or one byte in each character. */
export function bytesOf(text: string, kind: "text" | "bytes"): Uint8Array {
  return kind === "bytes" ? Uint8Array.from(text, (char) => char.charCodeAt(0)) : encoder.encode(text);
}

/** Writes what a command gave, and leaves the rest of its result. */
export function drain(result: ExecResult, write: Write): ExecResult {
  const kind = result.stdoutKind ?? (result.stdoutEncoding === "binary" ? "bytes" : "text");
  if (result.stderr !== "") write(2, encoder.encode(result.stderr));
  if (result.stdout !== "") write(1, bytesOf(result.stdout, kind));
  return { ...result, stdout: "", stderr: "", internalOutputAccounting: { stdout: 0, stderr: 0 } };
}

/** Runs something whose output goes elsewhere. */
async function captured<T>(now: Live, call: () => Promise<T>): Promise<T> {
  now.captures += 1;
  try {
    return await call();
  } finally {
    now.captures -= 1;
  }
}

/** Bodies of functions that redirect their output. */
const redirected = new WeakSet<Node>();
const { executeScript, executePipeline, executeCommand, executeSimpleCommand } = Interpreter.prototype;

function of(interpreter: Interpreter): Live | null {
  return live !== null && live.interpreter === interpreter ? live : null;
}

Object.assign(Interpreter.prototype, {
  executeScript(this: Interpreter, script: unknown): Promise<ExecResult> {
    if (live !== null && live.interpreter === null) {
      live.interpreter = this;
      return executeScript.call(this, script);
    }
    // Substitutions, eval, source: what reads their output, or runs them, writes it.
    const now = of(this);
    return now ? captured(now, () => executeScript.call(this, script)) : executeScript.call(this, script);
  },
  async executePipeline(this: Interpreter, pipeline: Node): Promise<ExecResult> {
    const now = of(this);
    if (!now) return executePipeline.call(this, pipeline);
    const piped = (pipeline.commands?.length ?? 0) > 1;
    const call = () => executePipeline.call(this, pipeline);
    const result = piped ? await captured(now, call) : await call();
    return now.captures === 0 ? drain(result, now.write) : result;
  },
  executeCommand(this: Interpreter, command: Node, stdin: string, inherited?: boolean): Promise<ExecResult> {
    const now = of(this);
    const call = () => executeCommand.call(this, command, stdin, inherited);
    if (!now) return call();
    const redirects = (command.redirections?.length ?? 0) > 0;
    if (command.type === "FunctionDef" && redirects && command.body) redirected.add(command.body);
    return redirects || redirected.has(command) ? captured(now, call) : call();
  },
  async executeSimpleCommand(this: Interpreter, command: Node, stdin: string): Promise<ExecResult> {
    const result = await executeSimpleCommand.call(this, command, stdin);
    const now = of(this);
    return now && now.captures === 0 ? drain(result, now.write) : result;
  },
});

/** Runs a script with its output written as it comes; gives what is left, and the state in which it ended. */
export async function withLiveOutput(
  write: Write,
  call: () => Promise<ExecResult>,
): Promise<{ result: ExecResult; state: State | null }> {
  const now: Live = { write, interpreter: null, captures: 0 };
  live = now;
  try {
    const result = await call();
    return { result, state: now.interpreter?.ctx.state ?? null };
  } finally {
    live = null;
  }
}
