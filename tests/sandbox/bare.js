// Stands in for the JavaScript runner: takes its orders, but seals nothing and keeps nothing to itself. What an attempt
// can't do here, the frame and its policies prevent, not the runner.

let program;
globalThis.realImport = (address) => import(address);
globalThis.defineProgram = ([file]) => {
  program = file;
};
addEventListener(
  "message",
  ({ data: { port } }) => {
    globalThis.port = port;
    port.onmessage = async ({ data: { nonce } }) => {
      globalThis.nonce = nonce;
      const say = (stream, text) => port.postMessage({ report: "output", nonce, stream, bytes: new TextEncoder().encode(text) });
      port.postMessage({ report: "began", nonce });
      globalThis.console = { log: (text) => say(1, `${text}\n`), error: (text) => say(2, `${text}\n`) };
      await program.run();
      port.postMessage({ report: "ended", nonce, status: 0, seconds: 0, cwd: "/" });
    };
    port.postMessage({ report: "ready", nonce: "" });
  },
  { once: true },
);
