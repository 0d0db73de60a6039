// Python's files beside the worker's script: the interpreter as Pyodide ships it; its standard library repacked so that
// it starts faster; and a lock file without packages, because nothing is ever downloaded.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const resolve = createRequire(import.meta.url).resolve;
const REPACK = new URL("repack.py", import.meta.url);

/** Repacks the library with the very interpreter that will read it, so that its bytecode fits. */
async function repacked(library) {
  const { loadPyodide } = await import("pyodide");
  const python = await loadPyodide();
  python.FS.writeFile("/library.zip", library);
  try {
    python.runPython(readFileSync(REPACK, "utf8"));
  } catch (error) {
    // Without the stack: it quotes the interpreter's script, which is one line of a megabyte.
    throw new Error(`Repacking Python's library failed: ${error.message}`, { cause: null });
  }
  return python.FS.readFile("/repacked.zip");
}

/** Writes python.wasm, python-stdlib.zip and python-lock.json into `out`; the library only when it would differ. */
export async function pythonFiles(out) {
  const library = readFileSync(resolve("pyodide/python_stdlib.zip"));
  const lock = JSON.parse(readFileSync(resolve("pyodide/pyodide-lock.json"), "utf8"));
  const made = createHash("sha256").update(library).update(readFileSync(REPACK)).digest("hex");
  const lockFile = join(out, "python-lock.json");
  const libraryFile = join(out, "python-stdlib.zip");
  copyFileSync(resolve("pyodide/pyodide.asm.wasm"), join(out, "python.wasm"));
  if (existsSync(libraryFile) && existsSync(lockFile) && JSON.parse(readFileSync(lockFile, "utf8")).made === made) return;
  writeFileSync(libraryFile, await repacked(library));
  writeFileSync(lockFile, `${JSON.stringify({ info: lock.info, packages: {}, made })}\n`);
}
