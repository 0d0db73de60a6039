// Inflating gzip, zlib and raw deflate streams (RFC 1950 to 1952), synchronously: the browser's own is asynchronous.

import { codedError } from "./errors.ts";

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193,
  12289, 16385, 24577,
];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_BITS = 15;

function fault(message: string, code = "Z_DATA_ERROR"): Error {
  return codedError(code, message);
}
const tooShort = () => fault("unexpected end of file", "Z_BUF_ERROR");

/** A canonical Huffman code: how many symbols there are of each length, and the symbols in order. */
interface Code {
  counts: Uint16Array;
  symbols: Uint16Array;
}

function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (const length of lengths) counts[length] += 1;
  counts[0] = 0;
  const offsets = new Uint16Array(MAX_BITS + 2);
  for (let length = 1; length <= MAX_BITS; length += 1) offsets[length + 1] = offsets[length] + counts[length];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length > 0) {
      symbols[offsets[length]] = symbol;
      offsets[length] += 1;
    }
  });
  return { counts, symbols };
}

const FIXED_LITERALS = codeOf(Uint8Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)));
const FIXED_DISTANCES = codeOf(new Uint8Array(30).fill(5));

class Inflater {
  at: number;
  #input: Uint8Array;
  #bits = 0;
  #count = 0;
  #out: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(input: Uint8Array, at: number) {
    this.#input = input;
    this.at = at;
    this.#out = new Uint8Array(Math.max(1024, input.length * 4));
  }

  #need(count: number): number {
    while (this.#count < count) {
      if (this.at >= this.#input.length) throw tooShort();
      this.#bits |= this.#input[this.at] << this.#count;
      this.at += 1;
      this.#count += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#count -= count;
    return value;
  }

  #symbol({ counts, symbols }: Code): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_BITS; length += 1) {
      code |= this.#need(1);
      const count = counts[length];
      if (code - count < first) return symbols[index + (code - first)];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw fault("invalid code lengths set");
  }

  #room(more: number): void {
    if (this.#length + more <= this.#out.length) return;
    const larger = new Uint8Array(Math.max(this.#out.length * 2, this.#length + more));
    larger.set(this.#out);
    this.#out = larger;
  }

  #stored(): void {
    this.#bits = 0;
    this.#count = 0;
    if (this.at + 4 > this.#input.length) throw tooShort();
    const length = this.#input[this.at] | (this.#input[this.at + 1] << 8);
    const check = this.#input[this.at + 2] | (this.#input[this.at + 3] << 8);
    if ((length ^ check) !== 0xffff) throw fault("invalid stored block lengths");
    this.at += 4;
    if (this.at + length > this.#input.length) throw tooShort();
    this.#room(length);
    this.#out.set(this.#input.subarray(this.at, this.at + length), this.#length);
    this.#length += length;
    this.at += length;
  }

  #codes(): [Code, Code] {
    const literals = this.#need(5) + 257;
    const distances = this.#need(5) + 1;
    const order = new Uint8Array(19);
    const count = this.#need(4) + 4;
    for (let at = 0; at < count; at += 1) order[CODE_ORDER[at]] = this.#need(3);
    const code = codeOf(order);
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length; ) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[at] = symbol;
        at += 1;
        continue;
      }
      if (symbol === 16 && at === 0) throw fault("invalid bit length repeat");
      const value = symbol === 16 ? lengths[at - 1] : 0;
      const times = symbol === 16 ? 3 + this.#need(2) : symbol === 17 ? 3 + this.#need(3) : 11 + this.#need(7);
      if (at + times > lengths.length) throw fault("invalid bit length repeat");
      lengths.fill(value, at, at + times);
      at += times;
    }
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
  }

  #compressed(literals: Code, distances: Code): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol < 256) {
        this.#room(1);
        this.#out[this.#length] = symbol;
        this.#length += 1;
        continue;
      }
      if (symbol === 256) return;
      if (symbol > 285) throw fault("invalid literal/length code");
      const length = LENGTH_BASE[symbol - 257] + this.#need(LENGTH_BITS[symbol - 257]);
      const far = this.#symbol(distances);
      if (far > 29) throw fault("invalid distance code");
      const distance = DISTANCE_BASE[far] + this.#need(DISTANCE_BITS[far]);
      if (distance > this.#length) throw fault("invalid distance too far back");
      this.#room(length);
      const from = this.#length - distance;
      for (let at = 0; at < length; at += 1) this.#out[this.#length + at] = this.#out[from + at];
      this.#length += length;
    }
  }

  /** Reads to the end of the last block, and to the next whole byte. */
  run(): Uint8Array<ArrayBuffer> {
    let last = 0;
    while (last === 0) {
      last = this.#need(1);
      const kind = this.#need(2);
      if (kind === 0) this.#stored();
      else if (kind === 1) this.#compressed(FIXED_LITERALS, FIXED_DISTANCES);
      else if (kind === 2) this.#compressed(...this.#codes());
      else throw fault("invalid block type");
    }
    this.at -= this.#count >> 3;
    return this.#out.subarray(0, this.#length);
  }
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The check sum of gzip. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) value = CRC[(value ^ bytes[at]) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Where the deflate stream of a gzip member begins. */
function gzipBody(input: Uint8Array, start: number): number {
  if (input[start] !== 0x1f || input[start + 1] !== 0x8b) throw fault("incorrect header check");
  if (input[start + 2] !== 8) throw fault("unknown compression method");
  const flags = input[start + 3];
  let at = start + 10;
  if (flags & 4) at += 2 + (input[at] | (input[at + 1] << 8));
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    while (at < input.length && input[at] !== 0) at += 1;
    at += 1;
  }
  if (flags & 2) at += 2;
  return at;
}

/** All members of a gzip file, one after the other. */
export function gunzip(input: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  if (input.length === 0) throw tooShort();
  while (at < input.length && (at === 0 || input[at] === 0x1f)) {
    const inflater = new Inflater(input, gzipBody(input, at));
    const bytes = inflater.run();
    if (inflater.at + 8 > input.length) throw tooShort();
    const trailer = new DataView(input.buffer, input.byteOffset + inflater.at, 8);
    if (trailer.getUint32(0, true) !== crc32(bytes)) throw fault("incorrect data check");
    if (trailer.getUint32(4, true) !== bytes.length >>> 0) throw fault("incorrect length check");
    parts.push(bytes);
    at = inflater.at + 8;
  }
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let length = 0;
  for (const part of parts) {
    all.set(part, length);
    length += part.length;
  }
  return all;
}

/** Raw deflate. */
export function inflateRaw(input: Uint8Array): Uint8Array {
  return new Inflater(input, 0).run();
}

/** Deflate within zlib's header; its check sum is not looked at. */
export function inflate(input: Uint8Array): Uint8Array {
  if ((input[0] & 15) !== 8 || ((input[0] << 8) | input[1]) % 31 !== 0) throw fault("incorrect header check");
  return new Inflater(input, 2).run();
}
