// The shell runner: scripts, and an interactive session, on the virtual files.

import type { Job } from "../../sandbox/types.ts";
import { HOME } from "../files.ts";
import { type Io, type Runner, serve, type Write } from "../harness.ts";
import { complete } from "./complete.ts";
import { Shell } from "./shell.ts";

async function run(job: Job, program: [string, string | Uint8Array][], { write, began }: Io): Promise<number> {
  const shell = await Shell.open(job, program);
  const [name, content] = program[0] ?? ["", ""];
  const script = typeof content === "string" ? content : new TextDecoder().decode(content);
  began();
  return shell.run(script, [`${HOME}/${name}`, ...job.args], job.stdin, write, false);
}

/** The interactive shell that this worker serves. */
let session: Shell | null = null;

const runner: Runner = {
  run,
  session: {
    open: async (job: Job) => {
      session = await Shell.open(job, []);
      // As interactive shells have it.
      await session.run("shopt -s expand_aliases", ["bash"], new Uint8Array(), () => {}, true);
    },
    line: async (line: string, write: Write) => {
      if (!session) throw new Error("The session isn't open.");
      const status = await session.run(line, ["bash"], new Uint8Array(), write, true);
      return { status, cwd: session.cwd };
    },
    complete: (line: string) => (session ? complete(session, line) : Promise.resolve({ from: line.length, options: [] })),
  },
};

serve(() => runner);
