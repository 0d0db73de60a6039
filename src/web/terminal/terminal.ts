// A small terminal: what a shell said as text, and a line to answer it. No cursor addressing, no colours.

import { History } from "./history.ts";
import { createInput, type Input } from "./input.ts";
import { LineDecoder } from "./lines.ts";
import { Screen, type Kind } from "./screen.ts";

/** What the terminal asks of a shell; the sandbox's session is one. */
export interface Shell {
  /** Runs one entered text. `cwd` is where the next one begins; `reason` says why it did not end by itself. */
  exec(
    line: string,
    onOutput: (stream: 1 | 2, bytes: Uint8Array) => void,
  ): Promise<{ status: number; cwd: string; end: "exited" | "timeout" | "stopped" | "broke"; reason: string }>;
  /** What may stand from `from` to the end of `line`. */
  complete(line: string): Promise<{ from: number; options: string[] }>;
  interrupt(): void;
}

/** What a terminal is made with. */
export interface TerminalOptions {
  parent: HTMLElement;
  /** The accessible name. */
  label: string;
  /** Text that stands above the first prompt; may be empty. */
  greeting: string;
  /** The shell. It stays the caller's, to close after `destroy`. */
  session: Shell;
  /** The directory that the session begins in; "/" unless said. */
  cwd?: string;
}

export interface Terminal {
  focus(): void;
  /** Empties the scrollback; what runs goes on. */
  clear(): void;
  destroy(): void;
}

/** Puts a terminal into `options.parent`. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { session } = options;
  const history = new History();
  let cwd = options.cwd ?? "/";
  let status = 0;
  let running = false;
  let destroyed = false;

  const dom = document.createElement("section");
  dom.className = "terminal";
  dom.setAttribute("aria-label", options.label);
  const scroller = document.createElement("div");
  scroller.className = "terminal-scroller";
  const screen = new Screen(`${options.label}: output`, () => {
    if (following) scroller.scrollTop = scroller.scrollHeight;
  });
  const input: Input = createInput({
    label: `${options.label}: command`,
    history,
    complete: (line) => session.complete(line),
    onOptions: (names) => screen.print("told", names.join("  ")),
    onEnter: (line) => void enter(line),
    onInterrupt: interrupt,
    onClear: clear,
  });
  scroller.append(screen.dom, input.line);
  dom.append(scroller, input.foot);
  options.parent.append(dom);

  // Output is followed until the reader scrolls back, and again from the end on.
  let following = true;
  scroller.addEventListener("scroll", () => {
    following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 4;
  });
  scroller.addEventListener("click", () => {
    if (String(document.getSelection()) === "") input.focus();
  });

  if (options.greeting !== "") screen.print("told", options.greeting);
  input.setPrompt(prompt());

  function prompt(): string {
    return `${status === 0 ? "" : `[${status}] `}${cwd} $`;
  }

  async function enter(line: string): Promise<void> {
    history.add(line);
    screen.print("entered", `${prompt()} ${line}`);
    following = true;
    if (line.trim() === "") return;
    running = true;
    input.setRunning(true);
    screen.beginCommand();
    const decoders = { 1: new LineDecoder(), 2: new LineDecoder() };
    const show = (kind: Kind, { erased, pieces }: ReturnType<LineDecoder["end"]>) => {
      if (destroyed) return;
      if (erased) screen.clear();
      screen.add(kind, pieces);
    };
    try {
      const ended = await session.exec(line, (stream, bytes) => {
        show(stream === 1 ? "out" : "err", decoders[stream].push(bytes));
      });
      show("out", decoders[1].end());
      show("err", decoders[2].end());
      screen.endLine();
      if (ended.end !== "exited" && ended.end !== "stopped") screen.print("told", ended.reason);
      ({ cwd, status } = ended);
    } catch (error) {
      screen.endLine();
      screen.print("told", `The shell did not answer: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (destroyed) return;
    running = false;
    screen.endCommand();
    input.setPrompt(prompt());
    input.setRunning(false);
  }

  function interrupt(): void {
    if (running) {
      screen.endLine();
      screen.print("told", "^C");
      session.interrupt();
    } else {
      screen.print("entered", `${prompt()} ${input.take()}^C`);
    }
  }

  function clear(): void {
    screen.clear();
    following = true;
  }

  return {
    focus: () => input.focus(),
    clear,
    destroy() {
      destroyed = true;
      screen.destroy();
      dom.remove();
    },
  };
}
