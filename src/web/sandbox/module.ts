// What a WASI module asks for, read from its bytes. Nothing is compiled on the page: the bytes are a stranger's.

/** The only module that imports may come from, and what it has (WASI preview 1). */
const WASI = "wasi_snapshot_preview1";
const FUNCTIONS = new Set(
  (
    "args_get args_sizes_get environ_get environ_sizes_get clock_res_get clock_time_get fd_advise fd_allocate fd_close " +
    "fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get fd_filestat_set_size " +
    "fd_filestat_set_times fd_pread fd_prestat_get fd_prestat_dir_name fd_pwrite fd_read fd_readdir fd_renumber fd_seek " +
    "fd_sync fd_tell fd_write path_create_directory path_filestat_get path_filestat_set_times path_link path_open " +
    "path_readlink path_remove_directory path_rename path_symlink path_unlink_file poll_oneoff proc_exit proc_raise " +
    "sched_yield random_get sock_accept sock_recv sock_send sock_shutdown"
  ).split(" "),
);
/** How many foreign imports are named; the rest is counted. */
const NAMED = 5;

const MAGIC = 0x0061736d;
const CORE_VERSION = 1;
const SECTION = { import: 2, export: 7 } as const;
const KIND = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

class Malformed extends Error {}

/** Reads WebAssembly's binary format; throws Malformed at the end of the bytes. */
class Reader {
  at: number;
  readonly end: number;
  #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.at = at;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) throw new Malformed();
    this.at += 1;
    return this.#bytes[this.at - 1];
  }

  /** LEB128, unsigned, of at most 64 bits; the value is only exact below 2^53. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Malformed();
  }

  name(): string {
    const length = this.number();
    if (this.at + length > this.end) throw new Malformed();
    this.at += length;
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at));
  }

  section(length: number): Reader {
    if (this.at + length > this.end) throw new Malformed();
    const reader = new Reader(this.#bytes, this.at, this.at + length);
    this.at += length;
    return reader;
  }

  limits(): void {
    const flags = this.byte();
    this.number();
    if (flags & 1) this.number();
  }

  /** A reference type, which may be one byte or a byte and a heap type. */
  reference(): void {
    const byte = this.byte();
    if (byte === 0x63 || byte === 0x64) this.number();
  }
}

function readImports(section: Reader): [module: string, name: string][] {
  const imports: [string, string][] = [];
  for (let left = section.number(); left > 0; left -= 1) {
    imports.push([section.name(), section.name()]);
    const kind = section.byte();
    if (kind === KIND.function) section.number();
    else if (kind === KIND.table) {
      section.reference();
      section.limits();
    } else if (kind === KIND.memory) section.limits();
    else if (kind === KIND.global) {
      section.reference();
      section.byte();
    } else if (kind === KIND.tag) {
      section.byte();
      section.number();
    } else throw new Malformed();
  }
  return imports;
}

function readExports(section: Reader): Set<string> {
  const names = new Set<string>();
  for (let left = section.number(); left > 0; left -= 1) {
    names.add(section.name());
    section.byte();
    section.number();
  }
  return names;
}

/** Null when a module can run here, else a sentence that says what is in the way. */
export function inspectModule(bytes: Uint8Array): string | null {
  if (bytes.length < 8 || new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) !== MAGIC) {
    return "This is not a WebAssembly module.";
  }
  if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) !== CORE_VERSION) {
    return "This is a component of WASI 0.2 or later: build it for wasm32-wasip1.";
  }
  let imports: [string, string][] = [];
  let exports = new Set<string>();
  try {
    const reader = new Reader(bytes, 8);
    while (reader.at < reader.end) {
      const id = reader.byte();
      const section = reader.section(reader.number());
      if (id === SECTION.import) imports = readImports(section);
      else if (id === SECTION.export) exports = readExports(section);
    }
  } catch (error) {
    if (error instanceof Malformed) return "This WebAssembly module is damaged or cut off.";
    throw error;
  }
  const foreign = imports.filter(([module, name]) => module !== WASI || !FUNCTIONS.has(name));
  if (foreign.length > 0) {
    const names = foreign.slice(0, NAMED).map(([module, name]) => `${module}.${name}`);
    const more = foreign.length - names.length;
    return (
      `It imports ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}: only functions of ${WASI} exist here. ` +
      "Build it for wasm32-wasip1."
    );
  }
  if (!exports.has("_start")) return "It exports no _start: build a program, not a library.";
  if (!exports.has("memory")) return "It exports no memory.";
  return null;
}
