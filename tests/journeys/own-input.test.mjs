// The reader's own files: chosen, dropped, packed in every usual way. They never leave the machine.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { ROOT, becomes, matches, open, oracle, output, room, run, shell, visit } from "./support.mjs";

const it = await room();
const folder = mkdtempSync(join(tmpdir(), "dryrun-own-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const fixtures = (name) => join(ROOT, "exercises/programming", name, "fixtures");

/** Unpacks a bundle as its documentation says, independently of the code under test. */
function unpack(bundle, into) {
  let path = null;
  let bytes = [];
  const flush = () => {
    if (path === null) return;
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), Buffer.concat(bytes));
  };
  for (const line of readFileSync(bundle, "utf8").split("\n").slice(1)) {
    if (line.startsWith("@ ")) {
      flush();
      path = line.endsWith("/") ? null : line.slice(2);
      bytes = [];
    } else if (line.startsWith(" ")) {
      const open = /(^|[^\\])(\\\\)*\\$/.test(line);
      const text = open ? line.slice(1, -1) : `${line.slice(1)}\n`;
      // Bytes that are not UTF-8 are escaped, so that the text is.
      const parts = text.split(/(\\\\|\\0|\\r|\\x[0-9a-f]{2})/);
      for (const part of parts) {
        if (part === "\\\\") bytes.push(Buffer.from("\\"));
        else if (part === "\\0") bytes.push(Buffer.from([0]));
        else if (part === "\\r") bytes.push(Buffer.from("\r"));
        else if (/^\\x/.test(part)) bytes.push(Buffer.from([parseInt(part.slice(2), 16)]));
        else bytes.push(Buffer.from(part));
      }
    }
  }
  flush();
}

const capture = join(folder, "host-7");
unpack(join(fixtures("pstree"), "web-host.bundle"), capture);

test("a captured /proc as a tar, a compressed tar, and a folder", async (t) => {
  shell("tar", "-C", capture, "-cf", join(folder, "capture.tar"), "proc");
  shell("tar", "-C", folder, "-czf", join(folder, "capture.tar.gz"), "host-7");
  const expected = oracle("pstree", "17-whole-host");
  const page = await visit(t, it);
  for (const file of ["capture.tar", "capture.tar.gz"]) {
    await open(page, it.host, "#/exercise/pstree?watch=1");
    await page.getByLabel("Own file").setInputFiles(join(folder, file));
    await page.getByText("Yours. It never leaves this machine.").waitFor();
    await run(page);
    await becomes(() => output(page), expected, file);
  }
  await open(page, it.host, "#/exercise/pstree?watch=1");
  await page.getByLabel("Own folder").setInputFiles(capture);
  await run(page);
  await becomes(() => output(page), expected, "folder");
});

test("something that is no capture says so", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/pstree?watch=1");
  await page.getByLabel("Own file").setInputFiles({
    name: "notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("not an archive\n"),
  });
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("alert").getByText(/notes\.txt.*neither a tar nor a bundle/).waitFor();
});

test("a log, plain and compressed, judged by grep", async (t) => {
  const log = join(fixtures("log-filter"), "access.log");
  const expected = shell("grep", "-E", "users/4|\\.webp", log);
  writeFileSync(join(folder, "mine.log.gz"), gzipSync(readFileSync(log)));
  cpSync(log, join(folder, "mine.log"));
  const page = await visit(t, it);
  for (const name of ["mine.log", "mine.log.gz"]) {
    await open(page, it.host, "#/exercise/log-filter?match=users%2F4%7C%5C.webp");
    await page.getByLabel("Own file").setInputFiles(join(folder, name));
    await run(page);
    await becomes(() => output(page), expected, name);
  }
});

test("requests and responses as JSON lines", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/api-lag?warn=500&crit=1000");
  await page.getByLabel("Own file").setInputFiles(join(fixtures("api-lag"), "small.jsonl"));
  await run(page);
  const [first] = (await output(page)).split("\n");
  assert.equal(first, oracle("api-lag", "01-small-log").split("\n")[0]);
});

test("a file dropped on the page", async (t) => {
  const page = await visit(t, it);
  await open(page, it.host, "#/exercise/clique?print=3");
  const transfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x y\ny z\nz x\n"], "dropped.txt"));
    return transfer;
  });
  await page.locator(".input").dispatchEvent("drop", { dataTransfer: transfer });
  await page.getByText("Yours. It never leaves this machine.").waitFor();
  await run(page);
  await matches(() => output(page), /x y z/);
});
