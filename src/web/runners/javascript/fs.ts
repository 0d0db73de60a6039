// Node's file system over the virtual files: the synchronous calls, and the others as wrappers of them.

import { type Directory, type Entry, type File, find, makeDirectory, namesOf, place } from "../files.ts";
import type { Write } from "../harness.ts";
import { Buffer, decode, encode, encodingOf } from "./buffer.ts";
import { systemError } from "./errors.ts";
import { Readable } from "./streams.ts";

type Path = string | URL | Uint8Array;
type Options = string | { encoding?: string | null; flag?: string; withFileTypes?: boolean; recursive?: boolean; throwIfNoEntry?: boolean; force?: boolean } | null;

interface Opened {
  path: string;
  entry: Entry | null;
  position: number;
  stream: 0 | 1 | 2 | null;
  append: boolean;
}

/** What stat gives. */
export class Stats {
  readonly size: number;
  readonly mode: number;
  readonly mtimeMs = 0;
  readonly mtime = new Date(0);
  readonly ino: number;
  readonly uid = 1000;
  readonly gid = 1000;
  readonly nlink = 1;
  #directory: boolean;

  constructor(entry: Entry) {
    this.#directory = entry.kind === "directory";
    this.size = entry.kind === "file" ? entry.bytes.length : 0;
    this.mode = this.#directory ? 0o40755 : 0o100644;
    this.ino = 1;
  }
  isFile(): boolean {
    return !this.#directory;
  }
  isDirectory(): boolean {
    return this.#directory;
  }
  isSymbolicLink(): boolean {
    return false;
  }
}

export class Dirent {
  readonly name: string;
  readonly parentPath: string;
  #directory: boolean;

  constructor(name: string, parentPath: string, entry: Entry) {
    this.name = name;
    this.parentPath = parentPath;
    this.#directory = entry.kind === "directory";
  }
  isFile(): boolean {
    return !this.#directory;
  }
  isDirectory(): boolean {
    return this.#directory;
  }
  isSymbolicLink(): boolean {
    return false;
  }
}

const STREAMS = new Map<string, 0 | 1 | 2>([
  ["/dev/stdin", 0],
  ["/dev/stdout", 1],
  ["/dev/stderr", 2],
  ["/dev/fd/0", 0],
  ["/dev/fd/1", 1],
  ["/dev/fd/2", 2],
]);
const CONSTANTS = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_APPEND: 1024 };

function pathOf(path: Path): string {
  if (typeof path === "string") return path;
  return path instanceof URL ? decodeURIComponent(path.pathname) : decode(path, "utf8");
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The module `fs`. Relative paths start from `/`. */
export function createFs(root: Directory, stdin: Uint8Array, write: Write) {
  const opened = new Map<number, Opened>();
  for (const stream of [0, 1, 2] as const) {
    opened.set(stream, { path: "", entry: null, position: 0, stream, append: false });
  }
  let next = 3;

  const look = (path: string, syscall: string): Entry => {
    const entry = find(root, path);
    if (typeof entry === "string") throw systemError(entry, syscall, path);
    return entry;
  };
  const descriptor = (fd: number, syscall: string): Opened => {
    const file = opened.get(fd);
    if (!file) throw systemError("EBADF", syscall);
    return file;
  };
  const contents = (file: Opened, syscall: string): Uint8Array => {
    if (file.stream === 0) return stdin;
    if (file.entry === null) throw systemError(file.stream === null ? "EBADF" : "EINVAL", syscall);
    if (file.entry.kind === "directory") throw systemError("EISDIR", syscall);
    return file.entry.bytes;
  };
  const bytesOf = (data: unknown, encoding?: unknown): Uint8Array => {
    if (typeof data === "string") return encode(data, encodingOf(encoding));
    if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    throw new TypeError('The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView.');
  };
  const encodingIn = (options: Options | undefined): unknown => (typeof options === "string" ? options : options?.encoding);

  function openSync(given: Path, flags: string | number = "r"): number {
    const path = pathOf(given);
    const flag = typeof flags === "number" ? (flags & 3 ? "w" : "r") : flags;
    const stream = STREAMS.get(path) ?? null;
    let entry: Entry | null = null;
    if (stream === null && path !== "/dev/null") {
      const found = find(root, path);
      if (typeof found !== "string") entry = found;
      else if (flag.startsWith("r") || found !== "ENOENT" || !place(root, path, new Uint8Array())) {
        throw systemError(found, "open", path);
      } else entry = look(path, "open");
      if (entry.kind === "directory" && !flag.startsWith("r")) throw systemError("EISDIR", "open", path);
      if (entry.kind === "file" && flag.startsWith("w")) entry.bytes = new Uint8Array();
    } else if (stream === null) entry = { kind: "file", bytes: new Uint8Array() };
    const fd = next;
    next += 1;
    opened.set(fd, { path, entry, position: 0, stream, append: flag.startsWith("a") });
    return fd;
  }

  function closeSync(fd: number): void {
    descriptor(fd, "close");
    if (fd > 2) opened.delete(fd);
  }

  function readSync(fd: number, into: ArrayBufferView, ...rest: unknown[]): number {
    const file = descriptor(fd, "read");
    const options = (typeof rest[0] === "object" && rest[0] !== null ? rest[0] : {}) as Record<string, number>;
    const [offset, length, position] = (typeof rest[0] === "object" ? [options.offset, options.length, options.position] : rest) as (
      | number
      | null
      | undefined
    )[];
    const bytes = contents(file, "read");
    const from = typeof position === "number" && position >= 0 ? position : file.position;
    const start = offset ?? 0;
    const part = bytes.subarray(from, from + Math.min(length ?? Infinity, into.byteLength - start));
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(part, start);
    if (from === file.position) file.position += part.length;
    return part.length;
  }

  function store(file: File, bytes: Uint8Array, at: number): void {
    const all = new Uint8Array(Math.max(file.bytes.length, at + bytes.length));
    all.set(file.bytes);
    all.set(bytes, at);
    file.bytes = all;
  }

  function writeSync(fd: number, data: unknown, ...rest: unknown[]): number {
    const file = descriptor(fd, "write");
    let bytes = bytesOf(data, typeof data === "string" ? rest[1] : undefined);
    if (typeof data !== "string") {
      const offset = Number(rest[0] ?? 0);
      bytes = bytes.subarray(offset, offset + Number(rest[1] ?? bytes.length));
    }
    if (file.stream === 1 || file.stream === 2) write(file.stream, bytes);
    else if (file.entry?.kind === "file") {
      const at = file.append ? file.entry.bytes.length : file.position;
      store(file.entry, bytes, at);
      file.position = at + bytes.length;
    } else throw systemError("EBADF", "write");
    return bytes.length;
  }

  function readFileSync(given: Path | number, options?: Options): Buffer | string {
    let bytes: Uint8Array;
    if (typeof given === "number") {
      const file = descriptor(given, "read");
      bytes = contents(file, "read").subarray(file.position);
      file.position += bytes.length;
    } else {
      const fd = openSync(given);
      const file = descriptor(fd, "read");
      if (file.stream === 0) bytes = readFileSync(0) as Buffer;
      else bytes = contents(file, "read");
      closeSync(fd);
    }
    const encoding = encodingIn(options);
    if (encoding !== undefined && encoding !== null && encoding !== "buffer") return decode(bytes, encodingOf(encoding));
    // A copy: what a program writes into its buffer is not in the file.
    return Buffer.over(bytes.slice());
  }

  function put(given: Path | number, data: unknown, options: Options | undefined, flag: string): void {
    const bytes = bytesOf(data, encodingIn(options));
    if (typeof given === "number") {
      writeSync(given, bytes);
      return;
    }
    const own = typeof options === "object" ? options?.flag : undefined;
    const fd = openSync(given, own ?? flag);
    writeSync(fd, bytes);
    closeSync(fd);
  }

  function readdirSync(given: Path, options?: Options): (string | Dirent)[] {
    const path = pathOf(given);
    const directory = look(path, "scandir");
    if (directory.kind !== "directory") throw systemError("ENOTDIR", "scandir", path);
    const typed = typeof options === "object" && options?.withFileTypes === true;
    const deep = typeof options === "object" && options?.recursive === true;
    const list: (string | Dirent)[] = [];
    const walk = (from: Directory, prefix: string) => {
      for (const [name, entry] of [...from.entries].sort(([a], [b]) => compareNames(a, b))) {
        const parent = prefix === "" ? path : `${path.replace(/\/$/, "")}/${prefix.slice(0, -1)}`;
        list.push(typed ? new Dirent(name, parent, entry) : prefix + name);
        if (deep && entry.kind === "directory") walk(entry, `${prefix}${name}/`);
      }
    };
    walk(directory, "");
    return list;
  }

  function statSync(given: Path, options?: Options): Stats | undefined {
    const path = pathOf(given);
    const entry = find(root, path);
    if (typeof entry !== "string") return new Stats(entry);
    if (entry === "ENOENT" && typeof options === "object" && options?.throwIfNoEntry === false) return undefined;
    throw systemError(entry, "stat", path);
  }

  function existsSync(given: Path): boolean {
    const path = pathOf(given);
    return STREAMS.has(path) || typeof find(root, path) !== "string";
  }

  function mkdirSync(given: Path, options?: Options): void {
    const path = pathOf(given);
    const deep = typeof options === "object" && options?.recursive === true;
    const there = find(root, path);
    if (typeof there !== "string") {
      if (deep && there.kind === "directory") return;
      throw systemError("EEXIST", "mkdir", path);
    }
    const above = find(root, `/${namesOf(path).slice(0, -1).join("/")}`);
    if (!deep && typeof above === "string") throw systemError(above, "mkdir", path);
    if (!makeDirectory(root, path)) throw systemError("ENOTDIR", "mkdir", path);
  }

  function rmSync(given: Path, options?: Options): void {
    const path = pathOf(given);
    const wishes = typeof options === "object" && options !== null ? options : {};
    const entry = find(root, path);
    if (typeof entry === "string") {
      if (wishes.force && entry === "ENOENT") return;
      throw systemError(entry, "rm", path);
    }
    if (entry.kind === "directory" && !wishes.recursive) throw systemError("EISDIR", "rm", path);
    remove(path);
  }

  function remove(path: string): void {
    const names = namesOf(path);
    const name = names.pop();
    const directory = find(root, `/${names.join("/")}`);
    if (name !== undefined && typeof directory === "object" && directory.kind === "directory") directory.entries.delete(name);
  }

  function unlinkSync(given: Path): void {
    const path = pathOf(given);
    if (look(path, "unlink").kind === "directory") throw systemError("EISDIR", "unlink", path);
    remove(path);
  }

  const sync = {
    openSync,
    closeSync,
    readSync,
    writeSync,
    readFileSync,
    writeFileSync: (path: Path | number, data: unknown, options?: Options) => put(path, data, options, "w"),
    appendFileSync: (path: Path | number, data: unknown, options?: Options) => put(path, data, options, "a"),
    readdirSync,
    statSync,
    lstatSync: statSync,
    fstatSync: (fd: number) => new Stats(descriptor(fd, "fstat").entry ?? { kind: "file", bytes: fd === 0 ? stdin : new Uint8Array() }),
    existsSync,
    accessSync: (path: Path) => {
      if (!existsSync(path)) throw systemError("ENOENT", "access", pathOf(path));
    },
    mkdirSync,
    rmSync,
    unlinkSync,
    realpathSync: (path: Path) => {
      look(pathOf(path), "lstat");
      return `/${namesOf(pathOf(path)).join("/")}`;
    },
  };
  const promises: Record<string, (...args: never[]) => Promise<unknown>> = {};
  const callbacks: Record<string, (...args: unknown[]) => void> = {};
  for (const [name, call] of Object.entries(sync) as [string, (...args: unknown[]) => unknown][]) {
    const plain = name.replace(/Sync$/, "");
    promises[plain] = async (...args: never[]) => call(...args);
    callbacks[plain] = (...args) => {
      const callback = args.pop();
      if (typeof callback !== "function") throw new TypeError('The "callback" argument must be of type function.');
      Promise.resolve()
        .then(() => call(...args))
        .then(
          (value) => setTimeout(() => callback(null, value), 0),
          (error: unknown) => setTimeout(() => callback(error), 0),
        );
    };
  }
  const createReadStream = (path: Path, options?: Options) =>
    new Readable(() => readFileSync(path) as Buffer, encodingIn(options) as string | undefined);
  return { ...sync, ...callbacks, promises, createReadStream, constants: CONSTANTS, Stats, Dirent };
}

export type Fs = ReturnType<typeof createFs>;
