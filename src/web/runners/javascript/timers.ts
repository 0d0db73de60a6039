// Timers as Node has them: a program goes on while one is waiting.

const later = setTimeout.bind(globalThis);
const never = clearTimeout.bind(globalThis);

/** What Node's `setTimeout` returns. */
class Timeout {
  readonly #timers: Timers;
  readonly id: number;

  constructor(timers: Timers, id: number) {
    this.#timers = timers;
    this.id = id;
  }
  ref(): this {
    this.#timers.hold(this.id, true);
    return this;
  }
  unref(): this {
    this.#timers.hold(this.id, false);
    return this;
  }
  hasRef(): boolean {
    return this.#timers.holds(this.id);
  }
  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

export class Timers {
  /** What replaces the worker's own timers. */
  readonly globals: Record<string, unknown>;
  #handles = new Map<number, { handle: ReturnType<typeof setTimeout>; held: boolean }>();
  #next = 1;
  #onIdle: (() => void) | null = null;

  constructor() {
    const clear = (timer: unknown) => this.#clear(timer);
    this.globals = {
      setTimeout: (call: unknown, ms?: unknown, ...args: unknown[]) => this.#add(call, ms, args, false),
      setInterval: (call: unknown, ms?: unknown, ...args: unknown[]) => this.#add(call, ms, args, true),
      setImmediate: (call: unknown, ...args: unknown[]) => this.#add(call, 0, args, false),
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
    };
  }

  #add(call: unknown, ms: unknown, args: unknown[], repeat: boolean): Timeout {
    if (typeof call !== "function") throw new TypeError('The "callback" argument must be of type function.');
    const id = this.#next;
    this.#next += 1;
    const set = () => later(fire, Math.max(Number(ms) || 0, 0));
    const fire = () => {
      const known = this.#handles.get(id);
      if (!known) return;
      if (repeat) known.handle = set();
      else this.#handles.delete(id);
      try {
        (call as (...args: unknown[]) => void)(...args);
      } finally {
        this.#check();
      }
    };
    this.#handles.set(id, { handle: set(), held: true });
    return new Timeout(this, id);
  }

  #clear(timer: unknown): void {
    const id = timer instanceof Timeout ? timer.id : Number(timer);
    const known = this.#handles.get(id);
    if (!known) return;
    never(known.handle);
    this.#handles.delete(id);
    this.#check();
  }

  hold(id: number, held: boolean): void {
    const known = this.#handles.get(id);
    if (known) known.held = held;
    this.#check();
  }

  holds(id: number): boolean {
    return this.#handles.get(id)?.held === true;
  }

  /** Calls back, once, when no timer is waiting any more and what is pending at the moment has been done. */
  whenIdle(call: () => void): void {
    this.#onIdle = call;
    this.#check();
  }

  #check(): void {
    if (this.#onIdle === null) return;
    const look = () => {
      const call = this.#onIdle;
      if (call === null || [...this.#handles.values()].some(({ held }) => held)) return;
      this.#onIdle = null;
      call();
    };
    // Two turns: a rejection that nobody handles is told of after the first.
    later(() => later(look, 0), 0);
  }
}
