// The WASI runner: a module of anyone's over the virtual files, a fresh instance for each run.

import { ConsoleStdout, File, OpenFile, WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { inspectModule } from "../../sandbox/module.ts";
import type { Job } from "../../sandbox/types.ts";
import { filesOf } from "../files.ts";
import { type Io, type Runner, serve } from "../harness.ts";
import { mended } from "./calls.ts";
import { preopened } from "./files.ts";

/** The status of a program that aborted, as a shell tells it, and that of one that can't be run. */
const ABORTED = 134;
const CANNOT_RUN = 126;

const encoder = new TextEncoder();
/** A worker serves one program, so its module is compiled once. */
let compiled: Promise<WebAssembly.Module> | null = null;

function trapText(error: unknown): string {
  if (error instanceof RangeError && /call stack/.test(error.message)) return "the stack overflowed";
  return error instanceof Error ? error.message : String(error);
}

async function run(job: Job, program: [string, string | Uint8Array][], { write, began }: Io): Promise<number> {
  const [name, content] = program[0] ?? ["", ""];
  const complain = (text: string) => write(2, encoder.encode(`${name}: ${text}\n`));
  if (typeof content === "string") {
    began();
    complain("This is not a WebAssembly module.");
    return CANNOT_RUN;
  }
  const obstacle = inspectModule(content);
  if (obstacle !== null) {
    began();
    complain(obstacle);
    return CANNOT_RUN;
  }
  compiled ??= WebAssembly.compile(content as Uint8Array<ArrayBuffer>);
  const module = await compiled.catch((error: unknown) => trapText(error));
  // A start section runs with the instantiation, which therefore is the program's time.
  began();
  const output = (stream: 1 | 2) => new ConsoleStdout((bytes) => write(stream, bytes));
  const env = job.env.map(([key, value]) => `${key}=${value}`);
  const stdin = new OpenFile(new File(job.stdin));
  const fds = [stdin, output(1), output(2), preopened(filesOf(job, []))];
  const shim = new WASI([name, ...job.args], env, fds);
  let instance: WebAssembly.Instance;
  const memory = () => instance.exports.memory as WebAssembly.Memory;
  try {
    if (typeof module === "string") throw new Error(module);
    const imports = { ...shim.wasiImport, ...mended(shim, memory) };
    instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: imports as WebAssembly.ModuleImports });
  } catch (error) {
    complain(`It can't be instantiated: ${trapText(error)}`);
    return CANNOT_RUN;
  }
  try {
    return shim.start(instance as Parameters<WASI["start"]>[0]);
  } catch (error) {
    if (error instanceof WASIProcExit) return error.code;
    complain(`The module trapped: ${trapText(error)}`);
    return ABORTED;
  }
}

serve((): Runner => ({ run }));
