// A static host for the built page, the scripts beside this one and the inputs, all of one origin.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
};

/** Serves `folders` (by their first path component) and an empty page at `/`; gives the server and its address. */
export async function serve(folders) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    if (pathname === "/") {
      response.writeHead(200, { "content-type": TYPES[".html"] }).end("<!doctype html><title>bench</title>");
      return;
    }
    const [, top, ...rest] = pathname.split("/");
    const folder = folders[top];
    const file = folder && join(folder, normalize(`/${rest.join("/") || "index.html"}`));
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end("not found");
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
}
