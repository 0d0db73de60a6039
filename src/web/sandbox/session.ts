// An interactive shell: one worker, one line after the other.

import type { Order, Report } from "./protocol.ts";
import type { Pool } from "./pool.ts";
import { newNonce, Run } from "./run.ts";
import type { Job, LineOutcome, OnOutput, ShellSession } from "./types.ts";
import type { SandboxWorker } from "./worker.ts";

/** How long a completion may take; a line is typed in the meantime. */
const COMPLETE_MS = 2000;
const CLOSED = "This shell was closed.";

export class Session implements ShellSession {
  #pool: Pool;
  #job: Job;
  #worker: SandboxWorker | null = null;
  #opening: Promise<SandboxWorker> | null = null;
  /** Ends the waiting for an answer of a worker that is stopped. */
  #abandon: () => void = () => {};
  #run: Run | null = null;
  #cwd = "/";
  #closed = false;

  constructor(pool: Pool, job: Job) {
    this.#pool = pool;
    this.#job = job;
  }

  async exec(line: string, onOutput: OnOutput): Promise<LineOutcome> {
    if (this.#run || this.#closed) {
      const reason = this.#closed ? CLOSED : "A command is running already.";
      return { status: 0, cwd: this.#cwd, end: "broke", reason };
    }
    const run = new Run(Infinity, onOutput);
    this.#run = run;
    void this.#give(run, line);
    const { outcome, cwd } = await run.finished;
    this.#run = null;
    if (outcome.end === "exited") this.#cwd = cwd;
    else this.#forget();
    return { status: outcome.status, cwd: this.#cwd, end: outcome.end, reason: outcome.reason };
  }

  async #give(run: Run, line: string): Promise<void> {
    try {
      const worker = await this.#opened();
      run.give(worker, { order: "line", line });
    } catch (error) {
      run.lose({ why: "broke", reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The worker with the files in it; started and filled when there is none. */
  #opened(): Promise<SandboxWorker> {
    if (this.#worker && !this.#worker.alive) this.#opening = null;
    if (this.#opening) return this.#opening;
    const opening = this.#open();
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return opening;
  }

  async #open(): Promise<SandboxWorker> {
    await this.#pool.load("shell");
    if (this.#closed) throw new Error(CLOSED);
    const worker = this.#pool.take("shell");
    this.#worker = worker;
    const loss = await worker.ready;
    if (loss) throw new Error(loss.why === "broke" ? loss.reason : loss.fault.message);
    const answer = await this.#ask(worker, { order: "open", job: this.#job });
    if (answer?.report !== "ended") throw new Error("The shell could not take the files.");
    this.#pool.refill("shell");
    return worker;
  }

  /** Gives an order that has one answer; null when the worker goes before it, or takes too long. */
  #ask(worker: SandboxWorker, order: { order: "open"; job: Job } | { order: "complete"; line: string }): Promise<Report | null> {
    const nonce = newNonce();
    return new Promise((resolve) => {
      const timer = order.order === "complete" ? setTimeout(() => resolve(null), COMPLETE_MS) : undefined;
      const done = (report: Report | null) => {
        clearTimeout(timer);
        resolve(report);
      };
      worker.onReport = (report) => {
        if (report.nonce === nonce) done(report);
      };
      worker.onLoss = () => done(null);
      this.#abandon = () => done(null);
      worker.send({ ...order, nonce } as Order);
    });
  }

  async complete(line: string): Promise<{ from: number; options: string[] }> {
    const none = { from: line.length, options: [] };
    // While a command runs there is nothing to complete.
    if (this.#run || this.#closed) return none;
    try {
      const worker = await this.#opened();
      // A line may have been entered while the shell started.
      if (this.#run || this.#closed) return none;
      const answer = await this.#ask(worker, { order: "complete", line });
      if (answer?.report !== "completed") return none;
      const from = Math.min(Math.max(Number(answer.from) || 0, 0), line.length);
      return { from, options: answer.options.map(String) };
    } catch {
      return none;
    }
  }

  /** The worker is gone, and with it what the lines before had changed. */
  #forget(): void {
    this.#worker?.stop();
    this.#abandon();
    this.#worker = null;
    this.#opening = null;
    this.#cwd = "/";
  }

  interrupt(): void {
    this.#run?.stop();
    if (!this.#closed && this.#worker && !this.#worker.alive) this.#pool.refill("shell");
  }

  close(): void {
    this.#closed = true;
    this.#run?.stop();
    this.#forget();
  }
}
