// What is JavaScript's own: modules, Node's modules, how errors read. Node itself says what is right, where it can.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { built, launch, openPage, serve } from "./support.mjs";

const { out, remove } = built();
let host;
let browser;
let page;

before(async () => {
  host = await serve(out);
  browser = await launch();
  ({ page } = await openPage(await browser.newContext(), host.url));
});

after(async () => {
  await browser?.close();
  await host?.stop();
  remove();
});

const run = async (files, job = {}) =>
  (await page.evaluate(([files, job]) => runAll("javascript", files, [job]), [typeof files === "string" ? { "main.js": files } : files, job]))[0];

/** What Node makes of the same files and stdin. */
function inNode(files, stdin = "") {
  const folder = mkdtempSync(join(tmpdir(), "dryrun-node-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, Object.keys(files)[0])], { input: stdin, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return { stdout, stderr, status };
}

describe("as Node has it", { concurrency: false }, () => {
  const programs = {
    "modules that import each other": {
      "main.mjs": `
        import fs, { readFileSync as read, existsSync } from "node:fs";
        import * as path from "path";
        import value, { a as first, later, Kind, twice } from "./lib/one.mjs";
        import data from "./data.json" with { type: "json" };
        import "./side.mjs"; import { there } from './side.mjs'
        export { default as again } from "./lib/one.mjs";
        export * from "./lib/one.mjs";
        const { x, ...rest } = data;
        console.log(value, first, later(), new Kind().name, twice(4), x, rest, there, read === fs.readFileSync);
        console.log(path.join("a", "..", "b"), typeof require, this, import.meta.url.endsWith("main.mjs"), existsSync("/missing"));
        const lazy = await import("./lib/one.mjs");
        console.log(Object.keys(lazy).sort().join(" "), lazy.default, await Promise.resolve(3));
        for (const wait of [1, 2]) { console.log(await wait); }
        console.log("import x from 'y'", \`export \${"import z from 'w'"}\`, /import "r"/.source); // import nothing from "here"
      `,
      "lib/one.mjs": `
        import { there } from "../side.mjs";
        export const a = 1, b = [2, 3], c = { d: 4 };
        export let [e, f = 5] = b, { g = 6, d: h } = c
        export function later() { return there + f + h; }
        export async function* gen() {}
        export class Kind { name = "kind" }
        const twice = (n) => n * 2;
        export { twice, twice as "other name" };
        export default "default";
      `,
      "side.mjs": "console.log('side once');\nexport var there = 7;\n",
      "data.json": '{"x": 1, "y": {"z": [1, 2]}}',
    },
    "scripts that require each other": {
      "main.cjs": `
        const { add, self } = require("./lib.cjs");
        const data = require("./data.json");
        const again = require("./lib.cjs");
        console.log(add(1, 2), self === again, data.list.length, module.exports === exports, typeof __filename, this === exports);
        try { require("./none.cjs") } catch (error) { console.log(error.code, error.message.split("\\n")[0].includes("./none.cjs")) }
        try { require("no-such-package") } catch (error) { console.log(error.code) }
        undeclared = 5; console.log(globalThis.undeclared);
        (async () => { const { default: fs } = await import("node:fs"); console.log(typeof fs.readFileSync); })();
      `,
      "lib.cjs": "exports.add = (a, b) => a + b;\nexports.self = exports;\nconsole.log('lib once');\n",
      "data.json": '{"list": [1, 2, 3]}',
    },
    "what is shown of values": {
      "main.cjs": `
        class Point { constructor() { this.x = 1; this.y = [1, 2, { z: 3 }]; } }
        const loop = { name: "loop" }; loop.self = loop;
        console.log("text", 1, -0, 1n, true, null, undefined, Symbol("s"));
        console.log(["a", 'it\\'s', "q\\"q'", "new\\nline"], { a: 1, "b-c": 2, [Symbol("k")]: 3 }, []);
        console.log({}, [undefined, null], [, 1, , ,], new Point(), loop, { deep: { deeper: { deepest: { gone: 1 } } } });
        console.log(new Map([["a", { b: 1 }]]), new Set([1, "2"]), new Map(), /re/g, new Date(0), [new Date(NaN)]);
        console.log(function named() {}, () => {}, class A {}, class extends Point {}, async function go() {}, Math.max);
        console.log(Object.create(null), Object.assign(Object.create(null), { a: 1 }), new (class extends Map {})());
        console.log({ get a() { return 1 }, set b(v) {}, get c() { return 1 }, set c(v) {} }, new Uint8Array(3), Buffer.from("hi"));
        console.log("%s is %d years, %i, %f, %j %O %%", "Bob", 42.5, 42.5, "1.5", { a: 1 }, { b: 2 }, "extra", 7);
        console.log("%s %s", "one"); console.log("100%", 5); console.log("%d", "x"); console.log();
        console.log({ key: "a long text that takes up room", other: "another long text that takes up room", third: 3 });
        console.log([["row", 1, 2], ["row", 3, 4]], [[[[1]]]], [{ a: { b: { c: {} } } }]);
        console.log([1.5, "a"].concat(new Array(3).fill(0)), "x".repeat(20), [1, 2, 3, 4, 5, 6]);
        console.log(new Error("plain").message, Object(1), Object("s"), [Object(true)], Promise.resolve === Promise.resolve);
        console.group("group"); console.log("in\\nside"); console.group(); console.info({ a: 1 }); console.groupEnd(); console.groupEnd(); console.log("out");
      `,
    },
    "buffers": {
      "main.cjs": `
        const b = Buffer.from("héllo wörld");
        console.log(b.length, b.toString("hex"), b.toString("base64"), b.toString("latin1"), b.toString("utf8", 0, 6), b.slice(1, 3), b.subarray(-3).toString());
        console.log(Buffer.concat([Buffer.from([1, 2]), Buffer.from("3")]), Buffer.alloc(3, "ab"), Buffer.from("aGk=", "base64").toString(), Buffer.from("6869", "hex").toString());
        console.log(b.indexOf("w"), b.indexOf(0x6c), b.includes("zz"), b.lastIndexOf("l"), b.equals(Buffer.from(b)), Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.byteLength("é"));
        console.log(b.readUInt16BE(0), b.readUInt32LE(1), b.readInt8(1), JSON.stringify(Buffer.from("ab")), Buffer.isBuffer(b), b instanceof Uint8Array);
        const part = b.slice(0, 1); part[0] = 72; console.log(b.toString(), b.indexOf("\\n"), b.indexOf("h", 3), b.indexOf(Buffer.from("ll")));
        console.log(Buffer.from("\\ufffd\\u00ff", "latin1"), Buffer.from("zz", "hex").length, Buffer.from([257, -1, 3.7]), b.write("XY", 2), b.copy(Buffer.alloc(4), 1, 2, 5));
        try { b.toString("nothing") } catch (error) { console.log(error.code, error.message) }
        let s = ""; for (const byte of Buffer.from("az")) s += byte; console.log(s, [...Buffer.from("a").entries()]);
      `,
    },
    "paths": {
      "main.cjs": `
        const path = require("node:path");
        for (const p of ["/a/b/../c.txt", "a//b/", ".", "", "/", "x.tar.gz", ".hidden", "../up/./x"]) {
          console.log(path.normalize(p), path.basename(p), path.dirname(p), path.extname(p), path.isAbsolute(p), path.parse(p));
        }
        console.log(path.join("/a", "../b", "c"), path.resolve("/a", "b", "../c"), path.resolve("/a", "/b"), path.relative("/a/b", "/a/c/d"), path.basename("f.js", ".js"), path.sep, path.format({ dir: "/d", name: "n", ext: ".e" }), path.join(""), path.join("a", "", "b"));
      `,
    },
    "the order of things that wait": {
      "main.cjs": `
        setTimeout(() => console.log("timer"), 0); setImmediate(() => {}); queueMicrotask(() => console.log("microtask"));
        process.nextTick((x) => console.log("tick", x), 1); Promise.resolve().then(() => console.log("promise"));
        const every = setInterval(() => { console.log("interval"); clearInterval(every); }, 5);
        setTimeout(() => console.log("never"), 1e6).unref(); const gone = setTimeout(() => console.log("cleared"), 0); clearTimeout(gone);
        process.on("exit", (code) => console.log("exit", code)); console.log("main"); process.exitCode = 4;
      `,
    },
  };
  for (const [name, files] of Object.entries(programs)) {
    test(name, async () => {
      const wanted = inNode(files);
      const outcome = await run(files);
      assert.equal(wanted.stderr, "");
      assert.equal(outcome.stderr, "");
      assert.equal(outcome.stdout, wanted.stdout);
      assert.equal(outcome.status, wanted.status);
    });
  }

  const readers = {
    "stdin whole": "console.log(JSON.stringify(require('fs').readFileSync(0, 'utf8')), require('fs').readFileSync(0).length)",
    "stdin by events": "let all = ''; process.stdin.setEncoding('utf8'); process.stdin.on('data', (part) => { all += part; }); process.stdin.on('end', () => console.log(JSON.stringify(all)))",
    "stdin as an iteration": "(async () => { let n = 0; for await (const part of process.stdin) n += part.length; console.log(n) })()",
    "stdin by lines": "const lines = []; require('readline').createInterface({ input: process.stdin }).on('line', (line) => lines.push(line)).on('close', () => console.log(lines))",
    "stdin by lines, as an iteration": "(async () => { for await (const line of require('node:readline').createInterface({ input: process.stdin, crlfDelay: Infinity })) console.log('>' + line) })()",
    "stdin by pieces": "const fs = require('fs'); const b = Buffer.alloc(4); let n; while ((n = fs.readSync(0, b, 0, 4, null)) > 0) console.log(n, b.toString('utf8', 0, n))",
  };
  for (const [name, source] of Object.entries(readers)) {
    test(name, async () => {
      const stdin = "one\ntwo é\r\n\nlast";
      const wanted = inNode({ "main.cjs": source }, stdin);
      const outcome = await run({ "main.cjs": source }, { stdin });
      assert.equal(outcome.stderr, "");
      assert.equal(outcome.stdout, wanted.stdout);
    });
  }

  test("errors of the file system, by code and message", async () => {
    const source = `
      const fs = require("fs");
      const at = process.argv[2] ?? "";
      const said = (call) => { try { return call(); } catch (error) { return [error.code, error.errno, error.syscall, error.message.replaceAll(at, "")]; } };
      for (const call of [
        () => fs.readFileSync(at + "/data/none"), () => fs.readFileSync(at + "/data"), () => fs.readFileSync(at + "/data/x/y"), () => fs.readdirSync(at + "/data/x"),
        () => fs.readdirSync(at + "/none"), () => fs.statSync(at + "/none"), () => fs.statSync(at + "/none", { throwIfNoEntry: false }), () => fs.openSync(at + "/none"),
        () => fs.mkdirSync(at + "/data"), () => fs.unlinkSync(at + "/none"), () => fs.accessSync(at + "/none"), () => fs.readSync(99, Buffer.alloc(1)), () => fs.closeSync(99),
        () => fs.readdirSync(at + "/data"), () => fs.readdirSync(at + "/data", { withFileTypes: true }).map((entry) => [entry.name, entry.isFile(), entry.isDirectory()]),
        () => fs.statSync(at + "/data/x").size, () => fs.statSync(at + "/data").isDirectory(), () => fs.existsSync(at + "/data/sub"), () => fs.readFileSync(at + "/data/x", "utf8"),
        () => { fs.writeFileSync(at + "/data/w", "1"); fs.appendFileSync(at + "/data/w", "2"); return fs.readFileSync(at + "/data/w", { encoding: "latin1" }); },
        () => { fs.mkdirSync(at + "/data/m/n", { recursive: true }); fs.writeFileSync(at + "/data/m/n/o", Buffer.from("x")); return fs.readdirSync(at + "/data", { recursive: true }).sort(); },
        () => { const fd = fs.openSync(at + "/data/x"); const b = Buffer.alloc(9); const n = fs.readSync(fd, b, 0, 9, 2); fs.closeSync(fd); return [n, b.toString("utf8", 0, n)]; },
        () => { fs.rmSync(at + "/data/m", { recursive: true }); return fs.existsSync(at + "/data/m"); },
      ]) console.log(JSON.stringify(said(call)));
      fs.readFile(at + "/data/none", (error) => { console.log(error.code); fs.promises.readFile(at + "/data/x", "utf8").then(console.log); });
    `;
    const folder = mkdtempSync(join(tmpdir(), "dryrun-files-"));
    mkdirSync(join(folder, "data/sub"), { recursive: true });
    writeFileSync(join(folder, "data/x"), "content");
    writeFileSync(join(folder, "main.cjs"), source);
    const wanted = execFileSync(process.execPath, [join(folder, "main.cjs"), folder], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    const outcome = await run({ "main.cjs": source }, { files: { "/data/x": "content" }, dirs: ["/data/sub"] });
    assert.deepEqual(outcome.stdout.split("\n"), wanted.split("\n"));
  });

  test("gzip is unpacked, whole, in parts, and not when damaged", async () => {
    const text = "line of a log, again and again\n".repeat(5000) + Array.from({ length: 3000 }, (_, at) => (at * 7919) % 1013).join(" ");
    const source = `
      const { gunzipSync } = require("node:zlib"); const fs = require("fs"); const { createHash } = {};
      const sum = (bytes) => { let s = 0; for (const byte of bytes) s = (s * 31 + byte) >>> 0; return s; };
      for (const name of ["whole", "two", "stored", "small"]) { const bytes = gunzipSync(fs.readFileSync("/" + name)); console.log(name, bytes.length, sum(bytes), Buffer.isBuffer(bytes)); }
      for (const name of ["cut", "changed", "text"]) { try { gunzipSync(fs.readFileSync("/" + name)); console.log("?"); } catch (error) { console.log(error.code, error.message); } }
    `;
    const whole = gzipSync(text);
    const changed = Buffer.from(whole);
    changed[changed.length - 6] ^= 1;
    const files = {
      "/whole": [...whole],
      "/two": [...Buffer.concat([gzipSync("first\n"), gzipSync(text)])],
      "/stored": [...gzipSync(text, { level: 0 })],
      "/small": [...gzipSync("x", { strategy: 4 })],
      "/cut": [...whole.subarray(0, 200)],
      "/changed": [...changed],
      "/text": "no gzip at all, but long enough to look at",
    };
    const sum = (value) => Buffer.from(value).reduce((s, byte) => (Math.imul(s, 31) + byte) >>> 0, 0);
    const outcome = await run({ "main.cjs": source }, { files });
    assert.deepEqual(outcome.stdout.split("\n"), [
      `whole ${text.length} ${sum(text)} true`,
      `two ${text.length + 6} ${sum(`first\n${text}`)} true`,
      `stored ${text.length} ${sum(text)} true`,
      `small 1 ${sum("x")} true`,
      "Z_BUF_ERROR unexpected end of file",
      "Z_DATA_ERROR incorrect data check",
      "Z_DATA_ERROR incorrect header check",
      "",
    ]);
  });
});

describe("errors speak of the learner's lines", { concurrency: false }, () => {
  test("thrown in a function, in another file, after a wait", async () => {
    const outcome = await run({
      "main.mjs": 'import { fail } from "./lib.mjs";\n\nfunction go() {\n  fail();\n}\nsetTimeout(go, 1);\nconsole.log("x");\n',
      "lib.mjs": '// a comment\nexport function fail() {\n  throw new TypeError("bad");\n}\n',
    });
    assert.equal(outcome.status, 1);
    assert.equal(outcome.stdout, "x\n");
    assert.equal(
      outcome.stderr,
      "/home/you/lib.mjs:3\n\nTypeError: bad\n    at fail (/home/you/lib.mjs:3:9)\n    at go (/home/you/main.mjs:4:3)\n",
    );
  });

  test("thrown at the top, of a script", async () => {
    const outcome = await run({ "main.cjs": '"use strict";\nnull.x;\n' });
    assert.match(outcome.stderr, /^\/home\/you\/main\.cjs:2\n\nTypeError: Cannot read properties of null \(reading 'x'\)\n {4}at \/home\/you\/main\.cjs:2:6\n/);
  });

  test("that can't be read", async () => {
    for (const [source, line, message] of [
      ["let a = 1;\nlet b = = 2;\n", 2, "Unexpected token '='"],
      ["let a = 1;\nlet a = 2;\n", 2, "Identifier 'a' has already been declared"],
      ["function f() {\n  return 1;\n", 3, "missing \\) after|Unexpected token|Unexpected end"],
      ["const s = 'never closed;\n", 1, "Invalid or unexpected token"],
    ]) {
      const outcome = await run(source);
      assert.equal(outcome.status, 1);
      assert.match(outcome.stderr, new RegExp(`^/home/you/main\\.js:${line}\\n[^]*SyntaxError: (?:${message})`));
    }
  });

  test("a rejection that nobody handles, a value that is no error, a missing export, a missing module", async () => {
    assert.match((await run("Promise.reject(new RangeError('lost'));")).stderr, /main\.js:1\n\nRangeError: lost/);
    assert.equal((await run("throw { a: 1 };")).stderr, "Uncaught { a: 1 }\n");
    assert.match((await run("import { nothing } from 'node:fs';")).stderr, /does not provide an export named 'nothing'/);
    assert.match((await run("import x from 'left-pad';")).stderr, /Cannot find module 'left-pad'/);
    assert.match((await run("import http from 'node:http';")).stderr, /node:http isn't available in the sandbox: there is no network/);
    assert.match((await run("require('child_process');")).stderr, /no other processes/);
  });
});
