// A JavaScript program. Nothing in the sandbox may evaluate text as code, so a program becomes part of its worker's
// script; each run has a fresh worker, and the next one is started beforehand.

import { composeProgram, type Composed } from "./javascript/compose.ts";
import type { Pool } from "./pool.ts";
import { Run } from "./run.ts";
import type { Job, OnOutput, Outcome, Program, ProgramFiles } from "./types.ts";
import { SandboxWorker } from "./worker.ts";

export class JavaScriptProgram implements Program {
  #pool: Pool;
  #files: ProgramFiles;
  #script: Promise<{ composed: Composed; blob: Blob }> | null = null;
  #spare: SandboxWorker | null = null;
  /** The worker of the current run. */
  #worker: SandboxWorker | null = null;
  #run: Run | null = null;
  #closed = false;

  constructor(pool: Pool, files: ProgramFiles) {
    this.#pool = pool;
    this.#files = files;
  }

  async #compose(): Promise<{ composed: Composed; blob: Blob }> {
    const runner = await this.#pool.load("javascript");
    const composed = composeProgram(runner, this.#files);
    return { composed, blob: new Blob([composed.script], { type: "text/javascript" }) };
  }

  #start(blob: Blob): SandboxWorker {
    return new SandboxWorker(this.#pool.frame, "javascript", blob);
  }

  /** Starts the worker of the next run; a run that was stopped may have done so already. */
  #refill(blob: Blob): void {
    if (this.#pool.has("javascript") && !this.#spare?.alive) this.#spare = this.#start(blob);
  }

  async run(job: Job, onOutput?: OnOutput): Promise<Outcome> {
    const run = new Run(job.seconds, onOutput);
    if (this.#run || this.#closed) {
      run.lose({ why: "broke", reason: this.#closed ? "This program was closed." : "It is running already." });
      return (await run.finished).outcome;
    }
    this.#run = run;
    void this.#begin(run, job);
    const { outcome } = await run.finished;
    this.#run = null;
    return outcome;
  }

  async #begin(run: Run, job: Job): Promise<void> {
    this.#script ??= this.#compose();
    let script;
    try {
      script = await this.#script;
      // Again, because the frame may have died since.
      await this.#pool.load("javascript");
    } catch (error) {
      this.#script = null;
      run.lose({ why: "broke", reason: error instanceof Error ? error.message : String(error) });
      return;
    }
    if (run.over) return;
    const worker = this.#spare?.alive ? this.#spare : this.#start(script.blob);
    this.#spare = null;
    this.#worker = worker;
    const loss = await worker.ready;
    if (loss?.why === "script") {
      run.refuse(script.composed.describeFault(loss.fault));
    } else if (loss) {
      run.lose(loss);
    } else {
      run.give(worker, { order: "run", job, program: this.#files });
      await run.finished;
    }
    worker.stop();
    if (this.#worker === worker) this.#worker = null;
    if (!this.#closed && loss === null) this.#refill(script.blob);
  }

  stop(): void {
    this.#run?.stop();
    this.#worker?.stop();
    this.#worker = null;
  }

  close(): void {
    this.#closed = true;
    this.stop();
    this.#spare?.stop();
    this.#spare = null;
  }
}
