// Stands in for the JavaScript runner, and lies: what the page makes of it must not depend on a worker's honesty.

globalThis.defineProgram = () => {};
addEventListener(
  "message",
  ({ data: { port } }) => {
    const send = (report) => port.postMessage(report);
    const bytes = (length) => new Uint8Array(length).fill(120);
    port.onmessage = ({ data: { nonce, job } }) => {
      const [mode] = job.args;
      send({ report: "began", nonce });
      if (mode === "flood") for (;;) send({ report: "output", nonce, stream: 1, bytes: bytes(10) });
      if (mode === "frame-flood") for (;;) self.postMessage({ report: "fault", worker: 1, message: "x".repeat(1000), line: 1, column: 1 });
      if (mode === "error-flood") for (;;) reportError(new Error("x".repeat(1000)));
      if (mode === "silent") return;
      for (const forged of ["", "0", "guess", undefined, null, 7, {}]) {
        send({ report: "output", nonce: forged, stream: 1, bytes: new TextEncoder().encode("forged") });
        send({ report: "ended", nonce: forged, status: 0, seconds: 0, cwd: "/" });
      }
      if (mode === "forge") for (const odd of [null, undefined, 5, "text", [], {}, { report: "nothing" }]) send(odd);
      send({ report: "output", nonce, stream: 2, bytes: new TextEncoder().encode("two\n") });
      if (mode === "much") send({ report: "output", nonce, stream: 1, bytes: bytes(3 * 1024 * 1024) });
      send({ report: "dropped", nonce, bytes: "many", lines: {} });
      send({ report: "ended", nonce, status: "x", seconds: mode === "slow" ? 1e9 : -5, cwd: { a: 1 } });
      send({ report: "ended", nonce, status: 9, seconds: 0, cwd: "/" });
    };
    send({ report: "ready", nonce: "" });
  },
  { once: true },
);
