// The lines that were entered, to go back through.

/** As many as a reader can find again with a key. */
const KEPT = 500;

/** Entered lines, oldest first, and where in them the reader stands. */
export class History {
  #lines: string[] = [];
  #at = 0;
  #draft = "";

  /** Adds an entered line, unless it is empty or the one before once more. */
  add(line: string): void {
    if (line.trim() !== "" && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > KEPT) this.#lines.shift();
    this.#at = this.#lines.length;
  }

  /** The line before; `current`, when it is a draft, is kept to come back to. Null at the oldest. */
  older(current: string): string | null {
    if (this.#at === 0) return null;
    if (this.#at === this.#lines.length) this.#draft = current;
    this.#at -= 1;
    return this.#lines[this.#at] ?? null;
  }

  /** The line after, at last the draft. Null when there is none after it. */
  newer(): string | null {
    if (this.#at === this.#lines.length) return null;
    this.#at += 1;
    return this.#lines[this.#at] ?? this.#draft;
  }
}
