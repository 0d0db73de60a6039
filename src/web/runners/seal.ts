// Takes away from a worker's global scope all that a program has no use for. The policy already keeps the network and
// storage out of reach; this keeps floods and oddities away from the frame, which must stay free to stop workers.

/** What stays, beside the language's own. */
const KEPT = new Set(
  (
    "self globalThis constructor WorkerGlobalScope DedicatedWorkerGlobalScope EventTarget Event CustomEvent ErrorEvent " +
    "addEventListener removeEventListener dispatchEvent setTimeout clearTimeout setInterval clearInterval " +
    "queueMicrotask structuredClone atob btoa performance Performance crypto Crypto SubtleCrypto CryptoKey TextEncoder " +
    "TextDecoder URL URLSearchParams AbortController AbortSignal DOMException WebAssembly location WorkerLocation " +
    "Iterator"
  ).split(" "),
);

/** The language's own globals, as a scope without any host has them. */
const LANGUAGE = new Set(
  (
    "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp " +
    "Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError JSON Math " +
    "Intl ArrayBuffer SharedArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array " +
    "Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map Set WeakMap " +
    "WeakSet WeakRef FinalizationRegistry Proxy Reflect BigInt decodeURI decodeURIComponent encodeURI " +
    "encodeURIComponent escape unescape eval isFinite isNaN Temporal DisposableStack AsyncDisposableStack"
  ).split(" "),
);

/** A console that is heard by nobody: real ones go through the frame's thread. */
function mute(): Record<string, () => void> {
  const names = "log info warn error debug trace dir table group groupEnd time timeEnd assert count clear".split(" ");
  return Object.fromEntries(names.map((name) => [name, () => {}]));
}

/** Seals the scope. Errors that nobody catches are kept from the frame; `onError` hears of them. */
export function seal(onError: (error: unknown) => void): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  addEventListener("error", (event) => {
    event.preventDefault();
    onError((event as ErrorEvent).error);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    onError((event as PromiseRejectionEvent).reason);
  });
  const { userAgent, hardwareConcurrency, language } = navigator;
  const put = (name: string, value: unknown) =>
    Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: false });
  for (let object: object | null = scope; object && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    if (object === EventTarget.prototype) continue;
    for (const name of Object.getOwnPropertyNames(object)) {
      if (!KEPT.has(name) && !LANGUAGE.has(name)) Reflect.deleteProperty(object, name);
    }
  }
  put("console", mute());
  put("navigator", Object.freeze({ userAgent, hardwareConcurrency, language, platform: "" }));
  Reflect.deleteProperty(URL, "createObjectURL");
  Reflect.deleteProperty(URL, "revokeObjectURL");
}
