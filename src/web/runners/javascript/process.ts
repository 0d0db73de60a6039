// Node's `process` and `console` for one run.

import type { Write } from "../harness.ts";
import { Buffer, encode, encodingOf } from "./buffer.ts";
import { codedError } from "./errors.ts";
import { format, inspect } from "./inspect.ts";
import { EventEmitter, Readable } from "./streams.ts";

/** The version of Node whose behaviour this follows. */
const VERSION = "v22.0.0";

/** A stream to write to: stdout or stderr. */
class Output extends EventEmitter {
  readonly fd: 1 | 2;
  readonly writable = true;
  readonly isTTY = false;
  #write: Write;

  constructor(fd: 1 | 2, write: Write) {
    super();
    this.fd = fd;
    this.#write = write;
  }

  write(data: unknown, encoding?: unknown, done?: unknown): boolean {
    const finished = typeof encoding === "function" ? encoding : done;
    if (typeof data === "string") this.#write(this.fd, encode(data, encodingOf(typeof encoding === "string" ? encoding : undefined)));
    else if (data instanceof Uint8Array) this.#write(this.fd, data);
    else {
      throw codedError(
        "ERR_INVALID_ARG_TYPE",
        'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView.',
        TypeError,
      );
    }
    if (typeof finished === "function") queueMicrotask(() => (finished as () => void)());
    return true;
  }

  end(data?: unknown, encoding?: unknown): this {
    if (data !== undefined && typeof data !== "function") this.write(data, encoding);
    return this;
  }
}

export interface ProcessParts {
  args: string[];
  main: string;
  env: [string, string][];
  write: Write;
  readStdin: () => Buffer;
  /** Ends the run at once; never returns. */
  exit: (status: number) => never;
}

class Process extends EventEmitter {
  readonly argv: string[];
  readonly argv0 = "node";
  readonly execPath = "/usr/bin/node";
  readonly execArgv: string[] = [];
  readonly env: Record<string, string>;
  readonly platform = "linux";
  readonly arch = "x64";
  readonly pid = 2;
  readonly ppid = 1;
  readonly title = "node";
  readonly version = VERSION;
  readonly versions = { node: VERSION.slice(1) };
  readonly release = { name: "node" };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: Readable;
  exitCode: number | string | undefined;
  #ticks: (() => void)[] = [];
  #exit: (status: number) => never;

  constructor({ args, main, env, write, readStdin, exit }: ProcessParts) {
    super();
    this.argv = [this.execPath, main, ...args];
    this.env = Object.fromEntries(env);
    this.stdout = new Output(1, write);
    this.stderr = new Output(2, write);
    this.stdin = new Readable(readStdin, undefined, 0);
    this.#exit = exit;
  }

  exit(code?: number | string): never {
    if (code !== undefined) this.exitCode = code;
    this.leave();
  }

  /** Tells who listens, and ends the run with the exit code. */
  leave(): never {
    try {
      this.emit("exit", Number(this.exitCode ?? 0));
    } finally {
      this.#exit(Number(this.exitCode ?? 0));
    }
  }

  abort(): never {
    this.#exit(134);
  }
  cwd(): string {
    return "/";
  }
  chdir(): never {
    throw codedError("ERR_WORKER_UNSUPPORTED_OPERATION", "process.chdir() isn't available here: the directory is always /", TypeError);
  }
  nextTick(call: (...args: unknown[]) => void, ...args: unknown[]): void {
    this.#ticks.push(() => call(...args));
    queueMicrotask(() => this.runTicks());
  }
  /** Runs what waits for the next tick: after a script, before all promises. */
  runTicks(): void {
    for (let tick = this.#ticks.shift(); tick; tick = this.#ticks.shift()) tick();
  }
  uptime(): number {
    return performance.now() / 1000;
  }
  hrtime(since?: [number, number]): [number, number] {
    const now = performance.now();
    const seconds = Math.floor(now / 1000) - (since?.[0] ?? 0);
    const nanos = Math.round((now % 1000) * 1e6) - (since?.[1] ?? 0);
    return nanos < 0 ? [seconds - 1, nanos + 1e9] : [seconds, nanos];
  }
  memoryUsage(): Record<string, number> {
    return { rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 };
  }
  getuid(): number {
    return 1000;
  }
  getgid(): number {
    return 1000;
  }
  emitWarning(warning: unknown): void {
    this.stderr.write(`(node:${this.pid}) ${warning instanceof Error ? String(warning) : `Warning: ${String(warning)}`}\n`);
  }
}

export type NodeProcess = Process;

export function createProcess(parts: ProcessParts): NodeProcess {
  const made = new Process(parts);
  Object.defineProperty(made.hrtime, "bigint", { value: () => BigInt(Math.round(performance.now() * 1e6)) });
  return made;
}

/** The global `console`. */
export function createConsole(process: NodeProcess, stackOf: (error: Error) => string): Record<string, unknown> {
  let indent = "";
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  const to = (stream: Output) => (...args: unknown[]) => {
    const text = format(args, stackOf);
    stream.write(`${indent}${indent === "" ? text : text.replaceAll("\n", `\n${indent}`)}\n`);
  };
  const log = to(process.stdout);
  const error = to(process.stderr);
  const time = (label: unknown) => {
    const started = timers.get(String(label));
    return `${String(label)}: ${started === undefined ? 0 : (performance.now() - started).toFixed(3)}ms`;
  };
  return {
    log,
    info: log,
    debug: log,
    error,
    warn: error,
    trace: (...args: unknown[]) => error(`Trace: ${format(args, stackOf)}`),
    dir: (value: unknown, options?: { depth?: number | null }) => log(inspect(value, stackOf, options)),
    table: log,
    assert: (condition: unknown, ...args: unknown[]) => {
      if (!condition) error(args.length === 0 ? "Assertion failed" : `Assertion failed: ${format(args, stackOf)}`);
    },
    group: (...args: unknown[]) => {
      if (args.length > 0) log(...args);
      indent += "  ";
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label: unknown = "default") => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      log(`${String(label)}: ${count}`);
    },
    countReset: (label: unknown = "default") => counts.delete(String(label)),
    time: (label: unknown = "default") => timers.set(String(label), performance.now()),
    timeLog: (label: unknown = "default") => log(time(label)),
    timeEnd: (label: unknown = "default") => {
      log(time(label));
      timers.delete(String(label));
    },
  };
}
