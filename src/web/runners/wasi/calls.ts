// System calls that the shim has incompletely or not at all.

import { type WASI, wasi } from "@bjorn3/browser_wasi_shim";

/** The sizes and fields of `subscription` and `event` in WASI preview 1. */
const SUBSCRIPTION = { size: 48, userdata: 0, tag: 8, clock: 16, timeout: 24, flags: 40 };
const EVENT = { size: 32, error: 8, type: 10 };
const CLOCK = 0;
const ABSOLUTE = 1;
const NANOS = 1e6;

type Call = (...args: never[]) => unknown;

function now(clock: number): bigint {
  const ms = clock === wasi.CLOCKID_REALTIME ? Date.now() : performance.now();
  return BigInt(Math.round(ms * NANOS));
}

/** Overrides calls of a WASI instance; `memory` is that of its module. */
export function mended(shim: WASI, memory: () => WebAssembly.Memory): Record<string, Call> {
  const encoder = new TextEncoder();
  const view = () => new DataView(memory().buffer);
  const notSupported = () => wasi.ERRNO_NOTSUP;

  /** The shim counts an argument's characters, not its bytes. */
  const args_sizes_get = (count: number, size: number): number => {
    view().setUint32(count, shim.args.length, true);
    view().setUint32(size, shim.args.reduce((sum, arg) => sum + encoder.encode(arg).length + 1, 0), true);
    return wasi.ERRNO_SUCCESS;
  };

  /** Files are always ready; else the shortest time is waited for. */
  const poll_oneoff = (from: number, to: number, count: number, written: number): number => {
    if (count === 0) return wasi.ERRNO_INVAL;
    const list = Array.from({ length: count }, (_, index) => {
      const at = from + index * SUBSCRIPTION.size;
      const tag = view().getUint8(at + SUBSCRIPTION.tag);
      let until = -1n;
      if (tag === CLOCK) {
        const timeout = view().getBigUint64(at + SUBSCRIPTION.timeout, true);
        const absolute = (view().getUint16(at + SUBSCRIPTION.flags, true) & ABSOLUTE) !== 0;
        const started = now(view().getUint32(at + SUBSCRIPTION.clock, true));
        until = absolute ? timeout - started : timeout;
      }
      return { tag, until, userdata: view().getBigUint64(at + SUBSCRIPTION.userdata, true) };
    });
    const shortest = list.reduce((least, { until }) => (until < least ? until : least), list[0].until);
    const end = performance.now() + Number(shortest) / NANOS;
    while (performance.now() < end) {
      // There is nothing else to do: a worker without shared memory can't sleep.
    }
    const ready = list.filter(({ until }) => until <= shortest);
    ready.forEach(({ tag, userdata }, index) => {
      const at = to + index * EVENT.size;
      for (let offset = 0; offset < EVENT.size; offset += 8) view().setBigUint64(at + offset, 0n, true);
      view().setBigUint64(at, userdata, true);
      view().setUint8(at + EVENT.type, tag);
    });
    view().setUint32(written, ready.length, true);
    return wasi.ERRNO_SUCCESS;
  };

  return {
    args_sizes_get,
    poll_oneoff,
    sched_yield: () => wasi.ERRNO_SUCCESS,
    sock_accept: notSupported,
    sock_recv: notSupported,
    sock_send: notSupported,
    sock_shutdown: notSupported,
  } as Record<string, Call>;
}
