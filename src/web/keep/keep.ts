// What the page imports: the store, and saving as one types.

export { createSaver, type Saver, type SaveState } from "./saver.ts";
export { get, keys, put, remove, watch, type Kept } from "./store.ts";
