// One program in each language with the same modes, chosen by the first argument:
//   all     arguments, an environment variable, files by absolute and relative path, an empty directory, a file that is
//           missing, stdin as it is, stderr, status 3
//   binary  each byte once
//   lines   12,000 lines;  bytes: 3,000,000 bytes without a newline
//   loop    100 lines, then an endless loop
//   leave   says whether an earlier run left something, then leaves it

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const python = `
import os, sys
mode = sys.argv[1]
if mode == "all":
    print("|".join(sys.argv[1:]))
    print(os.environ["COLOUR"])
    print(open("/data/x").read(), end="")
    print(open("data/x").read(), end="")
    print(str(os.path.isdir("/empty")).lower())
    print(str(not os.path.exists("/missing")).lower())
    sys.stdout.flush()
    sys.stdout.buffer.write(sys.stdin.buffer.read())
    print("oops", file=sys.stderr)
    sys.exit(3)
elif mode == "binary":
    sys.stdout.buffer.write(bytes(range(256)))
elif mode == "lines":
    for line in range(12000):
        print(line)
elif mode == "bytes":
    for _ in range(300):
        sys.stdout.write("x" * 10000)
elif mode == "loop":
    for line in range(100):
        print("before", line)
    while True:
        pass
elif mode == "leave":
    print(str(os.path.exists("/left") or hasattr(os, "left")).lower())
    open("/left", "w").write("here")
    open("/data/x", "w").write("changed")
    os.left = True
`;

const javascript = `
import fs from "node:fs";
const args = process.argv.slice(2);
const mode = args[0];
if (mode === "all") {
  console.log(args.join("|"));
  console.log(process.env.COLOUR);
  process.stdout.write(fs.readFileSync("/data/x", "utf8"));
  process.stdout.write(fs.readFileSync("data/x", "utf8"));
  console.log(fs.statSync("/empty").isDirectory());
  console.log(!fs.existsSync("/missing"));
  process.stdout.write(fs.readFileSync(0));
  console.error("oops");
  process.exit(3);
} else if (mode === "binary") {
  process.stdout.write(Uint8Array.from({ length: 256 }, (_, at) => at));
} else if (mode === "lines") {
  for (let line = 0; line < 12000; line += 1) console.log(line);
} else if (mode === "bytes") {
  for (let at = 0; at < 300; at += 1) process.stdout.write("x".repeat(10000));
} else if (mode === "loop") {
  for (let line = 0; line < 100; line += 1) console.log("before", line);
  for (;;);
} else if (mode === "leave") {
  console.log(fs.existsSync("/left") || "left" in globalThis);
  fs.writeFileSync("/left", "here");
  fs.writeFileSync("/data/x", "changed");
  globalThis.left = true;
}
`;

const shell = `
case "$1" in
all)
  (IFS='|'; echo "$*")
  echo "$COLOUR"
  cat /data/x
  cat data/x
  if [ -d /empty ]; then echo true; fi
  if [ ! -e /missing ]; then echo true; fi
  cat
  echo oops >&2
  exit 3;;
binary) cat /bytes;;
lines) seq 0 11999;;
bytes) for at in 1 2 3; do cat /million; done;;
loop)
  for at in $(seq 0 99); do echo "before $at"; done
  while true; do :; done;;
leave)
  if [ -e /left ] || [ -n "$left" ]; then echo true; else echo false; fi
  echo here > /left
  echo changed > /data/x
  left=1;;
esac
`;

/** Builds the WASI program; needs rustc and its target wasm32-wasip1, which the workspace's toolchain has. */
function wasi() {
  const folder = mkdtempSync(join(tmpdir(), "dryrun-wasi-"));
  const source = new URL("programs/contract.rs", import.meta.url).pathname;
  const out = join(folder, "contract.wasm");
  execFileSync("rustc", ["--edition", "2024", "--target", "wasm32-wasip1", "-O", "-C", "strip=symbols", "-o", out, source]);
  const bytes = readFileSync(out);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Name and content of the contract program of each language; bytes as an array, to be sent to a page. */
export function contractPrograms() {
  return {
    python: [["main.py", python]],
    javascript: [["main.js", javascript]],
    shell: [["main.sh", shell]],
    wasi: [["main.wasm", Array.from(wasi())]],
  };
}
