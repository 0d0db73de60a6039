// A program in a language whose workers run one program after another: Python, shell, WASI. Each program still has a
// worker of its own, so that no program meets what another one left behind.

import type { Pool } from "./pool.ts";
import { Run } from "./run.ts";
import type { Job, Language, OnOutput, Outcome, Program, ProgramFiles } from "./types.ts";
import type { SandboxWorker } from "./worker.ts";

/** The next spare starts when a run takes longer than this, else after it: its start should not slow the run. */
const REFILL_MS = 1000;

export class WorkerProgram implements Program {
  #pool: Pool;
  #language: Language;
  #files: ProgramFiles;
  #worker: SandboxWorker | null = null;
  #run: Run | null = null;
  /** The worker that has the program's files already. */
  #given: SandboxWorker | null = null;
  #closed = false;

  constructor(pool: Pool, language: Language, files: ProgramFiles) {
    this.#pool = pool;
    this.#language = language;
    this.#files = files;
  }

  async run(job: Job, onOutput?: OnOutput): Promise<Outcome> {
    const run = new Run(job.seconds, onOutput);
    if (this.#run || this.#closed) {
      run.lose({ why: "broke", reason: this.#closed ? "This program was closed." : "It is running already." });
      return (await run.finished).outcome;
    }
    this.#run = run;
    void this.#start(run, job);
    const { outcome } = await run.finished;
    this.#run = null;
    if (!this.#worker?.alive) this.#worker = null;
    return outcome;
  }

  async #start(run: Run, job: Job): Promise<void> {
    // A worker may die of the run before, after that has ended: this run goes to a fresh one, once.
    if (await this.#give(run, job, true)) await this.#give(run, job, false);
  }

  /** Gives a run to the worker and waits for its end. With `again`, true when the worker died before the run began. */
  async #give(run: Run, job: Job, again: boolean): Promise<boolean> {
    try {
      await this.#pool.load(this.#language);
    } catch (error) {
      run.lose({ why: "broke", reason: error instanceof Error ? error.message : String(error) });
    }
    if (run.over) return false;
    if (!this.#worker?.alive) this.#worker = this.#pool.take(this.#language);
    const worker = this.#worker;
    const loss = await worker.ready;
    if (loss) {
      run.lose(loss);
      return false;
    }
    const died = new Promise<boolean>((resolve) => {
      const program = this.#given === worker ? null : this.#files;
      this.#given = worker;
      run.give(worker, { order: "run", job, program }, again ? () => resolve(true) : undefined);
      void run.finished.then(() => resolve(false));
    });
    const refill = () => this.#pool.refill(this.#language);
    const later = setTimeout(refill, REFILL_MS);
    const lost = await died;
    clearTimeout(later);
    if (!lost) refill();
    return lost;
  }

  stop(): void {
    this.#run?.stop();
    // A worker that was still starting goes on to serve the next run.
    if (!this.#worker?.alive) this.#worker = null;
  }

  close(): void {
    this.#closed = true;
    this.#run?.stop();
    this.#worker?.stop();
    this.#worker = null;
    this.#given = null;
  }
}
