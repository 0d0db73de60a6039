// The Python runner: CPython, as Pyodide compiles it, without Pyodide's ways to the browser.

import "./environment.ts";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import type { Start } from "../../sandbox/protocol.ts";
import type { Job, Stream } from "../../sandbox/types.ts";
import { HOME } from "../files.ts";
import { Broken, type Io, type Runner, serve, type Write } from "../harness.ts";
import { clear, type EmscriptenFs, fill, freeProc, keepStandardStreams } from "./files.ts";
import source from "./runner.py";

/** Addresses that nobody serves: what is asked of them comes from the bytes that the page posted. */
const BASE = "https://sandbox.invalid/";

/** What is used of Pyodide. */
interface Python {
  FS: EmscriptenFs;
  runPython(code: string, options: { globals: unknown; filename: string }): unknown;
  toPy(value: unknown): { get(name: string): unknown };
  setStdin(options: { read: (into: Uint8Array) => number; isatty: boolean }): void;
  setStdout(options: { write: (bytes: Uint8Array) => number; isatty: boolean }): void;
  setStderr(options: { write: (bytes: Uint8Array) => number; isatty: boolean }): void;
}

/** Boots Pyodide from what the page posted. */
async function load({ wasm, data }: Start): Promise<Python> {
  if (!wasm) throw new Error("python.wasm is missing");
  const scope = globalThis as unknown as { fetch: unknown };
  const fetched = scope.fetch;
  const streamed = WebAssembly.instantiateStreaming;
  scope.fetch = async (url: URL | string) => {
    const { pathname } = new URL(url);
    return new Response(pathname === "/python-stdlib.zip" ? data["python-stdlib"] : null);
  };
  // The frame compiled the module already, for all workers.
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  });
  // Emscripten takes hold of these as it starts, and says "Aborted()" by them when a program ends the interpreter.
  for (const name of ["log", "warn", "error"] as const) console[name] = () => {};
  try {
    return (await loadPyodide({
      indexURL: BASE,
      packageBaseUrl: BASE,
      stdLibURL: `${BASE}python-stdlib.zip`,
      lockFileContents: new TextDecoder().decode(data["python-lock"]),
      createPyodideModule,
      env: { HOME, PYTHONINSPECT: "", USER: "you", LOGNAME: "you" },
    } as Parameters<typeof loadPyodide>[0])) as unknown as Python;
  } finally {
    scope.fetch = fetched;
    WebAssembly.instantiateStreaming = streamed;
  }
}

/** A sentence about what killed the interpreter. */
function causeOfDeath(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (/call stack|stack overflow|recursion/i.test(text)) {
    return "The program used up the interpreter's stack: its recursion is too deep. Python was restarted.";
  }
  if (/exit/i.test(text)) return "The program ended the interpreter itself, as os._exit and os.abort do. Python was restarted.";
  // A traceback of Python's ends with the exception.
  return `The interpreter died (${text.trimEnd().split("\n").at(-1)?.slice(0, 200)}). Python was restarted.`;
}

async function boot(start: Start): Promise<Runner> {
  const python = await load(start);
  const { FS: fs } = python;
  freeProc(fs);
  clear(fs);
  fs.mkdirTree(HOME);
  const globals = python.toPy({ __name__: "runner" });
  python.runPython(source, { globals, filename: "<runner>" });
  const call = globals.get("run") as (name: string, args: unknown, env: unknown) => number;
  const restore = globals.get("restore") as () => void;

  let write: Write = () => {};
  let stdin: Uint8Array = new Uint8Array();
  const output = (stream: Stream) => ({
    write: (bytes: Uint8Array) => {
      write(stream, bytes);
      return bytes.length;
    },
    isatty: false,
  });
  python.setStdin({
    read: (into) => {
      const part = stdin.subarray(0, into.length);
      into.set(part);
      stdin = stdin.subarray(part.length);
      return part.length;
    },
    isatty: false,
  });
  python.setStdout(output(1));
  python.setStderr(output(2));

  const openStandardStreams = keepStandardStreams(fs);

  const run = (job: Job, program: [string, string | Uint8Array][], io: Io): number => {
    openStandardStreams();
    clear(fs);
    fill(fs, job, program);
    stdin = job.stdin;
    write = io.write;
    const main = program[0]?.[0] ?? "";
    const args = python.toPy(job.args);
    const env = python.toPy(new Map(job.env));
    io.began();
    let status: number;
    try {
      status = call(main, args, env);
      // What follows is not the program's time.
      io.leave(status);
      write = () => {};
      restore();
    } catch (error) {
      throw new Broken(causeOfDeath(error));
    }
    return status;
  };
  // The first run is slow: the code that it needs is compiled when it is first used.
  const job: Job = { args: [], env: [], stdin: new Uint8Array(), files: [], dirs: [], seconds: 0 };
  run(job, [["first.py", "import argparse, json, os, re, sys\nprint(len(sys.argv))\n"]], { write, began: () => {}, leave: () => {} });
  return { run };
}

serve(boot);
