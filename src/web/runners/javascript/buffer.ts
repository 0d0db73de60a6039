// Node's Buffer, as far as programs that read files and write output use it.

import { codedError } from "./errors.ts";

export type Encoding = "utf8" | "latin1" | "ascii" | "hex" | "base64" | "base64url" | "utf16le";

const NAMES = new Map<string, Encoding>([
  ["utf8", "utf8"],
  ["utf-8", "utf8"],
  ["latin1", "latin1"],
  ["binary", "latin1"],
  ["ascii", "ascii"],
  ["hex", "hex"],
  ["base64", "base64"],
  ["base64url", "base64url"],
  ["utf16le", "utf16le"],
  ["utf-16le", "utf16le"],
  ["ucs2", "utf16le"],
  ["ucs-2", "utf16le"],
]);

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The encoding of that name; throws what Node throws for an unknown one. */
export function encodingOf(name: unknown): Encoding {
  if (name === undefined || name === null) return "utf8";
  const encoding = NAMES.get(String(name).toLowerCase());
  if (!encoding) throw codedError("ERR_UNKNOWN_ENCODING", `Unknown encoding: ${String(name)}`, TypeError);
  return encoding;
}

/** Text from bytes. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "utf8") return decoder.decode(bytes);
  if (encoding === "utf16le") return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes);
  if (encoding === "hex") return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const mask = encoding === "ascii" ? 0x7f : 0xff;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    const part = bytes.subarray(at, at + 8192);
    parts.push(String.fromCharCode.apply(null, (mask === 0xff ? part : part.map((byte) => byte & mask)) as unknown as number[]));
  }
  const latin1 = parts.join("");
  if (encoding === "base64") return btoa(latin1);
  if (encoding === "base64url") return btoa(latin1).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return latin1;
}

/** Bytes from text. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "utf8") return encoder.encode(text);
  if (encoding === "utf16le") {
    const bytes = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at += 1) {
      bytes[at * 2] = text.charCodeAt(at) & 0xff;
      bytes[at * 2 + 1] = text.charCodeAt(at) >> 8;
    }
    return bytes;
  }
  if (encoding === "hex") {
    const pairs = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? "";
    return Uint8Array.from({ length: pairs.length / 2 }, (_, at) => Number.parseInt(pairs.slice(at * 2, at * 2 + 2), 16));
  }
  let latin1 = text;
  if (encoding === "base64" || encoding === "base64url") {
    const plain = text.replaceAll("-", "+").replaceAll("_", "/").replace(/[^A-Za-z0-9+/]/g, "");
    latin1 = atob(plain.length % 4 === 1 ? plain.slice(0, -1) : plain);
  }
  return Uint8Array.from(latin1, (char) => char.charCodeAt(0));
}

type Source = string | ArrayBuffer | ArrayLike<number> | Iterable<number>;

export class Buffer extends Uint8Array<ArrayBuffer> {
  constructor(size: number);
  constructor(memory: ArrayBuffer, offset?: number, length?: number);
  constructor(first: number | ArrayBuffer, offset?: number, length?: number) {
    // Typed arrays take either; the type of their constructor doesn't say so.
    super(first as ArrayBuffer, offset, length);
  }

  static override from(source: Source, encodingOrOffset?: unknown, length?: unknown): Buffer {
    if (typeof source === "string") return Buffer.over(encode(source, encodingOf(encodingOrOffset)));
    if (source instanceof ArrayBuffer) {
      return new Buffer(source, Number(encodingOrOffset ?? 0), length === undefined ? undefined : Number(length));
    }
    return Buffer.over(Uint8Array.from(source as ArrayLike<number>));
  }

  /** A buffer that shares the bytes' memory. */
  static over(bytes: Uint8Array): Buffer {
    return new Buffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
  }

  static override of(...bytes: number[]): Buffer {
    const buffer = new Buffer(bytes.length);
    buffer.set(bytes);
    return buffer;
  }

  static alloc(size: number, fill?: number | string, encoding?: string): Buffer {
    const buffer = new Buffer(size);
    if (typeof fill === "number") buffer.fill(fill);
    else if (typeof fill === "string" && fill !== "") {
      const bytes = encode(fill, encodingOf(encoding));
      for (let at = 0; at < size; at += 1) buffer[at] = bytes[at % bytes.length];
    }
    return buffer;
  }

  static allocUnsafe(size: number): Buffer {
    return new Buffer(size);
  }

  static isBuffer(value: unknown): value is Buffer {
    return value instanceof Buffer;
  }

  static isEncoding(name: string): boolean {
    return NAMES.has(String(name).toLowerCase());
  }

  static byteLength(value: string | Uint8Array | ArrayBuffer, encoding?: string): number {
    return typeof value === "string" ? encode(value, encodingOf(encoding)).length : value.byteLength;
  }

  static concat(list: Uint8Array[], total?: number): Buffer {
    const length = total ?? list.reduce((sum, part) => sum + part.length, 0);
    const all = new Buffer(length);
    let at = 0;
    for (const part of list) {
      const fitting = part.subarray(0, length - at);
      all.set(fitting, at);
      at += fitting.length;
    }
    return all;
  }

  static compare(a: Uint8Array, b: Uint8Array): number {
    const common = Math.min(a.length, b.length);
    for (let at = 0; at < common; at += 1) {
      if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
    }
    return Math.sign(a.length - b.length);
  }

  compare(other: Uint8Array): number {
    return Buffer.compare(this, other);
  }

  equals(other: Uint8Array): boolean {
    return Buffer.compare(this, other) === 0;
  }

  override toString(encoding?: string, start = 0, end = this.length): string {
    return decode(this.subarray(start, end), encodingOf(encoding));
  }

  toJSON(): { type: "Buffer"; data: number[] } {
    return { type: "Buffer", data: Array.from(this) };
  }

  /** Unlike a typed array's own, shares the memory. */
  override slice(start?: number, end?: number): Buffer {
    return this.subarray(start, end);
  }

  override subarray(start?: number, end?: number): Buffer {
    return super.subarray(start, end) as Buffer;
  }

  write(text: string, offset = 0, length?: number, encoding?: string): number {
    const bytes = encode(text, encodingOf(encoding)).subarray(0, Math.min(length ?? Infinity, this.length - offset));
    this.set(bytes, offset);
    return bytes.length;
  }

  copy(target: Uint8Array, targetStart = 0, start = 0, end = this.length): number {
    const bytes = this.subarray(start, Math.min(end, start + target.length - targetStart));
    target.set(bytes, targetStart);
    return bytes.length;
  }

  #find(value: unknown, from: number, encoding: unknown, last: boolean): number {
    if (typeof value === "number") return last ? super.lastIndexOf(value & 255, from) : super.indexOf(value & 255, from);
    const wanted = typeof value === "string" ? encode(value, encodingOf(encoding)) : (value as Uint8Array);
    const step = last ? -1 : 1;
    let at = Math.min(from < 0 ? Math.max(from + this.length, 0) : from, this.length - wanted.length);
    if (!last && from > this.length - wanted.length) return -1;
    for (; at >= 0 && at + wanted.length <= this.length; at += step) {
      let same = 0;
      while (same < wanted.length && this[at + same] === wanted[same]) same += 1;
      if (same === wanted.length) return at;
    }
    return -1;
  }

  override indexOf(value: unknown, from = 0, encoding?: unknown): number {
    return this.#find(value, typeof from === "number" ? from : 0, typeof from === "string" ? from : encoding, false);
  }

  override lastIndexOf(value: unknown, from = this.length, encoding?: unknown): number {
    return this.#find(value, from, encoding, true);
  }

  override includes(value: unknown, from = 0, encoding?: unknown): boolean {
    return this.indexOf(value, from, encoding) >= 0;
  }

  get #view(): DataView {
    return new DataView(this.buffer, this.byteOffset, this.length);
  }

  readUInt8(at = 0): number {
    return this.#view.getUint8(at);
  }
  readInt8(at = 0): number {
    return this.#view.getInt8(at);
  }
  readUInt16LE(at = 0): number {
    return this.#view.getUint16(at, true);
  }
  readUInt16BE(at = 0): number {
    return this.#view.getUint16(at);
  }
  readInt16LE(at = 0): number {
    return this.#view.getInt16(at, true);
  }
  readInt16BE(at = 0): number {
    return this.#view.getInt16(at);
  }
  readUInt32LE(at = 0): number {
    return this.#view.getUint32(at, true);
  }
  readUInt32BE(at = 0): number {
    return this.#view.getUint32(at);
  }
  readInt32LE(at = 0): number {
    return this.#view.getInt32(at, true);
  }
  readInt32BE(at = 0): number {
    return this.#view.getInt32(at);
  }
  readBigUInt64LE(at = 0): bigint {
    return this.#view.getBigUint64(at, true);
  }
  readBigUInt64BE(at = 0): bigint {
    return this.#view.getBigUint64(at);
  }
}
