// free over /proc/meminfo, in the layout of procps 4.

import { defineCommand } from "just-bash/browser";
import { readText } from "./proc.ts";

const LABEL = 8;
const FIRST = 12;
const WIDTH = 12;
/** Divisors of KiB by option. */
const UNITS: Record<string, number> = { b: 1 / 1024, k: 1, m: 1024, g: 1024 ** 2, "-bytes": 1 / 1024, "-kibi": 1, "-mebi": 1024, "-gibi": 1024 ** 2 };

/** At most three digits and a unit, as `free -h` has it. */
function human(kib: number): string {
  let value = kib * 1024;
  for (const unit of ["B", "Ki", "Mi", "Gi", "Ti", "Pi"]) {
    const exact = value.toFixed(1);
    if (unit !== "B" && exact.length <= 3) return `${exact}${unit}`;
    if (value < 1000) return `${Math.trunc(value)}${unit}`;
    value /= 1024;
  }
  return String(kib);
}

export const free = defineCommand("free", async (args, { fs }) => {
  let show = (kib: number) => String(kib);
  let total = false;
  for (const arg of args) {
    const divisor = UNITS[arg.slice(1)];
    if (arg === "-h" || arg === "--human") show = human;
    else if (arg === "-t" || arg === "--total") total = true;
    else if (arg.startsWith("-") && divisor !== undefined) show = (kib) => String(Math.floor(kib / divisor));
    else return { stdout: "", stderr: `free: ${arg} is not an option here\nusage: free [-b|-k|-m|-g|-h] [-t]\n`, exitCode: 1 };
  }
  const text = await readText(fs, "/proc/meminfo");
  if (text === null) return { stdout: "", stderr: "free: there is no /proc/meminfo among the files\n", exitCode: 1 };
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  const memory = field("MemTotal");
  const available = field("MemAvailable");
  const cache = field("Buffers") + field("Cached") + field("SReclaimable");
  const swap = [field("SwapTotal"), field("SwapTotal") - field("SwapFree"), field("SwapFree")];
  const rows: [string, (string | number)[]][] = [
    ["", ["total", "used", "free", "shared", "buff/cache", "available"]],
    ["Mem:", [memory, Math.max(memory - available, 0), field("MemFree"), field("Shmem"), cache, available]],
    ["Swap:", swap],
  ];
  if (total) rows.push(["Total:", [memory + swap[0], memory - available + swap[1], field("MemFree") + swap[2]]]);
  const line = ([label, cells]: [string, (string | number)[]]) =>
    label.padEnd(LABEL) +
    cells.map((cell, index) => (typeof cell === "string" ? cell : show(cell)).padStart(index === 0 ? FIRST : WIDTH)).join("");
  return { stdout: rows.map((row) => `${line(row)}\n`).join(""), stderr: "", exitCode: 0 };
});
