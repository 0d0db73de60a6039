// Bundles the two others: `node build.mjs OUT`.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2];
mkdirSync(out, { recursive: true });
for (const name of ["flow", "draw"]) {
  await build({
    entryPoints: [`${HERE}${name}.jsx`],
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    outdir: `${out}/${name}`,
    conditions: ["production"],
    define: { "process.env.NODE_ENV": '"production"', "process.env.IS_PREACT": '"false"' },
    loader: { ".woff2": "file", ".ttf": "file" },
    jsx: "automatic",
    logLevel: "error",
  });
  writeFileSync(
    `${out}/${name}.html`,
    `<!doctype html><meta charset="utf-8"><title>${name}</title><link rel="stylesheet" href="${name}/${name}.css">
<style>html, body, #root { height: 100%; margin: 0 }</style><div id="root"></div>
<script>window.EXCALIDRAW_ASSET_PATH = new URL("draw/", location.href).pathname;</script><script type="module" src="${name}/${name}.js"></script>`,
  );
}
cpSync(`${HERE}node_modules/@excalidraw/excalidraw/dist/prod/fonts`, `${out}/draw/fonts`, { recursive: true });
