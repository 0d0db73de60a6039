// A reporter for `node --test` that tells which files hold a failed test, one path a line: those are tried again.

/** The paths of the files with a failure, each once and as soon as it is known. */
export default async function* failedFiles(events) {
  const told = new Set();
  for await (const { type, data } of events) {
    if (type !== "test:fail" || data.todo !== undefined || told.has(data.file)) continue;
    told.add(data.file);
    yield `${data.file}\n`;
  }
}
