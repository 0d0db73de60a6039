// The terminal's scrollback: at most so many lines, added in batches so that a flood of output never holds a frame.

import { LONGEST, type Piece } from "./lines.ts";

/** What a line is: output, what went to standard error, what was entered, or a word of the terminal's own. */
export type Kind = "out" | "err" | "entered" | "told";

/** Lines that the scrollback holds. */
const KEPT = 10_000;
/** Lines added in one frame, so that keys are answered between two batches. */
const PER_FRAME = 400;
/** More lines than this of one command are counted for screen readers, not read. */
const READ_ALOUD = 40;

interface Pending extends Piece {
  kind: Kind;
}

/** The lines of a terminal, in an element of role `log`. */
export class Screen {
  readonly dom = document.createElement("div");
  #note = document.createElement("p");
  #log = document.createElement("div");
  #status = document.createElement("span");
  #pending: Pending[] = [];
  #frame = 0;
  #lines = 0;
  /** The last line when it has not ended, of which kind it is and how long. */
  #open: { line: HTMLElement; kind: Kind; length: number } | null = null;
  #lastKind: Kind | null = null;
  /** Lines that this command gave. */
  #said = 0;
  #afterDrawing: (() => void)[] = [];
  #onAdded: () => void;

  /** `onAdded` is called after lines were added. */
  constructor(label: string, onAdded: () => void) {
    this.#onAdded = onAdded;
    this.#note.className = "terminal-dropped";
    this.#note.textContent = `Earlier lines are gone: the last ${KEPT.toLocaleString("en")} are kept.`;
    this.#note.hidden = true;
    this.#log.className = "terminal-log";
    this.#log.setAttribute("role", "log");
    this.#log.setAttribute("aria-label", label);
    this.#status.className = "visually-hidden";
    this.#status.setAttribute("role", "status");
    this.dom.append(this.#note, this.#log, this.#status);
  }

  /** Adds pieces of lines, at the latest some frames from now. */
  add(kind: Kind, pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      const last = this.#pending.at(-1);
      if (last && !last.ended && last.kind === kind && last.text.length < LONGEST) {
        last.text += piece.text;
        last.ended = piece.ended;
      } else {
        this.#pending.push({ ...piece, kind });
      }
    }
    // What would leave the scrollback before it was seen need not come into it.
    const over = this.#pending.length - KEPT;
    if (over > 0) {
      this.#pending.splice(0, over);
      this.#empty();
      this.#note.hidden = false;
    }
    this.#schedule();
  }

  /** Adds whole lines. */
  print(kind: Kind, text: string): void {
    this.add(kind, text.split("\n").map((line) => ({ text: line, ended: true })));
  }

  /** Ends the line that has not ended, so that the next begins a new one. */
  endLine(): void {
    const last = this.#pending.at(-1);
    if (last) last.ended = true;
    else this.#open = null;
  }

  clear(): void {
    this.#pending = [];
    this.#empty();
    this.#note.hidden = true;
  }

  /** Makes screen readers count what follows anew. */
  beginCommand(): void {
    this.#said = 0;
    this.#log.setAttribute("aria-live", "polite");
    this.#status.textContent = "";
  }

  /** Tells screen readers how much there was, when it was too much to be read. */
  endCommand(): void {
    this.#whenDrawn(() => {
      if (this.#said > READ_ALOUD) {
        this.#status.textContent = `${this.#said.toLocaleString("en")} lines of output.`;
      }
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#pending = [];
    this.#afterDrawing = [];
    this.dom.remove();
  }

  #empty(): void {
    this.#log.replaceChildren();
    this.#lines = 0;
    this.#open = null;
    this.#lastKind = null;
  }

  #whenDrawn(then: () => void): void {
    this.#afterDrawing.push(then);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    const batch = this.#pending.splice(0, PER_FRAME);
    this.#said += batch.filter(({ kind, ended }) => ended && (kind === "out" || kind === "err")).length;
    if (this.#said > READ_ALOUD) this.#log.setAttribute("aria-live", "off");
    const added = document.createDocumentFragment();
    for (const piece of batch) this.#place(piece, added);
    this.#log.append(added);
    for (; this.#lines > KEPT; this.#lines -= 1) {
      this.#log.firstElementChild?.remove();
      this.#note.hidden = false;
    }
    if (batch.length > 0) this.#onAdded();
    if (this.#pending.length > 0) this.#schedule();
    else for (const then of this.#afterDrawing.splice(0)) then();
  }

  #place({ kind, text, ended }: Pending, into: DocumentFragment): void {
    let open = this.#open;
    if (!open || open.kind !== kind || open.length > LONGEST) {
      open = { line: newLine(kind, this.#lastKind), kind, length: 0 };
      into.append(open.line);
      this.#lines += 1;
    }
    open.line.append(text);
    open.length += text.length;
    // Without it an empty line would be missing from what is copied.
    if (ended && open.length === 0) open.line.append(document.createElement("br"));
    this.#open = ended ? null : open;
    this.#lastKind = kind;
  }
}

function newLine(kind: Kind, before: Kind | null): HTMLElement {
  const line = document.createElement("div");
  line.className = `terminal-${kind}`;
  if (kind === "err" && before !== "err") {
    const said = document.createElement("span");
    said.className = "visually-hidden terminal-said";
    said.textContent = "Error output: ";
    line.append(said);
  }
  return line;
}
