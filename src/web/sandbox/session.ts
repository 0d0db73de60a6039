import type { Pool } from "./pool.ts";
import type { Job, LineOutcome, OnOutput, ShellSession } from "./types.ts";
export class Session implements ShellSession {
  constructor(_pool: Pool, _job: Job) {}
  exec(_line: string, _onOutput: OnOutput): Promise<LineOutcome> { throw new Error("x"); }
  complete(_line: string): Promise<{ from: number; options: string[] }> { throw new Error("x"); }
  interrupt(): void {}
  close(): void {}
}
