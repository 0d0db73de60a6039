// The learner's work, kept on this machine: one IndexedDB store of texts and bytes by name. A write is told to be done
// only once the disk has it (durability "strict"), so that what was "saved" outlives a killed browser.

/** What is kept under a key. */
export type Kept = string | Uint8Array;

const DATABASE = "dryrun-work";
const STORE = "kept";

let opened: Promise<IDBDatabase> | null = null;
let channel: BroadcastChannel | null = null;

/** What is kept under `key`, or null. Rejects with an Error whose message is for the reader, as all of these do. */
export async function get(key: string): Promise<Kept | null> {
  const found: unknown = await within("readonly", (store) => store.get(key));
  return typeof found === "string" || found instanceof Uint8Array ? found : null;
}

/** Keeps `value` under `key`; settles when it is on the disk. Other tabs are told. */
export async function put(key: string, value: Kept): Promise<void> {
  // A view into a larger memory would be stored with all of that memory; copied at once, for it may change.
  const own = typeof value === "string" ? value : value.slice();
  await within("readwrite", (store) => store.put(own, key));
  tell(key);
}

/** Forgets what is kept under `key`; nothing happens when that is nothing. Other tabs are told. */
export async function remove(key: string): Promise<void> {
  await within("readwrite", (store) => store.delete(key));
  tell(key);
}

/** The keys that begin with `prefix`, in the order of their UTF-16 units. */
export async function keys(prefix: string): Promise<string[]> {
  const range = prefix === "" ? undefined : IDBKeyRange.lowerBound(prefix);
  const found = await within("readonly", (store) => store.getAllKeys(range));
  return found.filter((key): key is string => typeof key === "string" && key.startsWith(prefix));
}

/** Calls `callback` with each key that another tab wrote or removed. Returns what ends it. */
export function watch(callback: (key: string) => void): () => void {
  const line = wire();
  const listen = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") callback(data);
  };
  line.addEventListener("message", listen);
  return () => line.removeEventListener("message", listen);
}

/** One line for the whole tab: a channel doesn't hear itself, so a tab is not told of its own changes. */
function wire(): BroadcastChannel {
  channel ??= new BroadcastChannel(DATABASE);
  return channel;
}

function tell(key: string): void {
  wire().postMessage(key);
}

/** Makes one request in a transaction of its own, and waits for the transaction to be complete. */
async function within<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  try {
    return await transact(await open(), mode, ask);
  } catch (error) {
    // The browser may close a connection at any time (a cleaned disk, a sleeping phone): once more with a new one.
    if (!isNamed(error, "InvalidStateError")) throw forReader(error);
    opened = null;
  }
  try {
    return await transact(await open(), mode, ask);
  } catch (error) {
    throw forReader(error);
  }
}

function transact<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(STORE));
    // Not left to the browser, which would undo it if the page went before the request was answered.
    transaction.commit();
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = () => (opened = null);
      // A newer version of the page wants to change the store: let it.
      database.onversionchange = () => {
        database.close();
        opened = null;
      };
      resolve(database);
    };
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

function forReader(cause: unknown): Error {
  if (isNamed(cause, "QuotaExceededError")) {
    const full = "The disk, or this site's share of it, is full.";
    return new Error(`${full} Free some space, then change the text to save again.`, { cause });
  }
  const detail = cause instanceof Error && cause.message !== "" ? ` (${cause.message})` : "";
  const refused = `The browser refuses to store anything for this page${detail}.`;
  return new Error(`${refused} Allow site data, or copy your work out.`, { cause });
}
