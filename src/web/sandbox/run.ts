// One run of a program on one worker: its deadline, its output, its end.

import { Cap } from "./cap.ts";
import type { Order, Report } from "./protocol.ts";
import type { End, Job, OnOutput, Outcome, ProgramFiles, Stream } from "./types.ts";
import { type Loss, type SandboxWorker, START_SECONDS } from "./worker.ts";

/** Output is handed on at once when there was none for this long, else gathered for this long. Milliseconds. */
const GATHER_MS = 16;

/** A nonce that no program can guess. */
export function newNonce(): string {
  return crypto.randomUUID();
}

/** Keeps the output of one run up to the cap and hands it on: the first at once, then gathered. */
class Capture {
  readonly cap = new Cap();
  #kept: Record<Stream, Uint8Array[]> = { 1: [], 2: [] };
  #waiting: [Stream, Uint8Array][] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onOutput: OnOutput | undefined;

  constructor(onOutput: OnOutput | undefined) {
    this.#onOutput = onOutput;
  }

  add(stream: Stream, bytes: Uint8Array): void {
    // A copy: a view keeps the whole buffer behind it.
    const kept = bytes.slice(0, this.cap.take(bytes));
    if (kept.length === 0) return;
    this.#kept[stream].push(kept);
    if (!this.#onOutput) return;
    this.#waiting.push([stream, kept]);
    if (this.#timer !== undefined) return;
    this.#hand();
    this.#timer = setTimeout(() => this.#tick(), GATHER_MS);
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.#hand();
    this.#timer = setTimeout(() => this.#tick(), GATHER_MS);
  }

  #hand(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let at = 0; at < waiting.length; ) {
      const stream = waiting[at][0];
      let end = at;
      while (end < waiting.length && waiting[end][0] === stream) end += 1;
      this.#onOutput?.(stream, joined(waiting.slice(at, end).map(([, bytes]) => bytes)));
      at = end;
    }
  }

  /** Hands on what is left. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#hand();
  }

  bytes(stream: Stream): Uint8Array {
    return joined(this.#kept[stream]);
  }
}

function joined(chunks: Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0];
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** What a finished order gave beside its output. */
export interface Finish {
  outcome: Outcome;
  cwd: string;
}

/** Gives a worker an order that writes output, and waits for its end. The worker is stopped unless it ended by itself. */
export class Run {
  readonly finished: Promise<Finish>;
  #worker: SandboxWorker | null = null;
  #nonce = newNonce();
  #capture: Capture;
  #told = { bytes: 0, lines: 0 };
  #created = performance.now();
  #began: number | null = null;
  #seconds: number;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #resolve: (finish: Finish) => void = () => {};
  #over = false;

  /** `seconds`: the deadline from when the worker begins; infinite for none. */
  constructor(seconds: number, onOutput: OnOutput | undefined) {
    this.#seconds = seconds;
    this.#capture = new Capture(onOutput);
    this.finished = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Gives the order, unless the run was stopped before. A worker that dies before it begins ends the run, or calls `onDeath`. */
  give(
    worker: SandboxWorker,
    order: { order: "run"; job: Job; program: ProgramFiles | null } | { order: "line"; line: string },
    onDeath?: () => void,
  ): void {
    if (this.#over) return;
    clearTimeout(this.#deadline);
    this.#worker = worker;
    worker.onReport = (report) => this.#receive(report);
    worker.onLoss = (loss) => {
      if (this.#began === null && onDeath) onDeath();
      else this.lose(loss);
    };
    worker.send({ ...order, nonce: this.#nonce } as Order);
    const reason = `It didn't begin within ${START_SECONDS} seconds.`;
    this.#deadline = setTimeout(() => this.#end("broke", { reason }), START_SECONDS * 1000);
  }

  get over(): boolean {
    return this.#over;
  }

  stop(): void {
    this.#end("stopped", {});
  }

  lose(loss: Loss): void {
    if (loss.why === "broke") this.#end("broke", { reason: loss.reason });
    else this.#end("broke", { reason: `Its script could not be run: ${loss.fault.message}` });
  }

  /** Ends a run that never got a worker, as a program that can't be read does. */
  refuse(stderr: string): void {
    if (this.#over) return;
    this.#capture.add(2, new TextEncoder().encode(stderr));
    this.#end("exited", { status: 1 });
  }

  #receive(report: Report): void {
    if (this.#over || typeof report !== "object" || report === null || report.nonce !== this.#nonce) return;
    if (report.report === "began" && this.#began === null) {
      this.#began = performance.now();
      clearTimeout(this.#deadline);
      if (Number.isFinite(this.#seconds)) {
        this.#deadline = setTimeout(() => this.#end("timeout", {}), this.#seconds * 1000);
      }
    } else if (report.report === "output") {
      this.#capture.add(report.stream === 2 ? 2 : 1, report.bytes);
    } else if (report.report === "dropped") {
      this.#told = { bytes: Number(report.bytes) || 0, lines: Number(report.lines) || 0 };
    } else if (report.report === "ended") {
      this.#end("exited", { status: Number(report.status) & 0xff, seconds: report.seconds, cwd: String(report.cwd) });
    } else if (report.report === "broke") {
      this.#end("broke", { reason: String(report.reason).slice(0, 500) });
    }
  }

  #end(end: End, more: { status?: number; reason?: string; seconds?: number; cwd?: string }): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#deadline);
    const now = performance.now();
    if (this.#worker) {
      this.#worker.onReport = () => {};
      this.#worker.onLoss = () => {};
      if (end !== "exited") this.#worker.stop();
    }
    this.#capture.end();
    const elapsed = this.#began === null ? 0 : (now - this.#began) / 1000;
    // The worker's own figure has no way of messages in it; it may only be smaller than ours.
    const told = Number(more.seconds);
    const { cap } = this.#capture;
    const outcome: Outcome = {
      end,
      status: more.status ?? 0,
      reason: more.reason ?? "",
      stdout: this.#capture.bytes(1),
      stderr: this.#capture.bytes(2),
      droppedBytes: cap.droppedBytes + this.#told.bytes,
      droppedLines: cap.droppedLines + this.#told.lines,
      seconds: told >= 0 && told < elapsed ? told : elapsed,
      startSeconds: ((this.#began ?? now) - this.#created) / 1000,
    };
    this.#resolve({ outcome, cwd: more.cwd ?? "/" });
  }
}
