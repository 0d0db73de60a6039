// One worker as the page sees it: it starts, takes orders, reports, and can be stopped at any moment.

import type { Frame } from "./frame.ts";
import { MAX_BYTES } from "./cap.ts";
import type { Order, Report, ScriptFault } from "./protocol.ts";

/** Seconds until a worker must be ready. */
export const START_SECONDS = 30;
/** Messages that no run needs: a worker that sends more is stopped. Output is capped long before. */
const MAX_REPORTS = 60_000;

const REPORTS = new Set(["ready", "began", "output", "dropped", "ended", "completed", "broke"]);

/** Whether a message is one that a runner sends. Its fields are looked at where they are used, but for bytes: they cost. */
function isReport(data: unknown): data is Report {
  if (typeof data !== "object" || data === null || !REPORTS.has((data as Report).report)) return false;
  const report = data as Report;
  if (report.report !== "output") return true;
  return report.bytes instanceof Uint8Array && report.bytes.buffer.byteLength <= MAX_BYTES;
}

/** Why a worker is gone. */
export type Loss = { why: "broke"; reason: string } | { why: "script"; fault: ScriptFault };

export class SandboxWorker {
  /** Resolves to null when the worker is ready, else to why it never was. */
  readonly ready: Promise<Loss | null>;
  onReport: (report: Report) => void = () => {};
  onLoss: (loss: Loss) => void = () => {};
  #frame: Frame;
  #number: number;
  #port: MessagePort;
  #reports = 0;
  #loss: Loss | null = null;
  #isReady = false;
  #stopped = false;
  #settle: (loss: Loss | null) => void = () => {};

  constructor(frame: Frame, kit: string, script: Blob | null) {
    this.#frame = frame;
    this.ready = new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#lose({ why: "broke", reason: `It didn't start within ${START_SECONDS} seconds. Try again, or reload the page.` });
      }, START_SECONDS * 1000);
      this.#settle = (loss) => {
        clearTimeout(late);
        resolve(loss);
      };
    });
    const { worker, port } = frame.start(kit, script, {
      // Once it is ready its script has been read, and errors are the program's.
      onFault: (fault) => {
        if (!this.#isReady) this.#lose({ why: "script", fault });
      },
      onDeath: () => {
        this.#lose({ why: "broke", reason: "The sandbox died, most likely for want of memory. It was started anew." });
      },
    });
    this.#number = worker;
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data);
  }

  get alive(): boolean {
    return !this.#stopped;
  }

  send(order: Order): void {
    this.#reports = 0;
    this.#port.postMessage(order);
  }

  /** Terminates it. Nothing that it sent and that wasn't yet received is received any more. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#port.onmessage = null;
    this.#port.close();
    this.#frame.stop(this.#number);
    this.#settle(this.#loss ?? { why: "broke", reason: "It was stopped." });
  }

  #receive(report: unknown): void {
    this.#reports += 1;
    if (this.#reports > MAX_REPORTS) {
      this.#lose({ why: "broke", reason: "It flooded the page with messages and was stopped." });
    } else if (!isReport(report)) {
      this.#lose({ why: "broke", reason: "It sent the page a message of its own and was stopped." });
    } else if (report.report === "ready") {
      this.#isReady = true;
      this.#settle(null);
    } else if (report.report === "broke" && report.nonce === "") {
      this.#lose({ why: "broke", reason: String(report.reason).slice(0, 500) });
    } else {
      this.onReport(report);
    }
  }

  #lose(loss: Loss): void {
    if (this.#stopped) return;
    this.#loss = loss;
    this.stop();
    this.onLoss(loss);
  }
}
