// The page's side of the sandbox: the one place where learners' code is run. See ARCHITECTURE.md for what it may do.

import { JavaScriptProgram } from "./javascript-program.ts";
import { inspectModule } from "./module.ts";
import { Pool } from "./pool.ts";
import { WorkerProgram } from "./program.ts";
import { Session } from "./session.ts";
import type { Job, Language, Program, ProgramFiles, Sandbox, ShellSession } from "./types.ts";

export type * from "./types.ts";

/** What the learner calls each language. */
const TITLES: Record<Language, string> = {
  python: "Python",
  javascript: "JavaScript",
  shell: "the shell",
  wasi: "the WASI runtime",
};

/** `assets`: the addresses of the files that build.mjs wrote, by their names in web.json. */
export function createSandbox(assets: Record<string, string>): Sandbox {
  const pool = new Pool(assets);
  return {
    async warm(language: Language): Promise<void> {
      await pool.load(language);
      // A JavaScript worker is made of its program: there is nothing to start before it is opened.
      if (language === "javascript") return;
      const loss = await pool.spare(language).ready;
      if (loss) throw new Error(`Can't start ${TITLES[language]}. ${loss.why === "broke" ? loss.reason : loss.fault.message}`);
    },
    open(language: Language, program: ProgramFiles): Program {
      return language === "javascript"
        ? new JavaScriptProgram(pool, program)
        : new WorkerProgram(pool, language, program);
    },
    openShell(job: Job): ShellSession {
      return new Session(pool, job);
    },
    inspectModule,
  };
}
