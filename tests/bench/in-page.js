// What runs in the page of the harness: the engine's worker and a worker of plain JavaScript, asked in turns.

/* exported compare */

/** What the engine says, as far as a harness needs it (postcard: varints, little-endian). */
function readAnswer(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  const take = () => {
    const length = varint();
    at += length;
    return new TextDecoder().decode(bytes.subarray(at - length, at));
  };
  const kind = ["ready", "progress", "ran", "listed", "read", "refused"][varint()];
  if (kind === "ready" || kind === "progress") return { kind };
  varint();
  if (kind === "refused") throw new Error(take());
  const status = bytes[at++];
  const stdout = take();
  varint();
  const stderr = take();
  const seconds = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8).getFloat64(0, true);
  return { kind, status, stdout, stderr, seconds };
}

/** Starts a module worker; `ask(message)` gives the first answer that `wanted` takes, and the milliseconds until then. */
function start(url, read, wanted) {
  const worker = new Worker(url, { type: "module" });
  const next = (message) =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      worker.onerror = (event) => reject(new Error(`${url}: ${event.message}`));
      worker.onmessage = ({ data }) => {
        const ended = performance.now();
        try {
          const answer = read(data);
          if (wanted(answer)) resolve({ answer, ms: ended - started });
        } catch (error) {
          reject(error);
        }
      };
      if (message !== undefined) worker.postMessage(message);
    });
  return { worker, ask: next };
}

/** Rounds of the engine and then each rival; the answers must say the same. */
async function compare({ engineUrl, request, count, rivalUrl, load, rivals, rounds, warmUps }) {
  let ready;
  const engine = start(engineUrl, readAnswer, ({ kind }) => kind === (ready ? "ran" : "ready"));
  await engine.ask();
  ready = true;
  const rival = start(rivalUrl, (data) => data, () => true);
  await rival.ask({ load });
  const bytes = Uint8Array.from(request.match(/../g), (pair) => parseInt(pair, 16));
  const result = { ours: [], engine: [], theirs: rivals.map(() => []) };
  for (let round = -warmUps; round < rounds; round++) {
    const { answer, ms } = await engine.ask([bytes]);
    // A status of 1 is an answer, as grep has it.
    if (answer.status > 1) throw new Error(`exit ${answer.status}: ${answer.stderr}`);
    if (round >= 0) {
      result.ours.push(ms / 1000);
      result.engine.push(answer.seconds);
    }
    const numbers = count && [...answer.stdout.matchAll(new RegExp(count, "gm"))].map((found) => found.slice(1).filter(Boolean).join("="));
    for (const [index, message] of rivals.entries()) {
      const theirs = await rival.ask(message);
      if (round >= 0) result.theirs[index].push(theirs.ms / 1000);
      const { output, result: said } = theirs.answer;
      // The engine keeps the first MiB of the output: what there is of both must be the same.
      const same = count
        ? said.split(" ").every((number, index) => number === numbers[index])
        : output === null || output.slice(0, answer.stdout.length) === answer.stdout.slice(0, output.length);
      if (!same) throw new Error(`${rivalUrl} ${JSON.stringify(message)}: another result than the engine's`);
    }
  }
  engine.worker.terminate();
  rival.worker.terminate();
  return result;
}
