// ss over /proc/net: the sockets of proc_pid_net(5), with the columns of iproute2's.

import { defineCommand } from "just-bash/browser";
import { readText } from "./proc.ts";

const STATES = [
  "", "ESTAB", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "UNCONN", "CLOSE-WAIT", "LAST-ACK",
  "LISTEN", "CLOSING", "SYN-RECV",
];
const LISTENING = new Set(["LISTEN", "UNCONN"]);
const USAGE = "usage: ss [-tulnaH46]\n";

interface Socket {
  kind: string;
  state: string;
  received: number;
  sent: number;
  local: string;
  peer: string;
}

/** An address of /proc/net: hexadecimal words in the host's (little endian) order. */
function address(text: string): string {
  const [hex, port] = text.split(":");
  const bytes: number[] = [];
  for (let word = 0; word < hex.length; word += 8) {
    for (let at = 6; at >= 0; at -= 2) bytes.push(Number.parseInt(hex.slice(word + at, word + at + 2), 16));
  }
  const number = Number.parseInt(port, 16);
  const end = number === 0 ? "*" : String(number);
  if (bytes.length === 4) return `${bytes.join(".")}:${end}`;
  if (bytes.every((byte) => byte === 0)) return `[::]:${end}`;
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return `[::ffff:${bytes.slice(12).join(".")}]:${end}`;
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] << 8) | bytes[at * 2 + 1]).toString(16));
  return `[${compressed(groups)}]:${end}`;
}

/** The longest run of two zeros or more becomes `::` (RFC 5952). */
function compressed(groups: string[]): string {
  const runs = [...`:${groups.join(":")}:`.matchAll(/(?::0)+(?=:)/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest.length < 4) return groups.join(":");
  return `:${groups.join(":")}:`.replace(`${longest}:`, "::").replace(/^:(?!:)/, "").replace(/([^:]):$/, "$1");
}

function sockets(kind: string, text: string): Socket[] {
  const list: Socket[] = [];
  for (const line of text.split("\n").slice(1)) {
    const fields = line.trim().split(/\s+/);
    if (fields.length < 5) continue;
    const [sent, received] = fields[4].split(":").map((hex) => Number.parseInt(hex, 16));
    const state = STATES[Number.parseInt(fields[3], 16)] ?? "UNKNOWN";
    list.push({ kind, state, received, sent, local: address(fields[1]), peer: address(fields[2]) });
  }
  return list;
}

export const ss = defineCommand("ss", async (args, { fs }) => {
  const flags = new Set<string>();
  const long: Record<string, string> = { tcp: "t", udp: "u", listening: "l", numeric: "n", all: "a", "no-header": "H", ipv4: "4", ipv6: "6" };
  for (const arg of args) {
    const letters = arg.startsWith("--") ? long[arg.slice(2)] : /^-[tulnaH46]+$/.test(arg) ? arg.slice(1) : undefined;
    if (letters === undefined) return { stdout: "", stderr: `ss: ${arg} is not an option here\n${USAGE}`, exitCode: 255 };
    for (const letter of letters) flags.add(letter);
  }
  const kinds = ["tcp", "udp"].filter((kind) => (!flags.has("t") && !flags.has("u")) || flags.has(kind[0]));
  const families = ["", "6"].filter((family) => (flags.has("4") === flags.has("6") ? true : flags.has(family === "" ? "4" : "6")));
  const list: Socket[] = [];
  let found = false;
  for (const kind of [...kinds].reverse()) {
    for (const family of families) {
      const text = await readText(fs, `/proc/net/${kind}${family}`);
      found ||= text !== null;
      list.push(...sockets(kind, text ?? ""));
    }
  }
  if (!found) return { stdout: "", stderr: "ss: there is no /proc/net/tcp or udp among the files\n", exitCode: 1 };
  const shown = list.filter(({ state }) => flags.has("a") || LISTENING.has(state) === flags.has("l"));
  const rows = shown.map(({ kind, state, received, sent, local, peer }) => [kind, state, String(received), String(sent), local, peer]);
  if (!flags.has("H")) rows.unshift(["Netid", "State", "Recv-Q", "Send-Q", "Local Address:Port", "Peer Address:Port"]);
  const visible = kinds.length > 1 ? rows : rows.map((row) => row.slice(1));
  const widths = (visible[0] ?? []).map((_, column) => Math.max(...visible.map((row) => row[column].length)));
  const stdout = visible.map((row) => `${row.map((text, column) => text.padEnd(widths[column])).join(" ").trimEnd()}\n`).join("");
  return { stdout, stderr: "", exitCode: 0 };
});
