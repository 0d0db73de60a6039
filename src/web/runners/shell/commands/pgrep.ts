// pgrep over the virtual /proc.

import { defineCommand } from "just-bash/browser";
import { commandOf, type Process, readHost } from "./proc.ts";

const USAGE = "usage: pgrep [-acflnovx] [-d DELIMITER] [-P PPID] [-u USER] PATTERN\n";

export const pgrep = defineCommand("pgrep", async (args, { fs }) => {
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  let pattern: string | null = null;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (!arg.startsWith("-") || arg === "-") {
      pattern = arg;
      continue;
    }
    for (let letter = 1; letter < arg.length; letter += 1) {
      const name = arg[letter];
      if ("dPu".includes(name)) {
        values[name] = arg.slice(letter + 1) || args[(at += 1)];
        break;
      }
      if (!"acflnovx".includes(name)) return { stdout: "", stderr: `pgrep: invalid option -- '${name}'\n${USAGE}`, exitCode: 2 };
      flags.add(name);
    }
  }
  if (pattern === null && values.P === undefined && values.u === undefined) {
    return { stdout: "", stderr: `pgrep: no matching criteria specified\n${USAGE}`, exitCode: 2 };
  }
  let wanted: RegExp;
  try {
    wanted = new RegExp(flags.has("x") ? `^(?:${pattern ?? ""})$` : (pattern ?? ""));
  } catch {
    return { stdout: "", stderr: `pgrep: ${pattern} is not a regular expression\n`, exitCode: 2 };
  }
  const host = await readHost(fs);
  const parents = values.P?.split(",");
  const users = values.u?.split(",");
  const matches = ({ uid, ppid, ...rest }: Process) => {
    const text = flags.has("f") ? commandOf({ uid, ppid, ...rest }) : rest.comm;
    const owner = uid === null ? [] : [String(uid), host.users.get(uid)];
    return (
      wanted.test(text) &&
      (!parents || parents.includes(String(ppid))) &&
      (!users || users.some((name) => owner.includes(name)))
    );
  };
  let found = host.processes.filter((process) => matches(process) !== flags.has("v"));
  const byStart = [...found].sort((a, b) => a.started - b.started || a.pid - b.pid);
  if (flags.has("n")) found = byStart.slice(-1);
  if (flags.has("o")) found = byStart.slice(0, 1);
  const exitCode = found.length > 0 ? 0 : 1;
  if (flags.has("c")) return { stdout: `${found.length}\n`, stderr: "", exitCode };
  const lines = found.map((process) => {
    if (flags.has("a")) return `${process.pid} ${commandOf(process)}`;
    return flags.has("l") ? `${process.pid} ${process.comm}` : String(process.pid);
  });
  const stdout = lines.length > 0 ? `${lines.join(values.d ?? "\n")}\n` : "";
  return { stdout, stderr: "", exitCode };
});
