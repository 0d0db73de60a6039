// What is WASI's own: traps, what a module may ask for, and attempts to reach beyond.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { built, launch, openPage, serve } from "./support.mjs";

const { out, remove } = built();
const folder = mkdtempSync(join(tmpdir(), "dryrun-wasi-"));
let host;
let browser;
let page;

const modules = new Map();

/** Compiles a Rust program; gives its bytes as an array. */
function compiled(source) {
  if (!modules.has(source)) {
    writeFileSync(join(folder, "main.rs"), source);
    const args = ["--edition", "2024", "--target", "wasm32-wasip1", "-O", "-C", "strip=symbols", "-o", "main.wasm", "main.rs"];
    execFileSync("rustc", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    modules.set(source, [...readFileSync(join(folder, "main.wasm"))]);
  }
  return modules.get(source);
}

before(async () => {
  host = await serve(out);
  browser = await launch();
  ({ page } = await openPage(await browser.newContext(), host.url));
});

after(async () => {
  await browser?.close();
  await host?.stop();
  remove();
  rmSync(folder, { recursive: true });
});

const run = (bytes, ...jobs) => page.evaluate(([bytes, jobs]) => runAll("wasi", [["main.wasm", bytes]], jobs), [bytes, jobs]);
const inspect = (bytes) => page.evaluate((bytes) => sandbox.inspectModule(Uint8Array.from(bytes)), bytes);

const text = (name) => [name.length, ...Buffer.from(name)];
const section = (id, body) => [id, body.length, ...body];
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** A module with one function type, the imports given, and exports of `_start` and `memory`, which does nothing. */
const moduleOf = (imports, exported = [[...text("_start"), 0, imports.length], [...text("memory"), 2, 0]], body = [0]) => [
  ...HEADER,
  ...section(1, [1, 0x60, 0, 0]),
  ...section(2, [imports.length, ...imports.flatMap(([module, name]) => [...text(module), ...text(name), 0, 0])]),
  ...section(3, [1, 0]),
  ...section(5, [1, 0, 1]),
  ...section(7, [exported.length, ...exported.flat()]),
  ...section(10, [1, body.length + 1, ...body, 0x0b]),
];

test("a module is inspected before it runs", async () => {
  assert.equal(await inspect(moduleOf([])), null);
  assert.equal(await inspect(moduleOf([["wasi_snapshot_preview1", "proc_exit"]])), null);
  assert.equal(await inspect([]), "This is not a WebAssembly module.");
  assert.equal(await inspect([...Buffer.from("#!/bin/sh\n")]), "This is not a WebAssembly module.");
  assert.match(await inspect([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]), /component of WASI 0\.2/);
  assert.match(await inspect(moduleOf([]).slice(0, 30)), /damaged or cut off/);
  assert.match(await inspect(moduleOf([], [[...text("memory"), 2, 0]])), /exports no _start/);
  assert.match(await inspect(moduleOf([], [[...text("_start"), 0, 0]])), /exports no memory/);
});

test("imports from elsewhere are refused by name, before and at the run", async () => {
  const imports = [["env", "fetch"], ["wasi_snapshot_preview1", "fd_write"], ["wasi_unstable", "fd_write"], ["wasi_snapshot_preview1", "path_teleport"]];
  const sentence =
    "It imports env.fetch, wasi_unstable.fd_write, wasi_snapshot_preview1.path_teleport: only functions of " +
    "wasi_snapshot_preview1 exist here. Build it for wasm32-wasip1.";
  assert.equal(await inspect(moduleOf(imports)), sentence);
  const [outcome] = await run(moduleOf(imports), {});
  assert.deepEqual([outcome.end, outcome.status, outcome.stderr], ["exited", 126, `main.wasm: ${sentence}\n`]);
  const many = Array.from({ length: 9 }, (_, at) => ["js", `f${at}`]);
  assert.match(await inspect(moduleOf(many)), /^It imports js\.f0, js\.f1, js\.f2, js\.f3, js\.f4 and 4 more:/);
});

test("any bytes are inspected without a fault", async () => {
  const base = moduleOf([["wasi_snapshot_preview1", "proc_exit"]]);
  const answers = await page.evaluate((base) => {
    let state = 1;
    const random = (below) => {
      state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
      return state % below;
    };
    const kinds = new Set();
    for (let at = 0; at < 20_000; at += 1) {
      const bytes = Uint8Array.from(base);
      for (let change = random(4); change >= 0; change -= 1) bytes[8 + random(bytes.length - 8)] = random(256);
      kinds.add(typeof sandbox.inspectModule(bytes.subarray(0, 8 + random(bytes.length))));
    }
    return [...kinds].sort();
  }, base);
  assert.deepEqual(answers.filter((kind) => kind !== "object" && kind !== "string"), []);
});

test("traps are told, with the status of an abort", async () => {
  const source = `
#[allow(unconditional_recursion)]
fn deep(n: u64) -> u64 { std::hint::black_box(deep(n + 1)) + 1 }
fn main() {
    println!("before");
    match std::env::args().nth(1).as_deref() {
        Some("panic") => panic!("on purpose"),
        Some("deep") => println!("{}", deep(0)),
        Some("abort") => std::process::abort(),
        Some("code") => std::process::exit(200),
        _ => {}
    }
}`;
  const [panicked, deep, aborted, code, end] = await run(compiled(source), { args: ["panic"] }, { args: ["deep"] }, { args: ["abort"] }, { args: ["code"] }, {});
  for (const outcome of [panicked, deep, aborted]) {
    assert.deepEqual([outcome.end, outcome.status, outcome.stdout], ["exited", 134, "before\n"]);
  }
  assert.match(panicked.stderr, /on purpose\n[^]*main\.wasm: The module trapped: unreachable\n$/);
  assert.match(deep.stderr, /main\.wasm: The module trapped: (?:the stack overflowed|memory access out of bounds)\n$/);
  assert.deepEqual([code.status, end.status], [200, 0]);
});

test("nothing beyond the virtual files is in reach", async () => {
  const source = `
use std::{fs, io::Read, net::TcpStream};
fn main() {
    println!("{}", fs::read_to_string("../../../../etc/passwd").is_err());
    println!("{}", TcpStream::connect("127.0.0.1:80").is_err());
    println!("{}", std::process::Command::new("ls").output().is_err());
    println!("{}", std::thread::Builder::new().spawn(|| ()).is_err());
    let mut names: Vec<_> = fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    println!("{} {:?}", names.len(), names.last());
    fs::create_dir_all("/new/deep").unwrap();
    fs::write("/new/deep/file", "kept").unwrap();
    fs::rename("/new/deep/file", "/new/file").unwrap();
    println!("{:?} {:?}", fs::read_to_string("/new/file"), fs::remove_file("/new/none").map_err(|error| error.kind()));
    let mut file = fs::File::open("/data/x").unwrap();
    let mut some = [0; 2];
    file.read_exact(&mut some).unwrap();
    println!("{some:?} {:?}", fs::metadata("/data").unwrap().is_dir());
}`;
  const files = { "/data/x": "xyz", ...Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`/proc/${at}/stat`, "x"])) };
  const [outcome] = await run(compiled(source), { files });
  assert.equal(outcome.stderr, "");
  assert.equal(
    outcome.stdout,
    'true\ntrue\ntrue\ntrue\n1500 Some("999")\nOk("kept") Err(NotFound)\n[120, 121] true\n',
  );
});

test("memory up to the limit, and the page goes on", async () => {
  const source = `
fn main() {
    println!("before");
    let mut all: Vec<Vec<u8>> = Vec::new();
    loop {
        let mut more: Vec<u8> = Vec::new();
        if more.try_reserve_exact(1 << 26).is_err() { println!("refused"); return; }
        more.push(1);
        all.push(more);
    }
}`;
  const [outcome, next] = await run(compiled(source), { seconds: 240 }, { seconds: 240 });
  assert.deepEqual([outcome.end, outcome.stdout], ["exited", "before\nrefused\n"]);
  assert.equal(next.stdout, "before\nrefused\n");
});
