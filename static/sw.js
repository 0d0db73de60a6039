// The service worker: everything works with the network off after one visit, and a version is whole or not there.
//
// Names with a hash never change what they name, so they are answered from the cache alone. A new version is
// downloaded beside the old one, sharing what is the same, and takes over only when a page asks for it or all pages
// are closed: old code never meets new content.

/** { version, hashed: URLs, plain: URLs, large: URLs }, relative to the scope; filled in by the build. */
const BUILD = "{{build}}";

const SCOPE = self.registration.scope;
// Two copies on one host, in different folders, keep out of each other's caches.
const PREFIX = `dryrun ${new URL(SCOPE).pathname} `;
const CURRENT = `${PREFIX}${BUILD.version}`;
/** Large files, kept from their first use on and over updates for as long as the build names them. */
const LARGE = `${PREFIX}large`;

const absolute = (url) => new URL(url, SCOPE).href;
const hashed = new Set(BUILD.hashed.map(absolute));
const plain = new Set(BUILD.plain.map(absolute));
const large = new Set(BUILD.large.map(absolute));
/** The document, by both of its names. */
const documents = new Set([SCOPE, absolute("index.html")]);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SCOPE)) return;
  url.search = "";
  url.hash = "";
  const { href } = url;
  if (documents.has(href)) event.respondWith(stored(SCOPE, request));
  else if (hashed.has(href) || plain.has(href)) event.respondWith(stored(href, request));
  else if (large.has(href)) event.respondWith(onFirstUse(href, event));
});

async function install() {
  const cache = await caches.open(CURRENT);
  const page = await fetched(SCOPE, { cache: "reload" });
  const html = await page.clone().text();
  // In the middle of an upload a host may give this script and another version's page.
  if (!html.includes(`content="${BUILD.version}"`)) throw new Error("the page is of another version");
  await cache.put(SCOPE, page);
  const older = await olderCaches();
  await Promise.all([
    ...[...plain].map(async (url) => cache.put(url, await fetched(url, { cache: "reload" }))),
    ...[...hashed].map(async (url) => {
      if (await cache.match(url)) return;
      for (const old of older) {
        const same = await old.match(url);
        if (same) return cache.put(url, same);
      }
      return cache.put(url, await fetched(url));
    }),
  ]);
}

async function activate() {
  await self.clients.claim();
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CURRENT && name !== LARGE) await caches.delete(name);
  }
  const cache = await caches.open(LARGE);
  for (const request of await cache.keys()) {
    if (!large.has(request.url)) await cache.delete(request);
  }
}

/** The caches of the versions before this one. */
async function olderCaches() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  return Promise.all(names.map((name) => caches.open(name)));
}

/** A response worth keeping, or an error. */
async function fetched(url, options) {
  const response = await fetch(url, options);
  const type = response.headers.get("content-type") ?? "";
  // Some hosts answer with a page where a file is missing.
  const wrong = url !== SCOPE && type.startsWith("text/html");
  if (!response.ok || wrong) throw new Error(`${url}: ${response.status} ${type}`);
  // A redirected response can't answer a navigation; its contents can.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

/** From this version's cache; browsers may evict it, then from the network. */
async function stored(url, request) {
  const cache = await caches.open(CURRENT);
  return (await cache.match(url)) ?? fetch(request);
}

/** From the cache, or else from the network and into it. */
async function onFirstUse(url, event) {
  const cache = await caches.open(LARGE);
  const kept = await cache.match(url);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok && response.status === 200) {
    // Kept while the page reads it already. A full disk must not keep the reader from what arrives.
    event.waitUntil(cache.put(url, response.clone()).catch(() => {}));
  }
  return response;
}
