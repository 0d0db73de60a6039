// A log filter as one writes it in JavaScript: a RegExp over the lines of a text that is in memory already.

let text = "";

/** One line after the other: `lastIndex` and `split` would only add to it. */
function byLine(pattern) {
  const regexp = new RegExp(pattern);
  const found = [];
  for (let at = 0; at < text.length; ) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    const line = text.slice(at, end);
    if (regexp.test(line)) found.push(line);
    at = end + 1;
  }
  return found;
}

/** The whole text at once, then the line around each match: for patterns that can't match a newline. */
function byText(pattern) {
  const regexp = new RegExp(pattern, "gm");
  const found = [];
  while (regexp.test(text)) {
    const start = text.lastIndexOf("\n", regexp.lastIndex - 1) + 1;
    let end = text.indexOf("\n", regexp.lastIndex);
    if (end < 0) end = text.length;
    found.push(text.slice(start, end));
    regexp.lastIndex = end + 1;
  }
  return found;
}

onmessage = async ({ data }) => {
  if (data.load) {
    text = await (await fetch(data.load)).text();
    postMessage({ ready: true });
    return;
  }
  const found = (data.how === "text" ? byText : byLine)(data.pattern);
  postMessage({ output: found.map((line) => `${line}\n`).join(""), result: String(found.length) });
};
