// Runs a WASI module on files of the given folder: wasi.mjs MODULE FOLDER ARGUMENTS...
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [module, folder, ...args] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: [module, ...args], preopens: { "/": folder } });
const { instance } = await WebAssembly.instantiate(await readFile(module), wasi.getImportObject());
process.exitCode = wasi.start(instance);
