// The JavaScript runner. The page writes the program behind this script (see sandbox/javascript/compose.ts); it is run
// once, in a worker of its own.

import type { Job } from "../../sandbox/types.ts";
import { filesOf, HOME } from "../files.ts";
import { type Io, serveSealed } from "../harness.ts";
import { Buffer } from "./buffer.ts";
import { createBuiltins } from "./builtins.ts";
import { createFs } from "./fs.ts";
import { inspect } from "./inspect.ts";
import { Loader, type Source } from "./loader.ts";
import { createConsole, createProcess, type NodeProcess } from "./process.ts";
import { Timers } from "./timers.ts";

let sources: Source[] = [];
/** Of a program that isn't what the page composed: what Node would write of it. */
let refusal: string | null = null;
/** What to do with an error that nobody caught. */
let onError: (error: unknown) => void = () => {};

const { deleteProperty } = Reflect;
const textOf: (call: unknown) => string = Function.prototype.call.bind(Function.prototype.toString);

/** Stacks speak of lines of the whole script; the learner's are those of a file. Our own frames are left out. */
function stackOf(error: Error): string {
  const stack = typeof error.stack === "string" ? error.stack : "";
  const lines: string[] = [];
  for (const line of stack.split("\n")) {
    const place = /\(?blob:[^\s)]*?:(\d+):(\d+)\)?$/.exec(line);
    if (!place) {
      lines.push(line);
      continue;
    }
    const row = Number(place[1]);
    const source = sources.find((file) => file.kind !== "json" && row >= file.line && row < file.line + file.lines);
    if (!source) continue;
    const where = `${HOME}/${source.name}:${row - source.line + 1}:${place[2]}`;
    const call = line.slice(0, place.index).replace(/Object\.run |Source\.run /, "").trimEnd();
    lines.push(call.trim() === "at" ? `    at ${where}` : `${call} (${where})`);
  }
  return lines.join("\n");
}

/** The report of an error that nobody caught, as Node writes it. */
function uncaught(error: unknown): string {
  if (!(error instanceof Error)) return `Uncaught ${inspect(error, stackOf)}\n`;
  const stack = stackOf(error);
  const place = /(\/home\/you\/[^\s:)]+:\d+):\d+/.exec(stack)?.[1];
  return `${place === undefined ? "" : `${place}\n\n`}${inspect(error, stackOf)}\n`;
}

/** Thrown to leave a program that called `process.exit`. If it catches this, nobody hears what it does after. */
class Left extends Error {
  override name = "Exit";
}

function run(job: Job, program: [string, string | Uint8Array][], { write, began, leave }: Io): Promise<number> {
  if (refusal !== null) {
    began();
    write(2, new TextEncoder().encode(refusal));
    return Promise.resolve(1);
  }
  return new Promise((resolve) => {
    let ended = false;
    const timers = new Timers();
    const main = program[0]?.[0] ?? "";
    const fs = createFs(filesOf(job, program), job.stdin, write);
    const process: NodeProcess = createProcess({
      args: job.args,
      main: `${HOME}/${main}`,
      env: job.env,
      write,
      readStdin: () => fs.readFileSync(0) as Buffer,
      exit: (status) => {
        ended = true;
        leave(status);
        resolve(status);
        throw new Left();
      },
    });
    const finish = () => {
      try {
        process.leave();
      } catch (error) {
        if (!(error instanceof Left)) onError(error);
      }
    };
    onError = (error) => {
      if (ended) return;
      if (process.listenerCount("uncaughtException") > 0) {
        process.emit("uncaughtException", error);
        return;
      }
      process.stderr.write(uncaught(error));
      process.exitCode = 1;
      finish();
    };
    const console = createConsole(process, stackOf);
    const globals = { process, Buffer, global: globalThis, console, ...timers.globals };
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
    }
    const loader = new Loader(sources, createBuiltins(process, fs, stackOf));
    began();
    const running = loader.main(main);
    if (sources.find(({ name }) => name === main)?.kind === "script") {
      try {
        process.runTicks();
      } catch (error) {
        onError(error);
      }
    }
    running.then(
      () => timers.whenIdle(() => {
        process.emit("beforeExit", Number(process.exitCode ?? 0));
        timers.whenIdle(finish);
      }),
      (error: unknown) => onError(error),
    );
  });
}

serveSealed({ run }, (error) => onError(error));

Object.defineProperty(globalThis, "defineProgram", {
  configurable: true,
  value: (program: Source[]) => {
    deleteProperty(globalThis, "defineProgram");
    sources = program;
    // A source may close the function around it: then its function's text is another, and nothing of it is run.
    for (let at = 0; at < program.length; at += 1) {
      const source = program[at];
      if (source.kind === "json" || textOf(source.run).length === source.size) continue;
      refusal = source.fault;
      throw new SyntaxError(refusal);
    }
  },
});
