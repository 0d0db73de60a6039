// What the sandbox takes and gives: plain values, so that nothing else crosses its wall.

/** The languages a program can be written in. */
export type Language = "python" | "javascript" | "shell" | "wasi";

/** A stream that a program writes to: 1 is stdout, 2 is stderr. */
export type Stream = 1 | 2;

/** The files of a program, by name; the first is the main file. A WASI module is one file of bytes. */
export type ProgramFiles = [name: string, content: string | Uint8Array][];

/** Everything one run needs. */
export interface Job {
  args: string[];
  env: [name: string, value: string][];
  stdin: Uint8Array;
  /** Paths are absolute or relative to "/", which is also the working directory. */
  files: [path: string, content: Uint8Array][];
  /** Directories that hold no file. */
  dirs: string[];
  /** The deadline; starting up doesn't count. */
  seconds: number;
}

/** How a run ended: `broke` means that the runtime died, which is never the answer's fault. */
export type End = "exited" | "timeout" | "stopped" | "broke";

/** What one run gave. */
export interface Outcome {
  end: End;
  /** The exit status of a program that exited, else 0. */
  status: number;
  /** Of a run that broke, or that couldn't start: a sentence for the learner. */
  reason: string;
  stdout: Uint8Array;
  stderr: Uint8Array;
  /** What went beyond the cap, over both streams together. */
  droppedBytes: number;
  droppedLines: number;
  /** Running time; starting up doesn't count. */
  seconds: number;
  /** The time until the program could begin; nearly 0 with a warm worker. */
  startSeconds: number;
}

export type OnOutput = (stream: Stream, bytes: Uint8Array) => void;

/** One program and its runs. They may share a worker (Python, shell, WASI); each of JavaScript's gets a fresh one. */
export interface Program {
  /** One at a time. Never rejects. */
  run(job: Job, onOutput?: OnOutput): Promise<Outcome>;
  /** Terminates at once: the run's outcome is "stopped". */
  stop(): void;
  close(): void;
}

/** What one line typed into the shell gave. */
export interface LineOutcome {
  status: number;
  cwd: string;
  end: End;
  reason: string;
}

/** An interactive shell: files, variables and the working directory stay from line to line. */
export interface ShellSession {
  exec(line: string, onOutput: OnOutput): Promise<LineOutcome>;
  /** Completions of the word at the end of the line, which begins at `from`. */
  complete(line: string): Promise<{ from: number; options: string[] }>;
  /** Ctrl+C: terminates the worker; the session goes on with a fresh one on the files it was opened with. */
  interrupt(): void;
  close(): void;
}

export interface Sandbox {
  /** Boots the spare worker of a language; rejects with an Error whose message is for the learner. */
  warm(language: Language): Promise<void>;
  open(language: Language, program: ProgramFiles): Program;
  openShell(job: Job): ShellSession;
  /** Null when a WASI module can run here, else a sentence that says what is in the way. */
  inspectModule(bytes: Uint8Array): string | null;
}
