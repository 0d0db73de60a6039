// Puts the files of a run into the interpreter's file system, and takes everything of a run out again.

import type { Job } from "../../sandbox/types.ts";
import { HOME } from "../files.ts";

/** What is used of Emscripten's file system. */
export interface EmscriptenFs {
  analyzePath(path: string): { exists: boolean };
  readdir(path: string): string[];
  lstat(path: string): { mode: number };
  isDir(mode: number): boolean;
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array, options?: { canOwn: boolean }): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  chmod(path: string, mode: number): void;
  chdir(path: string): void;
  streams: ({ fd: number | null } | null)[];
}

/** What belongs to the interpreter and stays from run to run. */
const INTERPRETERS = new Set(["lib", "dev"]);

function removeTree(fs: EmscriptenFs, path: string): void {
  if (!fs.isDir(fs.lstat(path).mode)) {
    fs.unlink(path);
    return;
  }
  fs.chmod(path, 0o777);
  for (const name of fs.readdir(path)) {
    if (name !== "." && name !== "..") removeTree(fs, `${path}/${name}`);
  }
  fs.rmdir(path);
}

/** Makes room for /proc, where Emscripten has a list of open files. */
export function freeProc(fs: EmscriptenFs): void {
  for (const path of ["/proc/self/fd", "/proc/self", "/proc"]) fs.rmdir(path);
}

/** Keeps the standard streams; the function returned puts those back that a program closed or replaced. */
export function keepStandardStreams(fs: EmscriptenFs): () => void {
  const standard = fs.streams.slice(0, 3);
  return () => {
    standard.forEach((stream, fd) => {
      if (stream) stream.fd = fd;
      fs.streams[fd] = stream;
    });
  };
}

/** Leaves only the interpreter's own files. */
export function clear(fs: EmscriptenFs): void {
  fs.chdir("/");
  for (const name of fs.readdir("/")) {
    if (name !== "." && name !== ".." && !INTERPRETERS.has(name)) removeTree(fs, `/${name}`);
  }
}

function absolute(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}

/** Writes the files of a job, and those of the program in the home directory. What contradicts itself is left out. */
export function fill(fs: EmscriptenFs, job: Job, program: [string, string | Uint8Array][]): void {
  const encoder = new TextEncoder();
  const made = new Set<string>();
  const makeDirectory = (path: string) => {
    if (made.has(path)) return true;
    try {
      fs.mkdirTree(path);
    } catch {
      return false;
    }
    made.add(path);
    return true;
  };
  const place = (path: string, bytes: Uint8Array) => {
    if (!makeDirectory(path.slice(0, path.lastIndexOf("/")) || "/")) return;
    try {
      fs.writeFile(path, bytes, { canOwn: true });
    } catch {
      // A directory of that name is there already.
    }
  };
  for (const path of ["/tmp", HOME, ...job.dirs]) makeDirectory(absolute(path));
  for (const [path, bytes] of job.files) place(absolute(path), bytes);
  for (const [name, content] of program) {
    // The program may write to its own file; the next run gets it as it was.
    place(`${HOME}/${name}`, typeof content === "string" ? encoder.encode(content) : content.slice());
  }
}
