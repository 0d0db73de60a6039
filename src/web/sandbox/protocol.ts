// The messages between page and worker. They go through a port of their own, past the frame's script, which only starts
// and stops workers. A worker never names a run: each message carries the nonce that the page gave with the job.

import type { Job, ProgramFiles, Stream } from "./types.ts";

/** What a worker of a language is made of: the page fetches it, the frame keeps it. */
export interface Kit {
  /** The worker's script. */
  script: Blob;
  /** WebAssembly that every worker needs; the frame compiles it once. */
  wasm: ArrayBuffer | null;
  /** Other files, by name. */
  data: Record<string, ArrayBuffer>;
}

/** From page to frame. */
export type FrameOrder =
  | { order: "keep"; kit: string; parts: Kit }
  | { order: "start"; worker: number; kit: string; script: Blob | null; port: MessagePort }
  | { order: "stop"; worker: number }
  | { order: "answer" };

/** Why a worker's script couldn't be run. Line and column count from 1. */
export interface ScriptFault {
  message: string;
  line: number;
  column: number;
}

/** From frame to page. */
export type FrameReport = ({ report: "fault"; worker: number } & ScriptFault) | { report: "alive" };

/** What the frame hands to a worker when it starts. */
export interface Start {
  port: MessagePort;
  wasm: WebAssembly.Module | null;
  data: Record<string, ArrayBuffer>;
}

/** From page to worker. */
export type Order =
  /** `program` is null when it is that of the order before. */
  | { order: "run"; nonce: string; job: Job; program: ProgramFiles | null }
  | { order: "open"; nonce: string; job: Job }
  | { order: "line"; nonce: string; line: string }
  | { order: "complete"; nonce: string; line: string };

/** From worker to page; the nonce is the order's, and "" when it is ready for orders. */
export type Report =
  | { report: "ready"; nonce: "" }
  | { report: "began"; nonce: string }
  | { report: "output"; nonce: string; stream: Stream; bytes: Uint8Array }
  | { report: "dropped"; nonce: string; bytes: number; lines: number }
  | { report: "ended"; nonce: string; status: number; seconds: number; cwd: string }
  | { report: "completed"; nonce: string; from: number; options: string[] }
  | { report: "broke"; nonce: string; reason: string };
