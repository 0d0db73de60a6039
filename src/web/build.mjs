// Builds the TypeScript side: `node src/web/build.mjs OUT [--debug]`. Writes the editor, the sandbox, the scripts of its
// workers and Python's files into OUT, and their list as web.json.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { pythonFiles } from "./python/files.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = {
  editor: "editor/editor.ts",
  keep: "keep/keep.ts",
  sandbox: "sandbox/sandbox.ts",
  terminal: "terminal/terminal.ts",
};
const WORKERS = {
  "run-python": "runners/python/main.ts",
  "run-javascript": "runners/javascript/main.ts",
  "run-shell": "runners/shell/main.ts",
  "run-wasi": "runners/wasi/main.ts",
};

/** Puts the hash of the frame's script into its policy. The page's policy (index.html) must allow the same hash. */
const frame = {
  name: "frame",
  setup(bundler) {
    bundler.onLoad({ filter: /frame\.html$/ }, ({ path }) => ({ contents: sealed(readFileSync(path, "utf8")), loader: "text" }));
  },
};

/** The hash of a document's only script, as policies name it. */
function scriptHash(html) {
  const script = html.slice(html.indexOf("<script>") + "<script>".length, html.indexOf("</script>"));
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}

const sealed = (html) => html.replace("{{hash}}", scriptHash(html));

/** What stands in for Node's own modules in code that never calls them in a browser. */
const absent = {
  name: "absent",
  setup(bundler) {
    bundler.onResolve({ filter: /^(node:|ws$)/ }, ({ path }) => ({ path, namespace: "absent" }));
    bundler.onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "module.exports = {};", loader: "js" }));
  },
};

/** just-bash keeps its interpreter to itself, and the shell runner's live output needs its methods. */
const interpreter = {
  name: "interpreter",
  setup(bundler) {
    bundler.onLoad({ filter: /just-bash\/dist\/bundle\/browser\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8");
      const found = [...contents.matchAll(/([\w$]+)=class\{ctx;constructor\(/g)];
      if (found.length !== 1) throw new Error("just-bash has changed: its interpreter isn't where it was");
      return { contents: `${contents}\nexport { ${found[0][1]} as Interpreter };\n`, loader: "js" };
    });
    bundler.onResolve({ filter: /^node:zlib$/ }, () => ({ path: join(HERE, "runners/shell/zlib.ts") }));
  },
};

async function bundle(entries, format, out, debug, more = {}) {
  await build({
    absWorkingDir: HERE,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(HERE, file)))),
    outdir: out,
    bundle: true,
    format,
    minify: !debug,
    sourcemap: debug ? "inline" : false,
    target: "es2023",
    platform: "browser",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    logOverride: { "empty-import-meta": "silent" },
    loader: { ".py": "text" },
    plugins: [frame],
    ...more,
  });
}

/** Everything into `out`; the names in web.json are those that `createSandbox` asks for. */
export async function main(out, debug) {
  mkdirSync(out, { recursive: true });
  await bundle(MODULES, "esm", out, debug);
  const { "run-shell": shell, ...others } = WORKERS;
  await bundle(others, "iife", out, debug, { plugins: [absent] });
  const inject = [join(HERE, "runners/shell/globals.ts")];
  await bundle({ "run-shell": shell }, "iife", out, debug, { plugins: [interpreter, absent], inject });
  await pythonFiles(out);
  const files = [...Object.keys(MODULES), ...Object.keys(WORKERS)].map((name) => `${name}.js`);
  files.push("python.wasm", "python-stdlib.zip", "python-lock.json");
  const list = files
    .filter((file) => existsSync(join(out, file)))
    .map((file) => ({ name: basename(file).replace(/\.[a-z]+$/, ""), file }));
  // What the page's policy has to allow: a srcdoc frame is under its parent's policy, too.
  writeFileSync(join(out, "frame.hash"), scriptHash(readFileSync(join(HERE, "sandbox/frame.html"), "utf8")));
  writeFileSync(join(out, "web.json"), `${JSON.stringify(list, null, 2)}\n`);
}

const [out, flag] = process.argv.slice(2);
if (!out || (flag !== undefined && flag !== "--debug")) {
  process.stderr.write("usage: node src/web/build.mjs OUT [--debug]\n");
  process.exit(2);
}
await main(out, flag === "--debug");
