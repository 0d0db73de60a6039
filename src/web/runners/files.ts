// The virtual files of one run: a tree in memory.

import type { Job } from "../sandbox/types.ts";

export interface File {
  kind: "file";
  bytes: Uint8Array;
}

export interface Directory {
  kind: "directory";
  entries: Map<string, Entry>;
}

export type Entry = File | Directory;

/** Where a program's own files stand. */
export const HOME = "/home/you";

/** A reason why a path leads nowhere, named as errno has it. */
export type PathFault = "ENOENT" | "ENOTDIR" | "EISDIR";

/** The names on an absolute path, without "." and "..". */
export function namesOf(path: string): string[] {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names;
}

export function newDirectory(): Directory {
  return { kind: "directory", entries: new Map() };
}

/** The entry at a path, or why there is none. */
export function find(root: Directory, path: string): Entry | PathFault {
  let entry: Entry = root;
  for (const name of namesOf(path)) {
    if (entry.kind !== "directory") return "ENOTDIR";
    const next = entry.entries.get(name);
    if (!next) return "ENOENT";
    entry = next;
  }
  return path.endsWith("/") && entry.kind === "file" ? "ENOTDIR" : entry;
}

/** Makes a directory and those above it; null when a file is in the way. */
export function makeDirectory(root: Directory, path: string): Directory | null {
  let directory = root;
  for (const name of namesOf(path)) {
    let next = directory.entries.get(name);
    if (!next) {
      next = newDirectory();
      directory.entries.set(name, next);
    }
    if (next.kind !== "directory") return null;
    directory = next;
  }
  return directory;
}

/** Writes a file and makes the directories above it; false when something is in the way. */
export function place(root: Directory, path: string, bytes: Uint8Array): boolean {
  const names = namesOf(path);
  const name = names.pop();
  if (name === undefined) return false;
  const directory = makeDirectory(root, names.join("/"));
  if (!directory || directory.entries.get(name)?.kind === "directory") return false;
  directory.entries.set(name, { kind: "file", bytes });
  return true;
}

/** The files of a job, and those of the program in the home directory. What contradicts itself is left out. */
export function filesOf(job: Job, program: [string, string | Uint8Array][]): Directory {
  const root = newDirectory();
  for (const path of ["/tmp", HOME, ...job.dirs]) makeDirectory(root, path);
  for (const [path, bytes] of job.files) place(root, path, bytes);
  const encoder = new TextEncoder();
  for (const [name, content] of program) {
    place(root, `${HOME}/${name}`, typeof content === "string" ? encoder.encode(content) : content.slice());
  }
  return root;
}
