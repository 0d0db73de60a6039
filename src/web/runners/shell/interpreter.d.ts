// just-bash keeps its interpreter to itself; build.mjs adds it to what the package gives. Only what is used is described.

import type { ExecResult } from "just-bash/browser";

export interface Node {
  type: string;
  redirections?: unknown[];
  commands?: unknown[];
  body?: Node;
}

export interface State {
  cwd: string;
  env: Map<string, string>;
  exportedVars?: Set<string>;
}

declare module "just-bash/browser" {
  export class Interpreter {
    ctx: { state: State };
    executeScript(script: unknown): Promise<ExecResult>;
    executePipeline(pipeline: Node): Promise<ExecResult>;
    executeCommand(command: Node, stdin: string, inherited?: boolean): Promise<ExecResult>;
    executeSimpleCommand(command: Node, stdin: string): Promise<ExecResult>;
  }
}
