// The parts of each language's workers, fetched once, and a warm spare worker of each language in use.

import { Frame } from "./frame.ts";
import type { Kit } from "./protocol.ts";
import type { Language } from "./types.ts";
import { SandboxWorker } from "./worker.ts";

/** The assets of a language beside its script `run-LANGUAGE`. */
const WASM: Partial<Record<Language, string>> = { python: "python" };
const DATA: Partial<Record<Language, string[]>> = { python: ["python-stdlib", "python-lock"] };

export class Pool {
  #assets: Record<string, string>;
  #frame: Frame | null = null;
  #kits = new Map<Language, Promise<string>>();
  #spares = new Map<Language, SandboxWorker>();
  #loaded = new Set<Language>();

  constructor(assets: Record<string, string>) {
    this.#assets = assets;
  }

  /** Fetches a language's parts and hands them to the frame; resolves to the script's text. */
  load(language: Language): Promise<string> {
    const known = this.#kits.get(language);
    if (known) return known;
    const loading = this.#load(language);
    this.#kits.set(language, loading);
    // A failed download may be tried again.
    loading.catch(() => this.#kits.delete(language));
    return loading;
  }

  async #load(language: Language): Promise<string> {
    const names = DATA[language] ?? [];
    const wasm = WASM[language];
    const [script, module, ...files] = await Promise.all([
      this.#fetch(`run-${language}`),
      wasm ? this.#fetch(wasm) : null,
      ...names.map((name) => this.#fetch(name)),
    ]);
    const parts: Kit = {
      script: new Blob([script], { type: "text/javascript" }),
      wasm: module,
      data: Object.fromEntries(names.map((name, index) => [name, files[index]])),
    };
    this.frame.keep(language, parts);
    this.#loaded.add(language);
    return new TextDecoder().decode(script);
  }

  async #fetch(name: string): Promise<ArrayBuffer> {
    const url = this.#assets[name];
    if (url === undefined) throw new Error(`This build of the page has no ${name}.`);
    let response;
    try {
      response = await fetch(url);
    } catch {
      throw new Error(`Can't load ${name}: there is no connection, and it isn't stored on this device yet.`);
    }
    if (!response.ok) throw new Error(`Can't load ${name}: the host answered ${response.status}.`);
    return response.arrayBuffer();
  }

  get frame(): Frame {
    this.#frame ??= new Frame(() => this.#reset());
    return this.#frame;
  }

  /** Forgets everything that was in the frame; what is asked for next gets a new one. */
  #reset(): void {
    for (const spare of this.#spares.values()) spare.stop();
    this.#spares.clear();
    this.#kits.clear();
    this.#loaded.clear();
    this.#frame?.remove();
    this.#frame = null;
  }

  /** Starts a spare for the next run, if its language is loaded still. */
  refill(language: Language): void {
    if (this.has(language)) this.spare(language);
  }

  /** Whether workers of a language can be started. */
  has(language: Language): boolean {
    return this.#loaded.has(language);
  }

  /** The spare, started unless there is one. The language must be loaded. */
  spare(language: Language): SandboxWorker {
    const known = this.#spares.get(language);
    if (known?.alive) return known;
    const spare = new SandboxWorker(this.frame, language, null);
    this.#spares.set(language, spare);
    return spare;
  }

  /** The spare, or else a fresh worker, for the taker to keep and to stop. */
  take(language: Language): SandboxWorker {
    const spare = this.spare(language);
    this.#spares.delete(language);
    return spare;
  }
}
