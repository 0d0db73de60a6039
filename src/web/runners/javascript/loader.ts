// Loads the modules of a program: its own files, and what stands in for Node's.

import { HOME } from "../files.ts";
import { codedError } from "./errors.ts";

type Namespace = Record<string, unknown>;

/** A file of the program as `composeProgram` writes it: see sandbox/javascript/compose.ts. */
export type Source =
  | { name: string; kind: "json"; line: number; text: string }
  | (Written & { kind: "script"; run: (...args: unknown[]) => void })
  | (Written & { kind: "module"; imports: string[]; run: (...args: unknown[]) => Promise<void> });

interface Written {
  name: string;
  /** Its first line in the worker's script, and how many there are. */
  line: number;
  lines: number;
  /** How long the text of `run` is, in UTF-16 code units. */
  size: number;
  /** What to write when it isn't. */
  fault: string;
}

interface Loaded {
  source: Source;
  /** Of a script or JSON: `module`. */
  module: { exports: unknown; id: string; filename: string; loaded: boolean } | null;
  /** Of a module: what it exports, by name. */
  exports: Namespace;
  done: Promise<void> | null;
}

/** What a module sees of another one. */
function namespaceOf(exports: unknown): Namespace {
  const space: Namespace = Object.create(null) as Namespace;
  if ((typeof exports === "object" && exports !== null) || typeof exports === "function") {
    for (const name of Object.keys(exports)) {
      Object.defineProperty(space, name, { enumerable: true, get: () => (exports as Namespace)[name] });
    }
  }
  Object.defineProperty(space, "default", { enumerable: true, configurable: true, value: exports });
  return space;
}

export class Loader {
  #sources: Map<string, Source>;
  #builtin: (specifier: string) => unknown;
  #loaded = new Map<string, Loaded>();

  constructor(sources: Source[], builtin: (specifier: string) => unknown) {
    this.#sources = new Map(sources.map((source) => [source.name, source]));
    this.#builtin = builtin;
  }

  /** Runs the main file; resolves when its top level has ended. */
  async main(name: string): Promise<void> {
    const source = this.#sources.get(name);
    if (!source) throw new Error(`Cannot find module '${HOME}/${name}'`);
    if (source.kind === "module") await this.#start(source);
    else this.#require(source);
  }

  /** The file that a specifier means, seen from another file. */
  #resolve(specifier: string, from: string, extensions: string[]): Source | null {
    let path: string | null = null;
    if (/^\.{1,2}\//.test(specifier)) path = `${HOME}/${from}`.replace(/[^/]*$/, "") + specifier;
    else if (specifier.startsWith("/")) path = specifier;
    else if (specifier.startsWith("file://")) path = decodeURIComponent(new URL(specifier).pathname);
    if (path === null) return null;
    const { pathname } = new URL(`file://${path.split("/").map(encodeURIComponent).join("/")}`);
    const whole = decodeURIComponent(pathname);
    if (!whole.startsWith(`${HOME}/`)) return null;
    const name = whole.slice(HOME.length + 1);
    for (const extension of ["", ...extensions]) {
      const source = this.#sources.get(name + extension);
      if (source) return source;
    }
    return null;
  }

  #missing(specifier: string, from: string, kind: "script" | "module"): Error {
    if (/^[a-z]+:\/\//.test(specifier)) {
      return codedError("ERR_UNSUPPORTED_ESM_URL_SCHEME", `Only files and Node's own modules can be imported, not ${specifier}`);
    }
    return kind === "script"
      ? codedError("MODULE_NOT_FOUND", `Cannot find module '${specifier}'\nRequire stack:\n- ${HOME}/${from}`)
      : codedError("ERR_MODULE_NOT_FOUND", `Cannot find module '${specifier}' imported from ${HOME}/${from}`);
  }

  #entry(source: Source): Loaded {
    let loaded = this.#loaded.get(source.name);
    if (!loaded) {
      loaded = { source, module: null, exports: Object.create(null) as Namespace, done: null };
      this.#loaded.set(source.name, loaded);
    }
    return loaded;
  }

  /** Runs a script or reads JSON, once. */
  #require(source: Source): unknown {
    const loaded = this.#entry(source);
    const path = `${HOME}/${source.name}`;
    if (source.kind === "module") {
      throw codedError("ERR_REQUIRE_ESM", `require() of ES Module ${path} is not supported: use import instead.`);
    }
    if (loaded.module) return loaded.module.exports;
    const module = { exports: {} as unknown, id: path, filename: path, loaded: false };
    loaded.module = module;
    if (source.kind === "json") module.exports = JSON.parse(source.text);
    else {
      const require = this.#requireFrom(source.name);
      source.run.call(module.exports, module.exports, require, module, path, HOME, this.#dynamicFrom(source.name));
    }
    module.loaded = true;
    return module.exports;
  }

  #requireFrom(from: string): (specifier: string) => unknown {
    return (specifier) => {
      const builtin = this.#builtin(specifier);
      if (builtin !== null) return builtin;
      const source = this.#resolve(specifier, from, [".js", ".json", ".cjs", "/index.js"]);
      if (!source) throw this.#missing(specifier, from, "script");
      return this.#require(source);
    };
  }

  /** `import()` as seen from a file. */
  #dynamicFrom(from: string): (specifier: unknown) => Promise<Namespace> {
    return async (specifier) => {
      await this.#prepare(String(specifier), from);
      return this.#namespace(String(specifier), from);
    };
  }

  /** Runs what an import needs, so that its namespace can be had. */
  async #prepare(specifier: string, from: string): Promise<void> {
    if (this.#builtin(specifier) !== null) return;
    const source = this.#resolve(specifier, from, []);
    if (!source) throw this.#missing(specifier, from, "module");
    if (source.kind === "module") await this.#start(source);
    else this.#require(source);
  }

  #namespace(specifier: string, from: string): Namespace {
    const builtin = this.#builtin(specifier);
    if (builtin !== null) return namespaceOf(builtin);
    const source = this.#resolve(specifier, from, []);
    if (!source) throw this.#missing(specifier, from, "module");
    return source.kind === "module" ? this.#entry(source).exports : namespaceOf(this.#require(source));
  }

  /** Runs a module and, before it, what it imports; a circle of imports doesn't wait for itself. */
  async #start(source: Source & { kind: "module" }, above: string[] = []): Promise<void> {
    const loaded = this.#entry(source);
    if (above.includes(source.name)) return;
    loaded.done ??= this.#run(source, loaded, [...above, source.name]);
    await loaded.done;
  }

  async #run(source: Source & { kind: "module" }, loaded: Loaded, above: string[]): Promise<void> {
    for (const specifier of source.imports) {
      const needed = this.#builtin(specifier) === null ? this.#resolve(specifier, source.name, []) : null;
      if (needed?.kind === "module") await this.#start(needed, above);
      else await this.#prepare(specifier, source.name);
    }
    const give = (name: string | null, get: () => unknown) => {
      if (name !== null) {
        Object.defineProperty(loaded.exports, name, { enumerable: true, configurable: true, get });
        return;
      }
      const all = get() as Namespace;
      for (const each of Object.keys(all)) {
        if (each !== "default" && !Object.hasOwn(loaded.exports, each)) give(each, () => all[each]);
      }
    };
    const take = (specifier: string, names: string[]) => {
      const space = this.#namespace(specifier, source.name);
      for (const name of names) {
        if (!(name in space)) {
          throw new SyntaxError(`The requested module '${specifier}' does not provide an export named '${name}'`);
        }
      }
      return space;
    };
    const path = `${HOME}/${source.name}`;
    const meta = { url: `file://${path}`, filename: path, dirname: HOME };
    await source.run.call(undefined, take, give, this.#dynamicFrom(source.name), meta);
  }
}
