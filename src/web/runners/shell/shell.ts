// A shell on the files of one run.

import { Bash, type BashOptions, InMemoryFs } from "just-bash/browser";
import type { Job } from "../../sandbox/types.ts";
import { HOME } from "../files.ts";
import { Broken, type Write } from "../harness.ts";
import { commands } from "./commands/index.ts";
import { drain, withLiveOutput } from "./live.ts";

/** The worker's deadline ends loops: the interpreter's own limits should not come first. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const LIMITS: BashOptions["executionLimits"] = {
  maxCommandCount: NO_LIMIT,
  maxLoopIterations: NO_LIMIT,
  maxAwkIterations: NO_LIMIT,
  maxSedIterations: NO_LIMIT,
  maxJqIterations: NO_LIMIT,
  maxAwkParserOperations: NO_LIMIT,
  maxQueryElements: NO_LIMIT,
  maxWorkUnits: NO_LIMIT,
  maxTraversalWork: NO_LIMIT,
  maxTraversalEntries: NO_LIMIT,
  maxGlobOperations: NO_LIMIT,
  maxOutputSize: NO_LIMIT,
  maxArrayElements: 10_000_000,
  maxCallDepth: 1000,
};

function absolute(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}

/** The virtual files as just-bash wants them; what contradicts itself is left out. */
function place(fs: InMemoryFs, job: Job, program: [string, string | Uint8Array][]): void {
  const files: [string, string | Uint8Array][] = [...job.files];
  for (const [name, content] of program) files.push([`${HOME}/${name}`, content]);
  for (const path of ["/tmp", HOME, ...job.dirs]) {
    try {
      fs.mkdirSync(absolute(path), { recursive: true });
    } catch {
      // A file of that name is there already.
    }
  }
  for (const [path, bytes] of files) {
    try {
      fs.writeFileSync(absolute(path), bytes);
    } catch {
      // A directory of that name is there already.
    }
  }
}

export class Shell {
  readonly fs: InMemoryFs;
  readonly bash: Bash;

  private constructor(fs: InMemoryFs, bash: Bash) {
    this.fs = fs;
    this.bash = bash;
  }

  static async open(job: Job, program: [string, string | Uint8Array][]): Promise<Shell> {
    const fs = new InMemoryFs();
    const bash = new Bash({
      fs,
      cwd: "/",
      env: { HOME, USER: "you", LANG: "C.UTF-8", ...Object.fromEntries(job.env) },
      executionLimits: LIMITS,
      // The sandbox around is the defence; this one would only replace globals of the worker.
      defenseInDepth: false,
      customCommands: commands,
    });
    // just-bash makes a /proc of its own: the exercise's replaces it.
    await fs.rm("/proc", { recursive: true, force: true });
    place(fs, job, program);
    return new Shell(fs, bash);
  }

  get cwd(): string {
    return this.bash.getCwd();
  }

  /** Runs a script with its output written as it comes; gives its exit status. `keep` keeps its variables. */
  async run(script: string, args: string[], stdin: Uint8Array, write: Write, keep: boolean): Promise<number> {
    const positional = Object.fromEntries(args.map((arg, index) => [String(index), arg]));
    let latin1 = "";
    for (let at = 0; at < stdin.length; at += 8192) latin1 += String.fromCharCode(...stdin.subarray(at, at + 8192));
    const { result, state } = await withLiveOutput(write, () =>
      this.bash.exec(script, {
        rawScript: true,
        stdin: latin1,
        stdinKind: "bytes",
        env: { ...positional, "#": String(Math.max(args.length - 1, 0)), "@": args.slice(1).join(" ") },
      }),
    );
    // A result's text is decoded at the end of a script.
    drain({ ...result, stdoutKind: "text" }, write);
    if (keep && state) this.#keep(state);
    if (result.exitCode === 126 && /execution cleanup failed/.test(result.stderr)) throw new Broken("The shell died.");
    return result.exitCode;
  }

  /** The state in which a line ended becomes that in which the next begins. */
  #keep(state: object): void {
    const { signal: _signal, groupStdin: _stdin, extraArgs: _args, ...rest } = state as Record<string, unknown>;
    Object.assign((this.bash as unknown as { state: object }).state, rest, { signal: undefined, groupStdin: undefined });
  }
}

