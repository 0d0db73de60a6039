// The page's side of the frame that holds all workers. Its origin is opaque, and both the page's policy and its own hold
// in it and in its workers: no network, no storage, no script but the frame's own and the workers'.

import document from "./frame.html";
import type { FrameOrder, FrameReport, Kit, ScriptFault } from "./protocol.ts";

/** How often the frame is asked whether it is alive, milliseconds, and how many questions may stay without an answer. */
const ASK_MS = 1000;
const MAX_UNANSWERED = 10;

/** What a worker's owner hears of the frame. */
export interface Listener {
  /** Its script couldn't be run. */
  onFault(fault: ScriptFault): void;
  /** The frame's process has died, and the worker with it. */
  onDeath(): void;
}

export class Frame {
  #element: HTMLIFrameElement;
  #control: Promise<MessagePort>;
  #listeners = new Map<number, Listener>();
  #next = 1;
  #unanswered = 0;
  #asking: ReturnType<typeof setInterval>;
  #onDeath: () => void;

  /** `onDeath` is called when the frame's process has died, as when a program takes all memory. */
  constructor(onDeath: () => void) {
    this.#onDeath = onDeath;
    const element = window.document.createElement("iframe");
    element.setAttribute("sandbox", "allow-scripts");
    element.srcdoc = document;
    element.hidden = true;
    element.title = "Sandbox";
    element.setAttribute("aria-hidden", "true");
    this.#element = element;
    this.#control = new Promise((resolve) => {
      element.addEventListener(
        "load",
        () => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }: MessageEvent<FrameReport>) => this.#receive(data);
          element.contentWindow?.postMessage(null, "*", [port2]);
          resolve(port1);
        },
        { once: true },
      );
    });
    window.document.body.append(element);
    // Browsers tell nobody when a frame's process dies.
    this.#asking = setInterval(() => this.#ask(), ASK_MS);
  }

  #send(order: FrameOrder, transfer: Transferable[] = []): void {
    void this.#control.then((port) => port.postMessage(order, transfer));
  }

  #receive(report: FrameReport): void {
    this.#unanswered = 0;
    if (report.report === "fault") this.#listeners.get(report.worker)?.onFault(report);
  }

  #ask(): void {
    if (this.#listeners.size === 0) return;
    this.#unanswered += 1;
    if (this.#unanswered > MAX_UNANSWERED) this.#died();
    else this.#send({ order: "answer" });
  }

  #died(): void {
    const listeners = [...this.#listeners.values()];
    this.remove();
    this.#onDeath();
    for (const listener of listeners) listener.onDeath();
  }

  /** Hands the parts of a language's workers over, once. */
  keep(kit: string, parts: Kit): void {
    const buffers = Object.values(parts.data);
    if (parts.wasm) buffers.push(parts.wasm);
    this.#send({ order: "keep", kit, parts }, buffers);
  }

  /** Starts a worker from a kit, or from a script of its own; returns its number and the port to it. */
  start(kit: string, script: Blob | null, listener: Listener): { worker: number; port: MessagePort } {
    const worker = this.#next;
    this.#next += 1;
    const { port1, port2 } = new MessageChannel();
    this.#listeners.set(worker, listener);
    this.#send({ order: "start", worker, kit, script, port: port2 }, [port2]);
    return { worker, port: port1 };
  }

  /** Terminates a worker. */
  stop(worker: number): void {
    this.#listeners.delete(worker);
    this.#send({ order: "stop", worker });
  }

  /** Takes the frame out of the page, and all workers with it. */
  remove(): void {
    clearInterval(this.#asking);
    this.#listeners.clear();
    this.#element.remove();
  }
}
