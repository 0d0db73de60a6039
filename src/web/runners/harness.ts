// The part that all workers share: it takes orders from the page, seals the scope, and sends output while the program
// runs. What it needs later it holds in closures, taken before any program could touch it. The page trusts none of this:
// it counts, caps and times by itself.

import { Cap } from "../sandbox/cap.ts";
import type { Order, Report, Start } from "../sandbox/protocol.ts";
import type { Job, ProgramFiles, Stream } from "../sandbox/types.ts";
import { seal } from "./seal.ts";

/** The runtime died: not the program's fault, and no status. The message is a sentence for the learner. */
export class Broken extends Error {}

/** Where a run's output goes. */
export type Write = (stream: Stream, bytes: Uint8Array) => void;

/** What a run needs of the harness. */
export interface Io {
  write: Write;
  /** To be called when all is ready and the program begins: its time runs from here. */
  began: () => void;
  /** Ends the run from within the program. What it does after this is not heard any more. */
  leave: (status: number) => void;
}

/** What a language does with its orders. */
export interface Runner {
  /** Runs a program; gives its exit status. */
  run(job: Job, program: ProgramFiles, io: Io): number | Promise<number>;
  /** Of the interactive shell. */
  session?: {
    open(job: Job): Promise<void>;
    line(line: string, write: Write): Promise<{ status: number; cwd: string }>;
    complete(line: string): Promise<{ from: number; options: string[] }>;
  };
}

/**
 * Up to this many, each write goes out at once: an endless loop may follow any of them. Then they are gathered, and sent
 * by the first write that comes later than `GATHER_MS`: of a program that writes more and never ends, the last
 * `GATHER_MS` may be lost.
 */
const EAGER_WRITES = 25_000;
const GATHER_MS = 16;
const GATHER_BYTES = 64 * 1024;

/** What is gathered of one stream. */
interface Gathered {
  bytes: Uint8Array | null;
  length: number;
}

const now = performance.now.bind(performance);
const copy: (bytes: Uint8Array) => Uint8Array = Function.prototype.call.bind(Uint8Array.prototype.slice);
const set: (into: Uint8Array, from: Uint8Array, at: number) => void = Function.prototype.call.bind(
  Uint8Array.prototype.set,
);
const Bytes = Uint8Array;

type Post = (report: Report) => void;

/** The output of one run. After `end` nothing of it goes out any more. */
class Output {
  readonly write: Write;
  readonly end: () => void;

  constructor(post: Post, nonce: string) {
    const cap = new Cap();
    let writes = 0;
    let sent = 0;
    let told = 0;
    let over = false;
    // Apart, so that a program that writes to both in turn sends no message for each write.
    const stdout: Gathered = { bytes: null, length: 0 };
    const stderr: Gathered = { bytes: null, length: 0 };
    const send = (stream: Stream, gathered: Gathered) => {
      const { bytes, length } = gathered;
      if (bytes !== null && length > 0) post({ report: "output", nonce, stream, bytes: copyOf(bytes, length) });
      gathered.length = 0;
    };
    const flush = () => {
      send(1, stdout);
      send(2, stderr);
      sent = now();
    };
    const tell = () => {
      told = now();
      post({ report: "dropped", nonce, bytes: cap.droppedBytes, lines: cap.droppedLines });
    };
    this.write = (to, chunk) => {
      if (over) return;
      const kept = cap.take(chunk);
      if (kept < chunk.length && now() - told > 50) tell();
      if (kept === 0) return;
      writes += 1;
      const gathered = to === 2 ? stderr : stdout;
      if (gathered.length + kept > GATHER_BYTES) flush();
      if (writes <= EAGER_WRITES || kept > GATHER_BYTES) {
        post({ report: "output", nonce, stream: to, bytes: copyOf(chunk, kept) });
        return;
      }
      gathered.bytes ??= new Bytes(GATHER_BYTES);
      set(gathered.bytes, kept === chunk.length ? chunk : copyOf(chunk, kept), gathered.length);
      gathered.length += kept;
      if (now() - sent >= GATHER_MS) flush();
    };
    this.end = () => {
      flush();
      if (cap.droppedBytes > 0) tell();
      over = true;
    };
  }
}

/** The first bytes in a buffer of their own: a view would send the whole buffer behind it. */
function copyOf(bytes: Uint8Array, length: number): Uint8Array {
  const own = new Bytes(length);
  set(own, length === bytes.length ? bytes : copy(bytes.subarray(0, length)), 0);
  return own;
}

const dataOf: (event: Event) => Start = Function.prototype.call.bind(
  Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")!.get!,
);
const stopEvent: (event: Event) => void = Function.prototype.call.bind(Event.prototype.stopImmediatePropagation);
const postTo: (port: MessagePort, report: Report) => void = Function.prototype.call.bind(MessagePort.prototype.postMessage);

/** Takes orders for ever. `boot` gets what the frame handed over, before the scope is sealed. */
export function serve(boot: (start: Start) => Runner | Promise<Runner>): void {
  listen(boot, () => seal(() => {}));
}

/** As `serve`, for a script that has the program in it: the scope is sealed at once. `onError` hears what nobody catches. */
export function serveSealed(runner: Runner, onError: (error: unknown) => void): void {
  listen(() => runner, () => {});
  seal(onError);
}

function listen(boot: (start: Start) => Runner | Promise<Runner>, booted: () => void): void {
  const begin = async (start: Start) => {
    const { port } = start;
    const post: Post = (report) => postTo(port, report);
    let runner: Runner;
    try {
      runner = await boot(start);
    } catch (error) {
      post({ report: "broke", nonce: "", reason: `It couldn't start: ${describe(error)}` });
      return;
    }
    booted();
    let program: ProgramFiles = [];
    port.onmessage = ({ data: order }: MessageEvent<Order>) => {
      if (order.order === "run") program = order.program ?? program;
      void obey(runner, order, program, post);
    };
    post({ report: "ready", nonce: "" });
  };
  // The first listener, and capturing: nobody else hears of the port.
  const hear = (event: Event) => {
    stopEvent(event);
    void begin(dataOf(event));
  };
  addEventListener("message", hear, { once: true, capture: true });
}

async function obey(runner: Runner, order: Order, program: ProgramFiles, post: Post): Promise<void> {
  const { nonce } = order;
  const output = new Output(post, nonce);
  let started = now();
  const began = () => {
    started = now();
    post({ report: "began", nonce });
  };
  let left = false;
  const leave = (status: number, cwd = "/") => {
    if (left) return;
    left = true;
    const seconds = (now() - started) / 1000;
    output.end();
    post({ report: "ended", nonce, status, seconds, cwd });
  };
  try {
    if (order.order === "complete") {
      const found = await runner.session?.complete(order.line);
      post({ report: "completed", nonce, from: found?.from ?? 0, options: found?.options ?? [] });
      return;
    }
    if (order.order === "run") {
      leave(await runner.run(order.job, program, { write: output.write, began, leave }));
    } else if (order.order === "line") {
      began();
      const result = await runner.session?.line(order.line, output.write);
      leave(result?.status ?? 0, result?.cwd);
    } else {
      await runner.session?.open(order.job);
      leave(0);
    }
  } catch (error) {
    output.end();
    // What dies after its run has ended breaks the worker, not the run.
    post({ report: "broke", nonce: left ? "" : nonce, reason: describe(error) });
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
