// The page's side of the frame that holds all workers. Its origin is opaque, and both the page's policy and its own hold
// in it and in its workers: no network, no storage, no script but the frame's own and the workers'.

import document from "./frame.html";
import type { FrameOrder, FrameReport, Kit } from "./protocol.ts";

/** Why a worker's script couldn't be run. */
export type ScriptFault = Omit<FrameReport, "worker">;

export class Frame {
  #element: HTMLIFrameElement;
  #control: Promise<MessagePort>;
  #onFault = new Map<number, (fault: ScriptFault) => void>();
  #next = 1;

  constructor() {
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
          port1.onmessage = ({ data }: MessageEvent<FrameReport>) => this.#onFault.get(data.worker)?.(data);
          element.contentWindow?.postMessage(null, "*", [port2]);
          resolve(port1);
        },
        { once: true },
      );
    });
    window.document.body.append(element);
  }

  #send(order: FrameOrder, transfer: Transferable[] = []): void {
    void this.#control.then((port) => port.postMessage(order, transfer));
  }

  /** Hands the parts of a language's workers over, once. */
  keep(kit: string, parts: Kit): void {
    const buffers = Object.values(parts.data);
    if (parts.wasm) buffers.push(parts.wasm);
    this.#send({ order: "keep", kit, parts }, buffers);
  }

  /** Starts a worker from a kit, or from a script of its own; returns its number and the port to it. */
  start(kit: string, script: Blob | null, onFault: (fault: ScriptFault) => void): { worker: number; port: MessagePort } {
    const worker = this.#next;
    this.#next += 1;
    const { port1, port2 } = new MessageChannel();
    this.#onFault.set(worker, onFault);
    this.#send({ order: "start", worker, kit, script, port: port2 }, [port2]);
    return { worker, port: port1 };
  }

  /** Terminates a worker. */
  stop(worker: number): void {
    this.#onFault.delete(worker);
    this.#send({ order: "stop", worker });
  }

  /** Takes the frame out of the page, and all workers with it. */
  remove(): void {
    this.#element.remove();
  }
}
