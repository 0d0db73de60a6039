// The modules of Node that programs may import, by their names without "node:".

import { Buffer } from "./buffer.ts";
import { codedError } from "./errors.ts";
import type { Fs } from "./fs.ts";
import { gunzip, inflate, inflateRaw } from "./inflate.ts";
import { format, inspect, type InspectOptions } from "./inspect.ts";
import type { NodeProcess } from "./process.ts";
import { EventEmitter, linesOf, type Readable } from "./streams.ts";

/** Modules of Node that can't exist here, and why. */
const ABSENT: Record<string, string> = Object.fromEntries([
  ..."child_process cluster worker_threads".split(" ").map((name) => [name, "there are no other processes and no threads"]),
  ..."http https http2 net dgram dns tls".split(" ").map((name) => [name, "there is no network"]),
  ..."vm repl inspector v8".split(" ").map((name) => [name, "text can't be run as code"]),
]);

function normalized(path: string): string {
  const absolute = path.startsWith("/");
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name === ".." && (absolute || (names.length > 0 && names.at(-1) !== ".."))) names.pop();
    else names.push(name);
  }
  const joined = (absolute ? "/" : "") + names.join("/") + (path.endsWith("/") && names.length > 0 ? "/" : "");
  return joined === "" ? "." : joined;
}

function resolved(...paths: string[]): string {
  let path = "";
  for (const part of paths) path = part.startsWith("/") ? part : `${path}/${part}`;
  const whole = normalized(`/${path}`);
  return whole.length > 1 ? whole.replace(/\/$/, "") : whole;
}

function basename(path: string, suffix = ""): string {
  const name = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
  return suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  const slash = trimmed.lastIndexOf("/");
  if (slash < 0) return path.startsWith("/") ? "/" : ".";
  return slash === 0 ? "/" : trimmed.slice(0, slash);
}

function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot);
}

function relative(from: string, to: string): string {
  const a = resolved(from).split("/").filter(Boolean);
  const b = resolved(to).split("/").filter(Boolean);
  let common = 0;
  while (common < a.length && a[common] === b[common]) common += 1;
  return [...a.slice(common).map(() => ".."), ...b.slice(common)].join("/");
}

/** Node's POSIX `path`. */
function createPath(): Record<string, unknown> {
  const path: Record<string, unknown> = {
    sep: "/",
    delimiter: ":",
    normalize: normalized,
    join: (...parts: string[]) => normalized(parts.filter((part) => part !== "").join("/")),
    resolve: resolved,
    basename,
    dirname,
    extname,
    relative,
    isAbsolute: (name: string) => name.startsWith("/"),
    parse: (name: string) => {
      const ext = extname(name);
      const dir = name.includes("/") ? dirname(name) : "";
      return { root: name.startsWith("/") ? "/" : "", dir, base: basename(name), ext, name: basename(name, ext) };
    },
    format: (parts: Record<string, string>) => {
      const base = parts.base ?? `${parts.name ?? ""}${parts.ext ?? ""}`;
      const dir = parts.dir ?? parts.root ?? "";
      return dir === "" ? base : dir.endsWith("/") ? dir + base : `${dir}/${base}`;
    },
  };
  path.posix = path;
  return path;
}

/** One interface of `readline`: the lines of a stream, as events or as an iteration. */
class Interface extends EventEmitter {
  #lines: AsyncGenerator<string>;
  #closed = false;

  constructor(input: Readable) {
    super();
    this.#lines = linesOf(input);
  }

  override on(name: unknown, call: (...args: unknown[]) => void): this {
    super.on(name, call);
    if (name === "line" && this.listenerCount("line") === 1) setTimeout(() => void this.#emit(), 0);
    return this;
  }

  async #emit(): Promise<void> {
    for await (const line of this.#lines) {
      if (this.#closed) return;
      this.emit("line", line);
    }
    this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit("close");
  }

  [Symbol.asyncIterator](): AsyncGenerator<string> {
    return this.#lines;
  }
}

function bytesOf(data: unknown): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw codedError("ERR_INVALID_ARG_TYPE", 'The "buffer" argument must be an instance of Buffer, TypedArray, DataView, or ArrayBuffer.', TypeError);
}

/** A call that gives its result to a callback, from one that returns it. */
function withCallback(call: (data: unknown) => unknown) {
  return (data: unknown, ...rest: unknown[]) => {
    const callback = rest.at(-1) as (error: unknown, value?: unknown) => void;
    setTimeout(() => {
      let value: unknown;
      try {
        value = call(data);
      } catch (error) {
        callback(error);
        return;
      }
      callback(null, value);
    }, 0);
  };
}

function createZlib(): Record<string, unknown> {
  const unpack = (inflater: (bytes: Uint8Array) => Uint8Array) => (data: unknown) => Buffer.over(inflater(bytesOf(data)));
  const gunzipSync = unpack(gunzip);
  const inflateSync = unpack(inflate);
  const inflateRawSync = unpack(inflateRaw);
  return {
    gunzipSync,
    unzipSync: gunzipSync,
    inflateSync,
    inflateRawSync,
    gunzip: withCallback(gunzipSync),
    inflate: withCallback(inflateSync),
    inflateRaw: withCallback(inflateRawSync),
  };
}

/** Finds a module by its specifier; null when Node has none of that name. Throws for one that can't exist here. */
export function createBuiltins(process: NodeProcess, fs: Fs, stackOf: (error: Error) => string) {
  const createInterface = (options: Readable | { input: Readable }) => new Interface("input" in options ? options.input : options);
  const util = {
    format: (...args: unknown[]) => format(args, stackOf),
    inspect: (value: unknown, options?: InspectOptions) => inspect(value, stackOf, options),
    promisify:
      (call: (...args: unknown[]) => void) =>
      (...args: unknown[]) =>
        new Promise((resolve, reject) => call(...args, (error: unknown, value: unknown) => (error ? reject(error) : resolve(value)))),
    TextEncoder,
    TextDecoder,
  };
  const events = Object.assign(EventEmitter, { EventEmitter, default: EventEmitter });
  const wait = (ms?: number, value?: unknown) => new Promise((resolve) => setTimeout(() => resolve(value), ms ?? 0));
  const modules: Record<string, unknown> = {
    fs,
    "fs/promises": fs.promises,
    process,
    path: createPath(),
    "path/posix": createPath(),
    buffer: { Buffer },
    zlib: createZlib(),
    readline: { createInterface },
    "readline/promises": { createInterface },
    events,
    util,
    os: { EOL: "\n", platform: () => "linux", type: () => "Linux", tmpdir: () => "/tmp", homedir: () => "/home/you", hostname: () => "dryrun" },
    url: { URL, URLSearchParams, fileURLToPath: (url: string | URL) => decodeURIComponent(new URL(url).pathname) },
    perf_hooks: { performance },
    timers: { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate: (call: () => void) => setTimeout(call, 0) },
    "timers/promises": { setTimeout: wait, setImmediate: (value?: unknown) => wait(0, value) },
  };
  return (specifier: string): unknown => {
    const name = specifier.replace(/^node:/, "");
    if (Object.hasOwn(modules, name)) return modules[name];
    if (Object.hasOwn(ABSENT, name)) throw codedError("ERR_MODULE_NOT_FOUND", `${specifier} isn't available in the sandbox: ${ABSENT[name]}`);
    if (specifier.startsWith("node:")) throw codedError("ERR_MODULE_NOT_FOUND", `${specifier} isn't available in the sandbox`);
    return null;
  };
}
