// Saving as one types: soon after the writer pauses, half a second after the first unsaved change at the latest, and at
// once when the page is about to go.

import { prepare, put, type Kept } from "./store.ts";

/** How the saving of a key stands. */
export type SaveState = "saving" | "saved" | `failed: ${string}`;

export interface Saver {
  /** Saves `value` under `key` after a pause; a later value of the same key takes its place. */
  saveSoon(key: string, value: Kept): void;
  /** Saves what waits, now. Settles when all of it was saved or has failed; never rejects. */
  flush(): Promise<void>;
  /** Saves what waits and stops listening to the page. */
  close(): Promise<void>;
}

/** Milliseconds from the first unsaved change to its saving, however fast the writer goes on. */
const AT_MOST = 500;

interface Waiting {
  value: Kept;
  /** When the first change that is not saved was made, in milliseconds of `performance.now`. */
  since: number;
  timer: number | undefined;
}

/** Saves by key; `onState` is told how each stands. A value that failed waits for its next change or flush. */
export function createSaver(onState: (key: string, state: SaveState) => void, delayMs = 300): Saver {
  const waiting = new Map<string, Waiting>();
  const writing = new Map<string, Promise<void>>();
  prepare();

  function saveSoon(key: string, value: Kept): void {
    const before = waiting.get(key);
    window.clearTimeout(before?.timer);
    const now = performance.now();
    const since = before?.timer === undefined ? now : before.since;
    const delay = Math.max(0, Math.min(delayMs, since + AT_MOST - now));
    waiting.set(key, { value, since, timer: window.setTimeout(() => void write(key), delay) });
    if (before?.timer === undefined) onState(key, "saving");
  }

  function write(key: string): Promise<void> {
    const due = waiting.get(key);
    if (!due) return writing.get(key) ?? Promise.resolve();
    window.clearTimeout(due.timer);
    waiting.delete(key);
    const done: Promise<void> = put(key, due.value).then(
      () => {
        if (!waiting.has(key) && writing.get(key) === done) onState(key, "saved");
      },
      (error: unknown) => {
        // A newer value is on its way already, or this one waits for its time.
        if (waiting.has(key) || writing.get(key) !== done) return;
        waiting.set(key, { ...due, timer: undefined });
        onState(key, `failed: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
    writing.set(key, done);
    return done.finally(() => {
      if (writing.get(key) === done) writing.delete(key);
    });
  }

  async function flush(): Promise<void> {
    await Promise.all([...new Set([...waiting.keys(), ...writing.keys()])].map(write));
  }

  const onHidden = () => {
    if (document.visibilityState === "hidden") void flush();
  };
  const onPageHide = () => void flush();
  document.addEventListener("visibilitychange", onHidden);
  window.addEventListener("pagehide", onPageHide);

  return {
    saveSoon,
    flush,
    close() {
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("pagehide", onPageHide);
      return flush();
    },
  };
}
