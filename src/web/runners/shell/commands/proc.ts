// Processes as the virtual /proc shows them: proc_pid_stat(5), proc_pid_status(5), proc_pid_cmdline(5).

import type { IFileSystem } from "just-bash/browser";

/** Clock ticks in a second and bytes in a page, as Linux on x86-64 has them. */
const TICKS = 100;
const PAGE_KIB = 4;

export interface Process {
  pid: number;
  ppid: number;
  pgrp: number;
  session: number;
  tty: number;
  foreground: number;
  comm: string;
  state: string;
  /** CPU seconds. */
  time: number;
  priority: number;
  nice: number;
  threads: number;
  /** Seconds after boot. */
  started: number;
  /** KiB. */
  vsz: number;
  rss: number;
  uid: number | null;
  gid: number | null;
  locked: boolean;
  args: string[];
}

/** What all processes share. */
export interface Host {
  processes: Process[];
  /** Seconds since boot; null when /proc/uptime isn't there. */
  uptime: number | null;
  /** Seconds since 1970; null when /proc/stat doesn't tell. */
  booted: number | null;
  /** KiB. */
  memory: number | null;
  users: Map<number, string>;
}

/** A file's text, one character for each byte that isn't UTF-8's; null when there is none. */
export async function readText(fs: IFileSystem, path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await fs.readFileBuffer(path));
  } catch {
    return null;
  }
}

async function namesIn(fs: IFileSystem, path: string): Promise<string[]> {
  try {
    return await fs.readdir(path);
  } catch {
    return [];
  }
}

/** One process; null when it is gone, or its stat is cut off. */
async function readProcess(fs: IFileSystem, pid: number): Promise<Process | null> {
  const stat = await readText(fs, `/proc/${pid}/stat`);
  const match = stat === null ? null : /^\d+ \(([^]*)\) (\S)((?: -?\d+)+)/.exec(stat);
  if (!match) return null;
  const fields = match[3].trim().split(" ").map(Number);
  if (fields.length < 21) return null;
  const status = (await readText(fs, `/proc/${pid}/status`)) ?? "";
  const cmdline = (await readText(fs, `/proc/${pid}/cmdline`)) ?? "";
  const id = (name: string) => {
    const found = new RegExp(`^${name}:\\s+\\d+\\s+(\\d+)`, "m").exec(status)?.[1];
    return found === undefined ? null : Number(found);
  };
  return {
    pid,
    comm: match[1],
    state: match[2],
    ppid: fields[0],
    pgrp: fields[1],
    session: fields[2],
    tty: fields[3],
    foreground: fields[4],
    time: (fields[10] + fields[11]) / TICKS,
    priority: fields[14],
    nice: fields[15],
    threads: fields[16],
    started: fields[18] / TICKS,
    vsz: Math.floor(fields[19] / 1024),
    rss: fields[20] * PAGE_KIB,
    uid: id("Uid"),
    gid: id("Gid"),
    locked: Number(/^VmLck:\s+(\d+)/m.exec(status)?.[1] ?? 0) > 0,
    args: cmdline === "" ? [] : cmdline.replace(/\0+$/, "").split("\0"),
  };
}

/** All processes by ascending PID, and what /proc says of the host. */
export async function readHost(fs: IFileSystem): Promise<Host> {
  const pids = (await namesIn(fs, "/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const processes: Process[] = [];
  for (const pid of pids.sort((a, b) => a - b)) {
    const process = await readProcess(fs, pid);
    if (process) processes.push(process);
  }
  const uptime = await readText(fs, "/proc/uptime");
  const booted = /^btime (\d+)/m.exec((await readText(fs, "/proc/stat")) ?? "")?.[1];
  const memory = /^MemTotal:\s+(\d+)/m.exec((await readText(fs, "/proc/meminfo")) ?? "")?.[1];
  const users = new Map<number, string>([[0, "root"]]);
  for (const line of ((await readText(fs, "/etc/passwd")) ?? "").split("\n")) {
    const [name, , uid] = line.split(":");
    if (uid !== undefined && /^\d+$/.test(uid)) users.set(Number(uid), name);
  }
  return {
    processes,
    uptime: uptime === null ? null : Number(uptime.split(" ")[0]),
    booted: booted === undefined ? null : Number(booted),
    memory: memory === undefined ? null : Number(memory),
    users,
  };
}

/** The state as ps shows it: its letter, then what else is known. */
export function stateOf(process: Process): string {
  return (
    process.state +
    (process.nice < 0 ? "<" : process.nice > 0 ? "N" : "") +
    (process.locked ? "L" : "") +
    (process.session === process.pid ? "s" : "") +
    (process.threads > 1 ? "l" : "") +
    (process.foreground !== -1 && process.foreground === process.pgrp ? "+" : "")
  );
}

function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f]/g, "?");
}

/** The name, marked when the process has ended and nobody asked how. */
export function nameOf(process: Process): string {
  return printable(process.comm) + (process.state === "Z" ? " <defunct>" : "");
}

/** The command line, or the name in brackets when there is none. */
export function commandOf(process: Process): string {
  if (process.args.length > 0) return printable(process.args.join(" "));
  return `[${printable(process.comm)}]${process.state === "Z" ? " <defunct>" : ""}`;
}
