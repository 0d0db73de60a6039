// Events and readable streams, as far as reading a file or stdin piece by piece needs them.

import { Buffer, decode, encodingOf } from "./buffer.ts";

type Listener = (...args: unknown[]) => void;

/** Node's EventEmitter. */
export class EventEmitter {
  #listeners = new Map<unknown, { call: Listener; once: boolean }[]>();

  on(name: unknown, call: Listener): this {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { call, once: false }]);
    return this;
  }
  addListener(name: unknown, call: Listener): this {
    return this.on(name, call);
  }
  once(name: unknown, call: Listener): this {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { call, once: true }]);
    return this;
  }
  off(name: unknown, call: Listener): this {
    const list = this.#listeners.get(name) ?? [];
    const at = list.findLastIndex((listener) => listener.call === call);
    this.#listeners.set(name, list.filter((_, index) => index !== at));
    return this;
  }
  removeListener(name: unknown, call: Listener): this {
    return this.off(name, call);
  }
  removeAllListeners(name?: unknown): this {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }
  listenerCount(name: unknown): number {
    return this.#listeners.get(name)?.length ?? 0;
  }
  listeners(name: unknown): Listener[] {
    return (this.#listeners.get(name) ?? []).map(({ call }) => call);
  }
  emit(name: unknown, ...args: unknown[]): boolean {
    const list = this.#listeners.get(name) ?? [];
    if (list.length === 0 && name === "error") throw args[0];
    for (const { call, once } of list) {
      if (once) this.off(name, call);
      call.apply(this, args);
    }
    return list.length > 0;
  }
}

/** Bytes of one piece. */
const PIECE = 64 * 1024;

/** A stream over bytes that are read when somebody listens. */
export class Readable extends EventEmitter {
  readonly fd: number | undefined;
  #read: () => Buffer;
  #rest: Buffer | null = null;
  #encoding: string | undefined;
  #flowing = false;
  #ended = false;

  constructor(read: () => Buffer, encoding?: string, fd?: number) {
    super();
    this.#read = read;
    this.#encoding = encoding;
    this.fd = fd;
  }

  setEncoding(encoding: string): this {
    encodingOf(encoding);
    this.#encoding = encoding;
    return this;
  }

  override on(name: unknown, call: Listener): this {
    super.on(name, call);
    if (name === "data" || name === "readable") this.resume();
    return this;
  }

  resume(): this {
    if (!this.#flowing) {
      this.#flowing = true;
      setTimeout(() => this.#flow(), 0);
    }
    return this;
  }

  pause(): this {
    this.#flowing = false;
    return this;
  }

  destroy(): this {
    this.#ended = true;
    return this;
  }

  close(): void {
    this.#ended = true;
  }

  /** The next piece, or null at the end. A character of UTF-8 is never cut in two. */
  read(): Buffer | string | null {
    this.#rest ??= this.#read();
    if (this.#rest.length === 0) return null;
    let length = Math.min(PIECE, this.#rest.length);
    while (length < this.#rest.length && (this.#rest[length] & 0xc0) === 0x80) length += 1;
    const piece = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return this.#encoding === undefined ? piece : decode(piece, encodingOf(this.#encoding));
  }

  #flow(): void {
    if (!this.#flowing || this.#ended) return;
    try {
      if (this.listenerCount("readable") > 0) {
        this.#rest ??= this.#read();
        this.emit("readable");
      } else {
        const piece = this.read();
        if (piece !== null) {
          this.emit("data", piece);
          setTimeout(() => this.#flow(), 0);
          return;
        }
      }
    } catch (error) {
      this.#ended = true;
      this.emit("error", error);
      return;
    }
    this.#ended = true;
    this.emit("end");
    this.emit("close");
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer | string> {
    for (let piece = this.read(); piece !== null; piece = this.read()) yield piece;
  }
}

/** The lines of a stream, without their ends. */
export async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of input) {
    const parts = (rest + (typeof piece === "string" ? piece : decoder.decode(piece, { stream: true }))).split(/\r?\n/);
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") yield rest;
}
