// The terminal's line: a prompt, a field, and the keys a shell has.

import type { History } from "./history.ts";

const NOTE = "Tab completes. Esc, then Tab leaves the terminal. Ctrl+C interrupts, Ctrl+L clears.";

/** What the line calls. */
export interface InputOptions {
  /** The accessible name of the field. */
  label: string;
  history: History;
  /** What may stand from `from` to the end of `line`. */
  complete(line: string): Promise<{ from: number; options: string[] }>;
  /** Called with the completions when there are several and no more letters in common. */
  onOptions(names: string[]): void;
  onEnter(line: string): void;
  onInterrupt(): void;
  onClear(): void;
}

export interface Input {
  /** The prompt and its field. */
  line: HTMLElement;
  /** The note on the keys, and the button that interrupts. */
  foot: HTMLElement;
  setPrompt(text: string): void;
  /** While a command runs the field takes no text, only Ctrl+C. */
  setRunning(on: boolean): void;
  /** What is in the field, which is then empty. */
  take(): string;
  focus(): void;
}

let made = 0;

export function createInput(options: InputOptions): Input {
  const id = `terminal-${(made += 1)}`;
  const line = document.createElement("div");
  line.className = "terminal-line";
  const prompt = document.createElement("span");
  prompt.className = "terminal-prompt";
  prompt.id = `${id}-prompt`;
  const field = document.createElement("textarea");
  field.className = "terminal-field";
  field.rows = 1;
  field.spellcheck = false;
  field.autocomplete = "off";
  field.autocapitalize = "off";
  field.setAttribute("autocorrect", "off");
  field.setAttribute("aria-label", options.label);
  field.setAttribute("aria-describedby", `${id}-prompt ${id}-note`);
  line.append(prompt, field);

  const foot = document.createElement("div");
  foot.className = "terminal-foot";
  const note = document.createElement("p");
  note.className = "terminal-note";
  note.id = `${id}-note`;
  note.textContent = NOTE;
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "stop";
  stop.textContent = "Interrupt";
  stop.hidden = true;
  stop.addEventListener("click", () => {
    options.onInterrupt();
    field.focus();
  });
  foot.append(note, stop);

  let running = false;
  let tabLeaves = false;

  function write(text: string, cursor = text.length): void {
    field.value = text;
    field.setSelectionRange(cursor, cursor);
    fit();
  }

  /** As high as its text: long commands wrap, pasted ones have lines. */
  function fit(): void {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    field.scrollIntoView({ block: "nearest" });
  }

  function take(): string {
    const text = field.value;
    write("");
    return text;
  }

  async function complete(): Promise<void> {
    const text = field.value;
    const cursor = field.selectionStart;
    const found = await options.complete(text.slice(0, cursor)).catch(() => null);
    // The writer has gone on, or the shell has nothing to say.
    if (!found || found.options.length === 0 || field.value !== text || field.selectionStart !== cursor) return;
    const common = commonPrefix(found.options);
    if (found.options.length > 1 && common.length <= cursor - found.from) options.onOptions(found.options);
    else write(text.slice(0, found.from) + common + text.slice(cursor), found.from + common.length);
  }

  /** Moves through the history where the arrow would leave the field. False when it would not. */
  function recall(up: boolean): boolean {
    const { value, selectionStart, selectionEnd } = field;
    if (selectionStart !== selectionEnd) return false;
    if (up ? value.slice(0, selectionStart).includes("\n") : value.slice(selectionEnd).includes("\n")) return false;
    const text = up ? options.history.older(value) : options.history.newer();
    if (text !== null) write(text);
    return true;
  }

  /** Whether the terminal answers the key; the browser must not, then. */
  function answer(event: KeyboardEvent): boolean {
    const control = event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    const key = event.key.toLowerCase();
    if (control && key === "c") {
      if (hasSelection(field)) return false;
      options.onInterrupt();
      return true;
    }
    if (control && key === "l") {
      options.onClear();
      return true;
    }
    if (running) return event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && !tabLeaves);
    if (control && key === "u") {
      write(field.value.slice(field.selectionEnd), 0);
      return true;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    if (event.key === "Tab" && !event.shiftKey) {
      if (tabLeaves) return false;
      void complete();
      return true;
    }
    if (event.key === "Enter" && !event.shiftKey) {
      options.onEnter(take());
      return true;
    }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") return !event.shiftKey && recall(event.key === "ArrowUp");
    return false;
  }

  field.addEventListener("input", fit);
  field.addEventListener("blur", () => (tabLeaves = false));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (answer(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (event.key !== "Shift") tabLeaves = event.key === "Escape";
  });

  return {
    line,
    foot,
    setPrompt(text) {
      prompt.textContent = text;
    },
    setRunning(on) {
      running = on;
      field.readOnly = on;
      line.classList.toggle("running", on);
      stop.hidden = !on;
      if (!on) fit();
    },
    take,
    focus: () => field.focus({ preventScroll: true }),
  };
}

/** Whether something is selected that Ctrl+C would copy, in the field or in the output. */
function hasSelection(field: HTMLTextAreaElement): boolean {
  return field.selectionStart !== field.selectionEnd || String(document.getSelection()) !== "";
}

function commonPrefix(names: readonly string[]): string {
  const [first = "", ...rest] = names;
  let length = first.length;
  for (const name of rest) {
    let same = 0;
    while (same < length && name[same] === first[same]) same += 1;
    length = same;
  }
  return first.slice(0, length);
}
