// A program's bytes as the lines of a terminal that knows no colours and no cursor: escape sequences are left out, a
// carriage return begins the line again, and one sequence, "erase the screen", is told.

/** A piece of a line. `ended` when a line feed follows it. */
export interface Piece {
  text: string;
  ended: boolean;
}

/** What a chunk of output came to. Pieces before an erased screen are not in it. */
export interface Decoded {
  erased: boolean;
  pieces: Piece[];
}

/** A line longer than this many UTF-16 units is broken: no browser lays out a megabyte of one line in time. */
export const LONGEST = 4096;

const ERASE = "\x1b[2J";
/** Control sequences (ECMA-48), operating system commands, and escapes of two characters. */
const SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^[\]])/g;
/** A sequence whose end has not come yet; no sequence worth waiting for is longer. */
const UNFINISHED = /\x1b(?:\[[0-?]{0,64}[ -/]{0,8}|\][^\x07\x1b]{0,256})?$/;
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]/g;

/** Decodes one stream of UTF-8, of which characters and sequences may come in parts. */
export class LineDecoder {
  #decoder = new TextDecoder();
  #kept = "";

  /** What `bytes` add to the stream. */
  push(bytes: Uint8Array): Decoded {
    return this.#decode(this.#kept + this.#decoder.decode(bytes, { stream: true }), false);
  }

  /** What was held back for its end to come, when no more will. */
  end(): Decoded {
    return this.#decode(this.#kept + this.#decoder.decode(), true);
  }

  #decode(text: string, last: boolean): Decoded {
    const waiting = last ? -1 : text.search(UNFINISHED);
    this.#kept = waiting < 0 ? "" : text.slice(waiting);
    let whole = waiting < 0 ? text : text.slice(0, waiting);
    const erasedAt = whole.lastIndexOf(ERASE);
    if (erasedAt >= 0) whole = whole.slice(erasedAt + ERASE.length);
    return { erased: erasedAt >= 0, pieces: pieces(whole.replace(SEQUENCE, "").replace(CONTROLS, "")) };
  }
}

function pieces(text: string): Piece[] {
  const made: Piece[] = [];
  const lines = text.split("\n");
  lines.forEach((line, index) => {
    const ended = index < lines.length - 1;
    if (line === "" && !ended) return;
    const shown = line.replace(/\r$/, "").replace(/^.*\r/, "").replaceAll("\x1b", "");
    let from = 0;
    for (; shown.length - from > LONGEST; from += LONGEST) {
      made.push({ text: shown.slice(from, from + LONGEST), ended: true });
    }
    made.push({ text: shown.slice(from), ended });
  });
  return made;
}
