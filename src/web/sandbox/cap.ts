// How much of a program's output is kept. The worker applies it to send no more than needed; the page applies it again,
// because it trusts no worker.

/** Bytes kept of one run, over both streams. */
export const MAX_BYTES = 1024 * 1024;
/** Lines kept of one run, over both streams. */
export const MAX_LINES = 10_000;

const NEWLINE = 10;
// Taken before any program runs: what a program does to the prototypes later changes nothing here.
const indexOf: (bytes: Uint8Array, value: number, from: number) => number = Function.prototype.call.bind(
  Uint8Array.prototype.indexOf,
);

/** Counts output up to the limits. Once something was dropped, everything after it is. */
export class Cap {
  bytes = 0;
  lines = 0;
  droppedBytes = 0;
  droppedLines = 0;

  /** How many of the first bytes to keep. */
  take(chunk: Uint8Array): number {
    const full = this.droppedBytes > 0 || this.lines >= MAX_LINES;
    let kept = full ? 0 : MAX_BYTES - this.bytes;
    if (kept > chunk.length) kept = chunk.length;
    let at = 0;
    while (at < kept) {
      const newline = indexOf(chunk, NEWLINE, at);
      if (newline < 0 || newline >= kept) break;
      at = newline + 1;
      this.lines += 1;
      if (this.lines >= MAX_LINES) kept = at;
    }
    this.bytes += kept;
    if (kept < chunk.length) this.#drop(chunk, kept);
    return kept;
  }

  #drop(chunk: Uint8Array, from: number): void {
    this.droppedBytes += chunk.length - from;
    let at = indexOf(chunk, NEWLINE, from);
    while (at >= 0) {
      this.droppedLines += 1;
      at = indexOf(chunk, NEWLINE, at + 1);
    }
  }
}
