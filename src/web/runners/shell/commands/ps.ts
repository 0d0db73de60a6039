// ps over the virtual /proc, in the layout of procps 4.

import { defineCommand } from "just-bash/browser";
import { commandOf, type Host, nameOf, type Process, readHost, stateOf } from "./proc.ts";

interface Column {
  title: string;
  width: number;
  right?: boolean;
  value: (process: Process, host: Host) => string;
}

const two = (value: number) => String(value).padStart(2, "0");

/** CPU time as HH:MM:SS, with days before it. */
function longTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / 86400);
  return `${days > 0 ? `${days}-` : ""}${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** Elapsed time as [[DD-]HH:]MM:SS. */
function elapsed(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600) % 24;
  const days = Math.floor(whole / 86400);
  const head = days > 0 ? `${days}-${two(hours)}:` : hours > 0 ? `${two(hours)}:` : "";
  return `${head}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function age(process: Process, { uptime }: Host): number | null {
  return uptime === null ? null : Math.max(uptime - process.started, 0);
}

/** CPU use over the process's life, in tenths of a percent. */
function cpu(process: Process, host: Host): number {
  const seconds = age(process, host);
  return seconds === null || seconds < 1 ? 0 : Math.floor((process.time * 1000) / Math.floor(seconds));
}

/** When it began: the time today, the day this year, else the year. */
function start(process: Process, host: Host): string {
  if (host.booted === null || host.uptime === null) return "?";
  const began = new Date((host.booted + process.started) * 1000);
  const now = new Date((host.booted + host.uptime) * 1000);
  if (now.getTime() - began.getTime() < 86_400_000 && began.getUTCDate() === now.getUTCDate()) {
    return `${two(began.getUTCHours())}:${two(began.getUTCMinutes())}`;
  }
  if (began.getUTCFullYear() !== now.getUTCFullYear()) return String(began.getUTCFullYear());
  return `${"JanFebMarAprMayJunJulAugSepOctNovDec".slice(began.getUTCMonth() * 3).slice(0, 3)}${two(began.getUTCDate())}`;
}

/** Terminals by their device numbers (devices.txt of Linux). */
function terminal({ tty }: Process): string {
  if (tty === 0) return "?";
  const major = (tty >> 8) & 0xfff;
  const minor = (tty & 0xff) | ((tty >> 12) & 0xfff00);
  if (major >= 136 && major <= 143) return `pts/${minor + (major - 136) * 256}`;
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`;
  return "?";
}

function user(process: Process, { users }: Host): string {
  if (process.uid === null) return "?";
  const name = users.get(process.uid) ?? String(process.uid);
  return name.length > 8 ? `${name.slice(0, 7)}+` : name;
}

const tenths = (value: number) => (value / 10).toFixed(1);
const memoryUse = (process: Process, host: Host) => tenths(host.memory ? Math.min(Math.floor((process.rss * 1000) / host.memory), 999) : 0);

const COLUMNS: Record<string, Column> = {
  pid: { title: "PID", width: 7, right: true, value: (process) => String(process.pid) },
  ppid: { title: "PPID", width: 7, right: true, value: (process) => String(process.ppid) },
  pgid: { title: "PGID", width: 7, right: true, value: (process) => String(process.pgrp) },
  sid: { title: "SID", width: 7, right: true, value: (process) => String(process.session) },
  comm: { title: "COMMAND", width: 15, value: nameOf },
  args: { title: "COMMAND", width: 27, value: commandOf },
  stat: { title: "STAT", width: 4, value: stateOf },
  s: { title: "S", width: 1, value: (process) => process.state },
  user: { title: "USER", width: 8, value: user },
  uid: { title: "UID", width: 5, right: true, value: (process) => String(process.uid ?? "?") },
  gid: { title: "GID", width: 5, right: true, value: (process) => String(process.gid ?? "?") },
  tty: { title: "TT", width: 8, value: terminal },
  time: { title: "TIME", width: 8, right: true, value: (process) => longTime(process.time) },
  etime: {
    title: "ELAPSED",
    width: 11,
    right: true,
    value: (process, host) => {
      const seconds = age(process, host);
      return seconds === null ? "?" : elapsed(seconds);
    },
  },
  etimes: { title: "ELAPSED", width: 7, right: true, value: (process, host) => String(Math.floor(age(process, host) ?? 0)) },
  start: { title: "START", width: 5, right: true, value: start },
  vsz: { title: "VSZ", width: 6, right: true, value: (process) => String(process.vsz) },
  rss: { title: "RSS", width: 5, right: true, value: (process) => String(process.rss) },
  pcpu: { title: "%CPU", width: 4, right: true, value: (process, host) => tenths(cpu(process, host)) },
  pmem: { title: "%MEM", width: 4, right: true, value: memoryUse },
  c: { title: "C", width: 2, right: true, value: (process, host) => String(Math.min(Math.floor(cpu(process, host) / 10), 99)) },
  ni: { title: "NI", width: 3, right: true, value: (process) => String(process.nice) },
  pri: { title: "PRI", width: 3, right: true, value: (process) => String(39 - process.priority) },
  nlwp: { title: "NLWP", width: 4, right: true, value: (process) => String(process.threads) },
};
const OTHER_NAMES: Record<string, string> = {
  pgrp: "pgid", sess: "sid", session: "sid", ucmd: "comm", ucomm: "comm", command: "args", cmd: "args", state: "s",
  euser: "user", uname: "user", euid: "uid", egid: "gid", tt: "tty", tname: "tty", cputime: "time", stime: "start",
  start_time: "start", bsdstart: "start", vsize: "vsz", rssize: "rss", rsz: "rss", "%cpu": "pcpu", "%mem": "pmem",
  nice: "ni", thcount: "nlwp",
};

const FORMATS = {
  short: () => columns("pid,tty=TTY,time,comm=CMD"),
  // procps gives names of users and PIDs more room here than elsewhere.
  full: () => [{ ...COLUMNS.user, title: "UID" }, ...columns("pid,ppid,c,stime=STIME,tty=TTY,time,args=CMD")],
  users: () => [...columns("user,pid,pcpu,pmem,vsz,rss,tty=TTY,stat,start"), { ...COLUMNS.time, width: 6, value: shortTime }, COLUMNS.args],
};

/** CPU time as minutes and seconds. */
function shortTime({ time }: Process): string {
  return `${Math.floor(time / 60)}:${two(Math.floor(time) % 60)}`;
}

class UsageError extends Error {}

/** The columns of a format: names with commas, each perhaps with a title of its own after `=`. */
function columns(format: string): Column[] {
  const list: Column[] = [];
  for (const part of format.split(/[,\s]+/)) {
    if (part === "") continue;
    const [name, title] = part.split("=");
    const column = COLUMNS[OTHER_NAMES[name.toLowerCase()] ?? name.toLowerCase()];
    if (!column) throw new UsageError(`unknown user-defined format specifier "${name}"`);
    const usual = name.toLowerCase() === "cmd" ? "CMD" : name.toLowerCase() === "stime" ? "STIME" : column.title;
    list.push({ ...column, title: title ?? usual });
  }
  return list;
}

interface Wishes {
  columns: Column[];
  select: ((process: Process, host: Host) => boolean)[];
  header: boolean;
  sort: string[];
}

const numbers = (text: string) => text.split(/[,\s]+/).filter((part) => part !== "").map(Number);

function parse(args: string[]): Wishes {
  const wishes: Wishes = { columns: [], select: [], header: true, sort: [] };
  let format: Column[] | null = null;
  const queue = [...args];
  const value = (rest: string, option: string) => {
    const text = rest !== "" ? rest : queue.shift();
    if (text === undefined) throw new UsageError(`option requires an argument -- '${option}'`);
    return text;
  };
  const every = () => true;
  const chosen = (option: string, text: string) => {
    if (option === "o") wishes.columns.push(...columns(text));
    else if (option === "p") wishes.select.push(({ pid }) => numbers(text).includes(pid));
    else if (option === "P") wishes.select.push(({ ppid }) => numbers(text).includes(ppid));
    else if (option === "C") wishes.select.push(({ comm }) => text.split(",").includes(comm));
    else wishes.select.push((process, host) => text.split(",").some((name) => name === user(process, host) || name === String(process.uid)));
  };
  while (queue.length > 0) {
    const arg = queue.shift() ?? "";
    const long = /^--([a-z-]+)(?:=(.*))?$/.exec(arg);
    if (long) {
      const [, name, text = ""] = long;
      const letter = { format: "o", pid: "p", ppid: "P", user: "u", User: "u" }[name];
      if (letter) chosen(letter, value(text, name));
      else if (name === "no-headers" || name === "no-heading" || name === "noheaders") wishes.header = false;
      else if (name === "sort") wishes.sort = value(text, name).split(",");
      else throw new UsageError(`unknown gnu long option -- ${name}`);
    } else if (/^\d+$/.test(arg)) {
      wishes.select.push(({ pid }) => pid === Number(arg));
    } else {
      const bsd = !arg.startsWith("-");
      const letters = bsd ? arg : arg.slice(1);
      for (let at = 0; at < letters.length; at += 1) {
        const letter = letters[at];
        if (letter === "o" || letter === "p" || (!bsd && "CuU".includes(letter))) {
          chosen(letter === "U" ? "u" : letter, value(letters.slice(at + 1), letter));
          break;
        }
        if (!bsd && "eA".includes(letter)) wishes.select.push(every);
        else if (!bsd && (letter === "f" || letter === "F")) format = FORMATS.full();
        else if (bsd && (letter === "a" || letter === "x")) wishes.select.push(every);
        else if (bsd && letter === "u") format = FORMATS.users();
        else if (letter === "h" && bsd) wishes.header = false;
        else if (letter !== "w") throw new UsageError(`this ps has no option ${bsd ? "" : "-"}${letter}`);
      }
    }
  }
  if (wishes.columns.length === 0) wishes.columns = format ?? FORMATS.short();
  if (wishes.select.length === 0) wishes.select.push(every);
  return wishes;
}

function sorted(list: Process[], keys: string[], host: Host): Process[] {
  if (keys.length === 0) return list;
  const compare = (a: string, b: string) => (Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0));
  return [...list].sort((a, b) => {
    for (const key of keys) {
      const name = key.replace(/^[+-]/, "").toLowerCase();
      const column = columns(name)[0];
      const order = compare(column.value(a, host), column.value(b, host));
      if (order !== 0) return key.startsWith("-") ? -order : order;
    }
    return 0;
  });
}

function row(cells: [Column, string][]): string {
  return cells
    .map(([{ width, right }, text], index) => {
      if (right) return text.padStart(width);
      return index === cells.length - 1 ? text : text.padEnd(width);
    })
    .join(" ");
}

export const ps = defineCommand("ps", async (args, { fs }) => {
  try {
    const wishes = parse(args);
    const host = await readHost(fs);
    const list = host.processes.filter((process) => wishes.select.some((wanted) => wanted(process, host)));
    const lines = sorted(list, wishes.sort, host).map((process) =>
      row(wishes.columns.map((column) => [column, column.value(process, host)])),
    );
    if (wishes.header && wishes.columns.some(({ title }) => title !== "")) {
      lines.unshift(row(wishes.columns.map((column) => [column, column.title])));
    }
    return { stdout: lines.map((line) => `${line}\n`).join(""), stderr: "", exitCode: list.length > 0 ? 0 : 1 };
  } catch (error) {
    if (error instanceof UsageError) return { stdout: "", stderr: `error: ${error.message}\n`, exitCode: 1 };
    throw error;
  }
});
